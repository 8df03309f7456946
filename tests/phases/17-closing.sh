#!/usr/bin/env bash
# One problem of the sample bureau from its first progress to its second closing by the command line.
set -euo pipefail
exec python3 tests/cli/closing.py "$RECTIFY"
