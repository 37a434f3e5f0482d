"""Random filters, each as the text for goatpath and as a judgement of its own.

Written from docs/formats.md, not from the program: `holds(case, log)` looks at the events
that the log's maker knows.
"""

from collections import Counter
from datetime import datetime, timedelta

MIN, MAX = datetime(1900, 1, 1), datetime(2200, 1, 1)


def quoted(name):
    if '"' in name:
        return "'" + name.replace("'", "''") + "'"
    plain = name.replace("-", "").isalnum() and name.lower() not in ("and", "or", "not")
    return name if plain else '"' + name + '"'


class Filter:
    def __init__(self, text, holds, single=True):
        self.text, self.holds, self.single = text, holds, single


def names_of(rng, log):
    return sorted({e.activity for case in log.cases.values() for e in case})


def one_or_list(rng, names):
    chosen = rng.sample(names, min(len(names), rng.choice([1, 1, 2])))
    if len(chosen) == 1 and rng.random() < 0.7:
        return quoted(chosen[0]), chosen
    return "(" + ", ".join(map(quoted, chosen)) + ")", chosen


SIGNS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def span(rng):
    return rng.choice([
        ("0s", timedelta()), ("1h", timedelta(hours=1)), ("30 h", timedelta(hours=30)),
        ("1 day 6h", timedelta(hours=30)), ("4 days", timedelta(days=4)),
        ("2 weeks", timedelta(weeks=2)), ("90min", timedelta(minutes=90)),
    ])


def period(rng):
    return rng.choice([
        ("2023", datetime(2023, 1, 1), datetime(2024, 1, 1)),
        ("2023-12", datetime(2023, 12, 1), datetime(2024, 1, 1)),
        ("2024-Q1", datetime(2024, 1, 1), datetime(2024, 4, 1)),
        ("2023-12-05..2024-01-20", datetime(2023, 12, 5), datetime(2024, 1, 21)),
        ("2024-01..", datetime(2024, 1, 1), MAX),
        ("..2024-01-03", MIN, datetime(2024, 1, 4)),
        ('"2023-12-20 12:00..2024-02-01 09:30"', datetime(2023, 12, 20, 12),
         datetime(2024, 2, 1, 9, 31)),
    ])


# ---- terms ----


def which(rng, test, negated):
    """How a test of one event becomes one of a case: the words before it, and the judgement."""
    word = rng.choice(["", "", "", "any ", "all ", "first ", "last "])
    each = (lambda e: not test(e)) if negated else test
    holds = {
        "": lambda events: not any(map(test, events)) if negated else any(map(test, events)),
        "any ": lambda events: any(map(each, events)),
        "all ": lambda events: all(map(each, events)),
        "first ": lambda events: each(events[0]),
        "last ": lambda events: each(events[-1]),
    }[word]
    return word, lambda case, log: holds(log.cases[case])


def fields(log):
    """Readers of the fields that this log has, by the names a filter may use."""
    first = next(iter(log.cases.values()))[0]
    found = {"activity": lambda e: e.activity}
    if "--resource" in log.options:
        found["resource"] = found[quoted(log.options["--resource"])] = lambda e: e.resource
    if "--group" in log.options:
        found["group"] = lambda e: e.group
    for name in first.attributes:
        found[quoted(name)] = lambda e, name=name: e.attributes[name]
    return found


def value_term(rng, log):
    name, read = rng.choice(sorted(fields(log).items()))
    values = sorted({read(e) for c in log.cases.values() for e in c} - {None})
    kind = rng.choice(["=", "!=", "in", "not in", "~", "!~", "missing", "not missing"])
    if "missing" in kind or not values:
        negated = kind == "not missing"
        word, holds = which(rng, lambda e: read(e) is None, negated)
        return Filter(f"{word}{name} is {'not ' if negated else ''}missing", holds)
    if kind in ("in", "not in"):
        chosen = rng.sample(values, min(len(values), 2))
        word, holds = which(rng, lambda e: read(e) in chosen, kind == "not in")
        return Filter(f"{word}{name} {kind} ({', '.join(map(quoted, chosen))})", holds)
    value = rng.choice(values)
    if "~" in kind:
        part = value[1:3].swapcase() if value[1:3].isascii() else value[:1]
        folded = part.lower()
        word, holds = which(
            rng, lambda e: read(e) is not None and folded in read(e).lower(), kind == "!~")
        return Filter(f"{word}{name} {kind} {quoted(part)}", holds)
    word, holds = which(rng, lambda e: read(e) == value, kind == "!=")
    return Filter(f"{word}{name} {kind} {quoted(value)}", holds)


