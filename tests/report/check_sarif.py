"""What `gaps --sarif` writes follows the SARIF 2.1.0 standard (OASIS, 27 March 2020).

    check_sarif.py PROGRAM

The rules are those of the standard and its schema for what goatpath uses, written down here:
which properties an object may and must have, their types and values, and what must agree.
Anything the table does not know is a problem, so a new property needs its rule first.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")

# object: {property: (required, check)}; a check is a type, a set of values, an object's name,
# or ["object"] for an array of them. Sections are those of the standard.
OBJECTS = {
    "sarifLog": {"$schema": (False, "uri"), "version": (True, {"2.1.0"}), "runs": (True, ["run"])},  # 3.13
    "run": {"tool": (True, "tool"), "results": (False, ["result"]),  # 3.14
            "columnKind": (False, {"utf16CodeUnits", "unicodeCodePoints"})},
    "tool": {"driver": (True, "toolComponent")},  # 3.18
    "toolComponent": {"name": (True, str), "version": (False, str), "rules": (False, ["reportingDescriptor"])},  # 3.19
    "reportingDescriptor": {"id": (True, str), "shortDescription": (False, "multiformatMessage"),  # 3.49
                            "fullDescription": (False, "multiformatMessage")},
    "multiformatMessage": {"text": (True, str)},  # 3.12
    "message": {"text": (True, str)},  # 3.11: text or id; goatpath has texts
    "result": {"ruleId": (False, str), "ruleIndex": (False, int),  # 3.27
               "level": (False, {"none", "note", "warning", "error"}), "message": (True, "message"),
               "locations": (False, ["location"]), "relatedLocations": (False, ["location"]),
               "partialFingerprints": (False, "strings"), "suppressions": (False, ["suppression"]),
               "properties": (False, "propertyBag")},
    "location": {"id": (False, int), "physicalLocation": (False, "physicalLocation"),  # 3.28
                 "message": (False, "message")},
    "physicalLocation": {"artifactLocation": (True, "artifactLocation"), "region": (False, "region")},  # 3.29
    "artifactLocation": {"uri": (True, "uri-reference")},  # 3.4
    "region": {"startLine": (True, int)},  # 3.30
    "suppression": {"kind": (True, {"inSource", "external"}), "justification": (False, str)},  # 3.35
}

# RFC 3986: no blanks, no letters beyond ASCII, percent signs only as escapes; and a relative
# reference must not begin like a scheme ("a:b").
URI = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")


def is_uri(value, relative):
    if not isinstance(value, str) or not URI.fullmatch(value):
        return False
    return ":" not in value.split("/")[0] if relative else value.startswith("https://")


def simple(value, kind):
    if kind in ("uri", "uri-reference"):
        return is_uri(value, kind == "uri-reference")
    if kind == "strings":
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    if kind == "propertyBag":
        return isinstance(value, dict)
    if isinstance(kind, set):
        return value in kind
    return isinstance(value, kind) and not isinstance(value, bool)


def walk(value, kind, at):
    """Problems of a value, as sentences."""
    if isinstance(kind, list):
        if not isinstance(value, list):
            yield f"{at}: no array"
            return
        for i, one in enumerate(value):
            yield from walk(one, kind[0], f"{at}[{i}]")
        return
    if not isinstance(kind, str) or kind not in OBJECTS:
        if not simple(value, kind):
            yield f"{at}: {value!r} is not allowed"
        return
    if not isinstance(value, dict):
        yield f"{at}: no object"
        return
    for name, (required, _) in OBJECTS[kind].items():
        if required and name not in value:
            yield f"{at}: {name} is missing"
    for name, inner in value.items():
        if name not in OBJECTS[kind]:
            yield f"{at}: {name} is no property of a {kind} that is known here"
        else:
            yield from walk(inner, OBJECTS[kind][name][1], f"{at}.{name}")


def agreements(log):
    """What the schema cannot say: 3.27.6, 3.27.7, 3.28.2, 3.30.5, 3.49.3."""
    for run in log["runs"]:
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(set(ids)) != len(ids):
            yield "two rules have one id"
        for i, result in enumerate(run["results"]):
            if not 0 <= result["ruleIndex"] < len(ids) or ids[result["ruleIndex"]] != result["ruleId"]:
                yield f"result {i}: ruleIndex names another rule than ruleId"
            related = [place["id"] for place in result["relatedLocations"]]
            if len(set(related)) != len(related) or any(n < 0 for n in related):
                yield f"result {i}: ids of relatedLocations are not unique numbers"
            for place in result["locations"] + result["relatedLocations"]:
                if place["physicalLocation"].get("region", {"startLine": 1})["startLine"] < 1:
                    yield f"result {i}: a region begins before line 1"
            if not result["message"]["text"].strip():
                yield f"result {i}: an empty message"


def problems(log):
    found = list(walk(log, "sarifLog", "log"))
    return found or list(agreements(log))


def run(program, log, document, *options):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "gaps.sarif")
        done = subprocess.run([program, "gaps", log, "--document", document, "-q", "--sarif", out, *options],
                              capture_output=True, text=True)
        if not os.path.exists(out):
            return [done.stderr.strip()]
        with open(out, encoding="utf-8") as f:
            written = json.load(f)
    if not written["runs"][0]["results"]:
        return ["no result"]
    return problems(written)


def the_judge_itself():
    """It must be able to say no."""
    good = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "a"}]}}, "results": [
        {"ruleId": "a", "ruleIndex": 0, "message": {"text": "t"}, "relatedLocations": [], "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": "a%20b.csv"}, "region": {"startLine": 1}}}]}]}]}
    assert problems(good) == []
    for change in ('"2.1.0" "2.1"', '"t" 5', '%20 \\u0020', '"startLine":1 "startLine":0', '"ruleIndex":0 "ruleIndex":1',
                   '"name":"x", ""', '"text" "markdown"'):
        old, new = change.split(" ")
        text = json.dumps(good, separators=(",", ":"))
        bad = text.replace(old, new.strip('""') if new == '""' else new, 1)
        assert bad != text, change
        assert problems(json.loads(bad)), change


def main(program):
    the_judge_itself()
    deals = ROOT + "/datasets/deals/"
    case = ROOT + "/tests/golden/gaps-allow/"
    with tempfile.TemporaryDirectory() as folder:
        odd = os.path.join(folder, "M\u00f6bel: 100 % & <more>.csv")
        shutil.copy(deals + "deals.csv", odd)
        runs = [("deals", deals + "deals.csv", deals + "manual.md"),
                ("allowed", case + "log.csv", case + "manual.md", "--allow", case + "allow.csv"),
                ("odd name", odd, deals + "manual.md")]
        bad = 0
        for name, *arguments in runs:
            found = run(program, *arguments)
            bad += bool(found)
            for line in found[:10]:
                print(f"sarif: {name}: {line}")
    print(f"sarif: {len(runs) - bad} of {len(runs)} files follow SARIF 2.1.0")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
