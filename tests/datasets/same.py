"""The same log in thirty ways of writing it gives the same report.

    same.py GOATPATH DATAGEN

Ways: dialect x encoding x line ends x packing x form of time x shape. `goatpath report --json`
with no option but --ends must give the same report.json but for the part about the source; and
of the checks on the data, those about how its times were written. What a shape cannot hold is
left out of the comparison below, by name:

- interval and lifecycle hold the same, but for what two rows an event do to counts of rows and
  to ties (a complete row stands in its own place of the file);
- events has one time an event: no service, waits include it;
- history tells no team and no attribute; its first rows come from rows of other fields, too;
- wide holds one time of each step, and nothing about people.

So every shape is compared within itself in all its ways, and the shapes with each other in what
each can hold.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile

GOATPATH, DATAGEN = sys.argv[1:3]

# process, shape, options of the generator; gzip where the last one says so
WAYS = [
    ("deals", "events", []),
    ("deals", "events", ["--delimiter", ";", "--time", "dmy-dots", "--encoding", "cp1252", "--eol", "crlf"]),
    ("deals", "events", ["--delimiter", "tab", "--time", "epoch-ms", "--quote", "all"]),
    ("deals", "events", ["--delimiter", "|", "--time", "mdy-ampm", "--encoding", "utf-16le"]),
    ("deals", "events", ["--time", "iso-offset", "--bom", "--eol", "cr"]),
    ("deals", "events", ["--delimiter", ";", "--sep", "--time", "date-time", "--bom", "--eol", "crlf"]),
    ("deals", "events", ["--time", "dmy-time", "gzip"]),
    ("deals", "events", ["--delimiter", ";", "--time", "french", "--encoding", "cp1252"]),
    ("deals", "events", ["--delimiter", ";", "--time", "german", "--encoding", "utf-16be", "--eol", "crlf"]),
    ("deals", "events", ["--time", "english", "--preamble", "2"]),
    ("deals", "events", ["--time", "japanese", "--encoding", "utf-16le", "--delimiter", "tab"]),
    ("deals", "events", ["--delimiter", ";", "--time", "excel-comma", "--preamble", "3"]),
    ("deals", "events", ["--time", "excel", "--eol", "cr"]),
    ("deals", "events", ["--time", "iso-basic", "--delimiter", "|", "gzip"]),
    ("deals", "events", ["--time", "dmy-short", "--delimiter", "tab", "--eol", "crlf"]),
    ("tickets", "interval", []),
    ("tickets", "interval", ["--delimiter", ",", "--time", "mdy-slashes", "--quote", "all"]),
    ("tickets", "interval", ["--delimiter", "tab", "--time", "dmy-time", "--encoding", "utf-16le"]),
    ("tickets", "interval", ["--time", "epoch-us", "--bom"]),
    ("tickets", "interval", ["--time", "epoch-ns", "--delimiter", "|", "--eol", "cr"]),
    ("tickets", "interval", ["--time", "epoch", "--encoding", "cp1252", "gzip"]),
    ("tickets", "interval", ["--time", "excel-comma", "--sep", "--eol", "crlf"]),
    ("tickets", "interval", ["--time", "french", "--bom", "--eol", "crlf"]),
    ("tickets", "lifecycle", ["--time", "iso"]),
    ("tickets", "lifecycle", ["--time", "german", "--encoding", "cp1252"]),
    ("tickets", "lifecycle", ["--time", "date-time", "--delimiter", ",", "--encoding", "utf-16be"]),
    ("deals", "history", ["--delimiter", ";"]),
    ("deals", "history", ["--time", "dmy-time", "--encoding", "utf-16le"]),
    ("deals", "wide", ["--time", "iso"]),
    ("deals", "wide", ["--time", "english", "--delimiter", "tab", "--eol", "crlf"]),
]
ENDS = {"deals": "Disqualified,Handover to delivery,Lost,No decision", "tickets": "Closed"}
CASES = {"deals": "150", "tickets": "200"}
# checks whose words or counts tell how the file was written
WRITTEN = {"mixed-formats", "mixed-zones"}


def report(folder, number, process, shape, options):
    here = os.path.join(folder, str(number))
    plain = [o for o in options if o != "gzip"]
    subprocess.run([DATAGEN, process, "--seed", "5", "--cases", CASES[process], "--dirty", "0",
                    "--shape", shape, *plain, "-o", here], check=True)
    log = os.path.join(here, process + ".csv")
    if "gzip" in options:
        with open(log, "rb") as raw, gzip.open(log + ".gz", "wb") as packed:
            packed.write(raw.read())
        log += ".gz"
    done = subprocess.run([GOATPATH, "report", log, "--json", "-q", "--ends", ENDS[process]],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, done.stderr.strip()
    return json.loads(done.stdout), None


def without_source(r):
    """The report but for its sources, and for where in the file something stands."""
    r = {k: v for k, v in r.items() if k != "sources"}
    r["quality"] = {k: v for k, v in r["quality"].items() if k != "checks"}
    return r


def checks_of(r):
    return sorted((c["name"], c["count"]) for c in r["quality"]["checks"]
                  if c["name"] not in WRITTEN)


def differences(a, b, path=""):
    """Paths at which two reports differ."""
    if type(a) is not type(b):
        return [path]
    if isinstance(a, dict):
        return [d for k in sorted(set(a) | set(b))
                for d in (differences(a[k], b[k], f"{path}/{k}") if k in a and k in b
                          else [f"{path}/{k}"])]
    if isinstance(a, list):
        if len(a) != len(b):
            return [f"{path}[{len(a)} against {len(b)}]"]
        return [d for i, (x, y) in enumerate(zip(a, b)) for d in differences(x, y, f"{path}[{i}]")]
    return [] if a == b else [f"{path} {a!r} against {b!r}"]


def paths(r):
    """What every shape but wide holds of the order of steps."""
    return {tuple(v["path"]): v["count"] for v in r["variants"]}


def compare_shapes(first):
    """(what differs, that must not) between the first reports of the shapes."""
    found = []
    interval, lifecycle = first["tickets", "interval"], first["tickets", "lifecycle"]
    events, history, wide = (first["deals", s] for s in ("events", "history", "wide"))
    for name in ("log", "activities", "directly_follows", "handoffs", "bottlenecks", "rework"):
        found += [f"interval and lifecycle: {d}" for d in
                  differences(interval[name], lifecycle[name], "/" + name)[:3]]
    if paths(interval) != paths(lifecycle):
        found.append("interval and lifecycle: the variants")
    for name in ("activities", "directly_follows", "bottlenecks", "rework"):
        found += [f"events and history: {d}" for d in
                  differences([row for row in events[name] if row.get("level") != "group"],
                              [row for row in history[name] if row.get("level") != "group"],
                              "/" + name)[:3]]
    if paths(events) != paths(history):
        found.append("events and history: the variants")
    found += [f"events and history: {d}" for d in
              differences(events["handoffs"]["resource"], history["handoffs"]["resource"])[:3]]
    # one time of each step: as many cases have each step, and none has it twice
    in_events = {a["name"]: a["cases"] for a in events["activities"]}
    in_wide = {a["name"]: a["cases"] for a in wide["activities"]}
    if in_events != in_wide or any(a["events"] != a["cases"] for a in wide["activities"]):
        found.append("events and wide: cases of each step")
    if events["log"]["cases"] != wide["log"]["cases"]:
        found.append("events and wide: cases")
    return found


def main():
    first, failed = {}, 0
    with tempfile.TemporaryDirectory(prefix="goatpath-same-") as folder:
        for number, (process, shape, options) in enumerate(WAYS):
            got, why = report(folder, number, process, shape, options)
            found = [why] if got is None else []
            if got is not None:
                base = first.setdefault((process, shape), got)
                found = differences(without_source(base), without_source(got))
                if got["sources"][0]["shape"] != shape:
                    found.append(f"shape {got['sources'][0]['shape']}, expected {shape}")
                if checks_of(base) != checks_of(got):
                    found.append(f"checks {checks_of(base)} against {checks_of(got)}")
            if found:
                failed += 1
                print(f"same: {process} {shape} {' '.join(options)}: {len(found)} differ; "
                      + "; ".join(str(f) for f in found[:3]))
        between = compare_shapes(first) if not failed else []
        for line in between:
            print("same: " + line)
    print(f"same: {len(WAYS) - failed} of {len(WAYS)} ways of writing give the same report"
          + ("" if between else "; the shapes agree in what each can hold" if not failed else ""))
    return 1 if failed or between else 0


sys.exit(main())
