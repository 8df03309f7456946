#!/usr/bin/env bash
# A PostgreSQL of our own for tests: a new cluster in a temporary directory, gone afterwards. Never touches one that is installed.
#
#   tools/postgres.sh COMMAND ARGUMENT…   runs the command with RECTIFY_TEST_POSTGRES=postgres://… set, then stops the cluster
#   tools/postgres.sh --hold              prints that address and runs until standard input ends
#
# It forgets what it holds when the machine stops: RECTIFY_POSTGRES_DURABLE=1 leaves it as safe, and as slow, as a real one.
# The address names a superuser with a random password on a loopback port: a test makes (and drops) a database of its own.
# The default collation is deliberately not "C", so that a forgotten COLLATE "C" is seen.
set -euo pipefail

fail() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 1
}
[ $# -gt 0 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" && exit 1; }

bin=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
bin=${bin:-$(command -v initdb || true)}
[ -n "$bin" ] || fail "没有找到 PostgreSQL，请先执行 tools/setup.sh test。" "PostgreSQL was not found: run tools/setup.sh test first."
bin=$(dirname "$bin")

umask 077
home=$(mktemp -d /tmp/rectify-postgres.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    chown "$owner" "$home"
    as=(setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups env "HOME=$home")
fi
server() { (cd "$home" && "${as[@]}" "$bin/$1" "${@:2}"); }
stop() {
    trap '' INT TERM HUP
    if [ -f "$home/data/postmaster.pid" ]; then
        server pg_ctl -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$home/password"
[ ${#as[@]} = 0 ] || chown "$owner" "$home/password"
collation=(--locale=C)
if server initdb --help | grep -q icu-locale; then collation=(--locale=C --locale-provider=icu --icu-locale=zh); fi
server initdb -D "$home/data" -U rectify --pwfile="$home/password" --auth=scram-sha-256 -E UTF8 "${collation[@]}" \
    --no-sync --no-instructions >"$home/log" 2>&1 || { cat "$home/log" >&2 && exit 1; }

hasty='-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off'
[ -z "${RECTIFY_POSTGRES_DURABLE:-}" ] || hasty=
started=no
for _ in 1 2 3 4 5 6; do # a port drawn may be taken: draw again
    port=$((20000 + RANDOM % 12000))
    if server pg_ctl -D "$home/data" -l "$home/data/log" -w -t 60 start -o "-p $port -k $home -c listen_addresses=127.0.0.1 \
-c max_connections=200 -c shared_buffers=64MB $hasty" >"$home/log" 2>&1; then
        started=yes
        break
    fi
done
[ $started = yes ] || { cat "$home/log" "$home/data/log" >&2 && exit 1; }

export RECTIFY_TEST_POSTGRES="postgres://rectify:$password@127.0.0.1:$port/postgres"
if [ "$1" = --hold ]; then
    printf '%s\n' "$RECTIFY_TEST_POSTGRES"
    cat >/dev/null
else
    "$@" # not exec: the cluster must be stopped afterwards
fi
