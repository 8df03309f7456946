#!/usr/bin/env bash
# Every 2xx to a write follows an fdatasync of the log; the test finds out a program in which it does not.
set -euo pipefail
build=$(dirname "$RECTIFY")
ninja -C "$build" tests/rectify_lax >"$TMPDIR/ninja.log" || { cat "$TMPDIR/ninja.log"; exit 1; }
exec python3 tests/fault/durable.py "$RECTIFY" "$build/tests/rectify_lax"
