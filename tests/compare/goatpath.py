"""What the comparisons share: where things are, and one run of the program."""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.environ.get("GOATPATH") or os.path.join(ROOT, "build", "goatpath")
SHARED = os.environ.get("GOATPATH_SHARED") or os.path.join(ROOT, "..", "shared")
if not os.path.isabs(SHARED):
    SHARED = os.path.join(ROOT, SHARED)
LOGS = os.path.join(SHARED, "logs")
CORE = os.path.join(SHARED, "expected", "core")

if not os.path.isdir(LOGS):
    print(f"no logs at {SHARED} (GOATPATH_SHARED): nothing compared", file=sys.stderr)
    sys.exit(0)

TIMEOUT = 300  # seconds; a run that takes longer counts as a failure

# Option of the command line for each key of a case in cases.json.
ROLES = ["case", "activity", "start", "resource", "group", "lifecycle", "instance"]


class Run:
    """Exit status (negative: signal, None: too slow), output and remarks of one run."""

    def __init__(self, arguments, stdin=None, environment=None):
        env = dict(os.environ, **(environment or {}))
        try:
            done = subprocess.run(
                [PROGRAM, *arguments],
                stdin=stdin or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=env,
                timeout=TIMEOUT,
                check=False,
            )
            self.status, self.out, err = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            self.status, self.out, err = None, b"", b"too slow"
        self.err = err.decode("utf-8", "replace")

    def remark(self):
        """The first line of what it said."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        return lines[0] if lines else ""


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def cases():
    """The logs of the contract, each with its roles."""
    return load(os.path.join(CORE, "cases.json"))


def options(case):
    """The roles of a case as options."""
    given = []
    for role in ROLES:
        if case.get(role):
            given += [f"--{role}", case[role]]
    given += ["--time", case["time"] or "none"]
    if not case.get("lifecycle"):
        given += ["--lifecycle", "none"]
    if case.get("delimiter"):
        given += ["--delimiter", case["delimiter"]]
    if case.get("time_format"):
        given += ["--time-format", case["time_format"]]
    return given


def report(log, folder, *arguments, stdin=None, environment=None):
    """Runs `goatpath report LOG` into a folder."""
    return Run(
        ["report", log, *arguments, "-o", folder, "-q"],
        stdin=stdin,
        environment=environment,
    )


def report_json(log, *arguments, stdin=None, environment=None):
    """The same without the folder: report.json is what the run puts out."""
    return Run(
        ["report", log, *arguments, "--json", "-q"],
        stdin=stdin,
        environment=environment,
    )


def without_sources(text):
    """report.json but for what may differ with the packing; every figure as written."""
    whole = json.loads(text, parse_float=str, parse_int=str)
    whole.pop("sources")
    return json.dumps(whole)
