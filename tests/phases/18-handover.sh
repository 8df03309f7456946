#!/usr/bin/env bash
# A hand-over and a mirror check of the sample bureau from beginning to end by the command line.
set -euo pipefail
exec python3 tests/cli/handover.py "$RECTIFY"
