"""Files of stays, check-ins and cases as frames: good rows go in, the others come back with a reason each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import polars as pl

from seawall.presence.errors import StaysFileError
from seawall.presence.instants import EARLIEST, INSTANT, LATEST

SPELLED: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "user", "人员", "人员编号"),
    "place": ("place", "venue", "场所", "场所编号"),
    "came": ("came", "at", "time", "到达", "到达时间"),
    "left": ("left", "离开", "离开时间"),
    "from": ("from", "since", "自", "开始"),
    "until": ("until", "to", "至", "结束"),
}
"""What a column may be called."""
TIMES = ("came", "left", "from", "until")
DAYS = ("from", "until")
"""A window may be given in days: each is its 00:00. A stay needs the time."""
ALLOWED_TIME = "2022-01-21T18:30:00+08:00, 2022-01-21T10:30Z or, in the zone given, 2022-01-21 18:30"
FORMS = ("%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M")
LONGEST_DAYS = 366


def rows_of(file: Path, columns: Sequence[str], zone: ZoneInfo) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The good rows of a CSV or Parquet file in `columns`, and the rejects: line, reason, and the row.

    Persons and places are text, times are instants; a time without an offset is one of `zone`. `line` counts rows
    from 1, the head of a CSV being line 1. Raises StaysFileError for a file that is neither, or lacks a column.
    """
    whole = _named(_read(file), file, columns)
    first = 2 if _is_csv(file) else 1
    read = whole.with_row_index("line", offset=first).with_columns(
        _instant(whole.schema[name], zone, name, file).alias(f"{name}_at") for name in columns if name in TIMES
    )
    wrong = read.filter(pl.any_horizontal(_fault(name).is_not_null() for name in columns))
    rejected = wrong.select(
        "line",
        pl.concat_str(
            [pl.format("{}: {}", pl.lit(name), _fault(name)) for name in columns], separator="; ", ignore_nulls=True
        ).alias("reason"),
        *(pl.col(name).cast(pl.String) for name in columns),
    )
    good = read.join(wrong.select("line"), on="line", how="anti") if wrong.height else read
    kept = good.select(
        pl.col(f"{name}_at").alias(name) if name in TIMES else pl.col(name).cast(pl.String).str.strip_chars()
        for name in columns
    )
    return kept, rejected


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name. Raises StaysFileError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise StaysFileError(f"--zone {name} is not known; allowed are names such as Asia/Shanghai, UTC") from error


def _is_csv(file: Path) -> bool:
    return file.suffix.lower() not in (".parquet", ".pq")


def _read(file: Path) -> pl.DataFrame:
    try:
        if _is_csv(file):
            separator = "\t" if file.suffix.lower() == ".tsv" else ","
            return pl.read_csv(file, infer_schema=False, separator=separator)
        return pl.read_parquet(file)
    except OSError as error:
        raise StaysFileError(f"{file}: {error.strerror or error}; name a .csv, .tsv or .parquet file") from error
    except pl.exceptions.PolarsError as error:
        first = str(error).splitlines()[0]
        raise StaysFileError(f"{file} cannot be read ({first}); allowed is UTF-8 CSV or Parquet") from error


def _named(frame: pl.DataFrame, file: Path, columns: Sequence[str]) -> pl.DataFrame:
    there = {name.strip().lower(): name for name in frame.columns}
    found = {name: next((there[word] for word in SPELLED[name] if word in there), None) for name in columns}
    missing = [name for name, column in found.items() if column is None]
    if missing:
        raise StaysFileError(
            f"{file} lacks the columns {', '.join(missing)}; it has {', '.join(frame.columns)}; "
            f"needed are {', '.join(columns)}"
        )
    return frame.select(pl.col(str(column)).alias(name) for name, column in found.items())


def _instant(kind: pl.DataType, zone: ZoneInfo, name: str, file: Path) -> pl.Expr:
    """A column of times as instants; what is none, or lies outside of what can be counted, is null."""
    if kind == pl.String:
        text = pl.col(name).str.strip_chars().str.replace(" ", "T", literal=True)
        offset = text.str.contains(r"(Z|[+-]\d\d:?\d\d)$")
        whole = pl.when(text.str.contains(r"^\d{4}-\d\d-\d\d$") & (name in DAYS)).then(text + "T00:00").otherwise(text)
        plain = pl.coalesce(_naive(pl.when(~offset).then(whole), zone))
        stated = pl.coalesce(
            pl.when(offset).then(text).str.to_datetime(f"{form}%#z", strict=False, time_zone="UTC") for form in FORMS
        )
        found = pl.coalesce(stated.cast(INSTANT), plain)
    elif isinstance(kind, pl.Datetime):
        found = (pl.col(name) if kind.time_zone else _local(pl.col(name), zone)).cast(INSTANT)
    else:
        raise StaysFileError(
            f"{file}: column {name} holds {kind}, not times; allowed are {ALLOWED_TIME}, or timestamps"
        )
    return pl.when(found.is_between(EARLIEST, LATEST)).then(found.cast(INSTANT))


def _naive(text: pl.Expr, zone: ZoneInfo) -> list[pl.Expr]:
    return [_local(text.str.to_datetime(form, strict=False, time_unit="us"), zone) for form in FORMS]


def _local(time: pl.Expr, zone: ZoneInfo) -> pl.Expr:
    """Null for a time that the clocks left out or showed twice: which was meant cannot be told."""
    return time.dt.replace_time_zone(zone.key, ambiguous="null", non_existent="null").dt.convert_time_zone("UTC")


def _fault(name: str) -> pl.Expr:
    """Why a row cannot go in, by its column; null where nothing is wrong."""
    if name not in TIMES:
        empty = pl.col(name).is_null() | (pl.col(name).cast(pl.String).str.strip_chars() == "")
        return pl.when(empty).then(pl.lit(f"{name} is empty"))
    at = pl.col(f"{name}_at")
    wrong = pl.when(pl.col(name).is_null()).then(pl.lit(f"{name} is empty")).otherwise(
        pl.when(at.is_null()).then(pl.lit(f"not a time that can be read; allowed: {ALLOWED_TIME}; 1931 to 2068"))
    )  # fmt: skip
    before = {"left": "came", "until": "from"}.get(name)
    if before is None:
        return wrong
    since = pl.col(f"{before}_at")
    return pl.coalesce(
        wrong,
        pl.when(at < since).then(pl.lit(f"{name} lies before {before}")),
        pl.when(at - since > pl.duration(days=LONGEST_DAYS)).then(
            pl.lit(f"longer than {LONGEST_DAYS} days: two rows run together, or a year mistyped")
        ),
    )
