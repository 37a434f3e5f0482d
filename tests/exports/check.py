"""Small exports as CRM, ticket and planning systems of several countries write them: what is
read from each without any option, or the sentence with which it is refused.

    check.py GOATPATH [--accept]

The files are made up, in the manner of the system or country that they are called after.
expected.txt has a block for each: shape, encoding, form of times, zone, columns, counts, and the
first event of the file, which was compared with its line by eye; --accept records it anew.
"""

import json
import os
import subprocess
import sys

GOATPATH = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, "files")
EXPECTED = os.path.join(HERE, "expected.txt")


def run(*arguments):
    done = subprocess.run([GOATPATH, *arguments], capture_output=True, text=True, cwd=FILES,
                          env={**os.environ, "LC_ALL": "C"}, check=False)
    return done.returncode, done.stdout, done.stderr.strip()


def reading(name):
    """The block of a file."""
    status, out, err = run("report", "--json", "-q", name)
    lines = [name]
    if status != 0:
        return lines + [f"  exit {status}: {err.removeprefix(name).lstrip(': 0123456789')}"]
    r = json.loads(out)
    source, quality = r["sources"][0], r["quality"]
    _, out, _ = run("peek", "--json", name)
    peek = json.loads(out)
    first = peek["first_events"]["rows"][0]
    columns = [f"{role} {json.dumps(column, ensure_ascii=False)}"
               for role, column in source["columns"].items() if column is not None]
    lines.append(f"  {source['shape']}, {source['encoding']}, {source['time_format']}, {source['tz']}")
    lines.append("  " + ", ".join(columns))
    lines.append(f"  {quality['rows']} rows, {quality['used']} used, {quality['rejected']} rejected, "
                 f"{quality['ignored']} ignored, {quality['events']} events, {r['log']['cases']} cases")
    lines.append("  line {}: {}".format(
        first["line"], ", ".join(str(first[k]) for k in
                                 ("case", "activity", "start", "end", "resource", "group")
                                 if first[k])))
    return lines


def main():
    blocks = {name: "\n".join(reading(name)) for name in sorted(os.listdir(FILES))}
    if "--accept" in sys.argv:
        with open(EXPECTED, "w", encoding="utf-8") as out:
            out.write("\n\n".join(blocks.values()) + "\n")
    with open(EXPECTED, encoding="utf-8") as text:
        expected = {block.split("\n", 1)[0]: block.strip("\n")
                    for block in text.read().split("\n\n") if block.strip()}
    wrong = [n for n in sorted(set(blocks) | set(expected)) if blocks.get(n) != expected.get(n)]
    for name in wrong:
        print(f"exports: expected\n{expected.get(name, name + ' is new')}\nexports: found\n"
              f"{blocks.get(name, name + ' is gone')}")
    print(f"exports: {len(blocks) - len(wrong)} of {len(blocks)} read as expected")
    return 1 if wrong or not blocks else 0


sys.exit(main())
