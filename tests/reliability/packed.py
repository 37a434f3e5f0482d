"""Rows D3 and D4 of the reliability contract: packed logs that are cut, or have one bit flipped, at
random places give an error or the same events, never others.

    packed.py GOATPATH [PLACES]

PLACES (default 25) random ones for each kind of packing and of damage.
"""
import csv
import gzip
import io
import os
import random
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "compare"))
import table_to_xlsx  # noqa: E402

GOATPATH = sys.argv[1]
PLACES = int(sys.argv[2]) if len(sys.argv) > 2 else 25
ROWS = "".join(f"C{i // 4},{'New Offer Deal Won'.split()[i % 4]},2024-01-{1 + i % 28:02} 10:{i % 60:02}:00,"
               f"p{i * 7919 % 13}\n" for i in range(3000))
LOG = "Case ID,Activity,Timestamp,Resource\n" + ROWS


def convert(name, *more):
    return subprocess.run([GOATPATH, "convert", name, *more], capture_output=True, check=False)


def packed():
    """Name -> bytes of the same log in every packing."""
    with open("log.csv", "w", encoding="utf-8") as out:
        out.write(LOG)
    subprocess.run(["zstd", "-qf", "log.csv", "-o", "log.zst"], check=True)
    with zipfile.ZipFile("log.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write("log.csv")
    table_to_xlsx.write("log.xlsx", list(csv.reader(io.StringIO(LOG))))
    for name in ("log.goat", "log.xes"):
        assert convert("log.csv", "-o", name).returncode == 0
    for name, of in (("log.gz", "log.csv"), ("log.xes.gz", "log.xes")):
        with open(of, "rb") as content, open(name, "wb") as out:
            out.write(gzip.compress(content.read()))
    kinds = {}
    for name in ("log.gz", "log.zst", "log.zip", "log.goat", "log.xes.gz", "log.xlsx"):
        with open(name, "rb") as content:
            kinds[name] = content.read()
    return kinds


def damaged(data, how, pick):
    if how == "cut":
        return data[:pick.randrange(1, len(data))]
    bit = pick.randrange(len(data) * 8)
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def is_other(data, bad):
    """Damage to the first bytes makes it a file of another kind, which is no log."""
    return bad[:12] != data[:12]


def main():
    pick = random.Random(20)
    failed, tries = 0, 0
    for name, data in packed().items():
        sound = convert(name).stdout
        assert sound.count(b"\n") == 3001, (name, sound[:200])
        for how in ("cut", "flip"):
            for _ in range(PLACES):
                bad = damaged(data, how, pick)
                with open("damaged", "wb") as out:
                    out.write(bad)
                done = convert("damaged")
                tries += 1
                good = done.returncode == 4 and done.stderr and not done.stdout
                good = good or (done.returncode == 3 and is_other(data, bad) and not done.stdout)
                if how == "flip":  # in bits that nobody uses, such as the time in a zip's directory
                    good = good or (done.returncode == 0 and done.stdout == sound)
                if not good:
                    failed += 1
                    print(f"packed: {name} {how}: exit {done.returncode}, {len(done.stdout)} bytes out, "
                          f"{done.stderr[:200]}")
    print(f"packed: {tries - failed} of {tries} damaged files end in an error or the same events")
    return 1 if failed else 0


with tempfile.TemporaryDirectory(prefix="goatpath-packed-") as folder:
    GOATPATH = os.path.abspath(GOATPATH)
    os.chdir(folder)
    status = main()
    os.chdir("/")
sys.exit(status)
