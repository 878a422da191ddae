"""The peers' side of benchmarks/stays.py: run by their own Python, on the Parquet files that it wrote.

    python benchmarks/peers/stays.py FOLDER PEER REPEATS

Prints one JSON object: what took how many seconds (each a list of runs), and the versions; answers go to FOLDER.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from queries import ONE, TWO
from timing import timed


def duckdb(folder, asked, repeats):
    """Two copies, each sorted, as DuckDB prunes by them."""
    import duckdb

    base = duckdb.connect()
    base.execute(f"CREATE TABLE stays AS SELECT * FROM '{folder}/stays.parquet'")
    begun = time.perf_counter()
    base.execute("CREATE TABLE by_place AS SELECT * FROM stays ORDER BY place, came")
    base.execute("CREATE TABLE by_person AS SELECT * FROM stays ORDER BY person, came")
    runs = {"build": [time.perf_counter() - begun]}
    for name in ("one", "two"):
        base.execute(f"CREATE OR REPLACE TABLE cases AS SELECT * FROM '{folder}/cases_{name}.parquet'")
        query = ONE.format(least=asked["least"])
        if name == "one":
            answer, runs[name] = timed(lambda query=query: base.execute(query).to_arrow_table(), repeats)
        else:
            joined = f'SELECT o.*, c.until FROM ({query}) o JOIN cases c ON c.person = o."case"'
            links = f"CREATE OR REPLACE TABLE links AS {joined}"

            def both(links=links):
                base.execute(links)
                return base.execute(TWO.format(least=asked["least"])).to_arrow_table()

            answer, runs[name] = timed(both, repeats)
        base.register("answer", answer)
        base.execute(f"COPY (SELECT * FROM answer ORDER BY ALL) TO '{folder}/duckdb_{name}.parquet' (FORMAT parquet)")
    begins, ends = asked["begins"], asked["ends"]
    day = f"""(
        SELECT person, place, greatest(came, {begins}) AS came, least("left", {ends}) AS "left"
        FROM by_place WHERE came < {ends} AND "left" > {begins}
    )"""
    count = f"""
        SELECT a.person, count(*) AS meetings FROM {day} a JOIN {day} o ON a.place = o.place AND o.came < a."left"
        AND o."left" > a.came WHERE a.person <> o.person
        AND least(a."left", o."left") - greatest(a.came, o.came) >= {asked["least"]} GROUP BY a.person ORDER BY 1
    """
    answer, runs["counts"] = timed(lambda: base.execute(count).to_arrow_table(), 1, warm=0)
    base.register("counted", answer)
    base.execute(f"COPY counted TO '{folder}/duckdb_counts.parquet' (FORMAT parquet)")
    return runs, "duckdb"


def polars(folder, asked, repeats):
    """One frame, joined by place and then held against the times."""
    import polars as pl

    stays = pl.read_parquet(f"{folder}/stays.parquet").sort("place", "came")
    cases = pl.read_parquet(f"{folder}/cases_one.parquet")

    def one():
        own = (
            stays.lazy()
            .join(cases.lazy(), on="person")
            .filter(pl.col("came") < pl.col("until"), pl.col("left") > pl.col("since"))
            .select(
                "person",
                "place",
                pl.max_horizontal("came", "since").alias("came"),
                pl.min_horizontal("left", "until").alias("left"),
            )
        )
        return (
            stays.lazy()
            .join(own, on="place", suffix="_own")
            .with_columns(
                pl.max_horizontal("came", "came_own").alias("first"),
                pl.min_horizontal("left", "left_own").alias("last"),
            )
            .filter(pl.col("last") - pl.col("first") >= asked["least"], pl.col("person") != pl.col("person_own"))
            .group_by(pl.col("person_own").alias("case"), pl.col("person").alias("other"))
            .agg(
                (pl.col("last") - pl.col("first")).sum().alias("seconds"),
                pl.col("first").min(),
                pl.col("last").max(),
                pl.len().alias("meetings"),
            )
            .collect()
        )

    answer, runs = timed(one, repeats)
    answer.sort("case", "other").write_parquet(f"{folder}/polars_one.parquet")
    return {"one": runs}, "polars"


def chdb(folder, asked, repeats):
    """ClickHouse inside the process: the place's order is the table's key."""
    from chdb import session

    base = session.Session()
    base.query("CREATE DATABASE IF NOT EXISTS b ENGINE = Atomic")
    for name, key in (("by_place", "place, came"), ("by_person", "person, came")):
        rows = f"SELECT * FROM file('{folder}/stays.parquet') SETTINGS schema_inference_make_columns_nullable = 0"
        base.query(f"CREATE TABLE b.{name} ENGINE = MergeTree ORDER BY ({key}) AS {rows}")
    query = f"""
        WITH own AS (
            SELECT a.person AS case, a.place AS place, greatest(a.came, c.since) AS came, least(a.left, c.until) AS left
            FROM b.by_person a JOIN file('{folder}/cases_one.parquet') c ON a.person = c.person
            WHERE a.person IN (SELECT person FROM file('{folder}/cases_one.parquet'))
              AND a.came < c.until AND a.left > c.since
        )
        SELECT case, o.person AS other, sum(least(o.left, own.left) - greatest(o.came, own.came)) AS seconds,
               min(greatest(o.came, own.came)) AS first, max(least(o.left, own.left)) AS last, count() AS meetings
        FROM b.by_place o JOIN own ON o.place = own.place
        WHERE o.place IN (SELECT place FROM own) AND o.person <> case
          AND least(o.left, own.left) - greatest(o.came, own.came) >= {asked["least"]}
        GROUP BY case, o.person ORDER BY case, other
    """
    answer, runs = timed(lambda: base.query(query, "Parquet").bytes(), repeats)
    Path(f"{folder}/chdb_one.parquet").write_bytes(answer)
    return {"one": runs}, "chdb"


def line(folder, name, kind):
    """A day's stays as ranks on one line, made by the benchmark so that what counts as a meeting overlaps on it."""
    import numpy as np
    import pyarrow.parquet as pq

    day = pq.read_table(f"{folder}/{name}.parquet")
    return [np.array(day[column].to_numpy(), dtype=kind) for column in ("start", "end", "person")]


