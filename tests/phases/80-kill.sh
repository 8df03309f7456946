#!/usr/bin/env bash
# Nothing acknowledged is lost when the process is killed under mixed load.
set -euo pipefail
exec python3 tests/fault/kill.py "$RECTIFY"
