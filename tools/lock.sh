#!/bin/sh
# Refreshes requirements/*.txt from pyproject.toml: one answer for Python 3.11 to 3.13, with hashes.
# Pins stay as they are where pyproject.toml still allows them; UPGRADE=1 takes the newest.
set -eu
cd "$(dirname "$0")/.."

lock() {
    output=$1
    shift
    sh tools/uv.sh pip compile pyproject.toml requirements/build.in "$@" --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --quiet ${UPGRADE:+--upgrade} -o "requirements/$output" >/dev/null
    echo "requirements/$output: $(grep -c '==' "requirements/$output") packages"
}

lock test.txt --extra scale --extra test
# The smaller locks take the versions of the largest, so that what is tested is what runs.
for name in scale run; do cp requirements/test.txt "requirements/$name.txt"; done
lock scale.txt --extra scale
lock run.txt
