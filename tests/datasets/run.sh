#!/bin/sh
# The generator's tests. BUILD is where goatpath-datagen was built (default build).
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BUILD:-build}
case $build in /*) ;; *) build=$root/$build ;; esac
exec "${PYTHON:-python3}" "$root/tests/datasets/check.py" "$build/goatpath-datagen" "$root"
