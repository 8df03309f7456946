#!/usr/bin/env bash
# Questions about working days on the command line.
set -euo pipefail
exec python3 tests/cli/workday.py "$RECTIFY"
