#!/usr/bin/env bash
# web.sh: builds web/dist from web/, when something under web/ is newer than it; nothing to do when there is no web/.
# web.sh --packages: only brings web/node_modules up to web/package-lock.json.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f web/package.json ] || exit 0
cd web
log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly() { # chinese english command…: its output is shown only when it fails
    local zh=$1 en=$2
    shift 2
    "$@" >"$log" 2>&1 </dev/null || { tail -n 40 "$log" >&2 && printf '\n%s\n%s\n' "$zh" "$en" >&2 && exit 1; }
}

packages() {
    # npm writes this file last, so that an interrupted install is seen and repeated.
    if [ node_modules/.package-lock.json -nt package-lock.json ] && [ node_modules/.package-lock.json -nt package.json ]; then
        return
    fi
    echo "    npm ci …"
    quietly "网页所需的软件包没有装上，请检查网络（或 npm 的代理设置）后重试。" \
        "The packages of the web pages could not be installed: check the network (or npm's proxy settings) and try again." \
        npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
}

packages
[ "${1-}" != --packages ] || exit 0
if [ dist/index.html -nt node_modules/.package-lock.json ] &&
    [ -z "$(find . \( -path ./node_modules -o -path ./dist \) -prune -o -newer dist/index.html -type f -print -quit)" ]; then
    exit 0
fi
echo "    npm run build …"
quietly "网页构建失败，请看上面的提示。" "Building the web pages failed: see above." npm run build
[ -f dist/index.html ] || { echo "npm run build left no web/dist/index.html" >&2 && exit 1; }
touch dist/index.html
