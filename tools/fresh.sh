#!/usr/bin/env bash
# fresh.sh [COMMAND]: what a stranger's machine says. Makes a minimal Debian 12 in a temporary folder, clones what is committed here into
# it and runs COMMAND there (./run --build when none is given): a package missing from tools/packages.txt is seen here and nowhere else.
# Needs root and debootstrap; FRESH_KEEP=DIR keeps the system in DIR and uses it again, FRESH_USER=1 runs the command not as root.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null ||
    { echo "需要 root 权限和 debootstrap（apt-get install debootstrap）。" >&2 &&
        echo "Needs root and debootstrap (apt-get install debootstrap)." >&2 && exit 1; }
command=${1:-./run --build}
home=${FRESH_KEEP:-$(mktemp -d /var/tmp/rectify-fresh.XXXXXX)}
[ -n "${FRESH_KEEP-}" ] || trap 'rm -rf --one-file-system "$home"' EXIT
if [ ! -x "$home/usr/bin/apt-get" ]; then
    echo "debootstrap bookworm …"
    debootstrap --variant=minbase bookworm "$home" >"$home.log" 2>&1 || { tail -n 20 "$home.log" >&2 && exit 1; }
    rm -f "$home.log"
fi
# The same sources of packages and the same trusted certificates as here.
cp /etc/resolv.conf /etc/hosts "$home/etc/"
if compgen -G '/etc/apt/sources.list.d/debian*' >/dev/null; then
    cp /etc/apt/sources.list.d/debian* "$home/etc/apt/sources.list.d/" && : >"$home/etc/apt/sources.list"
fi
mkdir -p "$home/usr/local/share/fresh"
cp /etc/ssl/certs/ca-certificates.crt "$home/usr/local/share/fresh/"
rm -rf "$home/srv/rectify"
git clone -q . "$home/srv/rectify"
chroot "$home" sh -c 'id clerk >/dev/null 2>&1 || useradd -m clerk; chown -R clerk /srv/rectify'
user=(chroot --userspec=root "$home")
[ -z "${FRESH_USER-}" ] || user=(chroot --userspec=clerk "$home")
certificates=/usr/local/share/fresh/ca-certificates.crt
# Mounts and processes of its own: nothing of it is left behind, however it ends.
unshare --mount --pid --fork --kill-child bash -c '
    mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && shift
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb "$@"
' fresh "$home" HOME="$([ -n "${FRESH_USER-}" ] && echo /home/clerk || echo /root)" NODE_EXTRA_CA_CERTS=$certificates \
    "${user[@]}" sh -c "cd /srv/rectify && $command"
