#!/bin/bash
# disk.sh PROGRAM DATAGEN: runs whose temporary files do not fit, or that are killed at any
# moment: exit 4 with the folder and the bytes needed, the report that stood there is
# untouched, nothing is left (spec/reliability.md 4.7 G1, G2, G7).
set -eu
program=$1 datagen=$2
work=$(mktemp -d)
mounted=0
# shellcheck disable=SC2317 # the trap calls it
cleanup() {
    [ "$mounted" = 0 ] || umount "$work/small"
    rm -rf "$work"
}
trap cleanup EXIT
bad=0 n=0

wrong() {
    bad=1
    echo "disk: $*"
}

"$datagen" deals --seed 3 --events 60000 -o "$work" >/dev/null
mkdir "$work/tmp" "$work/small"
"$program" report "$work/deals.csv" -q -o "$work/report"
cp -r "$work/report" "$work/old"

# refused NAME TMPDIR: the run just made must have ended as it should
refused() {
    n=$((n + 1))
    [ "$status" = 4 ] || wrong "$1: exit $status"
    grep -q "$2" "$work/err" || wrong "$1: does not name $2: $(cat "$work/err")"
    grep -q "bytes" "$work/err" || wrong "$1: does not say the bytes needed"
    diff -r "$work/report" "$work/old" >/dev/null || wrong "$1: the report was touched"
    [ -z "$(ls -A "$work/tmp")" ] || wrong "$1: files are left: $(ls -A "$work/tmp")"
}

again() { # OPTIONS...
    status=0
    "$program" report "$work/deals.csv" -q -o "$work/report" --force --memory 0 "$@" \
        2>"$work/err" || status=$?
}

again --tmpdir "$work/nowhere"
refused "no such folder" "$work/nowhere"
again --tmpdir /proc
refused "a folder that takes no files" /proc
for kib in 20 100 400; do
    (ulimit -f $kib && again --tmpdir "$work/tmp" && exit "$status") || status=$?
    refused "files of $kib KiB" "$work/tmp"
done
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=1m none "$work/small" 2>/dev/null; then
    mounted=1
    again --tmpdir "$work/small"
    refused "a small disk" "$work/small"
    [ -z "$(ls -A "$work/small")" ] || wrong "files are left on the small disk"
fi

# Whoever plants names cannot be followed: there are none.
touch "$work/victim"
for name in goatpath goatpath-1 goatpath-XXXXXX goatpath-$$; do
    ln -s "$work/victim" "$work/tmp/$name"
done
again --tmpdir "$work/tmp"
if [ "$status" != 0 ] || [ -s "$work/victim" ]; then
    wrong "a planted link was followed"
fi
rm "$work"/tmp/goatpath*

for _ in $(seq 1 20); do
    n=$((n + 1))
    "$program" report "$work/deals.csv" -q -o "$work/report" --force --memory 0 \
        --tmpdir "$work/tmp" 2>/dev/null &
    process=$!
    sleep "0.$(printf %03d $((RANDOM % 600)))"
    kill -9 $process 2>/dev/null || true
    wait $process 2>/dev/null || true
    diff -r "$work/report" "$work/old" >/dev/null || wrong "killed: half a report"
    [ -z "$(find "$work/tmp" -maxdepth 1 -type f)" ] || wrong "killed: files are left"
done
for _ in $(seq 1 5); do
    n=$((n + 1))
    status=0
    "$program" report "$work/deals.csv" -q -o "$work/report" --force --memory 0 \
        --tmpdir "$work/tmp" 2>/dev/null &
    process=$!
    sleep "0.$(printf %03d $((RANDOM % 300)))"
    kill -TERM $process 2>/dev/null || true
    wait $process 2>/dev/null || status=$?
    [ "$status" = 143 ] || [ "$status" = 0 ] || wrong "ended by a signal: exit $status"
    diff -r "$work/report" "$work/old" >/dev/null || wrong "ended by a signal: half a report"
    [ -z "$(ls -A "$work/tmp")" ] || wrong "ended by a signal: files are left"
    [ -z "$(find "$work" -mindepth 1 -maxdepth 1 -name '*goatpath*')" ] ||
        wrong "ended by a signal: left: $(ls -A "$work")"
done
echo "disk: $n runs, $([ $bad = 0 ] && echo all as they should || echo failures)"
exit $bad
