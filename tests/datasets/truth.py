"""Does goatpath find what the generator put in?

    truth.py GOATPATH DATAGEN

For the committed samples and a few fresh seeds in several dialects, `goatpath report --json`
with no option but --ends must give the columns, the row counts with every reason, the
activities, directly-follows waits, handoffs, ping-pong, rework, open cases and the greatest
bottleneck of truth.json, which the generator counted by itself.
"""

import json
import os
import subprocess
import sys
import tempfile

GOATPATH, DATAGEN = sys.argv[1:3]
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

FRESH = [
    ("deals", 11, ["--dirty", "0.01"]),
    ("deals", 12, ["--delimiter", ";", "--time", "dmy-dots", "--encoding", "cp1252", "--eol", "crlf"]),
    ("deals", 13, ["--delimiter", "tab", "--time", "epoch-ms", "--quote", "all"]),
    ("tickets", 21, ["--dirty", "0.01"]),
    ("tickets", 22, ["--delimiter", "|", "--time", "mdy-ampm", "--encoding", "utf-16le"]),
    ("deals", 14, ["--shape", "history", "--dirty", "0.01"]),
    ("deals", 15, ["--shape", "wide", "--time", "dmy-slashes"]),
    ("tickets", 24, ["--shape", "history", "--time", "epoch-ms", "--delimiter", "tab"]),
    ("tickets", 25, ["--shape", "wide", "--time", "mdy-ampm", "--dirty", "0.01"]),
    ("tickets", 23, ["--shape", "lifecycle", "--time", "iso-offset", "--bom"]),
]


class Differences:
    def __init__(self):
        self.found = []

    def equal(self, what, expected, got):
        if expected != got:
            self.found.append(f"{what}: put in {expected!r}, found {got!r}")


def report(folder, truth):
    command = [GOATPATH, "report", os.path.join(folder, truth["files"]["log"]), "--json", "-q",
               "--ends", ",".join(truth["ends"])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, done.stderr.strip()
    return json.loads(done.stdout), None


def by_names(rows, *keys):
    return {tuple(row[k] for k in keys): row for row in rows}


def compare_rows(truth, got, d):
    for name in ("rows", "used", "rejected", "ignored", "running"):
        d.equal(name, truth["file"][name], got["quality"][name])
    reasons = {k: v["count"] for k, v in truth["file"]["reasons"].items() if v["count"]}
    d.equal("reasons", reasons, {k: n for k, n in got["quality"]["reasons"].items() if n})
    for role, column in truth["columns"].items():
        d.equal(f"column of {role}", column, got["sources"][0]["columns"][role])


def compare_log(truth, got, d):
    for name in ("events", "cases", "activities", "variants", "resources", "groups", "first", "last"):
        d.equal(name, truth["log"][name], got["log"][name])
    d.equal("open cases", truth["cases"]["open"]["count"], got["log"]["open_cases"])
    theirs = by_names(got["activities"], "name")
    for a in truth["activities"]:
        row = theirs.get((a["name"],))
        d.equal(f"activity {a['name']}", {k: a[k] for k in ("events", "cases", "starts", "ends")},
                row and {k: row[k] for k in ("events", "cases", "starts", "ends")})
    d.equal("activities", len(truth["activities"]), len(theirs))


def compare_links(truth, got, d):
    theirs = by_names(got["directly_follows"], "from", "to")
    d.equal("pairs", len(truth["directly_follows"]), len(theirs))
    for p in truth["directly_follows"]:
        row = theirs.get((p["from"], p["to"]))
        d.equal(f"pair {p['from']} > {p['to']}", (p["count"], p["cases"], p["wait_seconds"]),
                row and (row["count"], row["cases"], row["wait"]["sum"]))
    theirs = by_names(got["handoffs"]["group"], "from", "to")
    d.equal("team handoffs", len(truth["handoffs"]["group"]), len(theirs))
    for p in truth["handoffs"]["group"]:
        row = theirs.get((p["from"], p["to"]))
        d.equal(f"handoff {p['from']} > {p['to']}", (p["count"], p["cases"], p["wait_seconds"]),
                row and (row["count"], row["cases"], row["wait"]["sum"]))
    total = truth["handoffs"]["resource_total"]
    d.equal("handoffs", (total["count"], total["wait_seconds"]),
            (sum(h["count"] for h in got["handoffs"]["resource"]),
             sum(h["wait"]["sum"] for h in got["handoffs"]["resource"])))
    top = next(b for b in got["bottlenecks"] if b["level"] == "activity")
    worst = truth["bottleneck"]
    d.equal("greatest bottleneck", (worst["from"], worst["to"], worst["wait_seconds"]),
            (top["from"], top["to"], top["total"]))


def compare_rework(truth, got, d):
    theirs = by_names(got["rework"], "kind", "activity")
    for r in truth["rework"]:
        row = theirs.get((r["kind"], r["activity"]))
        d.equal(f"{r['kind']} {r['activity']}", (r["cases"], r["occurrences"], r["seconds"]),
                row and (row["cases"], row["occurrences"], row["time"]["sum"]))
    d.equal("rework rows", len(truth["rework"]), len(theirs))
    for level in ("resource", "group"):
        mine, theirs = truth["ping_pong"][level], got["handoffs"]["ping_pong"][level]
        if theirs is None:  # the shape has nobody
            theirs = {"bounces": 0, "cases": 0}
        d.equal(f"ping-pong of {level}", (mine["bounces"], mine["cases"]),
                (theirs["bounces"], theirs["cases"]))


def check(name, folder):
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
        truth = json.load(f)
    got, problem = report(folder, truth)
    d = Differences()
    if problem:
        d.found.append(problem)
    else:
        for compare in (compare_rows, compare_log, compare_links, compare_rework):
            compare(truth, got, d)
    for line in d.found[:12]:
        print(f"truth: {name}: {line}")
    return not d.found


def main():
    passed = failed = 0
    runs = [(kind, os.path.join(ROOT, "datasets", kind)) for kind in ("deals", "tickets")]
    with tempfile.TemporaryDirectory() as work:
        for kind, seed, options in FRESH:
            folder = os.path.join(work, f"{kind}-{seed}")
            subprocess.run([DATAGEN, kind, "--seed", str(seed), "--cases", "600", "-o", folder,
                            *options], check=True, stdout=subprocess.DEVNULL)
            runs.append((f"{kind} {seed} {' '.join(options)}", folder))
        for name, folder in runs:
            good = check(name, folder)
            passed += good
            failed += not good
    print(f"truth: {passed} passed, {failed} failed")
    return 0 if failed == 0 and passed else 1


if __name__ == "__main__":
    sys.exit(main())
