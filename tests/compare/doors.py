"""The same log through every door gives the same figures (issue 4 "Shows").

    doors.py [--all | NAME...]     NAME: part of a log's name; default: all under 600 kB

Each log of the contract is
  written as XES by table_to_xes.py: the report is that of the table;
  written as a workbook by table_to_xlsx.py, and zipped: the same report;
  converted to canonical CSV and to XES: the report is the same again, without an option;
  XES converted to XES: nothing is lost, the bytes are the same.
report.json is compared but for its sources, and but for how many rows there were.
"""
import concurrent.futures
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile

import goatpath
import table_to_xes
import table_to_xlsx

LIMIT = 600_000
ENCODINGS = ("utf-8-sig", "windows-1252")
# Figures of quality that tell of rows; events, running, ties and overlaps must agree.
OF_ROWS = ("rows", "used", "rejected", "ignored", "reasons", "checks")


def table(path, delimiter):
    """Header and rows of a log, unpacked."""
    raw = (
        subprocess.run(["zstd", "-q", "-d", "-c", path], check=True, stdout=subprocess.PIPE).stdout
        if path.endswith(".zst")
        else open(path, "rb").read()
    )
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return [h.strip() for h in rows[0]], rows[1:]


def figures(text):
    """report.json without sources and without counts of rows."""
    whole = json.loads(text, parse_float=str, parse_int=str)
    whole.pop("sources")
    for key in OF_ROWS:
        whole["quality"].pop(key, None)
    return whole


def checked(run):
    """The output of a run that must succeed."""
    if run.status != 0:
        raise RuntimeError(f"exit {run.status}: {run.remark()}")
    return run.out


def difference(a, b):
    """Names of the sections that differ."""
    return ", ".join(k for k in a if a[k] != b.get(k))


def options_of_xes(case):
    """The options of the table that XES needs, too."""
    given = []
    if case.get("start"):
        given += ["--start", "start_timestamp"]
    if not case.get("lifecycle"):
        given += ["--lifecycle", "none"]
    if case.get("time_format"):
        given += ["--time-format", case["time_format"]]
    return given


def convert(log, out, *options):
    """goatpath convert."""
    checked(goatpath.Run(["convert", log, *options, "-o", out, "-q"]))
    return out


def events(path):
    """The rows of canonical CSV as dictionaries without empty cells."""
    with open(path, newline="", encoding="utf-8") as f:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(f)]


def complaints(case, folder):
    """What is wrong with one log."""
    log = os.path.join(goatpath.LOGS, case["log"])
    report = checked(goatpath.report_json(log, *goatpath.options(case)))
    first = figures(report)
    untimed = [] if case["time"] else ["--time", "none"]
    # What the table does not take for a person or team, XES does: org:group is a group.
    columns = json.loads(report)["sources"][0]["columns"]
    for role in ("resource", "group"):
        if columns[role] is None:
            untimed += [f"--{role}", "none"]

    def compare(what, file, *options):
        other = figures(checked(goatpath.report_json(file, *options)))
        if first != other:
            yield f"{what}: {difference(first, other)}"

    xes = os.path.join(folder, "table.xes")
    header, rows = table(log, case.get("delimiter", ","))
    table_to_xes.write(xes, header, rows, case)
    yield from compare("XES of the table", xes, *options_of_xes(case), *untimed)

    book = os.path.join(folder, "table.xlsx")
    table_to_xlsx.write(book, [header, *rows], since_1904=len(rows) % 2 == 1)
    given = goatpath.options(case)
    if "--delimiter" in given:
        given[given.index("--delimiter") + 1] = "comma"
    yield from compare("workbook", book, *given)
    packed = os.path.join(folder, "table.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as z:
        z.write(xes, "exports/log.xes")
    yield from compare("zip", packed, *options_of_xes(case), *untimed)

    canonical = convert(log, os.path.join(folder, "a.csv"), *goatpath.options(case))
    yield from compare("canonical CSV", canonical, *untimed)
    again = convert(canonical, os.path.join(folder, "b.csv"), *untimed)
    if open(canonical, "rb").read() != open(again, "rb").read():
        yield "canonical CSV converted again is not the same"

    out = convert(log, os.path.join(folder, "a.xes"), *goatpath.options(case))
    yield from compare("XES written", out, *untimed)
    twice = convert(out, os.path.join(folder, "b.xes"), *untimed)
    if open(out, "rb").read() != open(twice, "rb").read():
        yield "XES in, out, in: the bytes differ"
    back = convert(out, os.path.join(folder, "c.csv"), *untimed)
    for a, b in zip(events(canonical), events(back)):
        if "concept:instance" not in a:
            b.pop("concept:instance", None)
        if a != b:
            yield f"XES back to CSV: {a} became {b}"
            break


def one(case):
    """Complaints about one log in a scratch folder."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return list(complaints(case, folder))
        except (RuntimeError, ValueError) as problem:
            return [str(problem)]


def main(names):
    """Every log, two at a time."""
    cases = goatpath.cases()
    if not names:
        size = lambda c: os.path.getsize(os.path.join(goatpath.LOGS, c["log"]))
        cases = [c for c in cases if size(c) < LIMIT]
    elif names != ["--all"]:
        cases = [c for c in cases if any(n in c["log"] for n in names)]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for case, found in zip(cases, pool.map(one, cases)):
            bad += bool(found)
            for line in found:
                print(f"{case['log']}: {line[:300]}")
    print(f"doors: {len(cases) - bad} of {len(cases)} logs are the same through every door")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
