#!/bin/sh
# needs: build
# The numbers in tests/format/fixtures/numbering-*.txt are still those the installed LibreOffice shows, and the fixtures those
# their script makes. Without LibreOffice there is nothing to compare.
fixtures=$RECTIFY_SOURCE/tests/format/fixtures
command -v soffice >/dev/null || { echo "no LibreOffice here"; echo "0 passed, 0 failed"; exit 0; }
"$fixtures/make.py" --libreoffice "$TMPDIR" || exit 1
passed=0 failed=0
for made in "$TMPDIR"/numbering-*.docx "$TMPDIR"/numbering-*.txt; do
    if cmp -s "$made" "$fixtures/${made##*/}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "${made##*/} differs"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
