#!/usr/bin/env bash
# The HTTP API, every endpoint with its refusals, on SQLite and PostgreSQL; once more on SQLite with the program that checks its memory.
# needs: build asan
set -uo pipefail
cd "$RECTIFY_SOURCE"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# at once: each waits for its own server most of the time
python3 tests/api/run.py --program "$RECTIFY" >"$folder/plain" 2>&1 &
python3 tests/api/run.py --program "$RECTIFY_ASAN" --only sqlite >"$folder/asan" 2>&1 &
wait
passed=0 failed=0
for log in "$folder/plain" "$folder/asan"; do
    cat "$log"
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
    if [ -n "$counts" ]; then
        passed=$((passed + ${counts%% *}))
        counts=${counts#*, }
        failed=$((failed + ${counts%% *}))
    else # it did not come to its end
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
