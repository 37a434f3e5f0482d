"""Random logs that are known as events before they are written as rows.

A log is a list of events per case and the rows of each case, in five shapes; so that a
filter can be judged on the events and a file be cut by rows, without asking the program.
"""

import csv
import io
from datetime import datetime, timedelta

ACTIVITIES = ["Open", "Check it", "Ask back", 'Say "yes"', "Pay", "Close"]
PEOPLE = ["Ann Bø", "Bob", "Çelik, Ümit", "bot-1"]
TEAMS = ["Sales", "Legal"]
REGIONS = ["North", "South", "East & West"]
START = datetime(2023, 11, 20, 8, 0, 0)


class Event:
    def __init__(self, activity, start, end, resource, group, attributes):
        self.activity, self.start, self.end = activity, start, end
        self.resource, self.group, self.attributes = resource, group, attributes


class Log:
    """cases: {id: [Event]} in order of time; rows: [(case, [cell])]; options: how to read."""

    def __init__(self, header, options):
        self.header, self.options = header, options
        self.cases, self.rows = {}, []

    def csv(self, kept=None):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        for case, row in self.rows:
            if kept is None or case in kept:
                writer.writerow(row)
        return out.getvalue()

    def ends_among(self, kept):
        """Now and then an activity ends cases: one that the kept cases have."""
        names = sorted({e.activity for case in kept for e in self.cases[case]})
        return ["--ends", names[0].replace(",", "\\,")] if names and len(self.rows) % 3 == 0 else []

    def options_as_words(self):
        return [word for pair in self.options.items() for word in pair]


def text(moment):
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def maybe(rng, values, missing=0.15):
    return None if rng.random() < missing else rng.choice(values)


def attributes(rng, region):
    return {
        "Region": region,
        "Amount": maybe(rng, ["10", "99.50", "1200", "3000.25", "-4"]),
        "Due on": maybe(rng, ["2023-12-01", "2024-01-15 12:30:00", "2024-02-29"]),
    }


def walk(rng, intervals):
    """The events of one case, ties and overlaps among them."""
    now = START + timedelta(minutes=rng.randrange(0, 120 * 24 * 60, 30))
    region = maybe(rng, REGIONS)
    events = []
    for _ in range(rng.randint(1, 7)):
        length = timedelta(minutes=rng.choice([0, 20, 90, 2000])) if intervals else timedelta()
        events.append(
            Event(rng.choice(ACTIVITIES), now, now + length, maybe(rng, PEOPLE),
                  maybe(rng, TEAMS), attributes(rng, region))
        )
        now += timedelta(minutes=rng.choice([0, 1, 60, 60 * 30, 60 * 24 * 4]))
    return events


def in_order(events):
    return sorted(events, key=lambda e: (e.start, e.end))


def cells(event):
    a = event.attributes
    return [event.resource or "", event.group or "", a["Region"] or "", a["Amount"] or "",
            a["Due on"] or ""]


HEADER = ["Who", "Team", "Region", "Amount", "Due on"]
OWNERS = {"--resource": "Who", "--group": "Team"}


def events_log(rng):
    log = Log(["Case", "Step", "When"] + HEADER,
              {"--case": "Case", "--activity": "Step", "--time": "When", **OWNERS})
    for n in range(rng.randint(5, 30)):
        case = f"C-{n:02}"
        log.cases[case] = in_order(walk(rng, False))
        for e in log.cases[case]:
            log.rows.append((case, [case, e.activity, text(e.end)] + cells(e)))
    shuffle_cases(rng, log)
    return log


def interval_log(rng):
    log = Log(["Case", "Step", "From", "To"] + HEADER,
              {"--case": "Case", "--activity": "Step", "--start": "From", "--time": "To",
               "--shape": "interval", **OWNERS})
    for n in range(rng.randint(5, 30)):
        case = f"C-{n:02}"
        log.cases[case] = in_order(walk(rng, True))
        for e in log.cases[case]:
            row = [case, e.activity, text(e.start), text(e.end)] + cells(e)
            if rng.random() < 0.1:  # never completed
                row[3] = ""
                e.end = e.start
            log.rows.append((case, row))
        log.cases[case] = in_order(log.cases[case])
        mine = [r for r in log.rows if r[0] == case]
        mine.sort(key=lambda r: (r[1][2], r[1][3] or r[1][2]))
        log.rows = [r for r in log.rows if r[0] != case] + mine
    shuffle_cases(rng, log)
    return log


