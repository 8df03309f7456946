#!/usr/bin/env bash
# A plan of the sample bureau from its first word to the signed extract by the command line.
set -euo pipefail
exec python3 tests/cli/plans.py "$RECTIFY"
