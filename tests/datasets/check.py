"""Tests of goatpath-datagen: check.py GENERATOR ROOT. Each test's name is a sentence."""

import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter

import recount
from manual import Manual, kinds
from reader import cases_of, events_of, is_over, lines_of, load_truth, minutes, rows_of, split

GENERATOR, ROOT = sys.argv[1:3]
SCRATCH = tempfile.mkdtemp(prefix="goatpath-datasets-")
made = {}


def make(*options):
    """Folder with a log made with these options; made once."""
    if options not in made:
        made[options] = os.path.join(SCRATCH, str(len(made)))
        subprocess.run([GENERATOR, *options, "-o", made[options]], check=True)
    return made[options]


def same_files(a, b):
    names = sorted(os.listdir(a))
    assert names == sorted(os.listdir(b))
    return filecmp.cmpfiles(a, b, names, shallow=False)[0] == names


LOGS = {
    "deals": ("deals", "--cases", "600", "--dirty", "0.02", "--seed", "11"),
    "tickets": ("tickets", "--cases", "600", "--dirty", "0.02", "--seed", "12"),
}


def the_committed_samples_can_be_made_again_byte_for_byte():
    again = os.path.join(SCRATCH, "samples")
    os.mkdir(again)
    script = os.path.join(ROOT, "datasets", "samples.sh")
    subprocess.run([script, GENERATOR, again], check=True)
    for name in ("deals", "tickets"):
        assert same_files(os.path.join(ROOT, "datasets", name), os.path.join(again, name))


def the_same_options_give_the_same_bytes_and_another_seed_does_not():
    for name in LOGS:
        a, b = make(name, "--cases", "50"), make(name, "--seed", "1", "--cases", "50")
        assert same_files(a, b)
        assert not same_files(a, make(name, "--seed", "2", "--cases", "50"))


def the_events_counted_again_give_the_figures_of_the_truth():
    for options in LOGS.values():
        check_figures(make(*options))


def check_figures(folder):
    truth = load_truth(folder)
    events = events_of(folder, truth)
    cases = cases_of(events)
    log = truth["log"]
    assert log["events"] == len(events) == truth["file"]["used"]
    assert log["cases"] == len(cases)
    assert log["variants"] == len({tuple(e.activity for e in t) for t in cases.values()})
    assert log["resources"] == len({e.person for e in events} - {""})
    assert log["groups"] == len({e.team for e in events} - {""})
    assert truth["file"]["running"] == sum(e.running for e in events)
    first, last = min(e.start for e in events), max(e.end for e in events)
    assert minutes(log["first"][:16].replace("T", " ") + ":00", "iso") == first
    assert minutes(log["last"][:16].replace("T", " ") + ":00", "iso") == last
    check_cases(truth, cases)
    check_links(truth, cases)
    found = recount.rework(cases, truth["ends"])
    rows = {(r["kind"], r["activity"]): r for r in truth["rework"]}
    assert found == {
        k: (r["cases"], r["occurrences"], r["seconds"]) for k, r in rows.items()
    }


def check_cases(truth, cases):
    over = {c for c, t in cases.items() if is_over(t, truth)}
    assert truth["cases"]["completed"]["count"] == len(over)
    assert truth["cases"]["open"]["count"] == len(cases) - len(over)
    assert set(truth["cases"]["open"]["ids"]) <= set(cases) - over
    silent = recount.stalled(cases, lambda t: is_over(t, truth))
    assert truth["cases"]["stalled"]["count"] == len(silent)
    spans = [cases[c][-1].end - cases[c][0].start for c in over]
    mean = sum(spans) / len(spans) / 60
    assert abs(truth["cases"]["mean_duration_hours"] - mean) < 1e-3
    rows = {r["name"]: r for r in truth["activities"] if r["events"]}
    assert recount.activities(cases) == {
        k: (r["events"], r["cases"], r["starts"], r["ends"]) for k, r in rows.items()
    }


def figures(rows):
    return {
        (r["from"], r["to"]): (r["count"], r["cases"], r["wait_seconds"]) for r in rows
    }


def check_links(truth, cases):
    follows = recount.directly_follows(cases)
    assert figures(truth["directly_follows"]) == follows
    most = truth["bottleneck"]
    assert most["wait_seconds"] == max(row[2] for row in follows.values())
    assert follows[most["from"], most["to"]][2] == most["wait_seconds"]
    for level, owner in (("group", lambda e: e.team), ("resource", lambda e: e.person)):
        known, unassigned = recount.handoffs(cases, owner)
        total, pairs = recount.bounces(cases, owner)
        row = truth["ping_pong"][level]
        assert total == (row["handoffs"], row["bounces"], row["cases"])
        row = truth["handoffs"]["unassigned"][level]
        assert unassigned["all"] == (row["count"], row["cases"], row["wait_seconds"])
        if level == "group":
            assert figures(truth["handoffs"]["group"]) == known
            rows = truth["ping_pong"]["group_pairs"]
            assert pairs == {(r["owner"], r["via"]): (r["bounces"], r["cases"]) for r in rows}
        else:
            row = truth["handoffs"]["resource_total"]
            assert row["count"] == sum(r[0] for r in known.values())
            assert row["wait_seconds"] == sum(r[2] for r in known.values())


