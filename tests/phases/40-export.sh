#!/usr/bin/env bash
# The ledger's workbook, made by the commands a person types and read back by openpyxl and LibreOffice; what a full disk leaves.
# needs: build asan
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/plain" "$folder/asan"
failed=0
/usr/bin/python3 tests/document/read_export.py "$RECTIFY" "$folder/plain" >"$folder/plain.log" 2>&1 &
plain=$!
/usr/bin/python3 tests/document/read_export.py "$RECTIFY_ASAN" "$folder/asan" 6 || failed=1
wait $plain || failed=1
cat "$folder/plain.log"
exit $failed
