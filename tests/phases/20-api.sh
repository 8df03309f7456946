#!/usr/bin/env bash
# The HTTP API, every endpoint with its refusals, on SQLite and PostgreSQL; once more on SQLite with the program that checks its memory.
# needs: build asan
set -uo pipefail
cd "$RECTIFY_SOURCE"
. tools/sum_counts.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# at once: each waits for its own server most of the time
python3 tests/api/run.py --program "$RECTIFY" --only sqlite >"$folder/sqlite" 2>&1 &
# who may know of what is asked many thousand times; the memory is checked by the other tests, and by these under --long
without=(--without hidden)
[ -z "${RECTIFY_LONG-}" ] || without=()
python3 tests/api/run.py --program "$RECTIFY_ASAN" --only sqlite "${without[@]}" >"$folder/asan" 2>&1 &
logs=("$folder/sqlite" "$folder/asan")
if [ -n "${RECTIFY_TEST_POSTGRES-}" ]; then
    python3 tests/api/run.py --program "$RECTIFY" --only postgres >"$folder/postgres" 2>&1 &
    logs+=("$folder/postgres")
fi
wait
sum_counts "${logs[@]}"
