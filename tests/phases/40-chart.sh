#!/usr/bin/env bash
# The wall chart of three hundred problems, read back by poppler.
set -euo pipefail
exec python3 tests/cli/chart.py "$RECTIFY"
