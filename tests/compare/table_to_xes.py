"""A table as XES, the way PM4Py writes it: a writer of its own, for comparisons.

Columns of the roles get the keys of the standard. A column called "case:..." becomes an
attribute of the trace. Traces stand in the order of their first row, events in that of
their rows.
"""
from xml.sax.saxutils import quoteattr

KEYS = {
    "activity": "concept:name",
    "time": "time:timestamp",
    "resource": "org:resource",
    "group": "org:group",
    "lifecycle": "lifecycle:transition",
    "instance": "concept:instance",
    "start": "start_timestamp",
}
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- written for a comparison: <event> in a comment is none -->
<log xes.version="1849-2016" xes.features="nested-attributes"
     xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="__INVALID__"/></global>
  <classifier name="Step and transition" keys="concept:name lifecycle:transition"/>
  <string key="origin" value="a table"/>
"""


def attribute(key, value):
    """One attribute; a nested one says nothing about the event."""
    if key == "time:timestamp":
        return f"<date key={quoteattr(key)} value={quoteattr(value)}/>\n"
    return (
        f"<string key={quoteattr(key)} value={quoteattr(value)}>"
        f'<string key="nested" value="x"/></string>\n'
        if key == "concept:name"
        else f"<string key={quoteattr(key)} value={quoteattr(value)}/>\n"
    )


def traces(header, rows, case):
    """Case id -> its rows, in order of first appearance."""
    at, out = header.index(case), {}
    for row in rows:
        if at < len(row) and row[at].strip():
            out.setdefault(row[at].strip(), []).append(row)
    return out


def write(name, header, rows, roles):
    """roles: role -> column. Duplicate and empty headers are left out."""
    keys = {roles[r]: key for r, key in KEYS.items() if roles.get(r)}
    columns = [
        (i, keys.get(h, h))
        for i, h in enumerate(header)
        if h and h != roles["case"] and header.index(h) == i
    ]
    # a column that has the name of a key without its role would stand in its way
    columns = [(i, k) for i, k in columns if k not in KEYS.values() or header[i] in keys]
    of_case = [(i, k[5:]) for i, k in columns if k.startswith("case:")]
    of_event = [(i, k) for i, k in columns if not k.startswith("case:")]
    with open(name, "w", encoding="utf-8") as f:
        f.write(HEAD)
        for case, events in traces(header, rows, roles["case"]).items():
            f.write("<trace>\n" + attribute("concept:name", case))
            for i, key in of_case:
                if i < len(events[0]) and events[0][i].strip() and key != "concept:name":
                    f.write(attribute(key, events[0][i].strip()))
            for row in events:
                f.write("<event>\n")
                for i, key in of_event:
                    if i < len(row) and row[i].strip():
                        f.write(attribute(key, row[i].strip()))
                f.write("</event>\n")
            f.write("</trace>\n")
        f.write("</log>\n")
