"""hostile.py - 500 names that try to be more than names, and a log made of them."""

import csv

CORE = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<b>bold</b>",
    "<img src=x onerror=alert(1)>", "\"onmouseover=\"alert(1)", "' onfocus='alert(1)",
    "javascript:alert(1)", "</style><style>*{display:none}</style>", "<!-- comment",
    "--><svg/onload=alert(1)>", "]]><b>", "<![CDATA[x]]>", "&lt;b&gt;", "&#60;b&#62;",
    "&amp;amp;", "${alert(1)}", "{{7*7}}", "<%= 7 %>", "`id`", "$(id)", "system('id')",
    "%s%n%d", "%1$s", "\\N", "\\G \\E \\L", "\\n\\l\\r", "{a|b|<c>d}", "a:b:c", "\\",
    "\"", "'", "\"\"", "a\"; system('id'); \"", "{/Bold x}", "a_{b}^{c}", "@a", "~a{b}",
    "\u2028line", "para\u2029graph", "right\u202eto left", "\u2066isolate\u2069", "\ufeffbom",
    "zero\u200bwidth", "soft\u00adhyphen", "line\nbreak", "two\r\nlines", "tab\tbed",
    "\x01control\x02", "\x1b[31mred\x1b[0m", "\x1b]52;c;aGk=\x07", "\x7fdelete", "c1\x9bcode",
    "=cmd|' /C calc'!A1", "+1+1", "-1-1", "@SUM(A1)", "\uff1d1", "a,b;c|d", "#comment", "# %",
    "<a href='http://example.invalid/'>x</a>", "<iframe src=//example.invalid>", "<base href=x>",
    "<svg><use href='data:x'/></svg>", "<math><mtext></mtext></math>", "<table><tr><td>x",
    "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>", "</body></html>",
    "<!DOCTYPE html><html><body onload=alert(1)>", "<template><script>1</script></template>",
    "e\u0301" + "\u0301" * 40, "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627",
    "\u6f22\u5b57", "\U0001f410", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "null", "NaN",
    "__proto__", "constructor", "../../etc/passwd", "C:\\con", "x" * 300, "very " * 60 + "long",
    "<" * 50, "&" * 50, "'" * 9, "../report.html", "0012", "1e5", "true",
]


def variations():
    """500 different names: the core, alone and inside other texts."""
    names = []
    frames = ["{}", "a {} b", "\"{}\"", "<{}>", "{}{}", "x={};"]
    for frame in frames:
        for name in CORE:
            made = frame.replace("{}", name).strip(" \t\r\n\u00a0")
            if made and made not in names:
                names.append(made)
    return names[:500]


NAMES = variations()


def hides(cp):
    return (0x200B <= cp <= 0x200F or 0x202A <= cp <= 0x202E or 0x2060 <= cp <= 0x2069
            or cp in (0x061C, 0xFEFF, 0x2028, 0x2029))


def shown(name):
    """The text a page shows for the name: what would act or hide is made visible."""
    out = []
    for c in name:
        cp = ord(c)
        if cp < 0x20:
            out.append(chr(0x2400 + cp))
        elif 0x7F <= cp < 0xA0 or hides(cp):
            out.append(f"[U+{cp:04X}]")
        else:
            out.append(c)
    return "".join(out)


def write_log(path, names):
    """Every name as case, activity, resource and group; returns the options to read it."""
    n = len(names)
    with open(path, "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["case", "activity", "who", "team", "time"])
        for i in range(3 * n):
            day, second = i % 28 + 1, i % 60
            rows.writerow([names[i % n], names[(i * 7 + i // n) % n], names[(i * 3) % n],
                           names[(i + 1) % n], f"2024-01-{day:02d} 10:00:{second:02d}"])
    return ["--case", "case", "--activity", "activity", "--resource", "who", "--group",
            "team", "--time", "time", "--delimiter", ","]