def every_damaged_line_has_the_damage_that_the_truth_says():
    for options in LOGS.values():
        folder = make(*options)
        truth = load_truth(folder)
        lines = lines_of(folder, truth)
        file, width = truth["file"], len(split(lines[0], truth))
        assert file["lines"] == len(lines)
        assert file["rejected"] == sum(r["count"] for r in file["reasons"].values())
        assert file["rows"] == file["used"] + file["rejected"] + file["ignored"]
        blank = [i for i, line in enumerate(lines, 1) if not line]
        assert blank == file["harmless"]["blank line"]["lines"]
        assert file["lines"] == 1 + file["rows"] + len(blank)
        header = split(lines[0], truth)
        for reason, row in file["reasons"].items():
            assert row["count"] == len(row["lines"]) > 0, reason
            for n in row["lines"]:
                assert is_damaged(reason, lines[n - 1], lines[0], header, width, truth)


def is_damaged(reason, line, first_line, header, width, truth):
    values = split(line, truth)
    cell = dict(zip(header, values))
    column = truth["columns"]
    return {
        "no case": lambda: cell[column["case"]] == "",
        "no activity": lambda: cell[column["activity"]] == "",
        "no time": lambda: cell[column["time"]] == "",
        "unreadable time": lambda: cell[column["time"]] == "31/02/2024",
        "wrong number of fields": lambda: len(values) != width,
        "quote not closed": lambda: line.count('"') % 2 == 1,
        "header again": lambda: line == first_line,
    }[reason]()


def timeline(folder):
    truth = load_truth(folder)
    return [e._replace(line=0) for e in events_of(folder, truth)]


def every_dialect_holds_the_same_events():
    plain = ("--cases", "40", "--weeks", "20", "--dirty", "0.01")
    dialects = [
        ("--delimiter", ";"), ("--delimiter", "tab"), ("--delimiter", "|"), ("--delimiter", ","),
        ("--eol", "crlf"), ("--bom",), ("--quote", "all"), ("--quote", "all", "--delimiter", ";"),
        ("--encoding", "utf-16le"), ("--encoding", "utf-16be"), ("--encoding", "cp1252"),
    ]  # fmt: skip
    dialects += [
        ("--time", name)
        for name in ("iso", "iso-offset", "dmy-dots", "dmy-slashes")
        + ("mdy-slashes", "mdy-ampm", "epoch", "epoch-ms")
    ]
    for name in LOGS:
        usual = timeline(make(name, *plain))
        for dialect in dialects:
            assert timeline(make(name, *plain, *dialect)) == usual, dialect


