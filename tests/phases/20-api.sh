#!/usr/bin/env bash
# The HTTP API, every endpoint with its refusals, on SQLite and PostgreSQL; once more on SQLite with the program that checks its memory.
# needs: build asan
set -uo pipefail
cd "$RECTIFY_SOURCE"
. tools/sum_counts.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# at once: each waits for its own server most of the time
python3 tests/api/run.py --program "$RECTIFY" >"$folder/plain" 2>&1 &
python3 tests/api/run.py --program "$RECTIFY_ASAN" --only sqlite >"$folder/asan" 2>&1 &
wait
sum_counts "$folder/plain" "$folder/asan"
