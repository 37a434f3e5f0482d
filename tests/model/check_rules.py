"""Holds the judging of rules against counts made otherwise; run by test_rules_judged.

usage: check_rules.py PROGRAM

declare/*.json: 21 templates over three logs, in the form response(a, b).
gaps/purchase.expected.json: sentences, open cases, unknown persons, lines of evidence.
"""
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
CONFORMANCE = os.environ.get("GOATPATH_SHARED", "../shared") + "/expected/conformance/"
failures = []
if not os.path.isdir(CONFORMANCE):
    print("no expected values at %s: nothing compared" % CONFORMANCE)
    sys.exit(0)


def judge(log, rules, *columns):
    """The lines the program prints for rules (a list of texts) over a log."""
    with tempfile.NamedTemporaryFile("w", suffix=".rules") as f:
        f.write("\n".join(rules) + "\n")
        f.flush()
        done = subprocess.run([PROGRAM, "judge", log, f.name, *columns],
                              capture_output=True)
    if done.returncode != 0 or done.stderr:
        failures.append("%s: exit %d %s %s" % (log, done.returncode,
                                               done.stdout[:500], done.stderr[:2000]))
    return [line.split("\t") for line in done.stdout.decode().splitlines()]


def template(row):
    """response(a, b) as this project writes it."""
    names = ", ".join('"%s"' % row[k] for k in "ab" if k in row)
    if row["template"] in ("existence", "absence", "exactly"):
        names = "%d, %s" % (row["n"], names)
    return "%s(%s)" % (row["template"].replace("_", " "), names)


def check_declare(name, log):
    rows = json.load(open(CONFORMANCE + "declare/%s.json" % name))["rows"]
    lines = judge(CONFORMANCE + "logs/" + log, [template(r) for r in rows],
                  "case_id", "activity", "none", "none")
    found = {int(f[1]): [int(x) for x in f[2:]] for f in lines if f[0] == "rule"}
    for i, row in enumerate(rows):
        expected = [row["activations"], row["fulfilled"],
                    row["activations"] - row["fulfilled"], 0, 0, row["cases_activated"],
                    row["cases_satisfied"], row["cases_violated"]]
        if found.get(i) != expected:
            failures.append("%s %s: expected %s, found %s" %
                            (name, template(row), expected, found.get(i)))
    return len(rows)


def check_purchase():
    want = json.load(open(CONFORMANCE + "gaps/purchase.expected.json"))
    columns = want["columns"]
    lines = judge(CONFORMANCE + "gaps/purchase.csv", [r["rule"] for r in want["rules"]],
                  columns["case"], columns["activity"], columns["timestamp"],
                  columns["person"], *want["closed_when_last_event_is"])
    found = {int(f[1]): [int(x) for x in f[2:]] for f in lines if f[0] == "rule"}
    for i, rule in enumerate(want["rules"]):
        expected = [rule[k] for k in ("activations", "fulfilled", "violated", "pending",
                                      "cannot_tell", "cases_activated")]
        got = found.get(i, [])
        if got[:6] != expected or got[7:] != [rule["cases_violated"]]:
            failures.append("%s: expected %s, found %s" % (rule["rule"], expected, got))
        cases = {}
        for f in lines:
            if f[0] == "case" and int(f[1]) == i:
                into = cases.setdefault(f[2], {}).setdefault(f[3], set())
                into.update(int(x) for x in f[4].split(",") if x)
        violated = {v["case"]: set(v["lines"]) for v in rule["violations"]}
        if cases.get("violated", {}) != violated:
            failures.append("%s: expected violations %s, found %s" %
                            (rule["rule"], violated, cases.get("violated")))
        for kind, key in ("pending", "pending_cases"), ("cannot tell",
                                                        "cannot_tell_cases"):
            if sorted(cases.get(kind, {})) != sorted(rule[key]):
                failures.append("%s: expected %s %s, found %s" %
                                (rule["rule"], kind, rule[key], cases.get(kind)))
    return len(want["rules"])


checked = check_declare("running-example", "running-example.csv")
checked += check_declare("roadtraffic50", "roadtraffic50traces.csv")
checked += check_declare("receipt", "08_receipt.csv.zst")
checked += check_purchase()
for failure in failures[:40]:
    print(failure)
print("%d rules checked, %d failures" % (checked, len(failures)))
sys.exit(1 if failures else 0)
