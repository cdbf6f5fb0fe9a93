#!/bin/sh
# Shows that every locked package installs without a compiler: as wheels, on each supported Python
# and each kind of machine that the documentation names. Downloads nothing but metadata.
set -eu
cd "$(dirname "$0")/.."

PLATFORMS="x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin"
nowhere=$(mktemp -d)
trap 'rm -rf "$nowhere"' EXIT

failed=0
for version in 3.11 3.12 3.13; do
    for platform in $PLATFORMS; do
        if said=$(sh tools/uv.sh pip install --dry-run --only-binary :all: --no-deps --require-hashes \
            --python-version "$version" --python-platform "$platform" \
            --target "$nowhere" -r requirements/test.txt 2>&1); then
            echo "Python $version on $platform: wheels only"
        else
            failed=1
            echo "Python $version on $platform:"
            echo "$said"
        fi
    done
done
exit "$failed"
