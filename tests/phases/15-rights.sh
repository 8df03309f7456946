#!/usr/bin/env bash
# Who sees and may do what, by unit, ledger and ceiling.
set -euo pipefail
exec python3 tests/cli/rights.py "$RECTIFY"
