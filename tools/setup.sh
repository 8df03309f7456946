#!/usr/bin/env bash
# setup.sh CLASS…: installs the packages of these classes of tools/packages.txt that are missing, and nothing else.
# Safe to repeat: with everything there it needs no network, no rights and a few milliseconds.
set -euo pipefail
cd "$(dirname "$0")/.."
export DEBIAN_FRONTEND=noninteractive

fail() { # chinese english: one sentence each that says what to do
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

[ $# -gt 0 ] || fail "用法：tools/setup.sh build|web|test|optional …" "usage: tools/setup.sh build|web|test|optional …"
for class; do
    grep -q "^${class}[[:space:]]" tools/packages.txt ||
        fail "tools/packages.txt 中没有“$class”这一类软件包，请改用 build、web、test 或 optional。" \
            "tools/packages.txt has no class \"$class\": use build, web, test or optional."
done

# command or command>=major: is it there, and new enough?
satisfied() {
    local name=${1%%>=*} least=${1#*>=} version
    command -v "$name" >/dev/null 2>&1 || return 1
    [ "$least" != "$1" ] || return 0
    version=$("$name" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1)
    [ "${version:-0}" -ge "$least" ]
}

missing=()
while read -r class package unless _; do
    case " $* " in *" $class "*) ;; *) continue ;; esac
    if [ "$unless" != - ] && satisfied "$unless"; then continue; fi
    case "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)" in
    ii*) ;;
    *) missing+=("$package") ;;
    esac
done < <(grep -E '^[a-z]' tools/packages.txt)

if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null 2>&1 ||
        fail "本机没有 apt-get，请用本机的软件包管理器自行安装与下列 Debian 软件包相当的软件，然后重试：${missing[*]}" \
            "There is no apt-get here: install what corresponds to these Debian packages, then try again: ${missing[*]}"
    as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            fail "安装软件包需要管理员权限，请以 root 身份执行后重试：apt-get install ${missing[*]}" \
                "Installing packages needs root: run this as root, then try again: apt-get install ${missing[*]}"
        as_root=(sudo)
        [ -t 0 ] || as_root+=(-n) # nobody could type a password
        as_root+=(env DEBIAN_FRONTEND=noninteractive)
    fi
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    # apt-get says hundreds of lines: on a terminal the current one is shown, and the last ones when it fails.
    apt() {
        "${as_root[@]}" apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null 2>&1 |
            tee "$log" | if [ -t 1 ]; then
            while IFS= read -r line; do printf '\r    %.70s\033[K' "$line"; done
            printf '\r\033[K'
        else cat >/dev/null; fi || { tail -n 15 "$log" >&2 && return 1; }
    }
    install() { apt install --no-install-recommends "${missing[@]}"; }
    fresh=no
    update() {
        echo "    apt-get update …"
        apt update ||
            fail "无法更新软件包目录，请检查网络和软件源（/etc/apt）以及管理员权限后重试。" \
                "The package lists could not be fetched: check the network, the sources in /etc/apt and your rights, then try again."
        fresh=yes
    }
    echo "    apt-get install ${missing[*]}"
    # Lists are fetched only when they do not know a package, or know one that the mirror no longer has.
    for package in "${missing[@]}"; do
        apt-cache policy "$package" 2>/dev/null | grep -q 'Candidate: [^(]' || { update && break; }
    done
    if ! install; then
        { [ $fresh = no ] && update && install; } ||
            fail "有软件包没有装上，请看上面 apt-get 的提示，处理后重试（需要的软件包：${missing[*]}）。" \
                "Some packages could not be installed: see what apt-get says above, mend it and try again (needed: ${missing[*]})."
    fi
fi

# A package may be there and too old (an old Debian's Node.js): say so here rather than in the middle of a build.
while read -r class package unless _; do
    case " $* " in *" $class "*) ;; *) continue ;; esac
    [ "$unless" = - ] || satisfied "$unless" ||
        fail "已安装 $package，但仍不满足“$unless”，请安装更新的版本并确认它在 PATH 中，然后重试。" \
            "$package is installed, yet \"$unless\" does not hold: install a newer one, see that it is on PATH, and try again."
done < <(grep -E '^[a-z]' tools/packages.txt)
