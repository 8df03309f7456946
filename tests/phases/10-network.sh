#!/usr/bin/env bash
# Small random networks, planned by the program and by an oracle that tries every day.
set -euo pipefail
exec python3 tests/schedule/oracle.py "$(dirname "$RECTIFY")/tests/run_network" "$([ -n "${RECTIFY_LONG-}" ] && echo 10000 || echo 2000)"
