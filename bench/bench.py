"""bench.py: goatpath beside other programs on generated logs; prints Markdown tables.

    bench.py --goatpath PROGRAM --datagen PROGRAM [--python PYTHON-WITH-DUCKDB]
             [--events 1,10,50] [--runs 5] [--folder DIR] [--plain-engine]

Whole processes, alternating, medians. CPU is user and system time together: wall time
means little on a machine that does other things too, so ratios are made of CPU time.
What is not on the machine is left out.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def run(argv):
    """CPU seconds, wall seconds, peak MB of one process; None when it fails."""
    begin = time.monotonic()
    with open(os.devnull, "wb") as null:
        child = subprocess.Popen(argv, stdout=null, stderr=null)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = status
    wall = time.monotonic() - begin
    if status != 0:
        return None
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024


def has_duckdb(python):
    test = subprocess.run([python, "-c", "import duckdb"], capture_output=True, check=False)
    return test.returncode == 0


def make_log(datagen, folder, millions):
    out = os.path.join(folder, f"{millions}m")
    log = os.path.join(out, "deals.csv")
    if not os.path.exists(log):
        os.makedirs(out, exist_ok=True)
        subprocess.run(
            [datagen, "deals", "--plain", "--seed", "5",
             "--events", f"{millions}000000", "-o", out],
            check=True, stdout=subprocess.DEVNULL,
        )
    if not os.path.exists(log + ".zst"):
        subprocess.run(["zstd", "-q", log, "-o", log + ".zst"], check=False)
    return log


def programs(o, log):
    """name -> command, in the order of a round."""
    report = [o.goatpath, "report", log, "--json", "-q"]
    all_of = {
        "wc -l": ["wc", "-l", log],
        "zstd -d": ["zstd", "-q", "-d", "-c", log + ".zst"],
        "goatpath, 1 thread": report + ["--threads", "1"],
        "goatpath, 2 threads": report + ["--threads", "2"],
        "goatpath, 2 threads, .zst": report[:2] + [log + ".zst"] + report[3:]
        + ["--threads", "2"],
    }
    if o.plain_engine:
        all_of["goatpath --engine plain"] = report + ["--threads", "1", "--engine", "plain"]
    if has_duckdb(o.python):
        core = [o.python, os.path.join(HERE, "core.py")]
        all_of["DuckDB, tuned"] = core + ["tuned", log, "2"]
        all_of["DuckDB, plain SQL"] = core + ["plain", log, "2"]
    return all_of


def measure(o, log, runs):
    found = {}
    for _ in range(runs):
        for name, argv in programs(o, log).items():
            figures = run(argv)
            if figures is not None:
                found.setdefault(name, []).append(figures)
    return {
        name: [statistics.median(column) for column in zip(*rows)]
        for name, rows in found.items()
    }


def table(found, runs, millions):
    print(f"### {millions} million events, medians of {runs}\n")
    print("| program | CPU s | wall s | peak MB | CPU against goatpath, 1 thread |")
    print("|---|---|---|---|---|")
    base = found["goatpath, 1 thread"][0]
    for name, (cpu, wall, peak) in found.items():
        print(f"| {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {cpu / base:.2f} |")
    print(flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--goatpath", required=True)
    p.add_argument("--datagen", required=True)
    p.add_argument("--python", default=sys.executable)
    p.add_argument("--events", default="1,10,50")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--folder", default="build/bench")
    p.add_argument("--plain-engine", action="store_true")
    o = p.parse_args()
    for millions in o.events.split(","):
        log = make_log(o.datagen, o.folder, millions)
        table(measure(o, log, o.runs), o.runs, millions)


if __name__ == "__main__":
    main()
