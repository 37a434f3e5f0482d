#!/usr/bin/python3
"""Alignment oracles: the 24 (log, model) pairs and the 540 costs of the micro trees.

check_pairs.py ALIGN_TOOL [--engine dp|astar|auto] [--lazy] [--published] [NAME...]
Compares total cost, the cost of every variant, fitness (1e-6) and precision with
$GOATPATH_SHARED/expected/conformance. --published uses the model as published (.pnml,
.ptml, .bpmn) in place of the flat net. Exit 0 when everything agrees.
"""
import json
import os
import subprocess
import sys
import time

BASE = os.path.join(os.environ.get("GOATPATH_SHARED", "../shared"),
                    "expected", "conformance")


def log_bytes(path):
    if os.path.exists(path):
        with open(path, "rb") as f:
            return f.read()
    return subprocess.run(["zstd", "-dcq", path + ".zst"], check=True,
                          stdout=subprocess.PIPE).stdout


def run(tool, model, data, activity, extra):
    p = subprocess.run([tool, model, "case_id", activity] + extra, input=data,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1800)
    if p.returncode != 0:
        raise SystemExit(f"{model}: exit {p.returncode}: {p.stderr.decode()}")
    return json.loads(p.stdout)


def check_pair(tool, want, extra, published):
    path = want["log"]
    data = log_bytes(os.path.join(BASE, path[:-4] if path.endswith(".zst") else path))
    model = want["model"] if published else want["flat_net"]
    began = time.time()
    got = run(tool, os.path.join(BASE, model), data, want["activity_column"], extra)
    seconds = time.time() - began
    bad = []
    for key, expected in want["exact"].items():
        key_got = {"fitting_cases": "fitting_cases"}.get(key, key)
        if key_got in got and abs(got[key_got] - expected) > 1e-6:
            bad.append(f"{key} {got[key_got]} is not {expected}")
    cost = {v["case"]: v for v in got["variants"]}
    wrong = 0
    for v in want["variant_list"]:
        g = cost.get(v["case"])
        if g is None or g["cost"] != v["cost"] or g["cases"] != v["cases"] \
                or g["events"] != v["events"] or not g["exact"]:
            wrong += 1
    if len(cost) != len(want["variant_list"]):
        bad.append(f"{len(cost)} variants, not {len(want['variant_list'])}")
    if wrong:
        bad.append(f"{wrong} variants differ")
    if got["broken"]:
        bad.append(f"{got['broken']} readings do not replay")
    if got["bounded"]:
        bad.append(f"{got['bounded']} cases only bounded")
    print(f"{want['pair']:24} {got['engine']:6} {len(cost):5} variants "
          f"{got['states']:6} states {got['edges']:7} edges {seconds:6.2f} s  "
          f"replayed {got['prefixes_replayed']:.3f}  {'; '.join(bad) or 'ok'}",
          flush=True)
    return not bad


def check_micro(tool, extra):
    with open(os.path.join(BASE, "micro", "alignment-costs.json")) as f:
        trees = json.load(f)
    n = wrong = 0
    for tree in trees:
        rows = ["case_id,activity"]
        want = {}
        for i, case in enumerate(tree["cases"]):
            n += 1
            if not case["trace"]:
                continue
            want[str(i)] = case["cost"]
            rows += [f"{i},{a}" for a in case["trace"]]
        got = run(tool, os.path.join(BASE, "micro", tree["flat_net"]),
                  ("\n".join(rows) + "\n").encode(), "activity", extra)
        if got["shortest_run"] != tree["shortest_run"]:
            wrong += 1
            print(f"{tree['name']}: shortest run {got['shortest_run']}")
        if got["broken"]:
            wrong += got["broken"]
        for case in tree["cases"]:
            if not case["trace"] and got["shortest_run"] != case["cost"]:
                wrong += 1
        for v in got["variants"]:
            if v["cost"] != want[v["case"]]:
                wrong += 1
                print(f"{tree['name']}: case {v['case']}: {v['cost']}, "
                      f"not {want[v['case']]}")
    print(f"micro: {n} costs, {wrong} wrong")
    return wrong == 0


def main():
    args = sys.argv[1:]
    tool, engine, published, names = args[0], "auto", False, []
    extra = []
    i = 1
    while i < len(args):
        if args[i] == "--engine":
            i += 1
            engine = args[i]
        elif args[i] == "--lazy":
            extra = ["lazy"]
        elif args[i] == "--judge":
            extra = ["judge"]
        elif args[i] == "--published":
            published = True
        else:
            names.append(args[i])
        i += 1
    extra = [engine] + extra
    good = True
    for file in sorted(os.listdir(os.path.join(BASE, "pairs"))):
        if names and file[:-5] not in names:
            continue
        with open(os.path.join(BASE, "pairs", file)) as f:
            good = check_pair(tool, json.load(f), extra, published) and good
    if not names or "micro" in names:
        good = check_micro(tool, extra) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
