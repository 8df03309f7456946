#!/usr/bin/env bash
# The pages in a real browser against the real program: the first run, five people, keyboard, paper, the ledger with very many rows.
# needs: build web
set -euo pipefail
. "$RECTIFY_SOURCE/tools/sum_counts.sh"
build=$(dirname "$RECTIFY")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export RECTIFY_LARGE_FINDINGS=12000
[ -z "${RECTIFY_LONG-}" ] || RECTIFY_LARGE_FINDINGS=100000
ninja -C "$build" bench/bench_fill >/dev/null
HOME=$folder XDG_CONFIG_HOME=$folder "$build/bench/bench_fill" "$folder/large" "$RECTIFY_LARGE_FINDINGS" >/dev/null
export RECTIFY_LARGE=$folder/large
# two halves at once: each waits for its own pages most of the time
for part in 1 2; do
    RECTIFY_PART=$part/2 node "$RECTIFY_SOURCE/tests/browser/run.mjs" >"$folder/log$part" 2>&1 &
done
wait || true
sum_counts "$folder/log1" "$folder/log2"
