#!/usr/bin/python3
"""check_report.py PROGRAM [--screens DIR] LOG[::DOCUMENT]... - reports seen through a real browser.

Each log is reported and the page is opened from disk, with names that resolve nowhere:
no request, no console message, no dialog; every figure with an address equals
report.json; nothing is wider than a phone; texts have enough contrast in light and dark;
everything can be read without script; tables sort, filters filter, the map turns its
pages. Then 500 hostile names go through every column and come out as texts.
"""

import json
import os
import subprocess
import sys
import tempfile

from chromium import Browser
from hostile import NAMES, shown, write_log

problems = []


def expect(good, what):
    if not good:
        problems.append(what)
        print(f"    FAILED: {what}")


def report(program, arguments, folder):
    done = subprocess.run([program, "report", *arguments, "-o", folder, "-q"],
                          capture_output=True, text=True)
    expect(done.returncode == 0, f"{arguments}: exit {done.returncode} {done.stderr}")
    return done.returncode == 0


# --- figures ---

FIGURES = """Array.from(document.querySelectorAll('data[data-json]'),
    e => [e.dataset.json, e.value, e.textContent])"""


def look_up(whole, path):
    """log/cases; an array is asked by id or place: bottlenecks/B-1a2b3c4d/total, checks/0"""
    at = whole
    for step in path.split("/"):
        if not isinstance(at, list):
            at = at[step]
        elif step.isdigit():
            at = at[int(step)]
        else:
            at = next(x for x in at if x["id"] == step)
    return at


def figures_equal_the_file(browser, folder, name):
    with open(os.path.join(folder, "report.json"), encoding="utf-8") as f:
        whole = json.load(f)
    figures = browser.evaluate(FIGURES)
    expect(len(figures) > 8, f"{name}: only {len(figures)} figures on the page")
    for path, value, text in figures:
        try:
            expect(abs(float(value) - look_up(whole, path)) < 1e-6,
                   f"{name}: {path} is {value} on the page, {look_up(whole, path)} in the file")
        except (KeyError, StopIteration):
            expect(False, f"{name}: {path} is not in report.json")
        if text.replace(",", "").isdigit():
            expect(text.replace(",", "") == value, f"{name}: {path} reads {text}, is {value}")
    return len(figures)


# --- looks ---

CONTRAST = """(() => {
  const part = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
  const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = c => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = c; paint.fillRect(0, 0, 1, 1);
    return paint.getImageData(0, 0, 1, 1).data; };
  const poor = [];
  for (const e of document.querySelectorAll('main *, nav *')) {
    if (e.closest('svg') || !e.checkVisibility()) continue;
    if (!Array.from(e.childNodes).some(n => n.nodeType === 3 && n.data.trim())) continue;
    let b = e, ground;
    do { ground = rgb(getComputedStyle(b).backgroundColor); b = b.parentElement; }
    while (ground[3] < 255 && b);
    const x = light(rgb(getComputedStyle(e).color)), y = light(ground);
    const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    if (ratio < 4.5) poor.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2) + ' ' +
                               e.textContent.slice(0, 30));
  }
  return poor;
})()"""


def quiet(browser, url, name):
    browser.settle()
    others = [r for r in browser.requests if r != url]
    expect(not others, f"{name}: requests {others[:3]}")
    expect(not browser.console, f"{name}: console {browser.console[:3]}")
    expect(not browser.dialogs, f"{name}: dialogs {browser.dialogs[:3]}")


def looks(browser, url, name, screens):
    for width, height, dark in ((1280, 900, False), (390, 844, False), (1280, 900, True)):
        browser.open(url, width, height, dark=dark)
        quiet(browser, url, name)
        wide = browser.evaluate("document.documentElement.scrollWidth")
        expect(wide <= width, f"{name}: {wide} pixels wide on a screen of {width}")
        poor = browser.evaluate(CONTRAST)
        expect(not poor, f"{name}: contrast {poor[:4]} (dark: {dark})")
        if screens:
            kind = f"{width}{'-dark' if dark else ''}"
            browser.screenshot(os.path.join(screens, f"{name}-{kind}.png"))
            browser.screenshot(os.path.join(screens, f"{name}-{kind}-whole.png"), whole=True)


# --- with and without script ---

SORTED = """(() => {
  const table = document.querySelector('table.sortable, table[data-name]');
  if (!table || table.tBodies[0].rows.length < 3) return true;
  const at = Array.from(table.tHead.rows[0].cells).findIndex(c => c.classList.contains('n'));
  const button = table.tHead.rows[0].cells[at].querySelector('button');
  const values = () => Array.from(table.tBodies[0].rows, r => Number(r.cells[at].dataset.v));
  button.click();
  const down = values().every((v, i, a) => !i || a[i - 1] >= v);
  button.click();
  return down && values().every((v, i, a) => !i || a[i - 1] <= v);
})()"""

