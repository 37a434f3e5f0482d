"""Every log of the contract against its expected figures (issue 2, "Shows").

    compare_core.py [NAME...]     NAME: part of a log's name; default: all

Each log is reported twice: with its roles given as options, where every figure must be
the expected one (counts exactly, shares within 1e-6, spans within 1e-6 of their value or
the millisecond to which the expected ones are rounded) and the report of the published
schema; and with no option at all, where the report must be right or refused with a
sentence that names an option. Exit 1 when a figure differs or a report without options
is wrong.
"""
import concurrent.futures
import os
import sys
import tempfile
import time

import goatpath

sys.path.insert(0, os.path.join(goatpath.ROOT, "tests", "report"))
import validate_schema  # noqa: E402

# The expected files give seconds with three decimals: half of the last one.
PRINTED = 0.000_501
VALIDATOR = validate_schema.validator()
SHARE_WORDS = ("share", "cumulative_share")


def same_number(path, want, got):
    if isinstance(want, int) and isinstance(got, int):
        return want == got
    if path.rsplit("/", 1)[-1] in SHARE_WORDS:
        return abs(want - got) <= 1e-6
    return abs(want - got) <= 1e-6 * max(abs(want), abs(got)) + PRINTED


def differences(want, got, path=""):
    """Where got is not what is wanted; what is wanted nowhere is not looked at."""
    if isinstance(want, dict):
        if not isinstance(got, dict):
            yield f"{path}: expected an object, found {got!r}"
            return
        if path == "/quality/reasons" and set(want) != set(got):
            yield f"{path}: expected {want}, found {got}"
        for key, value in want.items():
            if key not in got:
                yield f"{path}/{key}: missing"
            else:
                yield from differences(value, got[key], f"{path}/{key}")
    elif isinstance(want, list):
        yield from list_differences(want, got, path)
    elif isinstance(want, (int, float)) and not isinstance(want, bool):
        if not isinstance(got, (int, float)) or not same_number(path, want, got):
            yield f"{path}: expected {want}, found {got}"
    elif want != got:
        yield f"{path}: expected {want!r}, found {got!r}"


def list_differences(want, got, path):
    if not isinstance(got, list):
        yield f"{path}: expected a list, found {got!r}"
        return
    if path == "/variants":  # the expected files keep the first 50
        got = got[: len(want)] if len(want) == 50 else got
    if len(want) != len(got):
        yield f"{path}: expected {len(want)} elements, found {len(got)}"
    for i, (w, g) in enumerate(zip(want, got)):
        yield from differences(w, g, f"{path}/{i}")


def report_differences(case, expected, folder):
    got = goatpath.load(os.path.join(folder, "report.json"))
    return list(differences(expected, got))


def with_options(case, expected, folder):
    run = goatpath.report(
        os.path.join(goatpath.LOGS, case["log"]), folder, *goatpath.options(case)
    )
    if run.status != 0:
        return False, f"exit {run.status}: {run.remark()}"
    found = report_differences(case, expected, folder)
    if found:
        return False, f"{len(found)} differ; {found[0]}"
    path = os.path.join(folder, "report.json")
    found = list(validate_schema.problems(validate_schema.load(path), VALIDATOR))
    if found:
        return False, f"not of the schema: {found[0]}"
    return True, "equal"


def unasked_owners(case, got):
    """Owner columns found that the case does not name: more is known, nothing wrong."""
    columns = got["sources"][0]["columns"]
    return [r for r in ("resource", "group") if not case.get(r) and columns[r]]


def without_level(expected, level):
    """The expectation but for an owner level."""
    out = dict(expected, log=dict(expected["log"]), handoffs=dict(expected["handoffs"]))
    out["log"].pop(level + "s", None)
    out["handoffs"].pop(level, None)
    return out


def without_options(case, expected, folder):
    run = goatpath.report(os.path.join(goatpath.LOGS, case["log"]), folder)
    if run.status == 3:
        names_option = "--" in run.err
        return ("refused" if names_option else "WRONG"), run.remark()
    if run.status != 0:
        return "WRONG", f"exit {run.status}: {run.remark()}"
    got = goatpath.load(os.path.join(folder, "report.json"))
    more = unasked_owners(case, got)
    for level in more:
        expected = without_level(expected, level)
    found = list(differences(expected, got))
    if found:
        columns = {k: v for k, v in got["sources"][0]["columns"].items() if v}
        return "WRONG", f"{len(found)} differ; {found[0]}; read as {columns}"
    columns = got["sources"][0]["columns"]
    return "right", ", ".join(f"also {r}: {columns[r]}" for r in more)


def compare(case):
    expected = goatpath.load(os.path.join(goatpath.CORE, case["expected"]))
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        equal, told = with_options(case, expected, os.path.join(folder, "a"))
        seconds = time.monotonic() - begin
        verdict, detail = without_options(case, expected, os.path.join(folder, "b"))
    return case["log"], equal, told, seconds, verdict, detail


def main(names):
    chosen = [
        c for c in goatpath.cases() if not names or any(n in c["log"] for n in names)
    ]
    print(f"{'log':38} {'with roles given':17} {'s':>6}  {'no option':9}")
    counts = {"equal": 0, "right": 0, "refused": 0, "WRONG": 0}
    workers = max(1, (os.cpu_count() or 2) // 2)
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for log, equal, told, seconds, verdict, detail in pool.map(compare, chosen):
            counts["equal"] += equal
            counts[verdict] += 1
            word = "equal" if equal else "DIFFERS"
            print(f"{log[:38]:38} {word:17} {seconds:6.2f}  {verdict:9}", flush=True)
            if not equal:
                print(f"    with roles: {told[:600]}")
            if detail:
                print(f"    no option: {detail[:600]}")
    n = len(chosen)
    print(
        f"with roles given: {counts['equal']} of {n} equal; no option: "
        f"{counts['right']} right, {counts['refused']} refused, {counts['WRONG']} wrong"
    )
    return 0 if counts["equal"] == n and counts["WRONG"] == 0 and n else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
