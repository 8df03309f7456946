#!/usr/bin/env bash
# The report desk on the command line.
set -euo pipefail
exec python3 tests/cli/reports.py "$RECTIFY"
