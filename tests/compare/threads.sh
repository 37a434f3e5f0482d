#!/bin/sh
# threads.sh PROGRAM DATAGEN: generated logs of several MiB, large enough that reading runs
# beside cutting and case ids beside both, give the same report on 1, 2, 3 and 8 threads,
# plain and packed, with both engines.
set -eu
program=$1 datagen=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0 n=0

compare() {
    "$program" report "$1" --json -q --threads 1 >"$work/one"
    for options in "--threads 2" "--threads 3" "--threads 8" \
        "--threads 1 --engine plain" "--threads 8 --engine plain"; do
        n=$((n + 1))
        # shellcheck disable=SC2086
        "$program" report "$1" --json -q $options >"$work/other"
        cmp "$work/one" "$work/other" || { bad=1; echo "$1: $options differs"; }
    done
}

"$datagen" deals --seed 3 --events 40000 --dirty 0.02 -o "$work" >/dev/null
compare "$work/deals.csv"
gzip -k "$work/deals.csv"
compare "$work/deals.csv.gz"
"$datagen" tickets --seed 4 --events 30000 --quote all --eol crlf -o "$work" >/dev/null
compare "$work/tickets.csv"
"$datagen" deals --seed 5 --events 20000 --shape lifecycle -o "$work/l" >/dev/null
compare "$work/l/deals.csv"
echo "threads: $n comparisons, $([ $bad = 0 ] && echo all the same || echo differences)"
exit $bad
