"""Rows of text as stays, check-ins or windows: the good ones, and the others with all that is wrong with each."""

from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

import polars as pl

from seawall.files.cells import clean, named
from seawall.files.columnar import FAULT, LINE
from seawall.files.written import as_text
from seawall.presence.files.headings import LEADING, SURPLUS
from seawall.presence.files.times import EMPTY, UNKNOWN, instants
from seawall.presence.instants import INSTANT

TIMES = ("came", "left", "from", "until")
DAYS = ("from", "until")
"""A window may be given in days: each is its 00:00. A stay needs the time."""
LONGEST_DAYS = 366
_RUNS = (("came", "left"), ("from", "until"))


def taken(
    part: pl.DataFrame, zone: ZoneInfo, titles: Mapping[str, str], unsaid: Collection[str] = ()
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The good rows, typed, with their line; and the rejects: line, reason, the row as its file has it, surplus.

    `titles` says what the file calls each column. Persons and places are text, times are instants; a time of the
    columns `unsaid` may be empty, or said not to be known.
    """
    read = {name: _read(part[name], name, zone) for name in titles}
    for name in unsaid:
        if name in read:
            read[name] = read[name].with_columns(pl.when(~pl.col("reason").is_in([EMPTY, UNKNOWN])).then("reason"))
    frame = part.select(LINE, FAULT).with_columns(
        *(each["value"].alias(name) for name, each in read.items()),
        *(each["reason"].alias(_why(name)) for name, each in read.items()),
    )
    for first, last in _RUNS:
        if last in titles:
            frame = frame.with_columns(pl.coalesce(_why(last), _between(first, last, titles[first])).alias(_why(last)))
    wrong = frame.select(pl.any_horizontal(pl.col(FAULT, *map(_why, titles)).is_not_null())).to_series()
    if not wrong.any():
        return frame.select(*titles, LINE), rejects(frame.clear(), part.clear(), titles)
    return frame.filter(~wrong).select(*titles, LINE), rejects(frame.filter(wrong), part.filter(wrong), titles)


def rejects(frame: pl.DataFrame, part: pl.DataFrame, titles: Mapping[str, str]) -> pl.DataFrame:
    """Rows that cannot go in, in the columns of a file of rejects."""
    told = [pl.format(f"{_braced(title)}: {{}}", _why(name)) for name, title in titles.items()]
    all_told = pl.concat_str(told, separator="; ", ignore_nulls=True)
    reason = frame.select(pl.coalesce(FAULT, all_told).alias("reason"))  # of cells out of place nothing else is sure
    return pl.concat(
        [part.select(LINE), reason, _as_they_stood(part, titles), part.select(SURPLUS)],
        how="horizontal",
    ).rename({LINE: LEADING[0], "reason": LEADING[1]})


def empty(titles: Mapping[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """No rows at all: what taken() gives for none."""
    texts = dict.fromkeys((*titles.values(), SURPLUS), pl.String)
    good = {name: INSTANT if name in TIMES else pl.String for name in titles}
    return pl.DataFrame(schema={**good, LINE: pl.Int64}), pl.DataFrame(
        schema={LEADING[0]: pl.Int64, LEADING[1]: pl.String, **texts}
    )


def _why(name: str) -> str:
    return f"{name} why"


def _braced(title: str) -> str:
    return title.replace("{", "(").replace("}", ")")  # braces are places for values in a format


def _as_they_stood(part: pl.DataFrame, titles: Mapping[str, str]) -> pl.DataFrame:
    return (
        as_text("", part.select(*titles))
        .select(pl.when(pl.col(name) != "").then(name).alias(name) for name in titles)
        .rename(dict(titles))
    )


def _read(stated: pl.Series, name: str, zone: ZoneInfo) -> pl.DataFrame:
    if name in TIMES:
        return instants(stated, zone, day=name in DAYS)
    cleaned = clean(stated)
    who = named(cleaned["text"])
    text, none = pl.lit(cleaned["text"]), pl.lit(who).is_null()
    if not who.null_count() and not cleaned["reason"].is_not_null().any():
        return pl.DataFrame({"value": who, "reason": cleaned["reason"]})
    why = pl.coalesce(
        pl.format("{}; allowed: {}", pl.lit(cleaned["reason"]), pl.lit(cleaned["allowed"])),
        pl.when(none & text.is_not_null()).then(
            pl.format("“{}” says that it is not known: all of whom it is said would be one", text)
        ),
        pl.when(none).then(pl.lit("it is empty")),
    )
    return pl.select(pl.lit(who).alias("value"), why.alias("reason"))


def _between(first: str, last: str, title: str) -> pl.Expr:
    """Why what is called `last` does not end what is called `first`, which its file calls `title`."""
    since, until = pl.col(first), pl.col(last)
    return pl.coalesce(
        pl.when(until < since).then(pl.lit(f"it lies before {title}")),
        pl.when(until - since > pl.duration(days=LONGEST_DAYS)).then(
            pl.lit(f"longer than {LONGEST_DAYS} days: two rows run together, or a year mistyped")
        ),
    )
