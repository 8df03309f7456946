#!/usr/bin/env bash
# Claiming on the sample bureau by the command line, its figures counted again from the rows.
set -euo pipefail
exec python3 tests/cli/claims.py "$RECTIFY"
