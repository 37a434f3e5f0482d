"""check_waiting.py PROGRAM SHARED - `table causes` against the expected figures.

Each expected file sums the causes by activities and people; summed up over people they
must be the rows of the table, to the microsecond. Calendars of single people are given
to goatpath in its own form; where the expected file rests on one, all five causes must
agree with it, and without it unavailability and outside as one sum.
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


def hours(interval):
    """ "10:00-20:00"; an end in the last second of a day is its end."""
    begin, end = interval["beginTime"][:5], interval["endTime"]
    return f"{begin}-{'24:00' if end.startswith('23:59:59') else end[:5]}"


def as_text(calendar):
    """The published form of calendars, as goatpath reads them."""
    lines = ["Mon-Sun 00:00-24:00"]
    for name, intervals in calendar.items():
        lines.append(f"for {name}")
        days = collections.defaultdict(list)
        for i in intervals:
            if i["from"] != i["to"]:
                raise SystemExit(f"an interval of several days: {i}")
            days[i["from"].capitalize()].append(hours(i))
        lines += [f"{day} {' '.join(sorted(set(h)))}" for day, h in days.items()] or ["Mon-Sun closed"]
    return "\n".join(lines) + "\n"


def with_calendar(program, log, text):
    with tempfile.TemporaryDirectory() as folder:
        calendar = os.path.join(folder, "hours.txt")
        with open(calendar, "w", encoding="utf-8") as f:
            f.write(text)
        return observed(program, log, "--calendar", calendar)


def compare_apart(name, want, have, failed):
    for key in want.keys() & have.keys():
        if any(abs(x - y) > 1 for x, y in zip(want[key], have[key])):
            failed.append(f"{name}: {key}: expected {want[key]}, found {have[key]}")


def proofs(program, log, text):
    """{(row that waited, cause): (row that made it possible, seconds, rows of the work)}"""
    with tempfile.TemporaryDirectory() as folder:
        calendar = os.path.join(folder, "hours.txt")
        with open(calendar, "w", encoding="utf-8") as f:
            f.write(text)
        done = subprocess.run([program, "table", "cause-cases", log, "--csv", "-q", "--top", "0",
                               "--lifecycle", "none", "--calendar", calendar],
                              capture_output=True, text=True, check=True)
    return {(int(r["to_line"]), r["cause"]): (int(r["from_line"]), micro(r["cause_s"]),
                                              r["meanwhile_line"])
            for r in csv.DictReader(io.StringIO(done.stdout))}


def check_rows(name, shared, have, failed):
    """Every wait of the expected list of events stands behind its cause, with its rows."""
    with open(f"{shared}/expected/waiting/{name}.events.csv", encoding="utf-8") as f:
        events = list(csv.DictReader(f))
    batch = {int(e["row"]): e["batch"] for e in events}
    who = {int(e["row"]): e["resource"] for e in events}
    want = {}
    for e in events:
        for theirs, ours in zip(CAUSES, OURS):
            if e["source_row"] and int(e[f"wt_{theirs}_us"]) > 0:
                want[int(e["row"]), ours.removesuffix("_s")] = (int(e["source_row"]),
                                                                int(e[f"wt_{theirs}_us"]))
    activity = {int(e["row"]): e["activity"] for e in events}
    group = lambda row, cause, source: (activity[source], activity[row], cause)
    longest = collections.defaultdict(list)
    for (row, cause), (source, amount) in want.items():
        longest[group(row, cause, source)].append(amount)
    told = collections.defaultdict(list)
    for (row, cause), (source, amount, _) in have.items():
        told[group(row, cause, source)].append(amount)
        if want.get((row, cause)) != (source, amount):
            failed.append(f"{name}: row {row}: {cause} of {amount} since row {source}, "
                          f"expected {want.get((row, cause))}")
    if {k: sorted(v)[-10:] for k, v in longest.items()} != {k: sorted(v) for k, v in told.items()}:
        failed.append(f"{name}: not the ten longest waits of each pair and cause")
    for (row, cause), (_, _, meanwhile) in have.items():
        if cause in ("unavailability", "outside"):
            good = meanwhile == ""
        else:
            good = meanwhile != "" and who[int(meanwhile)] == who[row] and (
                cause != "batching" or batch[int(meanwhile)] == batch[row] != "")
        if not good:
            failed.append(f"{name}: row {row}: {cause} meanwhile row {meanwhile!r}")


def opening_hours(program, shared, failed):
    """Where one calendar says as much as those of single people, causes agree with it."""
    with open(f"{shared}/expected/waiting/manual_log_1.given.json", encoding="utf-8") as f:
        want = wanted(json.load(f))
    have = with_calendar(program, f"{shared}/logs/waiting/manual_log_1.csv",
                         "Mon-Fri 10:00-12:00, 12:30-20:00\n")
    if want != have:
        failed.append(f"opening hours: expected {want}, found {have}")


def main(program, shared):
    failed, calendars, rows = [], 0, 0
    for name in FILES:
        with open(f"{shared}/expected/waiting/{name}.json", encoding="utf-8") as f:
            expected = json.load(f)
        log = os.path.join(shared, expected["log"].removeprefix("shared/"))
        compare(name, wanted(expected), observed(program, log), failed)
        if expected["calendar"].startswith("given: shared/"):
            with open(os.path.join(shared, expected["calendar"].removeprefix("given: shared/")),
                      encoding="utf-8") as f:
                text = as_text(json.load(f))
            compare_apart(f"{name} by calendar", wanted(expected),
                          with_calendar(program, log, text), failed)
            calendars += 1
            if os.path.exists(f"{shared}/expected/waiting/{name}.events.csv"):
                check_rows(name, shared, proofs(program, log, text), failed)
                rows += 1
    opening_hours(program, shared, failed)
    for problem in failed:
        print("FAILED:", problem)
    print(f"waiting: {len(FILES) + 1 - len(failed)} of {len(FILES) + 1} logs as expected, "
          f"{calendars} of them with calendars of single people, {rows} with the rows behind")
    return 1 if failed else 0


sys.exit(main(*sys.argv[1:]))
