"""Every row of the tables 4.1 (CSV and encoding) and 4.2 (times) of the reliability contract, on the
program itself. A function is a row; its name says what must hold. Where a unit test holds a row more
closely, it is named beside it.

    reading.py GOATPATH

  row  what                                     also held by
  A1   nothing to read                          test_reader nothing_to_read_is_refused
  A2   last line without an end                 test_rows a_last_row_needs_no_line_end
  A3   line ends                                test_rows every_line_end_counts_as_in_an_editor
  A4   line ends inside quotes                  test_rows a_quoted_field_may_hold_anything
  A5   quotes that never close                  test_rows an_unclosed_quote_costs_its_own_line,
                                                wrong_pairs_of_quotes_do_not_swallow_rows
  A6   odd quotes on one line                   test_rows odd_quotes_are_kept_where_the_fields_fit
  A7   too few and too many fields              test_rows extra_fields_must_be_empty
  A8   endless fields                           test_rows a_field_over_the_limit_is_refused
  A9   NUL bytes                                test_rows a_nul_matters_only_where_it_is_used
  A10  byte order marks, UTF-16, UTF-32         test_decode what_looks_like_binary_is_refused...
  A11  other encodings, invalid UTF-8           test_decode the_encoding_given_is_obeyed
  A12  header names twice, header again         test_columns a_duplicate_header_must_be_numbered
  A13  delimiters                               test_dialect
  A14  order of rows                            test_relations
  A15  what is no file, a file that changes     test_source a_file_that_grows...
  A16  many files, one twice                    -
  A17  names that look alike                    test_checks
  B1   odd times, one by one                    test_times, test_time_forms, test_moments
  B2   day or month first                       test_times nothing_decides_is_ambiguous...
  B3   clocks that jump                         test_zone
  B4   far years                                test_times implausible_years_are_named_so
  B5   sums of long spans                       test_stats, test_sample
  B6   ties, mixed precision                    test_checks
  B7   clocks that disagree                     test_gaps (time-order), test_checks_clocks
  B8   locales                                  test_times no_locale_changes_a_reading
  B9   TZ                                       test_times no_locale_changes_a_reading
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time

GOATPATH = sys.argv[1]
FOLDER = tempfile.TemporaryDirectory(prefix="goatpath-reading-")
HEADER = "Ticket,Status,Time,Agent\n"
ROWS = ["1,Open,2024-03-05 14:05,Ann\n", "1,Work,2024-03-05 15:00,Bob\n",
        "1,Close,2024-03-06 09:00,Bob\n", "2,Open,2024-03-07 10:00,Ann\n",
        "2,Close,2024-03-08 11:30,Cem\n", "3,Open,2024-03-09 08:00,Ann\n",
        "3,Work,2024-03-10 08:00,Bob\n", "3,Close,2024-03-11 08:00,Ann\n"]
LOG = HEADER + "".join(ROWS)


def put(content, name="log.csv"):
    path = os.path.join(FOLDER.name, name)
    with open(path, "wb") as out:
        out.write(content.encode() if isinstance(content, str) else content)
    return path


def run(*arguments, **how):
    return subprocess.run([GOATPATH, *arguments], capture_output=True, text=True, check=False,
                          cwd=FOLDER.name, **how)


def events(content, *options, **how):
    """[(case, activity, time, resource)] and the report, of a log that must be read."""
    path = content if isinstance(content, list) else [put(content)]
    done = run("convert", *path, "-o", "out.csv", "--force", *options, **how)
    assert done.returncode == 0, done.stderr
    with open(os.path.join(FOLDER.name, "out.csv"), encoding="utf-8", newline="") as text:
        return text.read()


def report(content, *options, **how):
    path = content if isinstance(content, list) else [put(content)]
    done = run("report", *path, "--json", "-q", *options, **how)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(content, *options, status=3, says="", **how):
    path = content if isinstance(content, list) else [put(content)]
    done = run("report", *path, "--json", "-q", *options, **how)
    assert done.returncode == status, (done.returncode, done.stderr)
    assert says in done.stderr, done.stderr
    return done.stderr


def checks(r):
    return {c["name"]: c for c in r["quality"]["checks"]}


def balanced(r):
    q = r["quality"]
    assert q["rows"] == q["used"] + q["rejected"] + q["ignored"]
    return q


# ---- 4.1 ----

def a1_nothing_to_read_ends_with_3_and_leaves_no_file():
    for content in ("", "\ufeff", HEADER, "\n\n\r\n\n"):
        refused(content, says="no events" if content != HEADER else "")
        done = run("report", put(content), "-o", "nothing")
        assert done.returncode == 3 and not os.path.exists(os.path.join(FOLDER.name, "nothing"))


def a2_a_last_line_without_an_end_is_a_row():
    assert events(LOG) == events(LOG[:-1])
    empty = HEADER + "".join(ROWS[:-1]) + "3,Close,2024-03-11 08:00,"
    assert events(empty) == events(empty + "\n")


def a3_every_line_end_gives_the_same_events_and_the_editors_lines():
    plain = events(LOG)
    for end in ("\r\n", "\r", "\n\r"):
        assert events(LOG.replace("\n", end)) == plain, repr(end)
    mixed = "".join(line + ("\r\n" if i % 2 else "\n") for i, line in enumerate(LOG.splitlines()))
    assert events(mixed) == plain
    assert "mixed" in run("peek", put(mixed)).stdout
    for end, line in (("\r\n", 26), ("\r", 26), ("\n", 26)):
        bad = (LOG + "".join(ROWS * 2) + "4,Open,nonsense,Ann\n").replace("\n", end)
        stderr = refused(bad, "--strict", says="nonsense")
        assert f":{line}: " in stderr, stderr


def a4_a_quoted_line_end_is_text_and_lines_are_physical():
    quoted = HEADER + '"1","Open\nor\r\nnot",2024-03-05 14:05,Ann\n' + "".join(ROWS[1:])
    assert report(quoted)["quality"]["events"] == 8
    stderr = refused(quoted + "".join(ROWS * 2) + "4,Open,nonsense,Ann\n", "--strict", says="nonsense")
    assert ":28: " in stderr, stderr  # header, three lines of one record, 23 rows


def a5_a_quote_that_never_closes_costs_its_own_line():
    rows = [f'{i // 4},"step {i % 4}",2024-01-01 {i % 24:02}:{i % 60:02},Ann\n' for i in range(40000)]
    rows[10] = '2,"step 2,2024-01-01 10:10,Ann\n'
    q = balanced(report(HEADER + "".join(rows)))
    assert (q["used"], q["reasons"]) == (39999, {"quote not closed": 1}), q
    assert ":12: " in refused(HEADER + "".join(rows), "--strict", says="quote not closed")
    long = HEADER + '"1",Open,2024-03-05 14:05,"' + ("a line of a remark\n" * 11000)[:200 * 1024] + '"\n'
    q = balanced(report(long + "".join(ROWS[1:])))
    assert (q["used"], q["rejected"]) == (8, 0), q


def a6_odd_quotes_on_one_line_are_kept():
    odd = HEADER + ('1,"Op"en,2024-03-05 14:05,Ann\n' '1,Wo"rk,2024-03-05 15:00,Bob\n'
                    '1, "Close",2024-03-06 09:00,Bob\n') + "".join(ROWS[3:])
    r = report(odd)
    assert balanced(r)["used"] == 8
    assert checks(r)["odd-quotes"]["count"] >= 2, checks(r)
    q = balanced(report(HEADER + '1,"Op"en,extra,2024-03-05 14:05,Ann\n' + "".join(ROWS * 4),
                        "--max-rejects", "50"))
    assert q["used"] == 32 and q["rejected"] == 1, q


def a7_fields_that_lack_or_exceed_are_refused_unless_nothing_is_lost():
    short = HEADER + "9,Open\n" + "".join(ROWS * 3)
    assert balanced(report(short))["reasons"] == {"wrong number of fields": 1}
    unused = LOG.replace("Agent", "Remark").replace(",Ann\n", "\n", 1)
    assert balanced(report(unused))["used"] == 8
    assert balanced(report(LOG.replace(",Ann\n", ",Ann,,\n", 1)))["used"] == 8
    more = report(HEADER + "1,Open,2024-03-05 14:05,Ann,and more\n" + "".join(ROWS * 3))
    assert balanced(more)["reasons"] == {"wrong number of fields": 1}
    wide = HEADER + "".join(ROWS * 3) + "9,Open,2024-03-05 14:05,Ann" + ",x" * 99999 + "\n"
    assert balanced(report(wide))["reasons"] == {"wrong number of fields": 1}
    refused("a," * 70000 + "b\n" + "1," * 70000 + "2\n", says="70001 fields, expected 65536")


def a8_an_endless_field_is_refused_in_the_same_memory():
    field = "x" * (16 * 1024 * 1024 + 1)
    path = put(HEADER + "".join(ROWS * 2) + f"9,Open,2024-03-05 14:05,{field}\n" + "".join(ROWS))
    q = balanced(report([path]))
    assert q["reasons"] == {"field too long": 1} and q["used"] == 24, q


def a8_a_first_field_beyond_the_first_mib_is_named():
    field = "x" * (1 << 21)
    stderr = refused(HEADER + f'"{field}",Open,2024-03-05 14:05,Ann\n' + "".join(ROWS), says="does not end")
    assert "log.csv:2: the first row" in stderr, stderr
    refused(field + "," + LOG, says="one line that does not end")
    told = ("--case", "Ticket", "--activity", "Status", "--time", "Time", "--time-format", "iso")
    q = balanced(report(HEADER + f"{field},Open,2024-03-05 14:05,Ann\n" + "".join(ROWS), *told))
    assert q["used"] == 9, q


def a9_nul_bytes_matter_where_they_are_used():
    assert balanced(report(LOG.replace("2,Open", "2\0,Open") + "".join(ROWS * 3)))["reasons"] == {
        "NUL byte in a column that is used": 1}
    remark = LOG.replace("Agent", "Remark").replace("Cem", "C\0em")
    assert balanced(report(remark))["used"] == 8
    refused("\0" * 5000, says="")
    refused(LOG.replace(",", ",\0\0\0"), says="UTF-16 or binary")


def a10_marks_and_wide_characters():
    plain = events(LOG)
    for encoding in ("utf-8-sig", "utf-16"):
        assert events(LOG.encode(encoding)) == plain
    assert events(b"\xfe\xff" + LOG.encode("utf-16-be")) == plain
    refused(LOG.encode("utf-32"), says="--encoding")
    for encoding in ("utf-16-le", "utf-16-be"):
        refused(LOG.encode(encoding), says="--encoding")
        assert events(LOG.encode(encoding), "--encoding", "utf-16" + encoding[-2:]) == plain


def a11_other_encodings_are_said_and_invalid_bytes_stay_apart():
    latin = LOG.replace("Ann", "Zoë").encode("cp1252")
    assert "Zoë" in events(latin)
    assert report(latin)["sources"][0]["encoding"] == "windows-1252"
    polish = LOG.replace("Ann", "Łukasz Żółkiewski").replace("Open", "Otwarte zgłoszenie").replace(
        "Close", "Zamknięta część").replace("Bob", "Kępińska").replace("Work", "Sprawdź")
    for encoding, name in (("cp1250", "windows-1250"), ("iso8859_2", "iso-8859-2")):
        r = report(polish.encode(encoding))
        assert r["sources"][0]["encoding"] == name and "encoding-unsure" not in checks(r), name
        assert events(polish.encode(encoding)) == events(polish), name
    russian = LOG.replace("Ann", "Иван Петров").replace("Open", "Открыта").replace("Close", "Закрыта")
    for encoding in ("cp1251", "koi8_r", "cp866", "iso8859_5"):
        assert events(russian.encode(encoding)) == events(russian), encoding
    spanish = LOG.replace("Ann", "Muñoz").encode("cp1252")
    assert "'Muńoz' in windows-1250" in checks(report(spanish))["encoding-unsure"]["found"]
    assert "encoding-unsure" not in checks(report(spanish, "--encoding", "windows-1252"))
    mixed = LOG.replace("Ann", "Zoë")
    mixed = mixed.encode() + mixed.split("\n", 1)[1].replace("1,", "4,").encode("cp1252")
    assert "mix encodings" in checks(report(mixed))["encoding-unsure"]["found"]
    japanese = LOG.replace("Ann", "田中").replace("Open", "受付").replace("Close", "完了").replace(
        "Bob", "鈴木").replace("Work", "対応中")
    for encoding, name in (("shift_jis", "shift_jis"), ("euc_jp", "euc-jp")):
        told = refused(japanese.encode(encoding), says=f"--encoding {name} reads '受付'")
        assert "gbk reads" in told, told
        assert events(japanese.encode(encoding), "--encoding", name) == events(japanese)
    many = "é" * 200  # mostly UTF-8, and two names that differ in an invalid byte only
    mixed = (HEADER + f"0,{many},2024-03-01 10:00,Ann\n").encode() + "".join(ROWS).encode()
    mixed = mixed.replace(b"1,Open", b"1,Op\xffn").replace(b"2,Open", b"2,Op\xfen")
    r = report(mixed, "--encoding", "utf-8")
    assert r["log"]["activities"] == 6, r["log"]  # the long one, two damaged, Open, Work, Close
    assert checks(r)["undecodable-bytes"]["count"] == 2


def a12_names_twice_are_asked_about_and_a_header_again_is_no_row():
    twice = LOG.replace("Agent", "Status")
    stderr = refused(twice, "--activity", "Status", status=2, says="two columns of that name")
    assert "#2" in stderr and "#4" in stderr
    assert report(twice, "--activity", "#2")["log"]["activities"] == 3
    assert balanced(report(LOG + HEADER + "".join(ROWS * 2)))["reasons"] == {"header again": 1}
    assert balanced(report(LOG.replace("Agent", "")))["used"] == 8


def a13_delimiters_are_found_and_later_rows_change_nothing():
    plain = events(LOG)
    for sign in ";\t|":
        assert events(LOG.replace(",", sign)) == plain
    names = LOG.replace("Open", '"Open; wait"')
    assert "Open; wait" in events(names)
    commas = LOG.replace(",", ";").replace("Ann", "3,50").replace("Bob", "4,25").replace("Cem", "1,00")
    assert events(commas).count(";") == 0 and balanced(report(commas))["used"] == 8
    q = balanced(report(LOG + "".join(ROWS) * 2 + "4;Open;2024-03-05 14:05;Ann\n"))
    assert q["used"] == 24 and q["rejected"] == 1, q
    doubled = report(LOG.replace(",", "||"))  # empty columns between
    assert doubled["log"] == report(LOG)["log"], doubled["log"]


def a14_the_order_of_rows_changes_nothing():
    rows = ROWS[:]
    base = {k: v for k, v in report(LOG).items() if k not in ("sources", "quality")}
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        again = report(HEADER + "".join(rows))
        assert {k: v for k, v in again.items() if k not in ("sources", "quality")} == base
    assert report(LOG + "4,Open,2024-03-12 08:00,Ann\n4,Close,2024-03-12 08:00,Ann\n")["quality"]["ties"] == 1


def a15_pipes_are_read_and_what_is_no_file_is_refused():
    fifo = os.path.join(FOLDER.name, "pipe")
    os.mkfifo(fifo)

    def feed():
        with open(fifo, "w", encoding="utf-8") as out:
            out.write(LOG)

    feeder = threading.Thread(target=feed)
    feeder.start()
    assert balanced(report([fifo]))["used"] == 8
    feeder.join()
    done = run("report", "-", "--json", "-q", input=LOG)
    assert done.returncode == 0 and json.loads(done.stdout)["quality"]["used"] == 8
    refused([FOLDER.name], says="folder")
    refused(["/dev/null"], says="")
    refused([os.path.join(FOLDER.name, "not there.csv")], says="not there.csv")


def a16_many_files_need_few_descriptors_and_one_twice_is_refused():
    folder = os.path.join(FOLDER.name, "many")
    os.mkdir(folder)
    names = []
    for i in range(10000):
        names.append(os.path.join("many", f"{i}.csv"))
        with open(os.path.join(folder, f"{i}.csv"), "w", encoding="utf-8") as out:
            out.write(LOG.replace("\n1,", f"\n{i}-1,").replace("\n2,", f"\n{i}-2,").replace("\n3,", f"\n{i}-3,"))
    few = report(names, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    assert few["quality"]["used"] == 10000 * 8 and few["log"]["cases"] == 30000
    done = run("report", *names, "-o", "of-many", "-q")
    page = os.path.getsize(os.path.join(FOLDER.name, "of-many", "report.html"))
    assert done.returncode == 0 and page < 2 << 20, (done.stderr, page)
    refused([names[0], names[1], names[0]], status=2, says="given twice")


def a17_names_that_look_alike_stay_apart_and_are_told():
    alike = HEADER + "".join(
        f"{i},{name},2024-03-0{1 + i % 9} 0{k}:00,Ann\n"
        for i in range(9)
        for k, name in enumerate(["Caf\u00e9", "Cafe\u0301", "Check", "Che\u200bck", "\u202eClose", "Close"]))
    r = report(alike)
    assert r["log"]["activities"] == 6
    told = checks(r)["invisible-differences"]
    assert told["count"] >= 3, told


# ---- 4.2 ----

def one(time, *options, max_rejects="60"):
    """The time of one row among others whose column is clear, or the reason why not."""
    path = put(LOG + "".join(ROWS * 2) + f"9,Odd,{time},Ann\n")
    r = report([path], "--max-rejects", max_rejects, *options)
    if r["quality"]["rejected"]:
        return next(iter(r["quality"]["reasons"]))
    first = [line for line in events([path], "--max-rejects", max_rejects, *options).splitlines()
             if ",Odd," in line][0]
    return first.split(",")[2]


def b1_odd_times_are_valid_or_refused_each_by_rule():
    for time, expected in {
            "2025-02-31 10:00": "unreadable time", "2025-13-01": "unreadable time",
            "2024-03-05 24:00:00": "2024-03-06T00:00:00.000Z",
            "2024-03-05 23:59:60": "2024-03-06T00:00:00.000Z",
            "2024-03-05 25:00": "unreadable time", "": "no time", "0000-00-00": "no time",
            "null": "no time", "N/A": "no time", "45356.5": "unreadable time",
            "1709647500": "unreadable time", "05 Mar 2024 14:05": "2024-03-05T14:05:00.000Z",
    }.items():
        assert one(time) == expected, (time, one(time))
    leap = report(LOG + "9,Odd,2024-03-05 23:59:60,Ann\n")
    assert checks(leap)["leap-seconds"]["count"] == 1
    for scale in (1, 1000, 1000000, 1000000000):  # numbers are times where the column has such
        epochs = HEADER + "".join(f"{i // 2},step {i % 2},{(1709647500 + i * 1000) * scale},Ann\n" for i in range(8))
        assert "2024-03-05T14:05:00.000Z" in events(epochs)
    serials = HEADER + "".join(f"{i // 2},step {i % 2},{45356.5 + i / 4},Ann\n" for i in range(8))
    assert "2024-03-05T12:00:00.000Z" in events(serials)


def b2_day_or_month_first_is_never_guessed():
    text = HEADER + "1,a,01/02/2025,Ann\n1,b,03/02/2025,Ann\n2,a,02/03/2025,Ann\n2,b,04/03/2025,Ann\n"
    stderr = refused(text, says="2025-02-01 (day first")
    assert "2025-01-02 (month first" in stderr
    assert "2025-02-01" in events(text, "--time-format", "dmy")
    assert "2025-01-02" in events(text, "--time-format", "mdy")


def b2_a_form_that_begins_behind_the_first_mib_is_decided_by_the_whole_column():
    early = "".join(f"{i},{a},2024-{1 + i % 6:02}-{1 + i % 28:02} 1{k}:00,Ann\n"
                    for i in range(18000) for k, a in enumerate(("Open", "Close")))
    late = "".join(f"{i},{a},{1 + i % 28:02}/0{1 + i % 6}/2024 1{k}:00,Ann\n"
                   for i in range(18000, 23000) for k, a in enumerate(("Open", "Close")))
    assert len(HEADER + early) > 1 << 20
    text = HEADER + early + late
    r = report(text)
    assert balanced(r)["used"] == 46000 and r["sources"][0]["time_format"].endswith("or %d/%m/%Y %H:%M")
    assert "%d/%m/%Y" in run("peek", put(text)).stdout  # which looks at places only
    assert "18009,Open,2024-04-06T10:00" in events(text)  # 06/04, or the 4th of June
    low = "".join(f"{i},Open,0{1 + i % 9}/0{1 + i % 7}/2024 10:00,Ann\n" for i in range(18000, 21000))
    stderr = refused(HEADER + early + low, says="day first")
    assert "month first" in stderr and "ambiguous" in stderr
    # from a pipe nothing can be read twice: refused, not guessed
    done = run("report", "-", "--json", "-q", input=text)
    assert done.returncode == 3 and "unreadable time" in done.stderr, done.stderr
    assert "save it to a file" in done.stderr and "--time-format dmy" in done.stderr, done.stderr


def b3_clocks_that_jump_are_counted_and_spans_are_in_utc():
    text = HEADER + ("1,a,2024-03-31 01:30,Ann\n1,b,2024-03-31 02:30,Ann\n1,c,2024-03-31 03:45,Ann\n"
                     "2,a,2024-10-27 02:30,Ann\n2,b,2024-10-27 03:30,Ann\n")
    r = report(text, "--tz", "Europe/Berlin")
    assert checks(r)["dst-gaps"]["count"] == 1 and checks(r)["dst-overlaps"]["count"] == 1
    got = events(text, "--tz", "Europe/Berlin")
    # 02:30 does not exist: moved on to 03:30 summer time; 02:30 in autumn: the first one
    assert "1,b,2024-03-31T01:30:00.000Z" in got and "2,a,2024-10-27T00:30:00.000Z" in got, got
    assert "2,b,2024-10-27T02:30:00.000Z" in got, got  # two hours later, not one
    for zone, hour in (("Asia/Kolkata", "08:35"), ("Asia/Kathmandu", "08:20"), ("+14:00", "00:05"),
                       ("Pacific/Kiritimati", "00:05")):
        assert f"1,Open,2024-03-05T{hour}" in events(LOG, "--tz", zone), zone
    assert "1,Open,2024-03-06T02:05" in events(LOG, "--tz", "-12:00")


def b4_far_years_are_refused_without_overflow():
    for time in ("0000-01-01", "0001-01-01", "1582-10-15", "1899-12-31", "2200-01-01", "9999-12-31", "10000-01-01"):
        assert one(time) in ("implausible year", "unreadable time"), time
    for time in ("1900-01-01", "1969-12-31", "1970-01-01", "2038-01-19", "2106-02-07", "2199-12-31"):
        assert one(time).startswith(time), time
    before = HEADER + "".join(f"{i // 2},step {i % 2},-{864000000 - i},Ann\n" for i in range(8))
    assert report(before)["log"]["first"] == "1942-08-16T00:00:00.000Z"  # 10,000 days before 1970


def b5_sums_of_long_spans_do_not_overflow():
    rows = "".join(f"{i},a,1900-01-01,Ann\n{i},b,2199-12-31,Ann\n" for i in range(20000))
    d = report(HEADER + rows)["log"]["case_duration"]
    span = ((2200 - 1900) * 365 + 73) * 86400 - 86400  # 73 leap years lie in 1900 to 2199
    assert d["sum"] == 20000 * span and d["mean"] == span, (d, span)


def b6_ties_keep_the_order_of_the_file_and_are_told():
    tied = HEADER + "".join(f"{i},{a},2024-03-05 10:00,Ann\n" for i in range(5) for a in ("x", "y", "z"))
    r = report(tied, "--time", "Time")
    assert r["quality"]["ties"] == 10
    assert [v["path"] for v in r["variants"]] == [["x", "y", "z"]]
    some = LOG.replace("2024-03-08 11:30", "2024-03-08")
    assert checks(report(some))["mixed-precision"]["count"] == 1


def b7_clocks_that_disagree_show_and_nothing_is_shifted():
    a = put(HEADER + "".join(f"{i},Send,2024-03-{1 + i % 28:02} 10:00,Ann\n" for i in range(28)), "a.csv")
    b = put(HEADER + "".join(f"{i},Receive,2024-03-{1 + i % 28:02} 09:00,Bob\n" for i in range(28)), "b.csv")
    r = report([a, b], "--case", "Ticket", "--activity", "Status", "--time", "Time")
    assert r["log"]["first"] == "2024-03-01T09:00:00.000Z"
    assert [v["path"] for v in r["variants"]] == [["Receive", "Send"]]
    # where waits begin at nothing, a constant shift has an edge, and an option that undoes it
    rows, late = {"c.csv": HEADER, "d.csv": HEADER}, random.Random(7)
    for i in range(300):
        at = 1704067200 + i * 11311
        for k, step in enumerate(("Order", "Pick", "Invoice", "Ship")):
            name = "d.csv" if k % 2 else "c.csv"
            clock = time.gmtime(at - (7200 if name == "d.csv" else 0))
            rows[name] += f"{i},{step},{time.strftime('%Y-%m-%d %H:%M:%S', clock)},Ann\n"
            at += int(late.expovariate(1 / 9000)) + 1
    c, d = (put(text, name) for name, text in rows.items())
    told = checks(report([c, d]))["clocks-apart"]
    assert "'d.csv' seem 2:00 h behind those of 'c.csv'" in told["found"], told
    assert "--tz 'c.csv=+02:00' or --tz 'd.csv=-02:00'" in told["fix"], told
    for option in ("c.csv=+02:00", "d.csv=-02:00"):
        r = report([c, d], "--tz", option)
        assert "clocks-apart" not in checks(r)
        assert [v["path"] for v in r["variants"]] == [["Order", "Pick", "Invoice", "Ship"]]
    refused([c, d], "--tz", "e.csv=-02:00", status=2, says="no file of that name")
    interval = "Ticket,Status,Start,End,Agent\n" + "".join(
        f"{i},a,2024-03-05 10:00,2024-03-05 11:00,Ann\n{i},b,2024-03-05 12:00,2024-03-05 {'11' if i == 3 else '13'}:00,Bob\n"
        for i in range(12))
    assert checks(report(interval))["end-before-start"]["count"] == 1


def b8_b9_neither_locale_nor_tz_changes_a_byte():
    path = put(LOG.replace("Ann", "İpek ızgara").replace("Time", "TIME").replace("Ticket", "TICKET ID"))
    plain = run("report", path, "--json", "-q", env={"PATH": os.environ["PATH"]})
    assert plain.returncode == 0, plain.stderr
    for more in ({"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "fa_IR"}, {"TZ": "America/New_York"},
                 {"TZ": ":/etc/passwd"}, {"TZ": "nonsense"}, {"LANG": "tr_TR"}):
        again = run("report", path, "--json", "-q", "--case", "ticket id",
                    env={"PATH": os.environ["PATH"], **more})
        assert again.stdout == run("report", path, "--json", "-q", "--case", "ticket id",
                                   env={"PATH": os.environ["PATH"]}).stdout, more


def main():
    rows = [(name, f) for name, f in globals().items()
            if callable(f) and name[0] in "ab" and name[1:2].isdigit()]
    failed = 0
    for name, row in rows:
        try:
            row()
        except AssertionError as why:
            failed += 1
            print(f"reading: {name}: {str(why)[:600]}")
    print(f"reading: {len(rows) - failed} of {len(rows)} rows of the contract hold")
    return 1 if failed else 0


sys.exit(main())
