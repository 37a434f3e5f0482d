#!/bin/sh
# check-docs.sh PROGRAM: documents are tested like code.
#
# The README's goatpath commands run on the sample log; the man page names every option
# of every command's help; docs/measures.md holds every measure of `help measures`;
# docs/architecture.md names files that are there.
set -eu
program=$(realpath "$1")
top=$(realpath "$(dirname "$0")/..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/goatpath"
PATH="$work/bin:$PATH"
passed=0 failed=0

check() { # check WHAT COMMAND...
    what=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "docs: $what"
        sed 's/^/    /' "$work/out" | head -10
    fi
}

# Lines of the README's ```sh blocks that begin with goatpath, in a copy of the samples.
cp -r "$top"/datasets/deals "$top"/datasets/tickets "$work"
cd "$work/deals"
cp ../tickets/tickets.csv .
# shellcheck disable=SC2016 # the backquotes are the document's
sed -n '/^```sh/,/^```/p' "$top/README.md" | grep '^goatpath' >"$work/commands" || true
while IFS= read -r line; do
    check "README: $line" sh -c "$line"
done <"$work/commands"

# The examples of `help filter`, a line each; a backslash joins lines.
goatpath help filter | sed -e ':a' -e '/\\$/N; s/\\\n *//; ta' |
    sed -n 's/^  \(goatpath .*\)/\1/p' >"$work/commands"
while IFS= read -r line; do
    check "help filter: $line" sh -c "$line"
done <"$work/commands"

for command in report peek table map explain convert gaps model check; do
    goatpath "$command" --help
done | grep -o -- '--[a-z][a-z-]*' | sort -u >"$work/options"
while IFS= read -r option; do
    check "docs/goatpath.1 does not name $option" \
        grep -qF -- "$(printf '%s' "$option" | sed 's/-/\\-/g')" "$top/docs/goatpath.1"
done <"$work/options"

goatpath help measures | grep -v '^ ' >"$work/measures"
while IFS= read -r measure; do
    check "docs/measures.md does not define \"$measure\"" \
        grep -qiE "^#+ .*$measure" "$top/docs/measures.md"
done <"$work/measures"

# Files that docs/architecture.md names are there.
# shellcheck disable=SC2016 # the backquotes are the document's
grep -o '`[a-z/]*[a-z0-9_*]*\.[ch]`' "$top/docs/architecture.md" | tr -d '`' | sort -u \
    >"$work/files"
while IFS= read -r file; do
    check "docs/architecture.md names $file, which is not there" \
        sh -c "ls $top/src/$file || ls $top/src/*/$file || ls $top/src/*/*/$file"
done <"$work/files"

echo "docs: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
