#!/usr/bin/env bash
# The HTTP API, every endpoint with its refusals, on SQLite and PostgreSQL; once more on SQLite with the program that checks its memory.
# needs: build asan
set -uo pipefail
cd "$RECTIFY_SOURCE"
passed=0 failed=0
one() {
    local log
    log=$(mktemp)
    "$@" 2>&1 | tee "$log"
    local counts
    counts=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
    if [ -n "$counts" ]; then
        passed=$((passed + ${counts%% *}))
        counts=${counts#*, }
        failed=$((failed + ${counts%% *}))
    else
        failed=$((failed + 1))
    fi
}
one python3 tests/api/run.py --program "$RECTIFY"
one python3 tests/api/run.py --program "$RECTIFY_ASAN" --only sqlite
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
