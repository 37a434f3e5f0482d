"""check_waiting.py PROGRAM SHARED - `table causes` against the expected figures.

Each expected file sums the causes by activities and people; summed up over people they
must be the rows of the table, to the microsecond. Calendars of single people are not
read by goatpath: where the expected file has some, unavailability and outside are
compared as one sum; with opening hours of everybody they are compared apart.
"""

import collections
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

CAUSES = ["batching", "contention", "prioritization", "unavailability", "extraneous"]
OURS = ["batching_s", "contention_s", "prioritisation_s", "unavailability_s", "outside_s"]

# Logs on which the concurrency of the expected file is that of goatpath (overlap 0.25).
FILES = ["handoff-test.overlap", "BIMP_example.overlap", "LoanApp_fewRes_9-5_timers.overlap",
         "manual_log_3.overlap", "LoanApp_infRes_24-7_noTimers.none",
         "LoanApp_infRes_24-7_timers.none", "LoanApp_fewRes_24-7_noTimers_batch.none",
         "manual_log_1.given", "manual_log_5.given"]


def micro(seconds):
    return round(float(seconds) * 1_000_000)


def observed(program, log, *options):
    done = subprocess.run([program, "table", "causes", log, "--csv", "-q", "--top", "0",
                           "--lifecycle", "none", *options], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{log}: exit {done.returncode}: {done.stderr}")
    rows = {}
    for row in csv.DictReader(io.StringIO(done.stdout)):
        rows[row["from"], row["to"]] = [int(row["count"]), micro(row["total_wait_s"])] + [
            micro(row[c]) for c in OURS]
    return rows


def wanted(expected):
    profile = expected["profiles"].get("both") or expected["profiles"]["goatpath"]
    rows = collections.defaultdict(lambda: [0] * 7)
    for t in profile["transitions"]:
        values = [t["frequency"], micro(t["wt_total"])] + [micro(t["wt_" + c]) for c in CAUSES]
        for key in ((t["source_activity"], t["target_activity"]), ("all", "all")):
            rows[key] = [a + b for a, b in zip(rows[key], values)]
    return dict(rows)


def off_duty_apart(row):
    return row[:5] + [row[5] + row[6]]


def compare(name, want, have, failed):
    if want.keys() != have.keys():
        failed.append(f"{name}: pairs {sorted(set(want) ^ set(have))[:3]}")
    for key in want.keys() & have.keys():
        a, b = off_duty_apart(want[key]), off_duty_apart(have[key])
        if any(abs(x - y) > 1 for x, y in zip(a, b)):
            failed.append(f"{name}: {key}: expected {a}, found {b}")
        if have[key][1] != sum(have[key][2:]):
            failed.append(f"{name}: {key}: causes do not sum to the wait")


def opening_hours(program, shared, failed):
    """Where one calendar says as much as those of single people, causes agree apart."""
    with open(f"{shared}/expected/waiting/manual_log_1.given.json", encoding="utf-8") as f:
        want = wanted(json.load(f))
    with tempfile.TemporaryDirectory() as folder:
        calendar = os.path.join(folder, "hours.txt")
        with open(calendar, "w", encoding="utf-8") as f:
            f.write("Mon-Fri 10:00-12:00, 12:30-20:00\n")
        have = observed(program, f"{shared}/logs/waiting/manual_log_1.csv",
                        "--calendar", calendar)
    if want != have:
        failed.append(f"opening hours: expected {want}, found {have}")


def main(program, shared):
    failed = []
    for name in FILES:
        with open(f"{shared}/expected/waiting/{name}.json", encoding="utf-8") as f:
            expected = json.load(f)
        log = os.path.join(shared, expected["log"].removeprefix("shared/"))
        compare(name, wanted(expected), observed(program, log), failed)
    opening_hours(program, shared, failed)
    for problem in failed:
        print("FAILED:", problem)
    print(f"waiting: {len(FILES) + 1 - len(failed)} of {len(FILES) + 1} logs as expected")
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
