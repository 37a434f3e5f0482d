#!/usr/bin/python3
"""Statistics against the shared vectors, tolerance 1e-9: check_stats.py STATS_TOOL"""
import json
import os
import subprocess
import sys

FILE = os.path.join(os.environ.get("GOATPATH_SHARED", "../shared"), "expected",
                    "conformance", "stats", "two-sample.json")


def main():
    with open(FILE) as f:
        want = json.load(f)
    lines, expected = [], []
    for m in want["mann_whitney"]:
        lines.append(f"compare {len(m['a'])} {len(m['b'])} "
                     + " ".join(map(repr, m["a"] + m["b"])))
        expected.append((m["name"], [
            m["U_a"], m["p_asymptotic_continuity_ties"], m.get("p_exact"), None,
            m["hodges_lehmann_a_minus_b"], m["cliffs_delta"], m["median_a"],
            m["median_b"]]))
    for w in want["wilson"]:
        lines.append(f"wilson {w['k']} {w['n']}")
        expected.append((f"wilson {w['k']}/{w['n']}", w["wilson95"]))
    for b in want["benjamini_hochberg"]:
        lines.append(f"bh {len(b['p'])} " + " ".join(map(repr, b["p"])))
        expected.append(("benjamini-hochberg", b["q_benjamini_hochberg"]))
    out = subprocess.run([sys.argv[1]], input="\n".join(lines) + "\n", text=True,
                         stdout=subprocess.PIPE, check=True).stdout.splitlines()
    n = wrong = 0
    for line, (name, values) in zip(out, expected):
        for got, value in zip(line.split(), values):
            if value is None:
                continue
            n += 1
            if abs(float(got) - value) > 1e-9:
                wrong += 1
                print(f"{name}: {got} is not {value}")
    print(f"statistics: {n} values, {wrong} wrong")
    return 1 if wrong or len(out) != len(expected) else 0


if __name__ == "__main__":
    sys.exit(main())
