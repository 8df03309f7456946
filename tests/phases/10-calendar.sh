#!/usr/bin/env bash
# Every working day of 2019–2026, sixty forward and sixty back, beside a public table that we did not write.
# needs: build web
set -euo pipefail
exec node tests/calendar/chinese_days.mjs "$(dirname "$RECTIFY")/tests/print_days"
