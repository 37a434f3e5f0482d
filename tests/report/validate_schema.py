"""Validates report.json files against docs/report.schema.json, and the schema itself.

    validate_schema.py REPORT.json...

Also checks what a schema cannot say: every number is finite, spreads are in order, the
parts of the waiting add up, arrays stand in the order of the contract.
"""
import json
import os
import sys

import jsonschema

SCHEMA = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "report.schema.json")
TOLERANCE = 2e-6  # sums of values that were printed with 6 decimals


def no_such_number(text):
    raise ValueError(f"{text} is not JSON")


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f, parse_constant=no_such_number)


def spreads(node, path=""):
    """Every spread in the report with its place."""
    if isinstance(node, dict):
        if "p25" in node and "sum" in node:
            yield path, node
        for key, value in node.items():
            yield from spreads(value, f"{path}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from spreads(value, f"{path}/{i}")


def spread_problems(report):
    order = ["min", "p25", "median", "p75", "p90", "p95", "max"]
    for path, s in spreads(report):
        values = [s[key] for key in order]
        if values != sorted(values):
            yield f"{path}: quantiles are not ascending"
        if not s["min"] - TOLERANCE <= s["mean"] <= s["max"] + TOLERANCE:
            yield f"{path}: the mean lies outside"


def waits_problems(report):
    waits = report.get("waits")
    if not waits:
        return
    for level, parts in waits["by_level"].items():
        if parts is None:
            continue
        total = sum(p["total"] for p in parts.values())
        if abs(total - waits["total"]) > TOLERANCE + 1e-12 * abs(total):
            yield f"/waits/by_level/{level}: parts sum to {total}, not {waits['total']}"


def key_of(item):
    return (-item["count"], item["from"].encode(), item["to"].encode())


def order_problems(report):
    handoffs = report.get("handoffs", {})
    lists = {
        "directly_follows": report.get("directly_follows", []),
        "handoffs/resource": handoffs.get("resource", []),
        "handoffs/group": handoffs.get("group", []),
    }
    for name, items in lists.items():
        if items != sorted(items, key=key_of):
            yield f"/{name}: not by count, then names"
    variants = report.get("variants", [])
    by_path = sorted(
        variants, key=lambda v: (-v["count"], [a.encode() for a in v["path"]])
    )
    if variants != by_path:
        yield "/variants: not by count, then path"
    activities = report.get("activities", [])
    if activities != sorted(activities, key=lambda a: (-a["events"], a["name"].encode())):
        yield "/activities: not by events, then name"


def row_problems(report):
    q = report.get("quality")
    if q and q["rows"] != q["used"] + q["rejected"] + q["ignored"]:
        yield "/quality: rows are not used + rejected + ignored"
    if q and sum(q["reasons"].values()) != q["rejected"]:
        yield "/quality: the reasons do not add up to the rejected"


def conformance_problems(report):
    found = report.get("conformance")
    if not found:
        return
    if sum(found["books"].values()) != found["total_cost"]:
        yield "/conformance/books: do not sum to total_cost"
    files = {os.path.basename(s["file"]) for s in report["sources"]}
    paths = {v["id"]: v["count"] for v in report.get("variants", [])}
    judged = {}
    for v in found["variants"]:
        judged[v["id"]] = judged.get(v["id"], 0) + v["count"]
    if paths and judged != paths:
        yield "/conformance/variants: not the variants of the report"
    for gap in found["gaps"]:
        place = f"/conformance/gaps/{gap['id']}"
        low, high = gap["share_interval"] or (0, 1)
        if gap["share"] is not None and not low - 1e-9 <= gap["share"] <= high + 1e-9:
            yield f"{place}: the share lies outside its interval"
        if gap["occurrences"] < gap["cases"]:
            yield f"{place}: fewer occurrences than cases"
        for line in (x for example in gap["examples"] for x in example["lines"]):
            if line.rsplit(":", 1)[0] not in files:
                yield f"{place}: {line} is in no file that was read"


def validator():
    schema = load(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def problems(report, judge):
    for error in judge.iter_errors(report):
        yield "/" + "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]
    for check in (
        spread_problems,
        waits_problems,
        order_problems,
        row_problems,
        conformance_problems,
    ):
        yield from check(report)


def main(paths):
    judge = validator()
    bad = 0
    for path in paths:
        found = list(problems(load(path), judge))
        bad += bool(found)
        for line in found[:20]:
            print(f"{path}: {line}")
    print(f"{len(paths) - bad} of {len(paths)} reports are valid")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