def number_term(rng, log):
    if not any(e.attributes["Amount"] for c in log.cases.values() for e in c):
        return None
    sign = rng.choice(["<", "<=", ">", ">="])
    n = rng.choice(["10", "99.5", "500", "-4", "3000.25"])
    word, holds = which(
        rng, lambda e: e.attributes["Amount"] is not None
        and SIGNS[sign](float(e.attributes["Amount"]), float(n)), False)
    return Filter(f"{word}Amount {sign} {n}", holds)


def against_date(sign, moment, begin, end):
    return {"=": begin <= moment < end, "in": begin <= moment < end, "<": moment < begin,
            "<=": moment < end, ">": moment >= end, ">=": moment >= begin}[sign]


def time_term(rng, log):
    field = rng.choice(["time", "start", "Due"])
    has_due = any(e.attributes.get("Due on") for c in log.cases.values() for e in c)
    sign = rng.choice(["<", "<=", ">", ">=", "in"])
    written, begin, end = rng.choice([
        ("2023-12-01", datetime(2023, 12, 1), datetime(2023, 12, 2)),
        ("2024-01", datetime(2024, 1, 1), datetime(2024, 2, 1)),
        ('"2024-01-15 12:30"', datetime(2024, 1, 15, 12, 30), datetime(2024, 1, 15, 12, 31)),
        ("2024-01-15T12:30:00Z", datetime(2024, 1, 15, 12, 30), datetime(2024, 1, 15, 12, 30, 1)),
    ])
    if field == "Due":
        if not has_due:
            return None

        def test(e):
            due = e.attributes["Due on"]
            if due is None:
                return False
            form = "%Y-%m-%d %H:%M:%S" if " " in due else "%Y-%m-%d"
            return against_date(sign, datetime.strptime(due, form), begin, end)

        field = '"Due on"'
    else:
        def test(e, start=field == "start"):
            return against_date(sign, e.start if start else e.end, begin, end)

    word, holds = which(rng, test, False)
    return Filter(f"{word}{field} {sign} {written}", holds)


def edges(events):
    return min(e.start for e in events), max(e.end for e in events)


def period_term(rng, log):
    written, begin, end = period(rng)
    frame = rng.choice(["started", "finished", "contained", "active"])
    word = rng.choice(["in", "before", "after", "since", "until"])
    if frame in ("contained", "active"):
        word = "in"

    def holds(case, log):
        first, last = edges(log.cases[case])
        if frame == "contained":
            return begin <= first and last < end
        if frame == "active":
            return first < end and last >= begin
        edge = first if frame == "started" else last
        return {"in": begin <= edge < end, "before": edge < begin, "after": edge >= end,
                "since": edge >= begin, "until": edge < end}[word]

    if word in ("before", "after", "since", "until") and ".." in written:
        return None  # an open side would make "before" mean nothing
    return Filter(f"{frame} {word} {written}", holds)


def duration_term(rng, log):
    written, length = span(rng)
    sign = rng.choice(sorted(SIGNS))

    def holds(case, log):
        first, last = edges(log.cases[case])
        return SIGNS[sign](last - first, length)

    return Filter(f"duration {sign} {written}", holds)


def events_term(rng, log):
    sign, n = rng.choice(sorted(SIGNS)), rng.randint(0, 6)
    if rng.random() < 0.5:
        return Filter(f"events {sign} {n}", lambda case, log: SIGNS[sign](len(log.cases[case]), n))
    written, names = one_or_list(rng, names_of(rng, log))
    return Filter(
        f"events of {written} {sign} {n}",
        lambda case, log: SIGNS[sign](sum(e.activity in names for e in log.cases[case]), n))


def endpoint_term(rng, log):
    written, names = one_or_list(rng, names_of(rng, log))
    if rng.random() < 0.5:
        return Filter(f"starts with {written}", lambda c, log: log.cases[c][0].activity in names)
    return Filter(f"ends with {written}", lambda c, log: log.cases[c][-1].activity in names)