TURNED = """(() => {
  const slider = document.querySelector('.controls input');
  const before = document.querySelector('.level:not([hidden])').id;
  slider.value = slider.value === '0' ? 3 : 0;
  slider.dispatchEvent(new Event('input'));
  const shown = document.querySelectorAll('.level:not([hidden])');
  return shown.length === 1 && (shown[0].id !== before ||
                                document.querySelectorAll('.level').length === 1 ||
                                document.getElementById('map-levels').dataset.levels
                                    .split(' ').every((x, i, a) => x === a[0]) || 'same');
})()"""

EVIDENCE = """Array.from(document.querySelectorAll('.finding'), f =>
    f.classList.contains('k7') || f.classList.contains('bare') || (f.querySelectorAll('tbody tr').length > 0 &&
    Array.from(f.querySelectorAll('tbody tr'), r => /:[0-9]+$/.test(
        r.querySelector('code').textContent)).every(x => x)))"""


def comforts(browser, url, name):
    browser.open(url)
    expect(browser.evaluate(SORTED), f"{name}: a table did not sort")
    expect(browser.evaluate(TURNED) is not False, f"{name}: the map did not turn its page")
    expect(all(browser.evaluate(EVIDENCE)), f"{name}: a finding without evidence")
    browser.open(url, script=False)
    plain = browser.evaluate("""[document.querySelectorAll('h2').length,
        document.querySelectorAll('.level:not([hidden])').length,
        document.querySelectorAll('button, input').length]""")
    expect(plain[0] >= 6 and plain[1] == 1 and plain[2] == 0,
           f"{name}: without script: {plain}")
    quiet(browser, url, name)


def check_log(browser, program, log, screens):
    log, _, document = log.partition("::")
    name = os.path.basename(log).split(".")[0]
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "report")
        if not report(program, [log] + (["--document", document] if document else []), out):
            return
        url = f"file://{out}/report.html"
        size = os.path.getsize(os.path.join(out, "report.html"))
        expect(size < 5_000_000, f"{name}: {size} bytes of HTML")
        browser.open(url)
        n = figures_equal_the_file(browser, out, name)
        looks(browser, url, name, screens)
        comforts(browser, url, name)
        print(f"  {name}: {size} bytes, {n} figures compared")


# --- hostile names ---

INERT = """(() => {
  const odd = [];
  for (const e of document.querySelectorAll('*')) {
    if (['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FORM', 'AUDIO', 'VIDEO', 'LINK',
         'foreignObject', 'image', 'animate', 'set'].includes(e.tagName)) odd.push(e.tagName);
    for (const a of e.attributes) {
      if (a.name.startsWith('on') || a.name === 'style') odd.push(a.name);
      if (['href', 'src', 'xlink:href'].includes(a.name) && !a.value.startsWith('#'))
        odd.push(a.value);
    }
  }
  if (document.scripts.length !== 1) odd.push(document.scripts.length + ' scripts');
  return odd;
})()"""


def check_hostile(browser, program, names, label):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "<img src=x onerror=alert(1)>.csv")
        out = os.path.join(folder, "report")
        options = write_log(log, names)
        if not report(program, [log, *options], out):
            return set()
        url = f"file://{out}/report.html"
        browser.open(url)
        quiet(browser, url, label)
        odd = browser.evaluate(INERT)
        expect(not odd, f"{label}: {odd[:5]}")
        texts = set(browser.evaluate(
            "Array.from(document.querySelectorAll('.name'), e => e.textContent)"))
        with open(os.path.join(out, "report.json"), encoding="utf-8") as f:
            json.load(f)
        return texts


def hostile(browser, program):
    allowed = {shown(n) for n in NAMES}
    seen = set()
    check_hostile(browser, program, NAMES, "all hostile names at once")
    for i in range(0, len(NAMES), 20):
        seen |= check_hostile(browser, program, NAMES[i:i + 20], f"hostile names from {i}")
    missing = allowed - seen
    expect(not missing, f"{len(missing)} names are not on the page: {list(missing)[:5]!r}")
    print(f"  {len(NAMES)} hostile names, {len(allowed & seen)} different texts found")


def main():
    arguments = sys.argv[1:]
    screens = None
    if "--screens" in arguments:
        at = arguments.index("--screens")
        screens = arguments[at + 1]
        del arguments[at:at + 2]
        os.makedirs(screens, exist_ok=True)
    program = os.path.abspath(arguments[0])
    with Browser() as browser:
        for log in arguments[1:]:
            check_log(browser, program, log, screens)
        hostile(browser, program)
    print(f"browser: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
