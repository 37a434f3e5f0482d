#!/bin/sh
# Runs the test programs given; says which failed; closes with the count.
failed=0 passed=0
for program in "$@"; do
    if out=$("$program" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s\n' "$out"
        echo "FAILED: $program"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
