"""Row ids: the same statement has the same id, so that entering a file twice, or after a crash, doubles nothing.

An id is the first half of an HMAC-SHA256, under the home's own key, over the table's name and everything the row
states: subject, values, what it follows or corrects, and `recorded_at` if it states one. Not who typed it, nor out of
which file. The key keeps anybody who sees an id from finding by trial whose row it is (docs/decisions/030).
"""

import hmac
from collections.abc import Iterator

import polars as pl

NOT_SAID = ("row", "recorded_by", "source")
"""The columns that are no part of what a row states."""

_UUID = r"^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$"


def row_ids(key: bytes, table: str, frame: pl.DataFrame) -> pl.Series:
    """The id of each row, as text. An empty value says nothing: a column added later changes no id."""
    return pl.Series("row", list(_digests(key, table, stated(frame))), dtype=pl.String)


def stated(frame: pl.DataFrame) -> pl.Series:
    """What each row states, in one form only: `name=length:value` for each value, by name."""
    names = sorted(name for name in frame.columns if name not in NOT_SAID)
    parts = [pl.concat_str(pl.lit(f"{name}="), _measured(name, frame.schema[name])) for name in names]
    return frame.select(pl.concat_str(parts, ignore_nulls=True).fill_null("")).to_series()


def uuids(column: str) -> pl.Expr:
    """The column as UUIDs are written, in lower case with hyphens; empty where it is none."""
    plain = pl.col(column).str.strip_chars().str.to_lowercase()
    found = plain.str.extract_groups(_UUID)
    return pl.concat_str([found.struct.field(str(group)) for group in range(1, 6)], separator="-").alias(column)


def _measured(name: str, dtype: pl.DataType) -> pl.Expr:
    text = _text(name, dtype)
    return pl.concat_str(text.str.len_bytes().cast(pl.String), pl.lit(":"), text)


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Float64:  # its bits, for the digits are up to the library; and there is one zero
        one_zero = pl.when(pl.col(name) == 0).then(0.0).otherwise(pl.col(name))
        return one_zero.reinterpret(dtype=pl.Int64).cast(pl.String)
    return (pl.col(name).to_physical() if dtype.is_temporal() else pl.col(name)).cast(pl.String)


def _digests(key: bytes, table: str, stated: pl.Series) -> Iterator[str]:
    digest, prefix = hmac.digest, f"{table}\n".encode()
    for said in stated:
        found = digest(key, prefix + said.encode(), "sha256").hex()
        yield f"{found[:8]}-{found[8:12]}-8{found[13:16]}-8{found[17:20]}-{found[20:32]}"  # a UUID of version 8
