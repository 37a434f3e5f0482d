"""check_places.py PROGRAM LOG... - every row of a table has an address.

Rows of handoffs, pairs of steps, ping-pong, rework and people are asked for by their names
(`explain`), and the places that stand behind them must add up to the row: as many times, in
as many cases, over as many seconds; every line that is named lies within the file.
"""

import csv
import io
import subprocess
import sys

MOST = 12  # rows of each table


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr}")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def places(program, log, name):
    rows = run(program, "explain", name, log, "--csv", "-q", "--top", "0")
    lines = [int(n) for r in rows for n in r["lines"].split(" and ")[0].split()]
    return (sum(int(r["times"]) for r in rows), len({r["case"] for r in rows}),
            round(sum(float(r.get("time_s") or 0) for r in rows), 3)), lines


def rows_of(table, row):
    """How the row is called, and what it says: times, cases, seconds (None: not told)."""
    if table in ("handoffs", "directly-follows"):
        prefix = f"{row['level']} " if table == "handoffs" else ""
        return (f"{prefix}{row['from']} > {row['to']}", int(row["count"]), int(row["cases"]),
                row.get("total_wait_s"))
    if table == "ping-pong":
        return (f"{row['level']} {row['owner']} > {row['via']} > {row['owner']}",
                int(row["bounces"]), int(row["cases"]), row.get("away_total_s"))
    if table == "rework":
        return (f"{row['kind']} {row['activity']}", int(row["occurrences"]), int(row["cases"]),
                row.get("time_total_s"))
    return f"{row['level']} {row['name']}", int(row["events"]), int(row["cases"]), None


def check(program, log, failed):
    checked = 0
    for table in ("handoffs", "directly-follows", "ping-pong", "rework", "resources"):
        for row in run(program, "table", table, log, "--csv", "-q", "--top", str(MOST)):
            name, times, cases, seconds = rows_of(table, row)
            have, lines = places(program, log, name)
            want = (times, cases, round(float(seconds), 3) if seconds else have[2])
            if have != want or not lines or min(lines) < 2:
                failed.append(f"{log}: {table} {name}: the table has {want}, its places {have}")
            checked += 1
    return checked


def main(program, *logs):
    failed = []
    checked = sum(check(program, log, failed) for log in logs)
    for problem in failed:
        print("FAILED:", problem)
    print(f"places: {checked} rows of {len(logs)} logs, {len(failed)} without their places")
    return 1 if failed or checked == 0 else 0


sys.exit(main(*sys.argv[1:]))
