#!/bin/sh
# floors.sh: who may include whom, and one door per library (docs/architecture.md).
# Code knows only the floors beneath its own; ingest and model never each other.
set -eu
bad=0
list=$(mktemp)
trap 'rm -f "$list"' EXIT

# floor: folders it may include besides itself and the C library
allowed() {
    case "$1" in
    base) echo "base" ;;
    eventlog) echo "base eventlog" ;;
    ingest) echo "base eventlog ingest" ;;
    model) echo "base eventlog model" ;;
    mine) echo "base eventlog model mine" ;;
    filter) echo "base eventlog ingest model mine filter" ;;
    report) echo "base eventlog ingest model mine filter report" ;;
    cli) echo "base eventlog ingest model mine filter report cli" ;;
    esac
}

for file in src/*/*.[ch]; do
    floor=$(echo "$file" | cut -d/ -f2)
    may=" $(allowed "$floor") "
    sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u >"$list"
    while IFS= read -r include; do
        case "$may" in
        *" $include "*) ;;
        *)
            echo "$file includes \"$include/...\", which its floor may not"
            bad=1
            ;;
        esac
    done <"$list"
done

# A library's header stands in exactly one file.
for header in Judy.h csv.h zlib.h zstd.h zip.h expat.h cmark.h spawn.h iconv.h utf8proc.h; do
    doors=$(grep -l "^#include <$header>" src/*/*.[ch] 2>/dev/null | wc -l)
    if [ "$doors" -gt 1 ]; then
        echo "<$header> has $doors doors:"
        grep -l "^#include <$header>" src/*/*.[ch]
        bad=1
    fi
done

# Functions that are never used (spec/reliability.md 5.7).
if grep -nE '\b(sprintf|strcpy|strcat|system|popen|tmpnam|gets|strtok|atoi|alloca)\(' \
    src/*/*.c src/*.c | grep -v '^[^:]*:[0-9]*: \*'; then
    echo "the functions above are not used here"
    bad=1
fi
# Only cli/ writes to the standard streams or exits.
if grep -nE '\b(printf|puts|putchar|exit|_exit|abort)\(' src/base/*.c src/eventlog/*.c \
    src/ingest/*.c src/model/*.c src/mine/*.c src/filter/*.c src/report/*.c |
    grep -vE 'report/child.c|:[0-9]*:( \*|/\*)'; then
    echo "only cli/ writes to the standard streams or exits"
    bad=1
fi
exit "$bad"
