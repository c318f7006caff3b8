#!/bin/sh
# make-venv.sh FOLDER : a fresh virtual environment, or what to install for one.
set -eu

python=$("$(dirname "$0")/find-python.sh")
if "$python" -m venv --clear "$1"; then
    exit 0
fi
rm -rf "$1"
cat >&2 <<EOF
无法建立虚拟环境 $1。Debian / Ubuntu 请管理员运行：apt-get install python3-venv
Cannot make the virtual environment $1. On Debian / Ubuntu ask an administrator to run: apt-get install python3-venv
EOF
exit 1
