#!/usr/bin/env bash
# check-completion.sh PROGRAM: what completion.bash offers at some places of a command line.
set -u
program=$(realpath "$1")
# shellcheck source=tools/completion.bash
. "$(dirname "$0")/completion.bash"
passed=0 failed=0

offers() { # offers WANTED WORD...: with the cursor behind the last word
    local wanted=$1 reply
    shift
    COMP_WORDS=("$program" "$@") COMP_CWORD=$#
    _goatpath
    for reply in "${COMPREPLY[@]}"; do
        if [[ $reply == "$wanted" ]]; then
            passed=$((passed + 1))
            return
        fi
    done
    failed=$((failed + 1))
    echo "completion: '$*' does not offer $wanted, but: ${COMPREPLY[*]}"
}

for command in report check peek table map explain gaps model convert help --version; do
    offers "$command" "${command:0:2}"
done
offers bottlenecks table bot
offers ping-pong table ''
offers matching table mat
offers draft model dr
offers calendar model ''
offers measures help me
offers --document report --doc
offers --compare-within gaps --com
offers -o report -
offers lifecycle report --shape li
offers jira peek --preset ji
cd "$(dirname "$0")/../datasets/deals" || exit 1
offers deals.csv report de
offers deals.csv table bottlenecks de
offers deals.csv dea
offers manual.md gaps deals.csv --document man

echo "completion: $passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
