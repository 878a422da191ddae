"""Row ids: the same statement has the same id, so that entering a file twice, or after a crash, doubles nothing.

An id is the first half of an HMAC-SHA256, under the home's own key, over the table's name and everything the row
states: subject, values, what it follows or corrects, and `recorded_at` if it states one. Not who typed it, nor out of
which file. The key keeps anybody who sees an id from finding by trial whose row it is (docs/decisions/030).
"""

import hmac

import polars as pl

NOT_SAID = ("row", "recorded_by", "source")
"""The columns that are no part of what a row states."""

_UUID = r"^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$"


def row_ids(key: bytes, table: str, frame: pl.DataFrame) -> pl.Series:
    """The id of each row, as text. An empty value says nothing: a column added later changes no id."""
    return _digests(key, table, stated(frame)).alias("row")


def stated(frame: pl.DataFrame) -> pl.Series:
    """What each row states, in one form only: `name=length:value` for each value, by name."""
    names = sorted(name for name in frame.columns if name not in NOT_SAID)
    parts = [part for name in names for part in _parts(frame[name])]
    return frame.select(pl.concat_str(parts, ignore_nulls=True).fill_null("")).to_series()


def uuids(column: str) -> pl.Expr:
    """The column as UUIDs are written, in lower case with hyphens; empty where it is none."""
    plain = pl.col(column).str.strip_chars().str.to_lowercase()
    found = plain.str.extract_groups(_UUID)
    return pl.concat_str([found.struct.field(str(group)) for group in range(1, 6)], separator="-").alias(column)


def _parts(column: pl.Series) -> list[pl.Expr]:
    """What a column adds to each row: one part, which is empty where the value is, or its pieces where none is."""
    text = _text(column.name, column.dtype)
    pieces = [pl.lit(f"{column.name}="), text.str.len_bytes().cast(pl.String), pl.lit(":"), text]
    return [pl.concat_str(pieces)] if column.null_count() else pieces


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Float64:  # its bits, for the digits are up to the library; and there is one zero
        one_zero = pl.when(pl.col(name) == 0).then(0.0).otherwise(pl.col(name))
        return one_zero.reinterpret(dtype=pl.Int64).cast(pl.String)
    return (pl.col(name).to_physical() if dtype.is_temporal() else pl.col(name)).cast(pl.String)


def _digests(key: bytes, table: str, stated: pl.Series) -> pl.Series:
    """UUIDs of version 8, which stands for one's own making."""
    begun = hmac.new(key, f"{table}\n".encode(), "sha256")  # copied for each row: to make one takes longer
    found = bytearray()
    for row in stated.cast(pl.Binary):
        digest = begun.copy()
        digest.update(row)
        found += digest.digest()[:16]
    hexed = found.hex()
    plain = pl.Series("row", [hexed[start : start + 32] for start in range(0, len(hexed), 32)], dtype=pl.String)
    part = plain.str.slice
    return part(0, 8) + "-" + part(8, 4) + "-8" + part(13, 3) + "-8" + part(17, 3) + "-" + part(20, 12)
