#!/bin/sh
# system-packages.sh LIST… : installs what the lists name and this machine lacks. Where it cannot,
# it says which packages and how, and goes on: checking and judging work without them.
set -eu

here=$(dirname "$0")
python=$("$here/find-python.sh")

find_missing() {
    "$python" -I "$here/missing_packages.py" "$@"
}

can_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# Quiet, but for what goes wrong.
apt() {
    output=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" 2>&1) || {
        echo "$output" >&2
        return 1
    }
}

packages=$(find_missing "$@")
[ -n "$packages" ] || exit 0

if can_install; then
    echo "安装系统软件包 · installing system packages: $packages"
    # shellcheck disable=SC2086 # one word a package
    { apt update && apt install -y --no-install-recommends $packages; } || true
    packages=$(find_missing "$@")
    [ -n "$packages" ] || exit 0
fi

cat >&2 <<EOF
注意：缺少系统软件包 $packages，这里无法自动安装。
  请管理员运行：apt-get install --no-install-recommends $packages
  没有它们，审核与评估照常可用；生成或检查 PDF 可能不行（plan-eval doctor 会说明）。
Note: the system packages $packages are missing and cannot be installed from here.
  Ask an administrator to run: apt-get install --no-install-recommends $packages
  Checking and judging work without them; writing or checking a PDF may not (plan-eval doctor tells).
EOF