def follower_term(rng, log):
    left, a = one_or_list(rng, names_of(rng, log))
    right, b = one_or_list(rng, names_of(rng, log))
    never, directly = rng.random() < 0.3, rng.random() < 0.4
    limit = rng.choice(["", "", "within", "after"])
    written, length = span(rng)

    def pair(x, y):
        gap = y.start - x.end
        return {"": True, "within": gap <= length, "after": gap > length}[limit]

    def holds(case, log):
        events = log.cases[case]
        found = any(
            x.activity in a and y.activity in b and pair(x, y)
            for i, x in enumerate(events)
            for j, y in enumerate(events)
            if (j == i + 1 if directly else j > i))
        return any(x.activity in a for x in events) and not found if never else found

    return Filter(
        f"{left} {'never ' if never else ''}{'directly ' if directly else ''}followed by "
        f"{right}{f' {limit} {written}' if limit else ''}", holds)


def variant_term(rng, log):
    paths = Counter(tuple(e.activity for e in events) for events in log.cases.values())
    ranked = sorted(paths, key=lambda p: (-paths[p], [name.encode() for name in p]))
    rank = {path: i + 1 for i, path in enumerate(ranked)}
    what, sign = rng.choice(["rank", "cases", "share"]), rng.choice(sorted(SIGNS))
    n = rng.choice([1, 2, 3, 5]) if what != "share" else rng.choice([3, 10, 20])

    def holds(case, log):
        path = tuple(e.activity for e in log.cases[case])
        x = {"rank": rank[path], "cases": paths[path],
             "share": paths[path] / len(log.cases)}[what]
        return SIGNS[sign](x, n / 100 if what == "share" else n)

    return Filter(f"variant {what} {sign} {n}{'%' if what == 'share' else ''}", holds)


def rework_term(rng, log):
    kind = rng.choice(["rework", "repeat", "self-loop", "reopen"])
    written, names = one_or_list(rng, names_of(rng, log))
    if kind != "reopen" and rng.random() < 0.5:
        written, names = None, names_of(rng, log)

    def holds(case, log):
        path = [e.activity for e in log.cases[case]]
        loops = any(x == y and x in names for x, y in zip(path, path[1:]))
        if kind == "reopen":
            return any(x in names for x in path[:-1])
        return loops if kind == "self-loop" else any(path.count(x) > 1 for x in names)

    return Filter(f"has {kind}" + (f" of {written}" if written else ""), holds)


def case_term(rng, log):
    chosen = rng.sample(sorted(log.cases), min(len(log.cases), 3))
    kind = rng.choice(["in", "not in", "=", "!="])
    if "in" in kind:
        return Filter(f"case {kind} ({', '.join(chosen)})",
                      lambda case, log: (case in chosen) == (kind == "in"))
    return Filter(f"case {kind} {chosen[0]}", lambda case, log: SIGNS[kind](case, chosen[0]))


TERMS = [value_term, value_term, number_term, time_term, period_term, duration_term,
         events_term, endpoint_term, follower_term, follower_term, variant_term,
         rework_term, case_term]


# ---- how terms are put together ----


def term(rng, log):
    found = None
    while found is None:
        found = rng.choice(TERMS)(rng, log)
    return found


def expression(rng, log, depth):
    """A random expression; brackets where the grammar needs them, and some more."""
    if depth == 0 or rng.random() < 0.3:
        return term(rng, log)
    kind = rng.choice(["and", "and", "or", "not"])
    a = expression(rng, log, depth - 1)
    if kind == "not":
        return Filter(f"not {bracket(a, True)}", lambda c, log: not a.holds(c, log))
    b = expression(rng, log, depth - 1)
    if kind == "and":
        return Filter(f"{bracket(a, not a.single)} and {bracket(b, not b.single)}",
                      lambda c, log: a.holds(c, log) and b.holds(c, log))
    return Filter(f"{a.text} OR {b.text}",
                  lambda c, log: a.holds(c, log) or b.holds(c, log), single=False)


def bracket(f, needed):
    return f"({f.text})" if needed else f.text
