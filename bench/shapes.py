"""shapes.py: logs in shapes that tempt a program to be quadratic, at n and at 2n events.

    shapes.py --goatpath PROGRAM [--events N]

Prints CPU seconds of both, their ratio (2 is linear) and peak memory.
"""

import argparse
import os
import tempfile

from bench import run

HEADER = "case,activity,time,resource"


def stamp(i):
    day, second = divmod(i, 86400)
    return f"20{20 + day // 336:02}-{1 + day // 28 % 12:02}-{1 + day % 28:02} " + \
        f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def mixed(i):
    return i * 2654435761 % 4294967296


SHAPES = {
    "one case": (HEADER, lambda i, n: f"c,a{mixed(i) % 20},{stamp(i)},r{i % 50}"),
    "one case, backwards":
        (HEADER, lambda i, n: f"c,a{mixed(i) % 20},{stamp(n - i)},r{i % 50}"),
    "cases of one event": (HEADER, lambda i, n: f"c{i},a{i % 20},{stamp(i)},r{i % 50}"),
    "every case its own variant":
        (HEADER, lambda i, n: f"c{i // 10},a{mixed(i) % 20},{stamp(i)},r{i % 50}"),
    "as many resources as events / 2":
        (HEADER, lambda i, n: f"c{i // 10},a{i % 20},{stamp(i)},r{mixed(i) % (n // 2)}"),
    "50,000 activities":
        (HEADER, lambda i, n: f"c{i // 10},a{mixed(i) % 49999},{stamp(i)},r{i % 50}"),
    "300 columns, 4 used":
        (HEADER + "".join(f",x{k}" for k in range(296)),
         lambda i, n: f"c{i // 10},a{i % 20},{stamp(i)},r{i % 50}" + ",1" * 296),
    "all quoted, with line ends inside":
        (HEADER + ",note", lambda i, n: f'"c{i // 10}","a{i % 20}","{stamp(i)}",'
                                        f'"r{i % 50}","two\nlines, ""quoted"""'),
    "a broken quote in every tenth row":
        (HEADER + ",note", lambda i, n: f"c{i // 10},a{i % 20},{stamp(i)},r{i % 50},"
                                        + ('5" pipe' if i % 10 == 0 else "x")),
}


def write(name, shape, n):
    header, row = SHAPES[shape]
    with open(name, "w", encoding="utf-8", newline="") as f:
        f.write(header + "\n")
        f.writelines(row(i, n) + "\n" for i in range(n))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--goatpath", required=True)
    p.add_argument("--events", type=int, default=500000)
    o = p.parse_args()
    roles = ["--case", "case", "--activity", "activity", "--time", "time",
             "--resource", "resource"]
    print(f"| shape | CPU s, {o.events:,} events | CPU s, {2 * o.events:,} | ratio | MB |")
    print("|---|---|---|---|---|")
    for shape in SHAPES:
        figures = []
        for n in (o.events, 2 * o.events):
            with tempfile.TemporaryDirectory() as folder:
                log = os.path.join(folder, "log.csv")
                write(log, shape, n)
                figures.append(run([o.goatpath, "check", log, "-q",
                                    "--threads", "1", *roles]))
        if None in figures:
            print(f"| {shape} | refused or failed | | | |", flush=True)
            continue
        (a, _, _), (b, _, peak) = figures
        print(f"| {shape} | {a:.2f} | {b:.2f} | {b / a:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
