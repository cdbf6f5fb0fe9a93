#!/bin/sh
# Makes the sample business in ./sample unless it is there already. Half of one is never left behind.
set -eu
cd "$(dirname "$0")/.."

[ -e sample ] && exit 0
echo "Making the sample business in ./sample …"
trap 'rm -rf sample; exit 130' INT TERM HUP
# The log-ins are said by `keepword serve`, each time.
if ! .venv/bin/keepword demo --data sample >/dev/null; then
    rm -rf sample
    echo "The sample business could not be made; the reason is above." >&2
    exit 1
fi
