#!/usr/bin/env python3
"""Reads every given log with and without options and compares roles, shape, counts,
variants, directly-follows pairs and handoffs with the expected figures.

    tests/ingest/check_logs.py [--shared DIR] [--verbose] [NAME...]
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

ROLES = ["case", "activity", "time", "start", "resource", "group", "lifecycle"]


def build():
    program = os.path.join(tempfile.mkdtemp(), "ingest_facts")
    subprocess.run(
        ["cc", "-std=c17", "-D_POSIX_C_SOURCE=200809L", "-O1", "-g", "-Isrc", "-o", program,
         "tests/ingest/ingest_facts.c", "build/release/libgoatpath.a",
         "-lcsv", "-lzstd", "-lz", "-lJudy", "-lm"], check=True)
    return program


def read(program, log, options):
    out = subprocess.run([program, "--events", *options, log], capture_output=True,
                         text=True, errors="surrogateescape").stdout
    facts, events = {}, []
    for line in out.split("\n"):
        parts = line.split("\t")
        if parts[0] == "event":
            events.append(parts[1:])
        elif len(parts) >= 2:
            facts[parts[0]] = parts[1]
    return facts, events


def figures(events, timed):
    """Variants, directly-follows and handoffs by the plainest means."""
    cases = collections.OrderedDict()
    for e in events:
        cases.setdefault(e[0], []).append(e)
    variants = collections.Counter()
    follows = collections.defaultdict(lambda: [0, 0])
    hand = {2: collections.defaultdict(lambda: [0, 0]), 3: collections.defaultdict(lambda: [0, 0])}
    for trace in cases.values():
        variants[tuple(e[1] for e in trace)] += 1
        for a, b in zip(trace, trace[1:]):
            wait = max(0, int(b[4]) - int(a[5])) if timed else 0
            for key, table in ((1, follows), (2, hand[2]), (3, hand[3])):
                if key != 1 and (not a[key] or not b[key] or a[key] == b[key]):
                    continue
                table[(a[key], b[key])][0] += 1
                table[(a[key], b[key])][1] += wait
    return variants, follows, hand


def same_pairs(got, expected):
    if len(expected) > len(got):
        return "pairs %d, expected %d" % (len(got), len(expected))
    for e in expected:
        g = got.get((e["from"], e["to"]), [0, 0])
        if g[0] != e["count"]:
            return "%s -> %s: %d, expected %d" % (e["from"], e["to"], g[0], e["count"])
        w = e.get("wait")
        if w and abs(g[1] / 1e6 - w["sum"]) > 1e-6 * max(1, abs(w["sum"])):
            return "%s -> %s waits %s, expected %s" % (e["from"], e["to"], g[1] / 1e6, w["sum"])
    return None


def compare(case, want, facts, events):
    wrong = []
    for role in ROLES:
        have = facts.get(role, "-")
        if have != (case.get(role) or "-"):
            wrong.append("%s: %s, expected %s" % (role, have, case.get(role)))
    if facts["shape"] != case["shape"]:
        wrong.append("shape " + facts["shape"])
    for k in ("rows", "used", "rejected", "events", "running"):
        if int(facts[k]) != want["quality"][k]:
            wrong.append("%s %s, expected %s" % (k, facts[k], want["quality"][k]))
    for k in ("cases", "activities", "resources", "groups"):
        if int(facts[k]) != want["log"][k]:
            wrong.append("%s %s, expected %s" % (k, facts[k], want["log"][k]))
    for k in ("first", "last"):
        if facts.get(k) != want["log"].get(k):
            wrong.append("%s %s, expected %s" % (k, facts.get(k), want["log"].get(k)))
    variants, follows, hand = figures(events, "first" in facts)
    if len(variants) != want["log"]["variants"]:
        wrong.append("variants %d, expected %d" % (len(variants), want["log"]["variants"]))
    for v in want["variants"]:
        if variants.get(tuple(v["path"])) != v["count"]:
            wrong.append("a variant: %s, expected %d" % (variants.get(tuple(v["path"])), v["count"]))
            break
    for table, expected in ((follows, want["directly_follows"]),
                            (hand[2], want["handoffs"]["resource"]),
                            (hand[3], want["handoffs"]["group"])):
        bad = same_pairs(table, expected)
        if bad:
            wrong.append(bad)
    return wrong


def main():
    args = sys.argv[1:]
    verbose = "--verbose" in args
    shared = os.environ.get("GOATPATH_SHARED", "../shared")
    if "--shared" in args:
        shared = args[args.index("--shared") + 1]
    names = [a for a in args if not a.startswith("--") and a != shared]
    program = build()
    cases = json.load(open(os.path.join(shared, "expected/core/cases.json")))
    totals = collections.Counter()
    for case in cases:
        if names and not any(n in case["log"] for n in names):
            continue
        want = json.load(open(os.path.join(shared, "expected/core", case["expected"])))
        log = os.path.join(shared, "logs", case["log"])
        given = []
        for role in ROLES + ["instance"]:
            if case.get(role):
                given += ["--" + role, case[role]]
        if not case.get("lifecycle"):
            given += ["--lifecycle", "none"]
        if case.get("time_format"):
            given += ["--time-format", case["time_format"]]
        if case.get("delimiter"):
            given += ["--delimiter", case["delimiter"]]
        for how, options in (("given", given), ("detected", [])):
            facts, events = read(program, log, options)
            if facts.get("status") != "0":
                outcome = "refused"
                detail = [facts.get("message", "crashed")]
            else:
                detail = compare(case, want, facts, events)
                outcome = "wrong" if detail else "right"
            totals[how, outcome] += 1
            print("%-9s %-8s %s" % (how, outcome, case["log"]))
            for d in detail:
                print("          ", d)
            if verbose:
                for k, v in facts.items():
                    if "evidence" in k or k in ROLES or k in ("time format", "tz"):
                        print("            %s: %s" % (k, v))
    for (how, outcome), n in sorted(totals.items()):
        print("%s %s: %d" % (how, outcome, n))
    return 1 if totals["given", "wrong"] or totals["detected", "wrong"] else 0


sys.exit(main())
