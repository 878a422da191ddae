"""Check-ins of a day as lines of text, which its key seals.

Lines, because those of many batches are read as one; a check-in that comes alone takes 128 bytes.
"""

from collections.abc import Iterable

import polars as pl

from seawall.presence.live.checkins import CHECKINS

_BETWEEN = "\x1f"  # no id holds a control character, so nothing is quoted

_TIMES = (pl.col(name).to_physical().cast(pl.String).fill_null("") for name in ("came", "left"))
_LINES = pl.concat_str(pl.col("person", "place"), *_TIMES, separator=_BETWEEN).str.join("\n")
_READ = dict(zip(CHECKINS, (pl.String, pl.String, pl.Int64, pl.Int64), strict=True))
_HEAD = (
    _BETWEEN.join(CHECKINS).encode() + b"\n"
)  # first, or a mark that begins the first id were taken for one of order


def lines(frame: pl.DataFrame) -> bytes:
    """Good check-ins as lines of text, times as microseconds since 1970."""
    text: str = frame.select(_LINES).item()
    return f"{text}\n".encode()


def unpacked(parts: Iterable[bytes]) -> pl.DataFrame:
    """The check-ins of lines, in their order."""
    found = pl.read_csv(_HEAD + b"".join(parts), separator=_BETWEEN, quote_char=None, schema=_READ)
    return found.select(pl.col(name).cast(kind) for name, kind in CHECKINS.items())
