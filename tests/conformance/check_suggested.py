"""check_suggested.py PROGRAM LOG... - rules that `model rules` proposes, against the judge.

The proposed document is read back and judged on the log it was made from, by another part
of the program (`table rules`): each rule must be kept by as many cases, of as many, as its
comment says, and without --kept nothing may be broken.
"""

import csv
import io
import os
import re
import subprocess
import sys
import tempfile


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def proposed(text):
    """{line: (cases that keep it, cases that activate it)}"""
    found = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = re.search(r"  # kept in ([\d,]+) of ([\d,]+) cases; ", line)
        if match:
            found[number] = tuple(int(n.replace(",", "")) for n in match.groups())
    return found


def check(program, log, kept, failed):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "found.rules")
        run(program, "model", "rules", log, "--kept", kept, "-q", "-o", file)
        with open(file, encoding="utf-8") as f:
            want = proposed(f.read())
        table = run(program, "table", "rules", log, "--document", file, "--csv", "-q",
                    "--open", "include") if want else ""
    have = {int(r["where"].rsplit(":", 1)[1]): (int(r["cases_satisfied"]),
                                               int(r["cases_activated"]))
            for r in csv.DictReader(io.StringIO(table))}
    if want != have:
        failed.append(f"{log} --kept {kept}: {sorted(set(want.items()) ^ set(have.items()))[:4]}")
    if kept == "100" and any(a != b for a, b in want.values()):
        failed.append(f"{log}: a rule with exceptions")
    return len(want)


def main(program, *logs):
    failed = []
    rules = sum(check(program, log, kept, failed) for log in logs for kept in ("100", "90"))
    for problem in failed:
        print("FAILED:", problem)
    print(f"suggested: {rules} rules of {len(logs)} logs, {len(failed)} logs wrong")
    return 1 if failed or rules == 0 else 0


sys.exit(main(*sys.argv[1:]))
