#!/usr/bin/env bash
# Files that are kept in git and made from others: each is made again and must come out the same.
# One line each:  made FILE COMMAND…   (the command writes FILE on standard output; $RECTIFY is the program just built)
set -euo pipefail
cd "$(dirname "$0")/.."
passed=0 failed=0
new=$(mktemp)
trap 'rm -f "$new"' EXIT

made() {
    local file=$1
    shift
    if "$@" >"$new" && diff -u --label "$file as kept" --label "$file as made now" "$file" "$new" >&2; then
        passed=$((passed + 1))
    else
        echo "$file: out of date, or its generator failed; make it again:  $* > $file" >&2
        failed=$((failed + 1))
    fi
}

made web/src/generated/schema.ts "$RECTIFY" schema --typescript
made docs/lifecycles.md "$RECTIFY" schema --lifecycles

echo "$passed passed, $failed failed"
[ $failed = 0 ]
