#!/usr/bin/env bash
# Mornings under a set clock: who was reminded of what, against what is worked out from what was registered; killed and run again on the way.
set -euo pipefail
build=$(dirname "$RECTIFY")
ninja -C "$build" tests/rectify_clock >"$TMPDIR/ninja.log" || { cat "$TMPDIR/ninja.log"; exit 1; }
if [ -n "${RECTIFY_LONG-}" ]; then
    exec python3 tests/reminders/year.py "$build/tests/rectify_clock" 300 365 2026
fi
exec python3 tests/reminders/year.py "$build/tests/rectify_clock"
