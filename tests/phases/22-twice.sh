#!/usr/bin/env bash
# Whatever is written may run more than once (a batch that fails is rolled back and run again): the tests of the API over a program that runs every write twice and
# keeps the second.
set -euo pipefail
build=$(dirname "$RECTIFY")
ninja -C "$build" tests/rectify_twice >"$TMPDIR/ninja.log" || { cat "$TMPDIR/ninja.log"; exit 1; }
exec python3 tests/api/run.py --program "$build/tests/rectify_twice" --only sqlite records intake session bulk claims tokens views durable.command
