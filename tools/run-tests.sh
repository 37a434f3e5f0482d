#!/bin/sh
# run-tests.sh PROGRAM...: runs the test programs, as many at once as there are cores; says
# which failed and what they printed; closes with the count.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2016 # the words of the inner shell
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 sh -c '
    name=$(basename "$1")
    "$1" >"$0/$name.out" 2>&1 && mv "$0/$name.out" "$0/$name.passed" || :' "$work"

for failed in "$work"/*.out; do
    [ -e "$failed" ] || continue
    cat "$failed"
    echo "FAILED: $(basename "$failed" .out)"
done
passed=$(find "$work" -name '*.passed' | wc -l)
failed=$(($# - passed))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
