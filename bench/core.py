"""core.py MODE FILE: the core figures of a log with DuckDB, for bench/bench.py.

Per-activity counts, directly-follows counts with waits and their quantiles, handoffs by
resource, variants, case durations. MODE is plain (SQL as one would write it) or tuned
(columns and types given, enums for names, the sorted table made once).
"""

import sys

import duckdb

COLUMNS = {
    "Deal ID": "VARCHAR", "Stage": "VARCHAR", "Changed At": "TIMESTAMP",
    "Changed By": "VARCHAR", "Team": "VARCHAR", "Region": "VARCHAR",
    "Segment": "VARCHAR", "Amount": "VARCHAR", "Source": "VARCHAR",
}

PLAIN = """
CREATE TABLE log AS SELECT "Deal ID" c, "Stage" a, "Changed At" t, "Changed By" r,
       row_number() OVER () line FROM read_csv('{file}');
CREATE TABLE f AS SELECT c, a, r, t,
       lead(a) OVER w b, lead(r) OVER w s, lead(t) OVER w u
  FROM log WINDOW w AS (PARTITION BY c ORDER BY t, line);
"""

TUNED = """
SET preserve_insertion_order = true;
CREATE TABLE raw AS SELECT "Deal ID" c, "Stage" a, epoch_us("Changed At") t, "Changed By" r
  FROM read_csv('{file}', header = true, delim = ',', auto_detect = false,
                columns = {columns});
CREATE TYPE act AS ENUM (SELECT DISTINCT a FROM raw WHERE a IS NOT NULL);
CREATE TYPE res AS ENUM (SELECT DISTINCT r FROM raw WHERE r IS NOT NULL);
CREATE TABLE log AS SELECT c, a::act a, r::res r, t, rowid line FROM raw;
CREATE TABLE f AS SELECT c, a, r, t,
       lead(a) OVER w b, lead(r) OVER w s, lead(t) OVER w u
  FROM log WINDOW w AS (PARTITION BY c ORDER BY t, line);
"""

SPREAD = "count(*), sum({0}), min({0}), max({0}), quantile_cont({0}, [.25,.5,.75,.9,.95])"

QUERIES = [
    "SELECT a, count(*), count(DISTINCT c) FROM log GROUP BY a",
    "SELECT a, b, {wait} FROM f WHERE b IS NOT NULL GROUP BY a, b",
    "SELECT r, s, {wait} FROM f WHERE r <> s GROUP BY r, s",
    "SELECT v, count(*) n FROM (SELECT c, list(a ORDER BY t, line) v FROM log GROUP BY c)"
    " GROUP BY v ORDER BY n DESC",
    "SELECT {length} FROM (SELECT max(t) - min(t) d FROM log GROUP BY c)",
]


def main():
    mode, file, threads = sys.argv[1], sys.argv[2], sys.argv[3]
    db = duckdb.connect()
    db.execute(f"SET threads = {threads}")
    tuned = mode == "tuned"
    db.execute((TUNED if tuned else PLAIN).format(file=file, columns=COLUMNS))
    gap = "u - t" if tuned else "epoch_us(u) - epoch_us(t)"
    length = "d" if tuned else "date_part('epoch', d)"
    for query in QUERIES:
        rows = db.execute(
            query.format(wait=SPREAD.format(gap), length=SPREAD.format(length))
        ).fetchall()
        print(len(rows))


if __name__ == "__main__":
    main()
