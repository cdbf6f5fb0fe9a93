#!/bin/sh
# Brings .venv to what a lock file says, with the project itself on top:
#     sh tools/make_venv.sh run|test
# Wheels only, each checked against its hash; the project is linked, so that edits count at once.
set -eu
cd "$(dirname "$0")/.."

set_of_packages=$1
lock=requirements/$set_of_packages.txt
python=.venv/bin/python

quietly() {
    log=$(mktemp)
    "$@" >"$log" 2>&1 && status=0 || status=$?
    [ "$status" -eq 0 ] || tail -n 25 "$log" >&2
    rm -f "$log"
    return "$status"
}

install() {
    quietly "$python" -m pip install --disable-pip-version-check --no-input "$@"
}

if ! "$python" -c '' 2>/dev/null; then
    found=$(sh tools/find_python.sh)
    echo "Making .venv with $("$found" --version) …"
    quietly "$found" -m venv --clear .venv
fi

echo "Installing what $lock names …"
if ! install --only-binary :all: --require-hashes --requirement "$lock"; then
    echo "Installing failed; pip's last lines are above. When the network was the reason, run make again." >&2
    exit 1
fi
install --no-deps --no-build-isolation --editable .

touch ".venv/.installed-$set_of_packages"
[ "$set_of_packages" != test ] || touch .venv/.installed-run # the larger set holds the smaller
