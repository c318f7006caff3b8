#!/bin/sh
# Prints the first Python that is new enough; `make PYTHON=…` names another one.
set -eu

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if new_enough "$python"; then
        command -v "$python"
        exit 0
    fi
done

cat >&2 <<EOF
plan-eval 需要 Python 3.11 或更高版本，这里没有找到（${PYTHON:-python3}）。
  Debian / Ubuntu：apt-get install python3 python3-venv
  已装在别处：make PYTHON=/路径/python3.11 demo
plan-eval needs Python 3.11 or newer; none was found here (${PYTHON:-python3}).
  Debian / Ubuntu: apt-get install python3 python3-venv
  Installed elsewhere: make PYTHON=/path/to/python3.11 demo
EOF
exit 1
