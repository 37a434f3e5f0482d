"""bench.py: goatpath beside other programs on generated logs; prints Markdown tables.

    bench.py --goatpath PROGRAM --datagen PROGRAM [--python PYTHON-WITH-DUCKDB]
             [--events 1,10,50] [--runs 5] [--peer-runs 5] [--folder DIR]

Whole processes, alternating, medians. CPU is user and system time together: wall time
means little on a machine that does other things too, so ratios are made of CPU time
where threads do not matter. The load is told. What is not on the machine is left out.
"""

import argparse
import csv
import os
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
STAGES = ["look", "read", "group", "mine", "report"]


def run(argv, stages=None):
    """CPU seconds, wall seconds, peak MB of one process; None when it fails. stages: a
    dict that gets the CPU seconds told by --verbose."""
    with open(os.devnull, "wb") as null, tempfile.TemporaryFile("w+") as said:
        begin = time.monotonic()
        child = subprocess.Popen(argv, stdout=null, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - begin
        child.returncode = status
        said.seek(0)
        for line in said if stages is not None else []:
            m = re.match(r"(\w+) +([0-9.]+) s of processors", line)
            if m:
                stages.setdefault(m[1], []).append(float(m[2]))
    if status != 0:
        return None
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024


def has_duckdb(python):
    test = subprocess.run([python, "-c", "import duckdb"], capture_output=True, check=False)
    return test.returncode == 0


def quote_all(log, quoted):
    """The same rows with every field quoted and a line end inside each."""
    with open(log, encoding="utf-8", newline="") as f, \
            open(quoted, "w", encoding="utf-8", newline="") as out:
        rows = csv.reader(f)
        write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        write.writerow(next(rows) + ["Note"])
        write.writerows(row + ["two\nlines"] for row in rows)


def make_logs(datagen, folder, millions):
    out = os.path.join(folder, f"{millions}m")
    log = os.path.join(out, "deals.csv")
    quoted = os.path.join(out, "quoted.csv")
    if not os.path.exists(log):
        os.makedirs(out, exist_ok=True)
        subprocess.run(
            [datagen, "deals", "--plain", "--seed", "5",
             "--events", f"{millions}000000", "-o", out],
            check=True, stdout=subprocess.DEVNULL,
        )
    if not os.path.exists(log + ".zst"):
        subprocess.run(["zstd", "-q", log, "-o", log + ".zst"], check=False)
    if not os.path.exists(quoted) and int(millions) <= 10:
        quote_all(log, quoted)
    return log, quoted


def programs(o, log, quoted):
    """name -> command, in the order of a round."""
    rest = ["--json", "-q", "--verbose", "--threads"]
    report = [o.goatpath, "report", log] + rest
    pipe = f"zstd -q -d -c {shlex.quote(log)}.zst | {shlex.quote(o.goatpath)} report - " + \
        " ".join(rest)
    all_of = {
        "wc -l": ["wc", "-l", log],
        "zstd -d": ["zstd", "-q", "-d", "-c", log + ".zst"],
        "goatpath, 1 thread": report + ["1"],
        "goatpath, 2 threads": report + ["2"],
        "goatpath, 2 threads, .zst": report[:2] + [log + ".zst"] + rest + ["2"],
        "zstd -d, in a pipe to it": ["sh", "-c", pipe + " 2"],
        "goatpath table bottlenecks": [o.goatpath, "table", "bottlenecks", log, "-q",
                                       "--threads", "1"],
        "goatpath --engine plain": report + ["1", "--engine", "plain"],
    }
    if os.path.exists(quoted):
        all_of["goatpath, all quoted"] = report[:2] + [quoted] + rest + ["1"]
    if o.folder_too:
        all_of["goatpath, page and figures"] = report[:3] + [
            "-q", "--force", "--threads", "1", "-o", os.path.join(o.folder, "report")]
    return all_of


def peers(o, log):
    core = [o.python, os.path.join(HERE, "core.py")]
    return {"DuckDB, tuned": core + ["tuned", log, "2"],
            "DuckDB, plain SQL": core + ["plain", log, "2"]}


def measure(o, log, quoted):
    found, stages = {}, {}
    for i in range(o.runs):
        of_round = programs(o, log, quoted)
        if i < o.peer_runs and has_duckdb(o.python):
            of_round.update(peers(o, log))
        for name, argv in of_round.items():
            figures = run(argv, stages if name == "goatpath, 1 thread" else None)
            if figures is not None:
                found.setdefault(name, []).append(figures)
    return (
        {name: [statistics.median(column) for column in zip(*rows)]
         for name, rows in found.items()},
        {name: statistics.median(seconds) for name, seconds in stages.items()},
    )


def tell(found, stages, o, millions):
    print(f"### {millions} million events\n")
    print(f"Medians of {o.runs} rounds (peers {min(o.runs, o.peer_runs)}), load "
          f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} processors.\n")
    print("| program | CPU s | wall s | peak MB | CPU against goatpath, 1 thread |")
    print("|---|--:|--:|--:|--:|")
    base = found["goatpath, 1 thread"]
    for name, (cpu, wall, peak) in found.items():
        print(f"| {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {cpu / base[0]:.2f} |")
    print("\n| " + " | ".join(STAGES) + " |\n|" + "--:|" * len(STAGES))
    print("| " + " | ".join(f"{stages.get(s, 0):.2f}" for s in STAGES) + " |\n")
    two, wc = found["goatpath, 2 threads"], found["wc -l"]
    print(f"- two threads against one: {base[1] / two[1]:.2f} times faster (wall)")
    print(f"- two threads against `wc -l`: {two[1] / wc[1]:.1f} times as long (wall)")
    if "goatpath, all quoted" in found:
        print("- all quoted with line ends inside: "
              f"{found['goatpath, all quoted'][0] / base[0]:.2f} times the CPU")
    if "zstd -d, in a pipe to it" in found:
        print("- .zst against `zstd -d` in a pipe: "
              f"{found['goatpath, 2 threads, .zst'][1] / found['zstd -d, in a pipe to it'][1]:.2f}"
              " times as long (wall)")
    print(flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--goatpath", required=True)
    p.add_argument("--datagen", required=True)
    p.add_argument("--python", default=sys.executable)
    p.add_argument("--events", default="1,10,50")
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--peer-runs", type=int, default=5)
    p.add_argument("--folder", default="build/bench")
    p.add_argument("--folder-too", action="store_true", help="the report with its page, too")
    o = p.parse_args()
    for millions in o.events.split(","):
        log, quoted = make_logs(o.datagen, o.folder, millions)
        tell(*measure(o, log, quoted), o, millions)


if __name__ == "__main__":
    main()
