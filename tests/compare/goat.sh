#!/bin/bash
# goat.sh PROGRAM DATAGEN: a log and the .goat file made from it give the same report folder,
# byte for byte, and the same refused rows; filters and attributes work on both alike; the
# same log makes the same file on any number of threads and within any budget.
set -eu
program=$1 datagen=$2
logs=${GOATPATH_SHARED:-../shared}/logs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0 n=0

differs() {
    bad=1
    echo "goat: $*"
}

# compare NAME OPTIONS... : the options of the report; $log names one log or several
compare() {
    n=$((n + 1))
    rm -rf "$work/a" "$work/b"
    # shellcheck disable=SC2086
    "$program" report $log "$@" -q --rejects "$work/ra" -o "$work/a" 2>/dev/null || return 0
    "$program" report "$work/x.goat" "$@" -q --rejects "$work/rb" -o "$work/b" ||
        differs "$log: the .goat file is refused: $*"
    diff -r "$work/a" "$work/b" >/dev/null || differs "$log: another report: $*"
    cmp -s "$work/ra" "$work/rb" || differs "$log: other refused rows: $*"
    rm -f "$work/ra" "$work/rb"
}

convert() { # fails where the log cannot be read
    # shellcheck disable=SC2086
    "$program" convert $log -q --force -o "$work/x.goat" "$@" 2>/dev/null
}

for log in "$logs"/*.csv "$logs"/*.zst; do
    [ -e "$log" ] || continue
    convert || continue
    compare
done

"$datagen" deals --seed 3 --events 20000 --dirty 0.02 -o "$work" >/dev/null
"$datagen" deals --seed 5 --events 10000 --shape lifecycle -o "$work/l" >/dev/null
log="$work/deals.csv"
convert --threads 1
mv "$work/x.goat" "$work/one.goat"
convert --threads 8 --memory 0
cmp -s "$work/one.goat" "$work/x.goat" || differs "the file depends on threads or memory"
compare --keep Region
compare --filter 'Region = North'
compare --filter 'duration > 10 days' --keep Segment
compare --threads 8 --memory 0
"$program" convert "$work/x.goat" -q -o "$work/again.goat"
"$program" convert "$work/x.goat" -q -o "$work/a.csv"
"$program" convert "$log" -q -o "$work/b.csv"
cmp -s "$work/a.csv" "$work/b.csv" || differs "converted through .goat, the events differ"
# shellcheck disable=SC2002 # a pipe is what is tried
cat "$work/x.goat" | "$program" convert - -q -o "$work/c.csv" || differs "refused in a pipe"
cmp -s "$work/c.csv" "$work/b.csv" || differs "in a pipe the events differ"
"$program" convert <(cat "$work/x.goat") -q -o "$work/d.csv" || differs "a named pipe is refused"
cmp -s "$work/d.csv" "$work/b.csv" || differs "in a named pipe the events differ"
log="$work/deals.csv $work/l/deals.csv"
convert
compare

# A look takes a bounded part of a large one, and shows the events that a look at the log shows.
"$datagen" deals --seed 6 --events 1300000 -o "$work/m" >/dev/null
log="$work/m/deals.csv"
convert
(cd "$work/m" && "$program" peek deals.csv) | sed -n '/^First events/,/^$/p' >"$work/look"
"$program" peek "$work/x.goat" >"$work/look.goat"
grep -q "looked at   the first .* of .*: 1,048,576 rows; a report reads everything" \
    "$work/look.goat" || differs "a look reads all of a large file"
sed -n '/^First events/,/^$/p' "$work/look.goat" | cmp -s - "$work/look" ||
    differs "a look shows other events"
head -c 100000 "$work/x.goat" >"$work/cut.goat"
"$program" peek "$work/cut.goat" 2>/dev/null >&2 && differs "a file that is cut off is shown"

for option in "--case X" "--time-format epoch" "--tz UTC" "--shape wide"; do
    status=0
    # shellcheck disable=SC2086
    "$program" "$work/x.goat" $option >/dev/null 2>"$work/err" || status=$?
    { [ $status = 2 ] && grep -q "convert the log again" "$work/err"; } ||
        differs "$option is not refused"
done
echo "goat: $n comparisons, $([ $bad = 0 ] && echo all the same || echo differences)"
exit $bad
