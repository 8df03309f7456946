#!/usr/bin/env bash
# The pages in a real browser against the real program: the first run, five people, keyboard, paper, the ledger with very many rows.
# needs: build web
set -euo pipefail
build=$(dirname "$RECTIFY")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export RECTIFY_LARGE_FINDINGS=12000
[ -z "${RECTIFY_LONG-}" ] || RECTIFY_LARGE_FINDINGS=100000
ninja -C "$build" bench/bench_fill >/dev/null
HOME=$folder XDG_CONFIG_HOME=$folder "$build/bench/bench_fill" "$folder/large" "$RECTIFY_LARGE_FINDINGS" >/dev/null
RECTIFY_LARGE=$folder/large node "$RECTIFY_SOURCE/tests/browser/run.mjs"
