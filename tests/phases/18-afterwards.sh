#!/usr/bin/env bash
# What becomes of a closed problem of the sample bureau by the command line: look-backs, quality, outcomes, contradictions.
set -euo pipefail
exec python3 tests/cli/afterwards.py "$RECTIFY"
