"""Runs that are killed, interrupted or put into odd surroundings leave whole files only.

    files.py PROGRAM [KILLS [WORD]]

Each test has a folder of its own; KILLS (default 25) is how often a run is killed. With a WORD
only tests that have it in their name.
"""
import fcntl
import json
import os
import pty
import random
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
STARVED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "starved.c")
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 25
WORD = sys.argv[3] if len(sys.argv) > 3 else ""
ROWS = "".join(
    f"C{i // 4},{'New Offer Deal Won'.split()[i % 4]},2024-01-{1 + i % 28:02} 10:{i % 60:02}:00,p{i % 9}\n"
    for i in range(20000))
SMALL = "Case ID,Activity,Timestamp,Resource\n" + ROWS[:ROWS.index("C20,")]
BIG = "Case ID,Activity,Timestamp,Resource\n" + ROWS
ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}


def write(name, text):
    with open(name, "w", encoding="utf-8") as f:
        f.write(text)


def run(*args, **more):
    more.setdefault("env", ENV)
    more.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([PROGRAM, *args], capture_output=True, text=True, timeout=60, **more)


def tree(folder):
    """Path -> bytes of every file, hidden ones too."""
    found = {}
    for above, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(above, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def leftovers(folder):
    return [n for n in os.listdir(folder) if "goatpath-" in n]


def is_whole(folder):
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as f:
        json.load(f)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def killed_at_any_moment_a_file_is_the_old_one_or_the_new_one():
    """G2: and the next start removes what the killed ones left."""
    write("log.csv", BIG)
    write("out.json", "old")
    new = run("table", "variants", "log.csv", "--json").stdout
    pick = random.Random(5)
    left = 0
    for _ in range(KILLS):
        p = subprocess.Popen([PROGRAM, "table", "variants", "log.csv", "--json", "--force",
                              "-o", "out.json"], env=ENV)
        time.sleep(pick.uniform(0.001, 0.08))
        p.kill()
        p.wait()
        with open("out.json", encoding="utf-8") as f:
            expect(f.read() in ("old", new), "out.json is neither the old nor the new one")
        left += len(leftovers("."))
    write("out.json.goatpath-1-0.tmp", "of a killed run")
    done = run("table", "variants", "log.csv", "--json", "--force", "-o", "out.json")
    expect(done.returncode == 0, done.stderr)
    expect(not leftovers("."), f"still there: {leftovers('.')}")


def a_report_killed_at_any_moment_is_followed_by_a_whole_one():
    write("log.csv", BIG)
    expect(run("report", "log.csv", "-o", "r").returncode == 0, "the first report")
    whole = tree("r")
    pick = random.Random(6)
    for _ in range(KILLS):
        p = subprocess.Popen([PROGRAM, "report", "log.csv", "-o", "r", "-q"], env=ENV,
                             stdout=subprocess.DEVNULL)
        time.sleep(pick.uniform(0.001, 0.4))
        p.kill()
        p.wait()
        is_whole("r")
    os.makedirs("r/.goatpath-part-1-0")
    write("r/.goatpath-part-1-0/0", "of a killed run")
    expect(run("report", "log.csv", "-o", "r").returncode == 0, "the last report")
    expect(tree("r") == whole, "the report after kills is another one")
    expect(not leftovers("r"), f"still there: {leftovers('r')}")


def a_running_neighbour_is_no_leftover():
    write("log.csv", SMALL)
    os.makedirs("r/.goatpath-part-1-0")
    lock = os.open("r/.goatpath-part-1-0", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    expect(run("report", "log.csv", "-o", "r").returncode == 0, "report")
    expect(leftovers("r") == [".goatpath-part-1-0"], "the neighbour's folder was taken")
    os.close(lock)


def files_that_only_look_alike_are_left_alone():
    write("log.csv", SMALL)
    write("mine.json.goatpath-.tmp", "x")
    write("other.json.goatpath-7-0.tmp", "x")
    os.symlink("log.csv", "mine.json.goatpath-8-0.tmp")
    expect(run("table", "cases", "log.csv", "--json", "-o", "mine.json").returncode == 0, "table")
    expect(len(leftovers(".")) == 3, f"left: {leftovers('.')}")


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


def heed_signals():
    """In a child: whoever started this test in the background ignores some of them."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def signals_end_a_run_and_leave_nothing():
    """G3: the status tells the signal; nothing of the run is left."""
    write("log.csv", BIG)
    os.mkfifo("pipe")
    for number in SIGNALS:
        p = subprocess.Popen([PROGRAM, "convert", "pipe", "-o", "out.csv"], env=ENV,
                             preexec_fn=heed_signals)
        with open("pipe", "w", encoding="utf-8") as pipe:
            pipe.write(BIG[:300000])
            pipe.flush()
            time.sleep(0.1)
            begin = time.monotonic()
            p.send_signal(number)
            status = p.wait()
        expect(status == -number, f"status {status} after signal {number}")
        expect(time.monotonic() - begin < 1, "more than a second")
        expect(not leftovers(".") and not os.path.exists("out.csv"), "something is left")


def an_interrupted_report_removes_its_folder():
    write("log.csv", BIG)
    pick = random.Random(7)
    for _ in range(8):
        p = subprocess.Popen([PROGRAM, "report", "log.csv", "-o", "r"], env=ENV,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pick.uniform(0.01, 0.4))
        p.send_signal(signal.SIGTERM)
        status = p.wait()
        expect(status in (0, -signal.SIGTERM), f"status {status}")
        expect(not os.path.exists("r") or not leftovers("r"), "a hidden folder is left")


def an_ignored_signal_stays_ignored():
    write("log.csv", SMALL)
    os.mkfifo("pipe")
    p = subprocess.Popen([PROGRAM, "table", "cases", "pipe", "--csv"], env=ENV,
                         stdout=subprocess.PIPE,
                         preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    with open("pipe", "w", encoding="utf-8") as pipe:
        pipe.flush()
        time.sleep(0.05)
        p.send_signal(signal.SIGHUP)
        pipe.write(SMALL)
    p.communicate()
    expect(p.returncode == 0, f"status {p.returncode}: nohup does not hold")


def a_reader_that_has_enough_ends_it_quietly():
    """G4."""
    write("log.csv", BIG)
    done = subprocess.run(f"{PROGRAM} convert log.csv | head -1; echo ${{PIPESTATUS[0]}}",
                          shell=True, executable="/bin/bash", capture_output=True, text=True,
                          env=ENV)
    expect(done.stdout.endswith("\n0\n") and not done.stderr, done)


def closed_descriptors_hit_no_file():
    """G5."""
    write("log.csv", SMALL)
    good = run("report", "log.csv", "-o", "good", "-q")
    expect(good.returncode == 0, good.stderr)
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        name = "r" + str(len(closed))
        subprocess.run(f"{PROGRAM} report log.csv -o {name} -q {closed}", shell=True, env=ENV,
                       check=True)
        expect(tree(name) == tree("good"), f"another report with {closed}")


def output_goes_only_where_it_may():
    """G6: nothing is written over without --force, nothing is followed."""
    write("log.csv", SMALL)
    write("there.csv", "mine")
    os.symlink("there.csv", "link.csv")
    os.mkfifo("fifo.csv")
    os.mkdir("folder.csv")
    for target, more in (("there.csv", []), ("link.csv", ["--force"]), ("fifo.csv", ["--force"]),
                         ("folder.csv", ["--force"]), ("log.csv", ["--force"])):
        done = run("convert", "log.csv", "-o", target, *more)
        expect(done.returncode == 2, f"{target}: exit {done.returncode} {done.stderr}")
    os.link("log.csv", "same.csv")
    expect(run("convert", "log.csv", "-o", "same.csv", "--force").returncode == 2,
           "the input by another name")
    with open("there.csv", encoding="utf-8") as f:
        expect(f.read() == "mine", "there.csv was written over")
    with open("log.csv", encoding="utf-8") as f:
        expect(f.read() == SMALL, "the input was written over")
    if os.geteuid() != 0:
        os.mkdir("closed", 0o500)
        expect(run("convert", "log.csv", "-o", "closed/x.csv").returncode == 4, "no permission")


def planted_temporary_names_are_not_followed():
    """G7: links of any guessed name lead nowhere; a missing folder is told."""
    write("log.csv", SMALL)
    write("victim", "mine")
    os.mkdir("tmp")
    for i in range(200):
        os.symlink("../victim", f"tmp/goatpath-work-{i:06}")
    with open("log.csv", "rb") as log:
        done = run("report", "-", "-o", "r", env={**ENV, "TMPDIR": os.path.abspath("tmp")}, stdin=log)
    expect(done.returncode == 0, done.stderr)
    with open("victim", encoding="utf-8") as f:
        expect(f.read() == "mine", "the victim was written")
    expect(len(os.listdir("tmp")) == 200, "something is left in the temporary folder")


def a_terminal_shows_orders_and_obeys_none():
    """F8: names that are escape sequences, in formats that keep them for files and pipes."""
    write("log.csv", SMALL.replace("Offer", "\x1b[31mOffer\x9b0m\u202e"))
    for args in (["convert", "log.csv"], ["table", "activities", "log.csv", "--csv"],
                 ["table", "activities", "log.csv", "--json"], ["report", "log.csv", "--json"]):
        keeper, terminal = pty.openpty()
        p = subprocess.Popen([PROGRAM, *args], env=ENV, stdin=subprocess.DEVNULL, stdout=terminal,
                             stderr=subprocess.DEVNULL)
        os.close(terminal)
        shown = b""
        while True:
            try:
                shown += os.read(keeper, 65536)
            except OSError:  # the other end is closed
                break
        os.close(keeper)
        expect(p.wait() == 0 and b"Offer" in shown, f"{args}: {shown[:300]}")
        for order in (b"\x1b", "\x9b".encode(), "\u202e".encode()):
            expect(order not in shown, f"{args}: {order} reaches the terminal")
        expect(args[0] == "report" or "--json" in args or "\x1b" in run(*args).stdout, "a pipe gets all")


def twenty_runs_at_once_write_one_whole_report():
    """G8."""
    write("log.csv", SMALL)
    expect(run("report", "log.csv", "-o", "r").returncode == 0, "alone")
    whole = tree("r")
    runs = [subprocess.Popen([PROGRAM, "report", "log.csv", "-o", "r", "-q"], env=ENV,
                             stdout=subprocess.DEVNULL)
            for _ in range(20)]
    expect([p.wait() for p in runs] == [0] * 20, "one of them failed")
    expect(tree("r") == whole, "another report, or leftovers")


def bytes_that_come_one_by_one_are_the_same_log():
    """G12: and in pieces of any size."""
    write("log.csv", SMALL)
    pick = random.Random(8)
    data = SMALL.encode()
    with open("log.csv", "rb") as log:
        expected = run("table", "cases", "-", "--csv", stdin=log).stdout
    for sizes in (lambda: 1, lambda: pick.randint(1, 65536)):
        p = subprocess.Popen([PROGRAM, "table", "cases", "-", "--csv"], env=ENV,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        at = 0
        while at < len(data):
            n = sizes()
            p.stdin.write(data[at:at + n])
            at += n
        out = p.communicate()[0].decode()
        expect(out == expected, "the pieces changed the result")


def surroundings_change_nothing():
    """G14: paths, locales, zones and terminals of others."""
    write("log.csv", SMALL)
    os.mkdir("bin")
    for name in ("dot", "gnuplot"):
        write(f"bin/{name}", "#!/bin/sh\ntouch ../was-run\n")
        os.chmod(f"bin/{name}", 0o755)
    expect(run("report", "log.csv", "-o", "plain").returncode == 0, "plain")
    odd = {"PATH": os.path.abspath("bin"), "LC_ALL": "tr_TR.UTF-8", "TZ": ":/etc/passwd",
           "TERM": "dumb", "GNUPLOT_LIB": os.path.abspath("bin"), "GVBINDIR": os.path.abspath("bin"),
           "COLUMNS": "7"}
    expect(run("report", "log.csv", "-o", "odd", env=odd).returncode == 0, "odd")
    expect(tree("plain") == tree("odd"), "the surroundings show")
    expect(not os.path.exists("was-run"), "a program of another folder was run")


def a_starved_machine_gives_the_same_report():
    """G13: the clock goes back, /proc, /sys and randomness are gone, and calls that no reading
    needs, those for the network first, end the process (starved.c)."""
    write("log.csv", SMALL)
    shim = os.path.abspath("starved.so")
    subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-w", "-o", shim, STARVED, "-ldl"],
                   check=True, timeout=60)
    starved = {**ENV, "LD_PRELOAD": shim}
    write("ask.py", "import socket\nsocket.socket()\n")
    asked = subprocess.run([sys.executable, "ask.py"], env=starved, capture_output=True, check=False)
    expect(asked.returncode == -signal.SIGSYS, f"the watch does not watch: {asked}")
    for args in (("report", "log.csv", "--json"), ("table", "variants", "log.csv"),
                 ("map", "log.csv")):  # without gnuplot, which does ask for a socket
        plain, done = run(*args), run(*args, "--verbose", env=starved)
        expect(plain.returncode == done.returncode == 0, done)
        expect(plain.stdout == done.stdout, f"the machine shows in {args}")
        expect(" -" not in done.stderr, f"a stage took less than no time: {done.stderr}")
    done = run("convert", "log.csv", "-o", "out.xes", env=starved)
    expect(done.returncode == 0 and os.path.getsize("out.xes") > 1000, done)


def other_rights_than_those_of_the_caller_are_refused():
    """G14: not made to run set-user-id."""
    if os.geteuid() != 0:
        return
    write("log.csv", SMALL)
    done = run("table", "cases", "log.csv", preexec_fn=lambda: os.setresuid(65534, 0, 0))
    expect(done.returncode == 2 and "set-user-id" in done.stderr, done)


TESTS = [f for f in list(globals().values())
         if callable(f) and getattr(f, "__module__", "") == "__main__"
         and f.__name__ not in ("write", "run", "tree", "leftovers", "is_whole", "expect")
         and WORD in f.__name__]


def main():
    failed = 0
    start = os.getcwd()
    for test in TESTS:
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            os.chdir(folder)
            try:
                test()
            except (AssertionError, subprocess.SubprocessError, OSError) as why:
                failed += 1
                print(f"files: {test.__name__}: {why}")
            os.chdir(start)
    print(f"files: {len(TESTS) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
