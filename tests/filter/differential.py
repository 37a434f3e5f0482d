"""A filter against a file that was cut by hand.

For random logs and filters: the cases that goatpath keeps are those that judge.py keeps,
and its results are, byte for byte, those of a file that never had the other rows.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import judge
import logs

GOATPATH = os.environ["GOATPATH"]
ROUNDS = int(os.environ.get("ROUNDS", "150"))
# What tells of the reading, so of all rows.
OF_THE_READING = {
    "mixed-precision", "date-only", "last-visits-only", "other-fields", "owner-changes",
    "first-states", "undated-first-states", "unpaired-completes", "mixed-formats",
}


def run(*words):
    done = subprocess.run([GOATPATH, *words], capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def comparable(report):
    """All but the sources, the filter, and what counts rows of the file."""
    report = {k: v for k, v in report.items() if k not in ("sources", "filter")}
    quality = dict(report["quality"])
    for key in ("rows", "ignored"):
        del quality[key]
    quality["checks"] = [c for c in quality["checks"] if c["name"] not in OF_THE_READING]
    report["quality"] = quality
    return report


def first_difference(a, b, path=""):
    if type(a) is not type(b):
        return f"{path}: {a!r} and {b!r}"
    if isinstance(a, dict):
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                return first_difference(a.get(key), b.get(key), f"{path}/{key}")
    if isinstance(a, list):
        for i, (x, y) in enumerate(zip(a, b)):
            if x != y:
                return first_difference(x, y, f"{path}/{i}")
        return f"{path}: {len(a)} and {len(b)} elements"
    return f"{path}: {a!r} and {b!r}"


def rows_problem(report, log, kept):
    """Rows must add up, and those left out be the rows of the cases left out."""
    q = report["quality"]
    left_out = sum(case not in kept for case, _ in log.rows)
    if q["rows"] != q["used"] + q["rejected"] + q["ignored"] or q["rows"] != len(log.rows):
        return f"rows do not add up: {q}"
    other = sum(row[1] == "Priority" for _, row in log.rows)  # ignored with or without
    mine = sum(row[1] == "Priority" and case not in kept for case, row in log.rows)
    if report["filter"]["rows_left_out"] != left_out - mine:
        return f"{report['filter']['rows_left_out']} rows left out, expected {left_out - mine}"
    if q["ignored"] != left_out - mine + other:
        return f"{q['ignored']} rows ignored, expected {left_out - mine + other}"
    return None


def problem(folder, log, filters):
    """None, or what is wrong."""
    kept = {c for c in log.cases if all(f.holds(c, log) for f in filters)}
    whole, cut = folder / "whole" / "log.csv", folder / "cut" / "log.csv"
    for path, text in ((whole, log.csv()), (cut, log.csv(kept))):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    options = log.options_as_words()
    if not any("has rework" in f.text for f in filters):  # ends would be part of it
        options += log.ends_among(kept)
    asked = [word for f in filters for word in ("--filter", f.text)]
    status, out, told = run("report", str(whole), "--json", *options, *asked)
    if not kept:
        return None if status == 3 and "is left by --filter" in told else (
            f"no case should be left; exit {status}: {told}")
    if status != 0:
        return f"exit {status}: {told}"
    report = json.loads(out)
    if report["filter"]["cases_kept"] != len(kept):
        return f"{report['filter']['cases_kept']} cases kept, expected {len(kept)}: {sorted(kept)}"
    wrong = rows_problem(report, log, kept)
    if wrong:
        return wrong
    status, out, told = run("report", str(cut), "--json", *options)
    if status != 0:
        return f"the cut file: exit {status}: {told}"
    a, b = comparable(report), comparable(json.loads(out))
    if a != b:
        return first_difference(a, b)
    for keep in ([], ["--keep", "Amount"]):
        a = run("convert", str(whole), "-q", *options, *asked, *keep)[1]
        b = run("convert", str(cut), "-q", *options, *keep)[1]
        if a != b:
            return f"convert {' '.join(keep)} differs"
    return None


def document_problem(folder):
    """The gaps of filtered cases are those of a log that has no others."""
    deals = Path(__file__).parents[2] / "datasets" / "deals"
    whole, cut = folder / "all.csv", folder / "some.csv"
    run("convert", str(deals / "deals.csv"), "-q", "-o", str(whole))
    rows = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = {row.split(",")[0] for row in rows if ",Technical check," in row}
    kept &= {row.split(",")[0] for row in rows if ",DACH," in row}
    cut.write_text(rows[0] + "".join(r for r in rows[1:] if r.split(",")[0] in kept),
                   encoding="utf-8")
    gaps = ("--document", str(deals / "manual.md"), "--json", "-q")
    a = run("gaps", str(whole), *gaps, "--filter", '"Technical check" followed by '
            '("Legal review", "Credit check", "Proposal written", "Proposal checked", '
            '"Proposal sent", Won, Lost) or events of "Technical check" > 0',
            "--filter", "Region = DACH")
    b = run("gaps", str(cut), *gaps)
    if a[0] != 0 or b[0] != 0:
        return f"gaps: {a[2]} {b[2]}"
    a, b = (json.loads(x[1])["conformance"] for x in (a, b))
    for report in (a, b):  # examples name the file, and rows in it
        text = json.dumps(report).replace("all.csv", "log").replace("some.csv", "log")
        report.clear()
        report.update(json.loads(text, object_hook=without_lines))
    return None if a == b and a["gaps"] else "gaps: " + first_difference(a, b)


def without_lines(item):
    return {k: v for k, v in item.items() if k != "lines"}


def main():
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    failed = 0
    kept_some = 0
    with tempfile.TemporaryDirectory() as folder:
        wrong = document_problem(Path(folder))
        if wrong:
            print(f"filter: {wrong}")
            failed += 1
        for seed in range(first, first + ROUNDS):
            rng = random.Random(seed)
            log = logs.MAKERS[seed % len(logs.MAKERS)](rng)
            filters = [judge.expression(rng, log, 3) for _ in range(rng.choice([1, 1, 2]))]
            wrong = problem(Path(folder), log, filters)
            kept_some += 0 < sum(all(f.holds(c, log) for f in filters) for c in log.cases) < len(log.cases)
            if wrong is None:
                continue
            failed += 1
            print(f"filter: seed {seed}: {wrong}")
            for f in filters:
                print(f"    --filter {f.text}")
    print(f"filter: {ROUNDS - failed} of {ROUNDS} random filters give what a cut file gives, "
          f"{kept_some} of them keep some cases and not all")
    return failed != 0 or kept_some * 3 < ROUNDS


if __name__ == "__main__":
    sys.exit(main())
