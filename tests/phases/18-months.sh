#!/usr/bin/env bash
# A bureau plays months under a set clock, and an independent script adds up again, from the events alone, what the program said each evening (tests/months).
set -euo pipefail
build=$(dirname "$RECTIFY")
ninja -C "$build" tests/rectify_clock >"$TMPDIR/ninja.log" || { cat "$TMPDIR/ninja.log"; exit 1; }
exec python3 tests/months/phase.py "$RECTIFY" "$build/tests/rectify_clock"
