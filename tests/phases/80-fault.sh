#!/usr/bin/env bash
# Nothing acknowledged is lost when the process is killed under mixed load; every 2xx to a write follows an fdatasync of the log, and a program in
# which it does not is found out.
set -uo pipefail
. "$RECTIFY_SOURCE/tools/sum_counts.sh"
build=$(dirname "$RECTIFY")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ninja -C "$build" tests/rectify_lax >"$folder/ninja" || { cat "$folder/ninja"; exit 1; }
# at once: both wait for the disk most of the time
python3 tests/fault/kill.py "$RECTIFY" >"$folder/kill" 2>&1 &
python3 tests/fault/durable.py "$RECTIFY" "$build/tests/rectify_lax" >"$folder/durable" 2>&1 &
wait
sum_counts "$folder/kill" "$folder/durable"
