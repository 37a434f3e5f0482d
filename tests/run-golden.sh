#!/bin/sh
# run-golden.sh [--accept] PROGRAM: whole commands against their recorded output.
#
# tests/golden/<case>/cmd holds one shell line, run in a copy of that folder with
# `goatpath` on the path; stdout, stderr and exit are compared byte for byte, and so is
# every file under out/ that the case has recorded.
set -eu
accept=0
[ "$1" = "--accept" ] && { accept=1; shift; }
program=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/goatpath"
export LC_ALL=C TZ=UTC PATH="$work/bin:$PATH"
passed=0 failed=0

for dir in "$here"/golden/*/; do
    name=$(basename "$dir")
    cp -r "$dir" "$work/$name"
    rm -rf "$work/$name/stdout" "$work/$name/stderr" "$work/$name/exit"
    status=0
    (cd "$work/$name" && sh ./cmd >stdout 2>stderr </dev/null) || status=$?
    echo "$status" >"$work/$name/exit"
    good=1
    for file in stdout stderr exit; do
        if [ $accept = 1 ]; then
            cp "$work/$name/$file" "$dir/$file"
        elif ! cmp -s "$work/$name/$file" "$dir/$file"; then
            good=0
            echo "golden $name: $file differs"
            diff -u "$dir/$file" "$work/$name/$file" | head -20 || true
        fi
    done
    if [ $good = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "golden: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
