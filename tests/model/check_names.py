"""Holds the likeness of names against expected values; run by test_names.

usage: check_names.py PROGRAM

Token sort similarity is held through the sorted texts, whose likeness is the same
function. Damerau-Levenshtein and plain Jaro are not computed by the program.
"""
import json
import os
import subprocess
import sys

PROGRAM = sys.argv[1]
NAMES = os.environ.get("GOATPATH_SHARED", "../shared") + \
    "/expected/conformance/names/similarity.json"
failures = []
if not os.path.exists(NAMES):
    print("no expected values at %s: nothing compared" % NAMES)
    sys.exit(0)
rows = json.load(open(NAMES))["rows"]


def compare(a, b):
    done = subprocess.run([PROGRAM, a, b], capture_output=True)
    return dict(line.split("\t", 1) for line in done.stdout.decode().splitlines())


for row in rows:
    found = compare(row["a"], row["b"])
    found["token_sort_similarity_osa"] = compare(row["token_sorted_a"],
                                                 row["token_sorted_b"])["similarity_osa"]
    for key, value in row.items():
        if key in ("a", "b", "damerau_levenshtein", "jaro", "raw_jaro"):
            continue
        same = (abs(float(found[key]) - value) < 1e-9 if isinstance(value, float)
                else found[key] == str(value))
        if not same:
            failures.append("%s / %s: %s: expected %s, found %s" %
                            (row["a"], row["b"], key, value, found[key]))
for failure in failures[:40]:
    print(failure)
print("%d pairs checked, %d failures" % (len(rows), len(failures)))
sys.exit(1 if failures else 0)
