"""The figures that `goatpath gaps` prints for the published pairs of log and model.

    check_figures.py PROGRAM

Total cost, fitness, precision and the cost of every variant are held against the expected
values; fitness as PM4Py computes it, token replay, simplicity and (where every case fits, so
that there is one way to replay it) generalisation against what PM4Py 2.7.14 printed.
"""

import json
import os
import subprocess
import sys

BASE = os.path.join(os.environ.get("GOATPATH_SHARED", "../shared"), "expected", "conformance")


def run(program, pair, theirs):
    command = [program, "gaps", os.path.join(BASE, pair["log"]), "--case", "case_id",
               "--activity", pair["activity_column"], "--time", "none", "--lifecycle", "none",
               "--document", os.path.join(BASE, pair["flat_net"]), "--json", "-q"]
    if theirs:
        command += ["--compat", "pm4py"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)["conformance"]


def near(want, got, tolerance=1e-6):
    return want is None or (got is not None and abs(want - got) <= tolerance)


def costs(pair, got):
    """Each cost with the cases that have it; report.json may hold fewer variants."""
    want, found = {}, {}
    for v in pair["variant_list"]:
        want[v["cost"]] = want.get(v["cost"], 0) + v["cases"]
    for v in got["variants"]:
        found[v["cost"]] = found.get(v["cost"], 0) + v["count"]
    if len(got["variants"]) < len(pair["variant_list"]):
        return all(found[c] <= want.get(c, 0) for c in found)
    return want == found


def wrong_figures(pair, got, theirs):
    exact, compare, pm4py = pair["exact"], got["for_comparison"], pair["pm4py_2_7_14"]
    checks = {
        "total cost": got["total_cost"] == exact["total_cost"],
        "shortest run": got["shortest_run"] == exact["shortest_run"],
        "costs of variants": costs(pair, got),
        "log fitness": near(exact["log_fitness"], got["log_fitness"]),
        "average case fitness": near(exact["average_case_fitness"], got["average_case_fitness"]),
        "precision": near(exact.get("etc_precision"), got["precision"]),
        "simplicity": near(pm4py.get("simplicity_arc_degree"), compare["simplicity"]),
        "PM4Py log fitness": near(theirs, compare["pm4py_log_fitness"], 1e-8),
    }
    if compare["token_replay_fitness"] is not None:
        checks["token replay"] = near(pm4py.get("token_replay", {}).get("log_fitness"),
                                      compare["token_replay_fitness"])
    if got["total_cost"] == 0:
        checks["generalisation"] = near(pm4py.get("generalization_token"), compare["generalisation"])
    return [name for name, good in checks.items() if not good]


def main(program):
    folder = os.path.join(BASE, "pairs")
    bad = with_theirs = 0
    names = sorted(os.listdir(folder))
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            pair = json.load(f)
        theirs = pair["pm4py_2_7_14"].get("alignment_fitness_state_equation", {}).get("log_fitness")
        with_theirs += theirs is not None
        wrong = wrong_figures(pair, run(program, pair, theirs), theirs)
        bad += bool(wrong)
        if wrong:
            print(f"figures: {pair['pair']}: {', '.join(wrong)} differ")
    print(f"figures: {len(names) - bad} of {len(names)} pairs equal, {with_theirs} of them with PM4Py's fitness")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
