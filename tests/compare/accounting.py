"""No row is lost and nothing crashes, whatever the file (design 3.6).

    accounting.py [FILE...]     default: every file of csv-torture and of logs

Each file is reported with no option; as a log without times whose first two columns are
case and activity; and the same with every reject allowed. The exit status is one of 0,
2, 3, 4 (never a signal, never 5), a refusal says why, and a report's rows are
used + rejected + ignored, of all sources together.
"""
import concurrent.futures
import json
import os
import sys

import goatpath

SANITIZERS = ("AddressSanitizer", "runtime error:", "LeakSanitizer", "MemorySanitizer")
GUESSED = ["--case", "#1", "--activity", "#2", "--time", "none", "--lifecycle", "none"]
WAYS = [[], GUESSED, [*GUESSED, "--max-rejects", "100"]]


def all_files():
    for top in ("csv-torture", "logs"):
        for where, _, files in os.walk(os.path.join(goatpath.SHARED, top)):
            for name in sorted(files):
                if name != "SOURCES.md":
                    yield os.path.join(where, name)


def row_problem(text):
    report = json.loads(text)
    q = report["quality"]
    if q["rows"] != q["used"] + q["rejected"] + q["ignored"]:
        return f"rows {q['rows']} = {q['used']} + {q['rejected']} + {q['ignored']}?"
    if q["rejected"] != sum(q["reasons"].values()):
        return f"{q['rejected']} rejected, reasons {q['reasons']}"
    read = sum(s["rows"] for s in report["sources"])
    if read != q["rows"]:
        return f"sources have {read} rows, quality {q['rows']}"
    return None


def problem(file, arguments):
    """What is wrong with one run, and whether it gave a report."""
    run = goatpath.report_json(file, *arguments)
    for word in SANITIZERS:
        if word in run.err:
            at = run.err.index(word)
            return f"{word}: {run.err[at:at + 300]}", False
    if run.status not in (0, 2, 3, 4):
        return f"exit {run.status}: {run.err[-300:]}", False
    if run.status != 0:
        return (None if run.remark() else "refused without a word"), False
    return row_problem(run.out), True


def check(file):
    found, reports = [], 0
    for arguments in WAYS:
        wrong, reported = problem(file, arguments)
        reports += reported
        if wrong:
            found.append(f"{' '.join(arguments) or 'no option'}: {wrong}")
    return file, reports, found


def main(files):
    files = files or list(all_files())
    bad = reports = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, n, found in pool.map(check, files):
            reports += n
            bad += bool(found)
            if found:
                print(f"{file}\n    " + "\n    ".join(found), flush=True)
    print(
        f"{len(files)} files, {len(WAYS) * len(files)} runs, {reports} reports: "
        f"{bad} files with a problem"
    )
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
