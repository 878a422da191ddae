"""A column of moments: ISO times all at once, every other text one by one, each different text once."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.dates import YEARS, Hints
from seawall.tables.moment import MomentError, parse
from seawall.tables.point import Base, serial

_ISO = (
    r"^(\d{4}-\d{2}-\d{2})"
    r"(?:[T ]([0-2]\d:[0-5]\d)(:[0-5]\d(?:\.\d{1,6})?)?(?:([+-])(0\d|1[0-4]):([0-5]\d))?)?$"
)
_LAST_YEAR = 2099  # the clocks that Polars knows change no more after it
_INSTANT = pl.Datetime("us", "UTC")
_PARTS = ("date", "hm", "s", "sign", "h", "m")
_READ: dict[str, pl.DataType] = {
    "text": pl.String(),
    "from": _INSTANT,
    "until": _INSTANT,
    "reason": pl.String(),
    "allowed": pl.String(),
}
_SERIAL = r"^\d{5}(?:\.\d{1,15})?$"


_NO_HINTS = Hints()


def moments(text: pl.Series, zone: ZoneInfo, hints: Hints = _NO_HINTS, base: Base | None = None) -> pl.DataFrame:
    """Columns `from`, `until`, `reason` and `allowed`, one row a text; a null text is a moment not known.

    `hints` say what the texts leave out, `base` where the day numbers of a spreadsheet begin, if any stand there.
    """
    at_once = _iso(text, zone)
    left = at_once.filter(pl.col("from").is_null() & pl.col("text").is_not_null())["text"].unique()
    one_by_one = _parsed(left.to_list(), zone, hints, base)
    return at_once.join(one_by_one, on="text", how="left", maintain_order="left").select(
        pl.coalesce("from", "from_right").alias("from"),
        pl.coalesce("until", "until_right").alias("until"),
        "reason",
        "allowed",
    )


def _parsed(texts: list[str], zone: ZoneInfo, hints: Hints, base: Base | None) -> pl.DataFrame:
    rows = [(text, *_one(text, zone, hints, base)) for text in texts]
    return pl.DataFrame(rows, schema=_READ, orient="row")


def _one(text: str, zone: ZoneInfo, hints: Hints, base: Base | None) -> tuple[object, object, str | None, str | None]:
    try:
        if base is not None and pl.Series([text]).str.contains(_SERIAL)[0]:
            return *serial(text, zone, base), None, None
        at = parse(text, zone, day=hints.day, year=hints.year, order=hints.order)
    except MomentError as error:
        return None, None, error.reason, error.allowed
    return at.earliest, at.latest, None, None


def _iso(text: pl.Series, zone: ZoneInfo) -> pl.DataFrame:
    """The ends of ISO days and times; null for other texts, and where the clocks of the zone leave a doubt."""
    part = {name: pl.col("parts").struct.field(str(i)) for i, name in enumerate(_PARTS, start=1)}
    stated = pl.concat_str(part["date"], pl.lit("T"), part["hm"].fill_null("00:00"), part["s"].fill_null(":00"))
    naive = stated.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    ahead = pl.duration(hours=part["h"].cast(pl.Int64), minutes=part["m"].cast(pl.Int64))
    return (
        pl.DataFrame({"text": text})
        .with_columns(pl.col("text").str.replace("Z$", "+00:00").str.extract_groups(_ISO).alias("parts"))
        .with_columns(naive.alias("naive"))
        .with_columns(pl.when(pl.col("naive").dt.year().is_between(YEARS.start, _LAST_YEAR)).then("naive"))
        .with_columns(
            _in(pl.col("naive"), zone).alias("from"),
            _in(pl.col("naive") + pl.duration(days=1), zone).alias("next"),
            (pl.col("naive") - pl.when(part["sign"] == "-").then(-ahead).otherwise(ahead))
            .dt.replace_time_zone("UTC")
            .alias("offset"),
        )
        .with_columns(pl.when(part["sign"].is_null()).then("from").otherwise("offset").alias("from"))
        .with_columns(pl.when(part["hm"].is_null()).then("next").otherwise("from").alias("until"))
        .select("text", *(pl.when(pl.col("until").is_not_null()).then(end).alias(end) for end in ("from", "until")))
    )


def _in(naive: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    return naive.dt.replace_time_zone(zone.key, ambiguous="null", non_existent="null").dt.convert_time_zone("UTC")