def dates_without_a_time_of_day_keep_the_order_of_events():
    for name in LOGS:
        options = (name, "--cases", "60", "--dirty", "0.01")
        usual = cases_of(timeline(make(*options)))
        folder = make(*options, "--time", "date-only")
        dates = cases_of(events_of(folder, load_truth(folder)))
        for case, trace in usual.items():
            days = [(e.activity, e.start // 1440, e.end // 1440) for e in trace]
            assert days == [(e.activity, e.start // 1440, e.end // 1440) for e in dates[case]]
        check_figures(folder)


def start_and_complete_rows_are_the_intervals():
    for name in LOGS:
        options = (name, "--cases", "80", "--dirty", "0.01", "--shape")
        folder = make(*options, "lifecycle")
        truth = load_truth(folder)
        waiting, pairs = {}, []
        for _, row in rows_of(folder, truth):
            key = [row[truth["columns"][k]] for k in ("case", "activity", "resource")]
            at = minutes(row["Timestamp"], truth["dialect"]["time"])
            if row["Transition"] == "start":
                waiting.setdefault(tuple(key), []).append(at)
            else:
                starts = waiting.get(tuple(key))
                pairs.append((*key, starts.pop(0) if starts else at, at))
        running = [(*key, at, at) for key, starts in waiting.items() for at in starts]
        intervals = timeline(make(*options, "interval"))
        assert len(running) == truth["file"]["running"]
        assert Counter(pairs + running) == Counter(
            (e.case, e.activity, e.person, e.start, e.end) for e in intervals
        )


def a_history_holds_the_events_and_tells_the_value_before():
    options = ("deals", "--cases", "80", "--dirty", "0.01", "--shape")
    folder = make(*options, "history")
    truth, state = load_truth(folder), {}
    assert truth["file"]["ignored"] > 0
    for _, row in rows_of(folder, truth):
        assert row["Old Value"] == state.get(row["Deal ID"], "")
        state[row["Deal ID"]] = row["New Value"]
    events = [e._replace(team="") for e in timeline(make(*options, "events"))]
    assert timeline(folder) == events


def a_wide_table_holds_the_first_time_of_each_activity():
    options = ("deals", "--cases", "80", "--dirty", "0", "--shape")
    folder = make(*options, "wide")
    truth, first = load_truth(folder), {}
    for e in timeline(make(*options, "events")):
        first.setdefault((e.case, e.activity), e.end)
    names = {a["name"] for a in truth["activities"]}
    found = {
        (row["Deal ID"], name): minutes(value, "iso")
        for _, row in rows_of(folder, truth)
        for name, value in row.items()
        if name in names and value
    }
    assert found == first
    assert truth["log"]["events"] == len(first)


def an_alignment_with_the_manual_finds_the_departures_and_nothing_else():
    for name in LOGS:
        folder = make(name, "--cases", "1800", "--dirty", "0", "--seed", "21")
        truth = load_truth(folder)
        with open(os.path.join(folder, "manual.md"), encoding="utf-8") as f:
            manual = Manual(f.read())
        cases = cases_of(events_of(folder, truth))
        closed = {c: t for c, t in cases.items() if is_over(t, truth)}
        found = statements(manual, closed, truth) + overlays(manual, closed)
        for departure in truth["departures"]:
            for fact in departure["facts"]:
                take(found, fact)
        assert not found, found


def statements(manual, closed, truth):
    known, found, cost = {}, Counter(), Counter()
    for trace in closed.values():
        path = tuple(e.activity for e in trace)
        if path not in known:
            price, moves = manual.align(path)
            known[path] = price, set(kinds(manual, moves))
        cost[known[path][0]] += 1
        found.update((kind, label, None, None) for kind, label in known[path][1])
    assert cost[0] == truth["cases"]["following"]
    assert sum(c * n for c, n in cost.items()) == truth["cases"]["total_cost"]
    return found


def overlays(manual, closed):
    """Owners, handoffs and rules, by the events alone: no case has two of a kind."""
    found, documented = Counter(), manual.follows()
    for trace in closed.values():
        said = set()
        for e in trace:
            if e.team and e.team != manual.owner.get(e.activity, e.team):
                said.add(("wrong-owner", e.activity, None, None))
        for a, b in zip(trace, trace[1:]):
            if a.team and b.team and a.team != b.team and (a.team, b.team) not in documented:
                said.add(("undocumented-handoff", None, a.team, b.team))
        said |= {("late", b.activity, None, None) for b in late(manual, trace)}
        said |= {("same-person", y, None, None) for y in same_person(trace)}
        found.update(said)
    return found


def late(manual, trace):
    """Only the second step has a limit in our manuals, and only in its documented place.
    Two weeks are more than five business days, and no weekend makes them as long."""
    limits = {"within 5 business days": 5 * 24 * 60, "within 20 hours": 20 * 60}
    a, b = trace[:2]
    within = limits.get(manual.limit.get(b.activity))
    return [b] if within and b.end - a.end > within else []


def same_person(trace):
    for x, y in (("Proposal written", "Proposal checked"), ("Fix made", "Fix verified")):
        who = [{e.person for e in trace if e.activity == step} for step in (x, y)]
        if who[0] & who[1]:
            yield y


def take(found, fact):
    """Takes what a fact says out of what was found; ping-pong and stalled have tests of
    their own in the figures."""
    if fact["kind"] in ("ping-pong", "stalled"):
        return
    key = (fact["activity"], fact["from"], fact["to"])
    for kind in (fact["kind"], fact["or"]):
        if found.get((kind, *key)) == fact["cases"]:
            del found[kind, *key]
            return
    raise AssertionError((fact, found))


def batches_are_done_on_their_days_only():
    for name, days in (("Legal review", (1, 3)), ("Discount approved", (0, 2))):
        folder = make("deals", "--cases", "1800", "--dirty", "0", "--seed", "21")
        truth = load_truth(folder)
        batch = next(b for b in truth["batches"] if b["activity"] == name)
        assert len(batch["people"]) >= 1
        begin, end = (int(h[:2]) * 60 for h in batch["hours"][0].split("-"))
        for e in timeline(folder):
            if e.activity == name:
                day = (e.end // 1440 + 3) % 7  # 1 January 1970 was a Thursday
                assert day in days and begin < e.end % 1440 <= end


def plain_logs_are_clean_and_in_the_order_of_time():
    folder = make("deals", "--plain", "--events", "20000")
    truth = load_truth(folder)
    assert truth["file"]["lines"] == truth["log"]["events"] + 1
    times = [e.end for e in timeline(folder)]
    assert times == sorted(times)


def a_wrong_option_is_a_usage_error():
    for options in (["nothing"], ["deals"], ["deals", "-o"], ["deals", "--sede", "1"],
                    ["deals", "--cases", "-3", "-o", SCRATCH]):  # fmt: skip
        ran = subprocess.run([GENERATOR, *options], capture_output=True)
        assert ran.returncode == 2 and ran.stderr, options


def main():
    tests = [t for t in globals().values() if getattr(t, "__module__", "") == "__main__"]
    tests = [t for t in tests if t.__code__.co_argcount == 0 and t.__name__.count("_") > 2]
    failed = 0
    for test in tests:
        try:
            test()
        except Exception:
            failed += 1
            print(f"FAILED: {test.__name__}")
            traceback.print_exc()
    shutil.rmtree(SCRATCH)
    print(f"{len(tests) - failed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
