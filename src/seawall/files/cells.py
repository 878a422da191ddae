"""Cells as they were meant: without padding, export marks and apostrophes; formulas are refused, never run."""

import polars as pl

from seawall.files.limits import CELL
from seawall.tables.inert import STARTS
from seawall.tables.moment import UNKNOWN_WORDS

PADDING = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\ufeff"
_KEPT = r'^="((?:[^"]|"")*)"$'
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ufffe\uffff]"
_ODD = rf"^[{PADDING}'=]|[{PADDING}]$|{_CONTROL}"

NONE = frozenset({"无", "没有", "none"})
"""Words for "there is none": where somebody is named, all who have none would share a telephone, or be one person."""


def clean(text: pl.Series) -> pl.DataFrame:
    """Columns `text` (null where empty), `reason` and `allowed` (null where nothing is wrong)."""
    if not text.str.contains(_ODD).any() and not (text.str.len_bytes() > CELL).any():  # nearly every column
        nothing = pl.Series([None] * len(text), dtype=pl.String)
        return pl.DataFrame({"text": text.set(text == "", None), "reason": nothing, "allowed": nothing})
    cell = pl.col("text").str.strip_chars(PADDING).str.replace(rf"^'({STARTS})", "$1").str.strip_chars(PADDING)
    kept = cell.str.extract(_KEPT).str.replace_all('""', '"', literal=True)
    cell = pl.when(cell.str.contains(_KEPT)).then(kept).otherwise(cell)
    said = pl.DataFrame({"text": text}).select(pl.when(cell != "").then(cell).alias("text"))
    return said.with_columns(_reason().alias("reason"), pl.lit(None, pl.String).alias("allowed")).with_columns(
        pl.when(pl.col("reason").is_not_null()).then(pl.lit("the value itself")).alias("allowed")
    )


def _reason() -> pl.Expr:
    text = pl.col("text")
    return (
        pl.when(text.str.starts_with("="))
        .then(pl.lit("the cell looks like a formula; it was not run and not taken in"))
        .when(text.str.contains(_CONTROL))
        .then(pl.lit("the cell holds signs that are no text"))
        .when(text.str.len_chars() > CELL)
        .then(pl.lit(f"the cell has more than {CELL} characters"))
    )


def known(text: pl.Series) -> pl.Series:
    """The text, null where it says that the value is not known: unknown, n/a, 不详, - and the like."""
    return text.set(_among(text, UNKNOWN_WORDS), None)


def named(text: pl.Series) -> pl.Series:
    """The text, null where it names nobody and nothing: a word for "not known" or for "none"."""
    return text.set(_among(text, UNKNOWN_WORDS | NONE), None)


def _among(text: pl.Series, words: frozenset[str]) -> pl.Series:
    return text.str.to_lowercase().is_in(list(words)).fill_null(value=False)
