#!/bin/sh
# Runs uv, which only the keeper of the lock needs, from a folder of its own (.tools/).
set -eu
cd "$(dirname "$0")/.."
if [ ! -x .tools/bin/uv ]; then
    python=$(sh tools/find_python.sh)
    "$python" -m venv .tools
    .tools/bin/python -m pip install --quiet --only-binary :all: uv
fi
exec .tools/bin/uv "$@"
