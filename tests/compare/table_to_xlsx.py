"""A table as an Excel workbook: a writer of its own, for comparisons.

Text stands in shared strings (every other one inline), whole numbers are numbers, times
of the form 2024-03-01 09:30:00 (also with T and fractions) are serial days with a date
style. Empty cells are left out. A second sheet stands behind the first.
"""
import datetime
import re
import zipfile
from xml.sax.saxutils import escape

TIME = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,3})?)?)?$")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd&quot;T&quot;hh:mm:ss.000"/></numFmts>'
    '<cellStyleXfs count="1"><xf numFmtId="22"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)


def column(i):
    """A, B, ..., AA."""
    name = ""
    i += 1
    while i:
        i, rest = divmod(i - 1, 26)
        name = chr(65 + rest) + name
    return name


def serial(text, since_1904):
    """A day and its fraction as a number."""
    start = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
    span = datetime.datetime.fromisoformat(text) - start
    return repr(span.days + (span.seconds + span.microseconds / 1e6) / 86400)


class Sheet:
    """Cells with their shared strings."""

    def __init__(self, since_1904):
        self.since_1904 = since_1904
        self.strings = {}
        self.n = 0

    def cell(self, row, i, value):
        """One cell, or nothing."""
        at = f'{column(i)}{row}'
        if value == "":
            return ""
        if TIME.match(value) and value >= "1904-01-02":
            style = 1 if len(value) > 10 else 2
            return f'<c r="{at}" s="{style}"><v>{serial(value, self.since_1904)}</v></c>'
        if re.fullmatch(r"[1-9]\d{0,14}|0", value):
            return f'<c r="{at}"><v>{value}</v></c>'
        self.n += 1
        text = escape(value).replace("\r", "_x000D_")
        if self.n % 2:
            return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        k = self.strings.setdefault(value, len(self.strings))
        return f'<c r="{at}" t="s"><v>{k}</v></c>'


def write(name, rows, since_1904=False):
    """rows: header first; None is a row that is not there."""
    sheet = Sheet(since_1904)
    body = []
    for r, row in enumerate(rows, 1):
        if row is not None:
            cells = "".join(sheet.cell(r, i, v) for i, v in enumerate(row))
            body.append(f'<row r="{r}">{cells}</row>')
    strings = "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in sheet.strings)
    parts = {
        "[Content_Types].xml": f"{XML}<Types/>",
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{REL}">'
        f'<workbookPr date1904="{int(since_1904)}"/><sheets>'
        '<sheet name="Hidden" sheetId="3" state="hidden" r:id="rId1"/>'
        '<sheet name="Log &amp; more" sheetId="1" r:id="rId2"/>'
        '<sheet name="Other" sheetId="2" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships>'
        '<Relationship Id="rId1" Target="worksheets/sheet2.xml"/>'
        '<Relationship Id="rId2" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'{XML}<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'
        + "".join(body)
        + "</sheetData></worksheet>",
        "xl/worksheets/sheet2.xml": f'{XML}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    }
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as z:
        for part, text in parts.items():
            z.writestr(part, text)
