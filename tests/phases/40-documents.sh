#!/usr/bin/env bash
# Official documents, made from a sample store and measured on the page LibreOffice makes of them.
set -euo pipefail
exec python3 tests/document/documents.py "$RECTIFY"