def lifecycle_log(rng):
    log = Log(["Case", "Step", "When", "Transition", "Nr"] + HEADER,
              {"--case": "Case", "--activity": "Step", "--time": "When",
               "--lifecycle": "Transition", "--instance": "Nr", "--shape": "lifecycle",
               **OWNERS})
    number = 0
    for n in range(rng.randint(5, 30)):
        case = f"C-{n:02}"
        rows = []
        log.cases[case] = in_order(walk(rng, True))
        for e in log.cases[case]:
            number += 1
            kind = rng.random()
            if kind < 0.1:  # a complete alone
                e.start = e.end
                rows.append((e.end, 1, [case, e.activity, text(e.end), "complete", number] + cells(e)))
                continue
            rows.append((e.start, 0, [case, e.activity, text(e.start), "start", number] + cells(e)))
            if kind < 0.2:
                e.end = e.start
                continue
            rows.append((e.end, 1, [case, e.activity, text(e.end), "complete", number]
                         + ["", ""] + cells(e)[2:]))
            if rng.random() < 0.3:
                rows.append((e.end, 2, [case, e.activity, text(e.end), "schedule", number] + cells(e)))
        rows.sort(key=lambda r: r[:2])
        # ties keep the order of the rows that give the events their place
        place = {}
        for i, (_, _, row) in enumerate(rows):
            place.setdefault(row[4], i)
        numbers = list(range(number - len(log.cases[case]) + 1, number + 1))
        order = dict(zip(map(id, log.cases[case]), numbers))
        log.cases[case].sort(key=lambda e: (e.start, e.end, place[order[id(e)]]))
        log.rows += [(case, row) for _, _, row in rows]
    log.rows.append(("only scheduled", ["only scheduled", "Open", text(START), "schedule", 0] + [""] * 5))
    shuffle_cases(rng, log)
    return log


def wide_log(rng):
    steps = ["Created", "Qualified", "Offered", "Signed"]
    log = Log(["Case", "Region", "Amount"] + steps,
              {"--shape": "wide", "--case": "Case", "--events": ",".join(steps)})
    for n in range(rng.randint(5, 30)):
        case = f"C-{n:02}"
        now = START + timedelta(hours=rng.randrange(3000))
        region, amount = maybe(rng, REGIONS), maybe(rng, ["10", "99.50", "1200"])
        dates, events = [], []
        for step in steps:
            now += timedelta(hours=rng.choice([0, 5, 100]))
            dates.append(now if rng.random() < 0.7 or step == "Created" else None)
            if dates[-1]:
                events.append(Event(step, now, now, None, None, {"Region": region, "Amount": amount}))
        log.cases[case] = in_order(events)
        log.rows.append((case, [case, region or "", amount or ""] + [text(d) for d in dates]))
    return log


def history_log(rng):
    log = Log(["Case", "Field", "Old value", "New value", "Changed", "By", "Amount"],
              {"--shape": "history", "--case": "Case", "--field": "Field=Status",
               "--activity": "New value", "--time": "Changed", "--resource": "By"})
    for n in range(rng.randint(5, 30)):
        case = f"C-{n:02}"
        now = START + timedelta(hours=rng.randrange(3000))
        log.cases[case] = []
        state = rng.choice(ACTIVITIES)
        if rng.random() < 0.5:  # the creation dates the first state and tells its creator
            log.rows.append((case, [case, "created", "", "", text(now), "bot-1", ""]))
            log.cases[case].append(Event(state, now, now, "bot-1", None, {"Amount": None}))
        for _ in range(rng.randint(1, 5)):
            now += timedelta(hours=rng.choice([1, 5, 100]))
            new = rng.choice([a for a in ACTIVITIES if a != state])
            who, amount = rng.choice(PEOPLE), maybe(rng, ["10", "99.50", "1200"])
            log.rows.append((case, [case, "Status", state, new, text(now), who, amount or ""]))
            log.cases[case].append(Event(new, now, now, who, None, {"Amount": amount}))
            if rng.random() < 0.3:
                log.rows.append((case, [case, "Priority", "1", "2", text(now), who, ""]))
            state = new
    return log


def shuffle_cases(rng, log):
    """Cases one among the other, each case's rows in their order."""
    by_case = {}
    for case, row in log.rows:
        by_case.setdefault(case, []).append(row)
    turns = [case for case, _ in log.rows]
    rng.shuffle(turns)
    log.rows = [(case, by_case[case].pop(0)) for case in turns]


MAKERS = [events_log, interval_log, lifecycle_log, wide_log, history_log]
