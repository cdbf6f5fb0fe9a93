#!/bin/sh
# Prints the first Python on this machine that Keepword runs on, or says what to do.
# PYTHON=/path/to/python3.12 names one.
set -eu

suits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 python3.13 python3.12 python3.11
fi

for python in "$@"; do
    suits "$python" || continue
    if can_make_venv "$python"; then
        command -v "$python"
        exit 0
    fi
    unfinished=$python
done

if [ -n "${unfinished:-}" ]; then
    echo "$unfinished cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2
else
    found=$("$1" --version 2>&1) || found="none called '$1'"
    echo "Keepword needs Python 3.11, 3.12 or 3.13, and this machine has $found." >&2
    echo "Install one of them, or name it: make PYTHON=/path/to/python3.13 …" >&2
fi
exit 1
