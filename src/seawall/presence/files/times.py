"""A column of times as instants: the common forms at once, every other text as an import reads it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import polars as pl

from seawall.files import times
from seawall.files.cells import clean
from seawall.presence.instants import EARLIEST, INSTANT, LATEST
from seawall.tables import localtime

ALLOWED = "2022-01-21T18:30:00+08:00, 2022-01-21T10:30Z or, in the zone given, 2022-01-21 18:30"
BOUNDS = f"a time from {EARLIEST.year} to {LATEST.year}"

EMPTY, UNKNOWN = "it is empty", "it says that it is not known"
"""Why there is no time where nobody stated one."""

_FORMS = (
    (19, "%Y-%m-%dT%H:%M:%S"), (19, "%Y-%m-%d %H:%M:%S"), (16, "%Y-%m-%dT%H:%M"), (16, "%Y-%m-%d %H:%M"),
    (120, "%Y/%m/%d %H:%M:%S"), (120, "%Y/%m/%d %H:%M"), (120, "%d.%m.%Y %H:%M:%S"), (120, "%d.%m.%Y %H:%M"),
    (120, "%Y年%m月%d日 %H:%M:%S"), (120, "%Y年%m月%d日 %H:%M"), (120, "%Y年%m月%d日%H:%M"),
)  # fmt: skip
"""How many letters a time has before its offset, and how it is written."""
_OFFSET = r"^([+-])(0\d|1[0-4]):?([0-5]\d)$"


def instants(stated: pl.Series, zone: ZoneInfo, *, day: bool) -> pl.DataFrame:
    """Columns `value` (INSTANT) and `reason` (why there is none, and what is allowed), one row a text or timestamp.

    A time without an offset is of `zone`. With `day`, a whole day is its beginning; else it is too little, as is every
    text that leaves a choice.
    """
    if isinstance(stated.dtype, pl.Datetime):
        value = _timestamps(stated, zone)
        return _bounded(value, pl.select(pl.when(stated.is_null()).then(pl.lit(EMPTY))).to_series())
    value = _at_once(stated, zone)
    left = value.is_null()
    if not left.any():
        return _bounded(value, pl.Series([None], dtype=pl.String).new_from_index(0, len(value)))
    rest = stated.filter(left)
    found = pl.DataFrame({"text": rest}).join(
        _one_by_one(rest.unique(), zone, day), on="text", how="left", nulls_equal=True, maintain_order="left"
    )
    reason = pl.Series([None], dtype=pl.String).new_from_index(0, len(value))
    at = left.arg_true()
    return _bounded(value.scatter(at, found["value"]), reason.scatter(at, found["reason"]))


def local(time: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """A time without an offset as an instant; null for one that the clocks of `zone` left out or showed twice."""
    return time.dt.replace_time_zone(zone.key, ambiguous="null", non_existent="null").dt.convert_time_zone("UTC")


def _timestamps(stated: pl.Series, zone: ZoneInfo) -> pl.Series:
    aware = isinstance(stated.dtype, pl.Datetime) and stated.dtype.time_zone
    time = pl.lit(stated) if aware else local(pl.lit(stated), zone)
    return pl.select(time.cast(INSTANT)).to_series()


def _bounded(value: pl.Series, reason: pl.Series) -> pl.DataFrame:
    frame = pl.DataFrame({"value": value, "reason": reason})
    if value.null_count() == 0 and value.is_between(EARLIEST, LATEST).all():
        return frame
    inside = pl.col("value").is_between(EARLIEST, LATEST)
    lies_out = pl.when(~inside).then(pl.lit(f"it lies out of bounds; allowed: {BOUNDS}"))
    never = pl.when(pl.col("value").is_null()).then(
        pl.lit(f"the clocks left it out or showed it twice; allowed: {BOUNDS}")
    )
    return frame.select(pl.when(inside).then("value"), pl.coalesce("reason", lies_out, never))


def _at_once(text: pl.Series, zone: ZoneInfo) -> pl.Series:
    """Texts of the common forms; null for the others. The form of most of the first ones is tried first."""
    first = text.head(100)
    forms = sorted(_FORMS, key=lambda form: _formed(first, form, zone).null_count())
    value = _formed(text, forms[0], zone)
    for form in forms[1:]:
        left = value.is_null()
        if not left.any():
            break
        value = value.scatter(left.arg_true(), _formed(text.filter(left), form, zone))
    return value


def _formed(text: pl.Series, form: tuple[int, str], zone: ZoneInfo) -> pl.Series:
    letters, written = form
    naive = text.str.head(letters).str.to_datetime(written, strict=False, time_unit="us")
    tail = text.str.slice(letters)
    ahead = tail.replace_strict(_offsets(tail.unique().drop_nulls().to_list()), default=None, return_dtype=pl.Int64)
    stated = pl.lit(naive).dt.replace_time_zone("UTC") - pl.duration(seconds=pl.lit(ahead))
    found = pl.when(pl.lit(tail) == "").then(local(pl.lit(naive), zone)).otherwise(stated)
    return pl.select(found.cast(INSTANT)).to_series()


def _offsets(tails: Sequence[str]) -> dict[str, int]:
    """Seconds ahead of UTC, by how it is written; of those that are offsets."""
    read = pl.Series(tails, dtype=pl.String).str.replace("^Z$", "+00:00").str.extract_groups(_OFFSET).to_list()
    return {
        tail: (1 if part["1"] == "+" else -1) * (int(part["2"]) * 3600 + int(part["3"]) * 60)
        for tail, part in zip(tails, read, strict=True)
        if part["1"] is not None
    }


def _one_by_one(text: pl.Series, zone: ZoneInfo, day: bool) -> pl.DataFrame:
    """text, value, reason: each different text once, as an import reads it."""
    cleaned = clean(text)
    read = times.moments(cleaned["text"], zone)
    frame = pl.DataFrame({"text": text, "cell": cleaned["text"], "unclean": cleaned["reason"]}).with_columns(read)
    exact = pl.col("from") == pl.col("until")
    whole = pl.lit(day) & _whole_day(zone)
    allowed = pl.when(pl.col("allowed") != localtime.ALLOWED).then("allowed")  # a moment may be what an instant is not
    why = pl.coalesce(
        pl.when(pl.col("cell").is_null() & pl.col("unclean").is_null()).then(pl.lit(EMPTY)),
        pl.format("{}; allowed: {}", pl.coalesce("unclean", "reason"), pl.coalesce(allowed, pl.lit(_allowed(day)))),
        pl.when(pl.col("from").is_null() & pl.col("until").is_null()).then(pl.lit(UNKNOWN)),
        pl.lit(f"it says no exact time; allowed: {_allowed(day)}"),
    )
    taken = (exact | whole).fill_null(value=False) & pl.col("unclean").is_null()
    return frame.select(
        "text", pl.when(taken).then("from").cast(INSTANT).alias("value"), pl.when(~taken).then(why).alias("reason")
    )


def _allowed(day: bool) -> str:
    return f"2022-01-21, {ALLOWED}" if day else ALLOWED


def _whole_day(zone: ZoneInfo) -> pl.Expr:
    """Whether a moment is one local day, from its first instant to the next one's."""
    ends = [pl.col(name).dt.convert_time_zone(zone.key) for name in ("from", "until")]
    begins = [(end - pl.duration(microseconds=1)).dt.date() < end.dt.date() for end in ends]
    return begins[0] & begins[1] & (ends[1].dt.date() - ends[0].dt.date() == pl.duration(days=1))
