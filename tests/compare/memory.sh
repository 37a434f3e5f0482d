#!/bin/sh
# memory.sh PROGRAM DATAGEN: whatever --memory says, the report folder is the same, byte for
# byte: every log of the contract and generated ones, with nothing in memory that can lie on
# disk (--memory 0), on 1, 2, 3 and 8 threads, with both engines.
set -eu
program=$1 datagen=$2
logs=${GOATPATH_SHARED:-../shared}/logs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp"
export TMPDIR="$work/tmp"
bad=0 n=0

report() { # FOLDER LOG OPTIONS...
    folder=$1
    shift
    rm -rf "$folder"
    status=0
    "$program" report "$@" -q -o "$folder" 2>"$folder.err" || status=$?
    echo "exit $status" >>"$folder.err"
    [ -d "$folder" ] || mkdir "$folder"
}

same() { # LOG OPTIONS...
    n=$((n + 1))
    report "$work/other" "$@"
    if ! diff -r "$work/one" "$work/other" >/dev/null ||
        ! cmp -s "$work/one.err" "$work/other.err"; then
        bad=1
        echo "$* differs"
    fi
}

for log in "$logs"/*.csv "$logs"/*.zst; do
    [ -e "$log" ] || continue
    report "$work/one" "$log" --memory 8G --threads 1
    same "$log" --memory 0 --threads 2
done

compare() { # LOG, all combinations
    report "$work/one" "$1" --memory 8G --threads 1
    for threads in 1 2 3 8; do
        for engine in fast plain; do
            same "$1" --memory 0 --threads $threads --engine $engine
        done
    done
    same "$1" --memory 64M
}

"$datagen" deals --seed 3 --events 20000 --dirty 0.02 -o "$work" >/dev/null
compare "$work/deals.csv"
"$datagen" tickets --seed 4 --events 20000 -o "$work" >/dev/null
compare "$work/tickets.csv"
"$datagen" deals --seed 5 --events 10000 --shape lifecycle -o "$work/l" >/dev/null
compare "$work/l/deals.csv"
report "$work/one" "$work/deals.csv" "$work/l/deals.csv" --memory 8G
same "$work/deals.csv" "$work/l/deals.csv" --memory 0

# In a control group of 128 MiB, which ends whoever takes more: the budget and the 64 MiB that
# a run may have beyond it (spec/reliability.md 2). Only root can make one.
group=/sys/fs/cgroup/memory/goatpath-$$ limit=memory.limit_in_bytes
[ -d /sys/fs/cgroup/memory ] || group=/sys/fs/cgroup/goatpath-$$ limit=memory.max
if mkdir "$group" 2>/dev/null && echo $((128 << 20)) 2>/dev/null >"$group/$limit"; then
    "$datagen" deals --seed 6 --events 1300000 -o "$work/m" >/dev/null
    report "$work/one" "$work/m/deals.csv" --memory 8G
    # shellcheck disable=SC2016 # $$ and $@ are the wrapper's own
    printf '#!/bin/sh\necho $$ >%s/cgroup.procs\nexec "%s" "$@"\n' "$group" "$program" \
        >"$work/within"
    chmod +x "$work/within"
    program="$work/within"
    same "$work/m/deals.csv" --memory 64M
else
    echo "memory: no control group can be made here; the run under a real limit is left out"
fi
[ ! -d "$group" ] || rmdir "$group"

if [ -n "$(ls -A "$TMPDIR")" ]; then
    bad=1
    echo "files are left in the folder for temporary files"
fi
echo "memory: $n comparisons, $([ $bad = 0 ] && echo all the same || echo differences)"
exit $bad
