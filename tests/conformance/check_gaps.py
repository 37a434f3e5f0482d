#!/usr/bin/python3
"""The ticket and purchase case studies: every statement with its lines.

check_gaps.py GAPS_TOOL
"""
import json
import os
import subprocess
import sys
import tempfile

BASE = os.path.join(os.environ.get("GOATPATH_SHARED", "../shared"),
                    "expected", "conformance", "gaps")


# The purchase rules as goatpath reads them, in the order of the expected file.
RULES = """starts with Request
Request exactly 1
after Request eventually Approve
Order needs Approve before
never Reject and Order
Pay within 10 days after Order
Approve by 2 people
Request and Approve by different people
Approve at most 2
"""


def read(command):
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    gaps, total = [], None
    for line in out.splitlines():
        f = line.split("\t")
        if f[0] == "total":
            total = [int(x) for x in f[1:]]
        elif f[0] == "gap":
            gaps.append({"kind": f[2], "sub": int(f[3]), "step": f[4], "other": f[5],
                         "activity": f[6], "owners": f[7:9], "rule": f[9],
                         "exposed": f[12], "with": f[18:], "hits": []})
        elif f[0] == "hit":
            gaps[-1]["hits"].append({"case": f[1], "certain": f[2] == "yes",
                                     "hours": float(f[3]),
                                     "rows": [int(x) for x in f[4].split()]})
    return total, gaps


def matches(want, gap, case):
    """Does the gap state what is wanted for this case?"""
    if gap["kind"] != want["kind"] or gap["sub"] == 4:
        return False
    hits = [h for h in gap["hits"] if h["case"] == case]
    if not hits:
        return False
    rows = sorted({r for h in hits for r in h["rows"]})
    if rows != want.get("rows", want.get("between_rows")):
        return False
    if "step" in want and want["step"] not in (gap["step"], gap["activity"]):
        return False
    if "steps" in want and want["steps"] != [gap["step"], gap["other"]]:
        return False
    if "with" in want and sorted(want["with"]) != sorted(gap["with"]):
        return False
    if "documented" in want and [want["observed"], want["documented"]] != gap["owners"]:
        return False
    if "from" in want and [want["from"], want["to"]] != gap["owners"]:
        return False
    if "returns" in want and want["returns"] != len(hits):
        return False
    if "hours" in want and abs(want["hours"] - hits[0]["hours"]) > 1e-6:
        return False
    if "waiting_for" in want and (want["waiting_for"], want["after"]) != \
            (gap["step"], gap["activity"]):
        return False
    if "waiting_owner" in want and want["waiting_owner"] != gap["owners"][1]:
        return False
    return all(h["certain"] == want["certain"] for h in hits)


def ticket(tool):
    with open(os.path.join(BASE, "ticket.expected.json")) as f:
        want = json.load(f)
    total, gaps = read(
        [tool, os.path.join(BASE, "ticket.bpmn"), os.path.join(BASE, "ticket.csv"),
         "ticket", "activity", "when", "person", "team",
         "within", str(4 * 3600), "Triage", "Log ticket", "stalled", str(7 * 86400)])
    bad = []
    t = want["totals"]
    expected = [t["closed_cases"], t["open_cases"], t["total_cost_closed"],
                t["closed_cases_following_document_control_flow"],
                t["closed_cases_without_any_gap"]]
    if total[:5] != expected:
        bad.append(f"totals {total[:5]}, not {expected}")
    n = 0
    for case in want["cases"]:
        stated = sum(1 for g in gaps if g["sub"] != 4 and g["kind"] != "cracks"
                     and any(h["case"] == case["case"] for h in g["hits"]))
        if stated != len(case["gaps"]):
            bad.append(f"{case['case']}: {stated} statements, not {len(case['gaps'])}")
        for gap in case["gaps"]:
            n += 1
            if sum(matches(gap, g, case["case"]) for g in gaps) != 1:
                bad.append(f"{case['case']}: not stated once: {gap}")
    never = sorted(g["step"] for g in gaps if g["kind"] == "never-used")
    if never != sorted(want["never_used"]):
        bad.append(f"never used: {never}")
    unseen = sorted(g["owners"] for g in gaps if g["kind"] == "handoff-never-seen")
    if unseen != sorted(want["handoffs_documented_never_seen"]):
        bad.append(f"handoffs never seen: {unseen}")
    return n, bad


def purchase(tool):
    with open(os.path.join(BASE, "purchase.expected.json")) as f:
        want = json.load(f)
    with tempfile.NamedTemporaryFile("w", suffix=".rules") as rules:
        rules.write(RULES)
        rules.flush()
        _, gaps = read([tool, rules.name, os.path.join(BASE, "purchase.csv"), "request",
                        "activity", "when", "person", "-", "end", "Pay", "end", "Cancel"])
    bad = []
    n = 0
    for line, rule in zip(RULES.splitlines(), want["rules"]):
        got = {}
        for g in gaps:
            if g["rule"] != line:
                continue
            if int(g["exposed"]) != rule["cases_activated"]:
                bad.append(f"{line}: could happen in {g['exposed']} cases")
            for h in g["hits"]:
                got.setdefault(h["case"], set()).update(h["rows"])
        expected = {v["case"]: set(v["lines"]) for v in rule["violations"]}
        n += len(expected)
        if got != expected:
            bad.append(f"{line}: {got}, not {expected}")
    return n, bad


def main():
    wrong = 0
    for name, check in (("ticket", ticket), ("purchase", purchase)):
        n, bad = check(sys.argv[1])
        for line in bad:
            print(line)
        print(f"{name}: {n} statements, {len(bad)} wrong")
        wrong += len(bad)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
