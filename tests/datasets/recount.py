"""The figures of truth.json once more, from the CSV alone (design 4.3 to 4.9)."""

from collections import Counter, defaultdict


def waits(trace):
    return [(a, b, 60 * max(0, b.start - a.end)) for a, b in zip(trace, trace[1:])]


class Links:
    """Counts, cases and summed waits by some key of a pair of events."""

    def __init__(self):
        self.count, self.wait, self.cases = Counter(), Counter(), defaultdict(set)

    def add(self, key, case, wait):
        self.count[key] += 1
        self.wait[key] += wait
        self.cases[key].add(case)

    def rows(self):
        return {k: (n, len(self.cases[k]), self.wait[k]) for k, n in self.count.items()}


def directly_follows(cases):
    links = Links()
    for case, trace in cases.items():
        for a, b, wait in waits(trace):
            links.add((a.activity, b.activity), case, wait)
    return links.rows()


def handoffs(cases, owner):
    known, unassigned = Links(), Links()
    for case, trace in cases.items():
        for a, b, wait in waits(trace):
            x, y = owner(a), owner(b)
            if not x or not y:
                unassigned.add("all", case, wait)
            elif x != y:
                known.add((x, y), case, wait)
    return known.rows(), unassigned.rows()


def bounces(cases, owner):
    """(handoffs, bounces, cases with one), and per (owner, via): (bounces, cases)."""
    total, pairs = [0, 0, 0], defaultdict(Counter)
    for case, trace in cases.items():
        merged = []
        for o in filter(None, map(owner, trace)):
            if not merged or merged[-1] != o:
                merged.append(o)
        found = [(x, y) for x, y, z in zip(merged, merged[1:], merged[2:]) if x == z]
        total[0] += max(0, len(merged) - 1)
        total[1] += len(found)
        total[2] += bool(found)
        for pair in found:
            pairs[pair][case] += 1
    return tuple(total), {p: (sum(c.values()), len(c)) for p, c in pairs.items()}


def self_loops(trace, activity):
    times, seconds = 0, 0
    for a, b in zip(trace, trace[1:]):
        if a.activity == b.activity == activity:
            times += 1
            seconds += 60 * (b.end - a.end)
    return times, seconds


def repeats(trace, activity):
    of_it = [e for e in trace if e.activity == activity]
    return len(of_it) - 1, 60 * (of_it[-1].end - of_it[0].end)


def reopens(trace, activity):
    of_it = [e for e in trace[:-1] if e.activity == activity]
    return len(of_it), 60 * (trace[-1].end - of_it[0].end) if of_it else 0


def rework(cases, ends):
    """{(kind, activity): (cases, occurrences, seconds)}"""
    found = defaultdict(lambda: [0, 0, 0])
    kinds = {"self-loop": self_loops, "repeat": repeats, "reopen": reopens}
    for trace in cases.values():
        for activity in {e.activity for e in trace}:
            for kind, measure in kinds.items():
                times, seconds = measure(trace, activity)
                if times == 0 or (kind == "reopen" and activity not in ends):
                    continue
                row = found[kind, activity]
                row[0] += 1
                row[1] += times
                row[2] += seconds
    return {k: tuple(v) for k, v in found.items()}


def activities(cases):
    """{name: (events, cases, starts, ends)}"""
    rows = defaultdict(lambda: [0, 0, 0, 0])
    for trace in cases.values():
        for e in trace:
            rows[e.activity][0] += 1
        for name in {e.activity for e in trace}:
            rows[name][1] += 1
        rows[trace[0].activity][2] += 1
        rows[trace[-1].activity][3] += 1
    return {k: tuple(v) for k, v in rows.items()}


def quantile(values, p):
    """Linear between neighbours at (n - 1) p (Hyndman and Fan, type 7)."""
    values = sorted(values)
    place = (len(values) - 1) * p
    k = int(place)
    above = values[min(k + 1, len(values) - 1)]
    return values[k] + (place - k) * (above - values[k])


def stalled(cases, is_over):
    after, now = defaultdict(list), max(t[-1].end for t in cases.values())
    for trace in cases.values():
        for a, _, wait in waits(trace):
            after[a.activity].append(wait // 60)
    return {
        case
        for case, trace in cases.items()
        if not is_over(trace)
        and len(after[trace[-1].activity]) >= 20
        and now - trace[-1].end > quantile(after[trace[-1].activity], 0.95)
    }
