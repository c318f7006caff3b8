#!/bin/sh
# lock.sh [--upgrade] : writes requirements.lock, requirements-dev.lock and requirements-docs.lock from
# pyproject.toml, for every platform and Python that the project supports. Versions already locked
# stay, unless --upgrade.
set -eu
cd "$(dirname "$0")/.."

if command -v uv >/dev/null; then
    uv=uv
else
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    "$(scripts/find-python.sh)" -m venv "$tools"
    "$tools/bin/pip" install --quiet uv
    uv=$tools/bin/uv
fi

compile() {
    "$uv" pip compile --quiet --universal --fork-strategy fewest --generate-hashes \
        --custom-compile-command "make lock" pyproject.toml --extra docx --group build "$@"
}

compile "$@" --output-file requirements.lock
compile "$@" --group dev --constraint requirements.lock --output-file requirements-dev.lock
compile "$@" --group docs --constraint requirements-dev.lock --output-file requirements-docs.lock
