"""One column of text as what its table holds: closed words, numbers, yes or no, ids; and why a text is none."""

import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from uuid import UUID

import dataframely as dy
import polars as pl

from seawall.files import names
from seawall.files.cells import known
from seawall.tables.catalogue import TABLES

Read = tuple[object, str | None, str | None]
"""A value, or the reason why there is none and what is allowed."""

ROW_IDS = ("row", "follows", "corrects")


def column(text: pl.Series, table: str, name: str, words: Mapping[str, str]) -> pl.DataFrame:
    """Columns `value`, `reason` and `allowed`, one row a text. Null, or a word for "not known", is no value.

    `words` are the sender's own words for a closed column, before the packaged ones.
    """
    kind = TABLES[table].columns()[name]
    if isinstance(kind, dy.String) and name not in ROW_IDS:
        return pl.DataFrame({"value": known(text)}).with_columns(_nothing("reason"), _nothing("allowed"))
    read = _reader(kind, table, name, words)
    different = text.unique().drop_nulls().to_list()
    rows = [(said, *read(said)) for said in different]
    dtype = pl.String if isinstance(kind, dy.Enum) else kind.dtype
    found = pl.DataFrame(
        rows, schema={"text": pl.String, "value": dtype, "reason": pl.String, "allowed": pl.String}, orient="row"
    )
    joined = pl.DataFrame({"text": text}).join(found, on="text", how="left", maintain_order="left").drop("text")
    return joined.with_columns(pl.col("value").cast(kind.dtype))


def _reader(kind: dy.Column, table: str, name: str, words: Mapping[str, str]) -> Callable[[str], Read]:
    if name in ROW_IDS:
        return _row_id
    match kind:
        case dy.Enum() | dy.Bool():
            spelled = {names.plain_word(own): meant for own, meant in words.items()}
            return partial(_word, table=table, name=name, own=spelled, truth=isinstance(kind, dy.Bool))
        case dy.Int64():
            return partial(_whole, least=kind.min, most=kind.max)
        case dy.Float64():
            return partial(_number, least=kind.min, most=kind.max)
    raise AssertionError(f"{table}.{name} is a {type(kind).__name__}, which no file can fill")


def _word(said: str, table: str, name: str, own: Mapping[str, str], truth: bool) -> Read:
    spelled = names.plain_word(said)
    words = {**names.words(table, name), **own}
    if (found := words.get(spelled)) is not None:
        known_word = found or None
        return (None if known_word is None else known_word == "true") if truth else known_word, None, None
    if known(pl.Series([said])).is_null().all():
        return None, None, None
    near = get_close_matches(spelled, words, n=1, cutoff=0.75)
    hint = f"; perhaps {words[near[0]]}" if near else ""
    return None, f"“{said[:60]}” is not known{hint}", names.offered(table, name)


def _number(said: str, least: float | None, most: float | None) -> Read:
    text = unicodedata.normalize("NFKC", said).replace("−", "-")
    try:
        value = float(text) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        value = float("nan")
    if value - value != 0:  # neither infinite nor no number
        unknown = known(pl.Series([said])).is_null().all()
        return None, None if unknown else f"“{said[:60]}” is not a number", _between(least, most)
    if (least is not None and value < least) or (most is not None and value > most):
        return None, f"{said} is out of bounds", _between(least, most)
    return value, None, None


def _whole(said: str, least: int | None, most: int | None) -> Read:
    value, reason, allowed = _number(said, least, most)
    if isinstance(value, float) and (not value.is_integer() or abs(value) >= 2**53):
        return None, f"{said} is not a whole number", _between(least, most)
    return (int(value) if isinstance(value, float) else None), reason, allowed


def _between(least: float | None, most: float | None) -> str:
    if least is None and most is None:
        return "a number like 37.5"
    if most is None:
        return f"a number from {least:g}"
    return f"a number from {least:g} to {most:g}" if least is not None else f"a number up to {most:g}"


def _row_id(said: str) -> Read:
    try:
        return str(UUID(said)), None, None
    except ValueError:
        return None, f"{said[:60]} is not the id of a row", "an id as exports show it, like 6f9619ff-8b86-8d01-…"


def _nothing(name: str) -> pl.Expr:
    return pl.lit(None, pl.String).alias(name)
