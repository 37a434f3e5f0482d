#!/bin/sh
# lint.sh [--tidy]: what the compilers do not say. Findings are errors. clang-tidy takes
# minutes, so it has a target of its own (make tidy).
set -eu
if [ "${1:-}" = "--tidy" ]; then
    find src -name '*.c' | sort | xargs -P 2 -n 8 sh -c '
        clang-tidy --quiet --warnings-as-errors="*" "$@" -- -std=c17 \
            -D_POSIX_C_SOURCE=200809L "-DGP_VERSION=\"lint\"" -Isrc -I. 2>/dev/null' tidy
    exit 0
fi
shellcheck tools/*.sh tools/*.bash tests/*.sh tests/*/*.sh datasets/*.sh
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem -DGP_VERSION='"lint"' -Isrc src
