#!/usr/bin/env bash
# Days that move, help, visits, criteria, decisions on the sample bureau by the command line.
set -euo pipefail
exec python3 tests/cli/doing.py "$RECTIFY"
