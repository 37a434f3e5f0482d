"""The same log gives the same bytes, however it comes (design 4.10, issue 2 "Shows").

    identity.py [NAME...]     NAME: part of a log's name; default: all under 1 MB

Each log of the contract is reported
  twice, and under other locales and zones: the whole report folder is the same;
  from standard input, gzip and zstd: report.json is the same but for its sources;
  with the rows of different cases shuffled: report.json is the same.
"""
import concurrent.futures
import csv
import filecmp
import gzip
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile

import goatpath

LIMIT = 1_000_000
ENCODINGS = ("utf-8-sig", "windows-1252")


def plain_copy(log, folder):
    """The log unpacked, so that it can be packed and shuffled."""
    source = os.path.join(goatpath.LOGS, log)
    name = os.path.join(folder, log.removesuffix(".zst"))
    if log.endswith(".zst"):
        subprocess.run(["zstd", "-q", "-d", source, "-o", name], check=True)
    else:
        shutil.copyfile(source, name)
    return name


def same_folder(a, b):
    """What differs between two report folders."""
    names = sorted(
        os.path.relpath(os.path.join(where, f), a)
        for where, _, files in os.walk(a)
        for f in files
    )
    others = sum(len(files) for _, _, files in os.walk(b))
    _, mismatch, errors = filecmp.cmpfiles(a, b, names, shallow=False)
    extra = [] if others == len(names) else [f"{others} files, not {len(names)}"]
    return mismatch + errors + extra


class Log:
    """One log in a scratch folder, and its first report."""

    def __init__(self, case, folder):
        self.options = goatpath.options(case)
        self.folder = folder
        self.file = plain_copy(case["log"], folder)
        self.delimiter = case.get("delimiter", ",")
        self.case_column = case["case"]
        self.n = 0
        self.first = self.report()

    def report(self, environment=None):
        """A whole report folder."""
        self.n += 1
        out = os.path.join(self.folder, f"report-{self.n}")
        self.checked(
            goatpath.report(self.file, out, *self.options, environment=environment)
        )
        return out

    def json(self, log, *more, stdin=None):
        """report.json of a log, as bytes."""
        run = goatpath.report_json(log, *self.options, *more, stdin=stdin)
        return self.checked(run).out

    @staticmethod
    def checked(run):
        if run.status != 0:
            raise RuntimeError(f"exit {run.status}: {run.remark()}")
        return run

    def same_json(self, text):
        with open(os.path.join(self.first, "report.json"), "rb") as f:
            first = f.read()
        same = goatpath.without_sources(text) == goatpath.without_sources(first)
        return [] if same else ["report.json"]


def twice(log):
    return same_folder(log.first, log.report())


def other_places(log):
    found = []
    for environment in (
        {"LC_ALL": "C", "TZ": "UTC"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "America/New_York"},
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata", "LANG": "tr_TR.UTF-8"},
    ):
        found += same_folder(log.first, log.report(environment))
    return found


def from_stdin(log):
    with subprocess.Popen(["cat", log.file], stdout=subprocess.PIPE) as cat:
        return log.same_json(log.json("-", stdin=cat.stdout))


def from_gzip(log):
    with open(log.file, "rb") as plain, gzip.open(log.file + ".gz", "wb") as packed:
        shutil.copyfileobj(plain, packed)
    return log.same_json(log.json(log.file + ".gz"))


def from_zstd(log):
    subprocess.run(["zstd", "-q", log.file, "-o", log.file + ".zst"], check=True)
    return log.same_json(log.json(log.file + ".zst"))


def other_engines(log):
    return log.same_json(log.json(log.file, "--engine", "plain"))


def other_threads(log):
    found = []
    for n in ("1", "2", "3", "8"):
        found += log.same_json(log.json(log.file, "--threads", n))
    return found


def records_of(log):
    with open(log.file, "rb") as f:
        raw = f.read()
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=log.delimiter))
    return rows[0], [row for row in rows[1:] if row]


def write_rows(name, header, rows, delimiter):
    with open(name, "w", encoding="utf-8", newline="") as f:
        csv.writer(f, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])


def shuffled(rows, column):
    """Another order of cases' rows; inside a case the order stays."""
    order = [row[column] for row in rows]
    random.Random(1).shuffle(order)
    waiting = {}
    for row in rows:
        waiting.setdefault(row[column], []).append(row)
    for queue in waiting.values():
        queue.reverse()
    return [waiting[key].pop() for key in order]


def shuffled_cases(log):
    header, rows = records_of(log)
    column = [h.strip() for h in header].index(log.case_column)
    folder_a = os.path.join(log.folder, "a")
    folder_b = os.path.join(log.folder, "b")
    os.mkdir(folder_a)
    os.mkdir(folder_b)
    base = os.path.basename(log.file)
    a, b = os.path.join(folder_a, base), os.path.join(folder_b, base)
    write_rows(a, header, rows, log.delimiter)
    write_rows(b, header, shuffled(rows, column), log.delimiter)
    return [] if log.json(a) == log.json(b) else ["report.json"]


CHECKS = [twice, other_places, from_stdin, from_gzip, from_zstd, other_engines, other_threads, shuffled_cases]


def check(case):
    """Names of the checks that failed, with what differs."""
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            log = Log(case, folder)
        except RuntimeError as error:
            return [f"no report: {error}"]
        for one in CHECKS:
            try:
                found = one(log)
            except RuntimeError as error:
                found = [str(error)]
            if found:
                failed.append(f"{one.__name__}: {', '.join(found[:5])}")
    return failed


def wanted(case, names):
    if names:
        return any(n in case["log"] for n in names)
    return os.path.getsize(os.path.join(goatpath.LOGS, case["log"])) < LIMIT


def main(names):
    chosen = [case for case in goatpath.cases() if wanted(case, names)]
    bad, n = 0, len(chosen)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, failed in zip(chosen, pool.map(check, chosen)):
            bad += bool(failed)
            print(f"{case['log']:44} {'DIFFERS' if failed else 'same'}", flush=True)
            for line in failed:
                print(f"    {line}")
    print(f"{n - bad} of {n} logs give the same bytes however they come")
    return 1 if bad or n == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