def superintervals(folder, asked, repeats):
    """How many others each stay overlaps: build and count."""
    import numpy as np
    from superintervals import IntervalMap

    start, end, who = line(folder, "line_counts", np.int32)

    def counts():
        there = IntervalMap.from_arrays(start, end, np.arange(len(start), dtype=np.int32))
        there.build()
        return there.count_batch(start, end)

    answer, runs = timed(counts, repeats)
    np.save(
        f"{folder}/superintervals_counts.npy",
        np.bincount(who, weights=np.asarray(answer) - 1.0, minlength=asked["people"]),
    )
    return {"counts": runs}, "superintervals"


def polars_bio(folder, asked, repeats):
    """How many others each stay overlaps, as overlaps of one chromosome: both ends count, and no two are alike."""
    import numpy as np
    import polars as pl
    import polars_bio
    import polars_config_meta  # noqa: F401 - gives frames what polars-bio looks for

    start, end, who = line(folder, "line_counts", np.int64)
    frame = pl.DataFrame({"chrom": pl.repeat("one", len(start), eager=True), "start": start, "end": end})
    frame.config_meta.set(coordinate_system_zero_based=False)

    def counts():
        return polars_bio.count_overlaps(frame, frame, output_type="polars.DataFrame")

    answer, runs = timed(counts, repeats)
    by_start = np.zeros(int(start.max()) + 1)
    by_start[answer["start"].to_numpy()] = answer["count"].to_numpy() - 1
    np.save(f"{folder}/polars_bio_counts.npy", np.bincount(who, weights=by_start[start], minlength=asked["people"]))
    return {"counts": runs}, "polars-bio"


def ncls(folder, _asked, repeats):
    """Every pair of stays that overlap: build and query."""
    import numpy as np
    from ncls import NCLS

    start, end, _ = line(folder, "line_pairs", np.int64)
    rows = np.arange(len(start), dtype=np.int64)

    def pairs():
        return NCLS(start, end, rows).all_overlaps_both(start, end, rows)

    (left, right), runs = timed(pairs, repeats)
    np.save(f"{folder}/ncls_pairs.npy", np.array([(left < right).sum()]))
    return {"pairs": runs}, "ncls"


def main():
    """Runs one peer."""
    folder, peer, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
    asked = json.loads(Path(folder, "asked.json").read_text())
    runs, package = globals()[peer](folder, asked, repeats)
    print(json.dumps({"runs": runs, "version": version(package)}))


if __name__ == "__main__":
    main()
