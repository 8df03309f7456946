#!/usr/bin/env bash
# The pages in a real browser against the real program: the first run, five people, keyboard, paper.
# needs: build web
set -euo pipefail
exec node "$RECTIFY_SOURCE/tests/browser/run.mjs"
