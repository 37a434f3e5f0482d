"""Holds documents against what is expected of them; run by test_documents.

usage: check_documents.py PROGRAM [--table]

PROGRAM shows one document (see tests/unit/test_documents.c). --table prints one line a
document: format, elements by verdict, seconds, MiB.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

import hostile

PROGRAM = sys.argv[1]
SHARED = os.environ.get("GOATPATH_SHARED", "../shared")
CONFORMANCE = SHARED + "/expected/conformance/"
SANITIZED = "asan" in PROGRAM
failures = []


def ask(*words):
    """The lines the program prints, and its exit status."""
    done = subprocess.run([PROGRAM, *words], capture_output=True)
    if done.returncode < 0 or done.stderr:
        failures.append("%s: crashed (%d) %s" % (" ".join(words), done.returncode,
                                                 done.stderr[:2000].decode()))
    return done.stdout.decode("utf-8", "replace").splitlines(), done.returncode


def check_meanings():
    """Every drawing of bpmn-semantics gives exactly the listed runs."""
    folder = CONFORMANCE + "bpmn-semantics/"
    for case in json.load(open(folder + "expected.json")):
        modes = case.get("language_by_task_event_mode", {"either": case["language"]})
        for mode, runs in modes.items():
            for how in "language", "full-language":
                found, _ = ask(how, folder + case["file"],
                               str(case["complete_up_to_events"]), mode)
                if sorted(found) != sorted(runs):
                    failures.append("%s %s (%s): expected %s, found %s" %
                                    (case["file"], mode, how, runs, found))
        found, _ = ask("findings", folder + case["file"])
        kinds = {line.split("\t")[1] for line in found}
        for verdict in case.get("expected_verdicts", []):
            if verdict not in kinds:
                failures.append("%s: expected finding %s" % (case["file"], verdict))


def check_twins():
    """A published model and its flat net have the same runs, up to a length at which
    there are some; of more runs than the program tells, the first ones."""
    for flat in sorted(glob.glob(CONFORMANCE + "models/*.net.tsv")):
        published = flat[:-len(".net.tsv")]
        for steps in "6", "9", "12", "16", "20":
            a, _ = ask("language", flat, steps)
            b, _ = ask("language", published, steps)
            if a != b or a:
                break
        if a != b or not a:
            failures.append("%s: up to %s steps %d runs, its flat net %d: %s" %
                            (published, steps, len(b), len(a),
                             sorted(set(a) ^ set(b))[:3]))


def read_one(path):
    """Exit, elements as lists of fields, processor seconds, peak MiB of reading one document."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([PROGRAM, "verdicts", path], stdout=out,
                                 stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = usage.ru_utime + usage.ru_stime
        out.seek(0)
        lines = out.read().decode("utf-8", "replace").splitlines()
    elements = [line.split("\t") for line in lines if line.startswith("element\t")]
    return child.returncode, elements, seconds, usage.ru_maxrss / 1024, lines


TASKS = {"task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask",
         "scriptTask", "businessRuleTask", "callActivity"}


def check_corpus(table):
    """Every given document is read or refused, in time, with a verdict a element."""
    with_tasks = fully = 0
    paths = []
    for pattern in "*.bpmn", "*.pnml", "*.ptml":
        for top in SHARED + "/documented/", CONFORMANCE + "models/", \
                CONFORMANCE + "bpmn-semantics/":
            paths += glob.glob(top + "**/" + pattern, recursive=True)
    for path in sorted(paths):
        status, elements, seconds, peak, lines = read_one(path)
        short = os.path.relpath(path, SHARED)
        if status not in (0, 3):
            failures.append("%s: exit %d" % (short, status))
        if not SANITIZED and (seconds > 1 or peak > 64):
            failures.append("%s: %.2f s, %.0f MiB" % (short, seconds, peak))
        count = {}
        for element in elements:
            count[element[2]] = count.get(element[2], 0) + 1
        loose = [e for e in elements if e[2] in ("approximated", "not understood")]
        if "/documented/" in path and path.endswith(".bpmn") and \
                any(e[1] in TASKS for e in elements):
            with_tasks += 1
            fully += not loose
        if table:
            print("%-72s exit %d  executed %4d  informational %4d  approximated %2d  "
                  "not understood %2d  %.2f s  %2.0f MiB" %
                  (short, status, count.get("executed", 0),
                   count.get("informational", 0), count.get("approximated", 0),
                   count.get("not understood", 0), seconds, peak))
            if status != 0:
                print("    " + lines[0])
            for e in loose:
                print("    %s: %s \"%s\": %s" % (e[2], e[1], e[4], e[5]))
    if table:
        print("given BPMN files with tasks: %d, of these fully executed or informational: %d"
              % (with_tasks, fully))
    if with_tasks == 0 or fully < 0.95 * with_tasks:
        failures.append("only %d of %d BPMN files with tasks are fully executed or "
                        "informational" % (fully, with_tasks))


def main():
    if not os.path.isdir(CONFORMANCE):
        print("no shared expectations at %s: only hostile documents checked" % SHARED)
    else:
        check_meanings()
        check_twins()
        check_corpus("--table" in sys.argv)
    hostile.check(ask, failures, SANITIZED)
    for failure in failures:
        print(failure)
    return 1 if failures else 0


sys.exit(main())
