#!/bin/sh
# lint.sh: what the compilers do not say. Findings are errors.
set -eu
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -DGP_VERSION=\"lint\" -Isrc -I."
shellcheck tools/*.sh tests/*.sh
cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
    --inline-suppr --suppress=missingIncludeSystem -DGP_VERSION='"lint"' -Isrc src
# shellcheck disable=SC2086 # a list of words on purpose
find src -name '*.c' | sort | xargs -P 2 -n 8 sh -c '
    clang-tidy --quiet --warnings-as-errors="*" "$@" -- '"$flags"' 2>/dev/null' lint
