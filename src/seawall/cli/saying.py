"""What commands on stays say on the screen, of long lists the beginning."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from polars import DataFrame

    from seawall.presence.files.reading import Rows
    from seawall.presence.index import Index

MOST = 10
"""Lines that are shown of a list that may be long; the rest is counted."""


def say(text: str, *, wrong: bool = False) -> None:
    """A line on the screen, as it is; what is wrong goes to the errors."""
    Console(stderr=wrong).print(text, style="red" if wrong else None, markup=False, highlight=False, soft_wrap=True)


def many(number: int, word: str, words: str | None = None) -> str:
    """1 row, 2,000 rows; 1 person, 2,000 people."""
    return f"{number:,} {word if number == 1 else words or f'{word}s'}"


def people(number: int) -> str:
    """1 person, 2,000 people."""
    return many(number, "person", "people")


def sized(bytes_: int) -> str:
    """3.2 kB, 1,200.0 MB."""
    return f"{bytes_ / 1e3:,.1f} kB" if bytes_ < 1e6 else f"{bytes_ / 1e6:,.1f} MB"


def say_some(lines: Iterable[str], of: int, *, wrong: bool = False) -> None:
    """The first of many lines, and how many more there are."""
    for line in islice(lines, MOST):
        say(line, wrong=wrong)
    if of > MOST:
        say(f"! and {of - MOST:,} more", wrong=wrong)


def say_left_out(file: Path, read: "Rows") -> None:
    """What of a file was left out, by line and reason, and what else is to be said of it."""
    for note in read.notes:
        say(f"! {note}", wrong=True)
    told = (f"! {file}:{line}: {reason}" for line, reason in read.rejected.select("line", "reason").iter_rows())
    say_some(told, read.rejected.height, wrong=True)


def say_unseen(index: "Index", asked: "DataFrame", window: timedelta | None) -> None:
    """The cases that the index has no stay of, and windows that reach out of it: that nobody is found there says
    nothing."""
    from seawall.presence import outside, tracing

    unknown = tracing.unknown(index.city, asked)
    if unknown:
        more = f" and {len(unknown) - MOST:,} more" if len(unknown) > MOST else ""
        say(f"! without any stay in the index: {', '.join(unknown[:MOST])}{more}")
    missed = outside.outside(index, asked, window)
    days = f"outside of the index, which holds {index.head.days[0]} to {index.head.days[-1]}"
    say_some(
        (
            f"! {who}: asked {since:%F %R} to {until:%F %R}, {'wholly' if wholly else 'partly'} {days}"
            for who, since, until, wholly in missed.iter_rows()
        ),
        missed.height,
    )
