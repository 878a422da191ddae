"""Cells that a spreadsheet takes for text, never for a formula (Luca, 2021), and how they are read back."""

import re

import polars as pl

STARTS = "[ \t\r\n\u00a0\u3000']*[=+\\-@＝＋－＠\t\r\n]"
"""How a cell begins that a spreadsheet may run, as a regular expression of Python and of Polars."""

_LIVE = re.compile(rf"^{STARTS}")
_INERT = re.compile(rf"^'(?={STARTS})")


def inert(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it: = + - @, tab, line break.

    `alive` takes exactly that apostrophe away again, so -3.5 comes back as -3.5.
    """
    return f"'{text}" if _LIVE.match(text) else text


def alive(text: str) -> str:
    """What `inert` was given."""
    return _INERT.sub("", text)


def inert_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every text cell and every header inert; other columns hold no text to run."""
    texts = [name for name, kind in frame.schema.items() if isinstance(kind, pl.String | pl.Categorical | pl.Enum)]
    quoted = [
        pl.when(pl.col(name).cast(pl.String).str.contains(_LIVE.pattern))
        .then("'" + pl.col(name).cast(pl.String))
        .otherwise(pl.col(name).cast(pl.String))
        .alias(name)
        for name in texts
    ]
    return frame.with_columns(quoted).rename({name: inert(name) for name in frame.columns})
