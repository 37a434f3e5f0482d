"""Rows G10 and G11 of the reliability contract on whole commands: any one allocation or call of the
system may fail, or all from one on. The run ends well with the same result, or with status 4 (3, where
what failed was looking at an input) and a sentence; it leaves no temporary file and no half result.
Interrupted and short reads and writes change nothing.

    faults.py PROGRAM [PLACES]

PLACES (default 6): how many places of each kind are tried in each command.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
FAULTY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "faulty.c")
PLACES = int(sys.argv[2]) if len(sys.argv) > 2 else 6
LOG = "Case ID,Activity,Timestamp,Resource\n" + "".join(
    f"C{i // 4},{'New Offer Deal Won'.split()[i % 4]},2024-01-{1 + i % 28:02} 10:{i % 60:02}:00,p{i % 9}\n"
    for i in range(2000))
MANUAL = "1. New\n2. Offer\n3. Deal (p1) within 2 days\n4. Won\n"
COMMANDS = [
    ["report", "log.csv", "-o", "out/report", "-q"],
    ["report", "log.csv", "-o", "out/report", "-q", "--memory", "0", "--tmpdir", "tmp"],
    ["report", "log.csv.gz", "--document", "manual.md", "--json"],
    ["convert", "log.csv.zst", "-o", "out/log.xes"],
    ["convert", "log.xes", "-o", "out/log.goat"],
    ["convert", "log.goat", "-o", "out/log.csv", "--threads", "3"],
    ["table", "variants", "log.goat", "--csv"],
    ["check", "log.csv", "--threads", "4"],
    ["peek", "log.csv"],
    ["map", "log.csv", "-o", "out/map.dot"],
    ["gaps", "log.csv", "--document", "manual.md", "-o", "out/gaps.json", "--json"],
    ["model", "convert", "manual.md", "-o", "out/manual.bpmn"],
]


def run(command, fault, count=False):
    for folder in ("out", "tmp"):
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    if fault is not None:
        env.update(LD_PRELOAD=os.path.abspath("faulty.so"), FAULT=fault)
    if count:
        env["FAULT_COUNT"] = os.path.abspath("count")
    return subprocess.run([PROGRAM, *command], capture_output=True, env=env, timeout=60, check=False,
                          stdin=subprocess.DEVNULL)


def results():
    """What stands in out/, but for pictures: gnuplot may have failed, which is told and no failure."""
    found = {}
    for above, _, names in os.walk("out"):
        for name in names:
            path = os.path.join(above, name)
            if "/figures" in path or name == "report.html":
                found[path] = b""
                continue
            with open(path, "rb") as content:
                found[path] = content.read()
    return {p: c for p, c in found.items() if "/figures" not in p}


def leftovers():
    left = os.listdir("tmp")
    for above, folders, names in os.walk("out"):
        left += [os.path.join(above, n) for n in folders + names if "goatpath-" in n]
    return left


def judge(command, fault, done, sound):
    """What is wrong with such an end, or None."""
    stdout, files = sound
    last = fault.split(":")[0] == "calls"
    if done.returncode == 0:
        if done.stdout != stdout or results() != files:
            return "another result"
    elif done.returncode not in (3, 4):
        return f"exit {done.returncode}"
    elif not done.stderr:
        return "no sentence"
    elif not last and results():  # renamed, and then the folder could not be synced: the file is whole
        return f"half a result: {sorted(results())}"
    elif last and not set(results().items()) <= set(files.items()):
        return "another result under its name"
    if leftovers() and not fault.endswith("+"):
        return f"left: {leftovers()}"
    return None


def places(command, kind, pick):
    run(command, f"{kind}:1000000000", count=True)
    with open("count", encoding="ascii") as text:
        n = int(text.read())
    assert n > 5, (command, kind, n)
    return sorted({pick.randrange(n) for _ in range(PLACES)})


def main():
    subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-w", "-o", "faulty.so", FAULTY, "-ldl"],
                   check=True)
    for name, text in (("log.csv", LOG), ("manual.md", MANUAL)):
        with open(name, "w", encoding="utf-8") as out:
            out.write(text)
    subprocess.run("gzip -kn log.csv; zstd -q log.csv", shell=True, check=True)
    for name in ("log.xes", "log.goat"):
        subprocess.run([PROGRAM, "convert", "log.csv", "-o", name, "-q"], check=True)
    pick, tries, failed = random.Random(30), 0, 0
    for command in COMMANDS:
        done = run(command, None)
        assert done.returncode == 0, (command, done.stderr)
        sound = done.stdout, results()
        faults = ["interrupted", "short"]
        for kind in ("memory", "calls"):
            faults += [f"{kind}:{n}{more}" for n in places(command, kind, pick) for more in ("", "+")]
        for fault in faults:
            done = run(command, fault)
            wrong = judge(command, fault, done, sound)
            if wrong is None and fault in ("interrupted", "short") and done.returncode != 0:
                wrong = f"exit {done.returncode}"
            tries += 1
            if wrong is not None:
                failed += 1
                print(f"faults: {' '.join(command)}: {fault}: {wrong}: {done.stderr[-200:]}")
    print(f"faults: {tries - failed} of {tries} ends are as they should be")
    return 1 if failed else 0


with tempfile.TemporaryDirectory(prefix="faults-") as work:
    os.chdir(work)
    status = main()
    os.chdir("/")
sys.exit(status)
