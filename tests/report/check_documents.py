"""Reports of logs with their documents are valid, and their evidence stands in the logs.

    check_documents.py PROGRAM

For each pair: report.json follows docs/report.schema.json, and every example line of a
gap is a row of its case. Without the shared logs only the pairs of the repository run.
"""
import os
import subprocess
import sys
import tempfile

import validate_schema

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
SHARED = os.environ.get("GOATPATH_SHARED", "../shared")
PAIRS = [
    (ROOT + "/datasets/deals/deals.csv", ROOT + "/datasets/deals/manual.md"),
    (SHARED + "/logs/a32f0n20.csv", SHARED + "/documented/pnml/a32.pnml"),
    (SHARED + "/logs/Loan_Application.csv", SHARED + "/documented/bpmn/Loan_Application.bpmn"),
    (SHARED + "/logs/receipt.csv", SHARED + "/documented/pnml/receipt.pnml"),
]


def example_problems(report, log):
    """Lines that do not hold the id of their case."""
    with open(log, encoding="utf-8", errors="replace", newline="") as f:
        lines = f.read().split("\n")
    for gap in report["conformance"]["gaps"]:
        for example in gap["examples"]:
            for place in example["lines"]:
                number = int(place.rsplit(":", 1)[1])
                if number > len(lines) or example["case"] not in lines[number - 1]:
                    yield f"{gap['id']}: {place} is no row of case {example['case']}"


def check(program, log, document, judge):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "report.json")
        done = subprocess.run(
            [program, "report", log, "--document", document, "--json", "-q", "-o", out],
            capture_output=True, text=True)
        if done.returncode != 0:
            return [f"exit {done.returncode}: {done.stderr}"]
        report = validate_schema.load(out)
    return list(validate_schema.problems(report, judge)) + list(example_problems(report, log))


def main(program):
    judge = validate_schema.validator()
    pairs = [p for p in PAIRS if all(os.path.exists(x) for x in p)]
    bad = 0
    for log, document in pairs:
        found = check(program, log, document, judge)
        bad += bool(found)
        for line in found[:10]:
            print(f"{os.path.basename(log)}: {line}")
    print(f"schema: {len(pairs) - bad} of {len(pairs)} reports with a document are valid")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
