"""Reads a generated log with the help of its truth.json: the refused rows are known by
their lines, so that everything else can be read in the plainest way."""

import csv
import datetime
import json
import os
from collections import namedtuple

Event = namedtuple("Event", "case activity start end person team line running")

FORMATS = {
    "iso": "%Y-%m-%d %H:%M:%S",
    "iso-offset": "%Y-%m-%dT%H:%M:%S%z",
    "dmy-dots": "%d.%m.%Y %H:%M",
    "dmy-slashes": "%d/%m/%Y %H:%M",
    "mdy-slashes": "%m/%d/%Y %H:%M",
    "mdy-ampm": "%m/%d/%Y %I:%M %p",
    "date-only": "%Y-%m-%d",
}


def load_truth(folder):
    def no_key_twice(pairs):
        keys = [k for k, _ in pairs]
        assert len(keys) == len(set(keys)), keys
        return dict(pairs)

    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
        return json.load(f, object_pairs_hook=no_key_twice)


def minutes(text, name):
    """Minutes since 1970 UTC."""
    if name.startswith("epoch"):
        return int(text) // (60000 if name == "epoch-ms" else 60)
    t = datetime.datetime.strptime(text, FORMATS[name])
    if t.tzinfo is None:
        t = t.replace(tzinfo=datetime.timezone.utc)
    return int(t.timestamp()) // 60


def lines_of(folder, truth):
    dialect = truth["dialect"]
    with open(os.path.join(folder, truth["files"]["log"]), "rb") as f:
        text = f.read().decode(dialect["encoding"])
    marked = text.startswith("\ufeff")
    assert marked == (dialect["bom"] or dialect["encoding"].startswith("utf-16"))
    end = "\r\n" if dialect["eol"] == "crlf" else "\n"
    assert text.endswith(end)
    return text.lstrip("\ufeff")[: -len(end)].split(end)


def split(line, truth):
    """One row. A quote inside an unquoted field is a plain character for csv, too."""
    return [v.strip() for v in next(csv.reader([line], delimiter=truth["dialect"]["delimiter"]))]


def rows_of(folder, truth):
    """(line number, {column: value}) of every row that carries something."""
    lines = lines_of(folder, truth)
    refused = {n for r in truth["file"]["reasons"].values() for n in r["lines"]}
    refused |= set(truth["file"]["harmless"]["other field"]["lines"])
    header = split(lines[0], truth)
    for number, line in enumerate(lines[1:], 2):
        if line and number not in refused:
            values = split(line, truth)
            assert len(values) == len(header), (number, line)
            yield number, dict(zip(header, values))


def events_of(folder, truth):
    """All events, in the order of their cases as design 4.2 has it."""
    column, time = truth["columns"], truth["dialect"]["time"]
    events = []
    for line, row in rows_of(folder, truth):
        end = row[column["time"]]
        start = row[column["start"]] if column["start"] else end
        events.append(
            Event(
                row[column["case"]],
                row[column["activity"]],
                minutes(start, time),
                minutes(end or start, time),
                row[column["resource"]],
                row.get(column["group"], ""),
                line,
                not end,
            )
        )
    return events


def cases_of(events):
    cases = {}
    for e in events:
        cases.setdefault(e.case, []).append(e)
    for trace in cases.values():
        trace.sort(key=lambda e: (e.start, e.end, e.line))
    return cases


def is_over(trace, truth):
    return trace[-1].activity in truth["ends"] and not trace[-1].running
