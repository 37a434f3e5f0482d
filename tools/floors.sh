#!/bin/sh
# floors.sh: who may include whom, and one door per library (docs/architecture.md).
# Code knows only the floors beneath its own; ingest and model never each other. What other
# floors may include stands in a floor's folder itself; folders inside are its own affair.
set -eu
bad=0
found=$(mktemp)
trap 'rm -f "$found"' EXIT

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

# What was found is wrong for the reason named.
refuse() {
    if [ -s "$found" ]; then
        cat "$found"
        echo "$1"
        bad=1
    fi
}

for folder in src/*/; do
    floor=$(basename "$folder")
    may=$(allowed "$floor" | tr ' ' '|')
    grep -rE '^#include "' "$folder" | grep -vE "\"($may)/" >"$found" || :
    refuse "$floor may not include the floors above"
    grep -rE '^#include "[a-z]+/[a-z]+/' "$folder" | grep -v "\"$floor/" >"$found" || :
    refuse "$floor may not include what is inside of another floor"
done

for header in Judy.h csv.h zlib.h zstd.h zip.h expat.h cmark.h spawn.h iconv.h utf8proc.h; do
    grep -rl "^#include <$header>" src >"$found" || :
    if [ "$(wc -l <"$found")" -gt 1 ]; then
        refuse "<$header> stands in exactly one file: the library's door"
    fi
done

grep -rhoE --include='*.h' '^(struct|enum|union) gp_[a-z0-9_]+ \{' src |
    awk '{ print $2 }' | sort | uniq -d >"$found"
refuse "a name means one thing in the whole program"

grep -rnE --include='*.c' \
    '\b(sprintf|strcpy|strcat|system|popen|tmpnam|gets|strtok|atoi|alloca)\(' src |
    grep -v '^[^:]*:[0-9]*: \*' >"$found" || :
refuse "the functions above are not used here (spec/reliability.md 5.7)"

grep -rnE --include='*.c' '\b(printf|puts|putchar|exit|_exit|abort)\(' src |
    grep -vE '^src/(main.c|cli/|report/pictures/child.c)|:[0-9]*:( \*|/\*)' >"$found" || :
refuse "only cli/ writes to the standard streams or exits"
exit "$bad"
