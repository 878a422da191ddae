"""A question about a case, and its answer: the first rows on the screen, all of them in a file."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from seawall.cli.saying import many, say

if TYPE_CHECKING:
    from polars import DataFrame

    from seawall.desk.inquiry import Inquiry

SHOWN = 20
"""Rows that are shown of an answer; --out writes all, in all columns."""


def asking(home: Path | None, at: str | None, incident: str | None, out: Path | None) -> "Inquiry":
    """What is asked with. A file that cannot be written is refused before, and before the journal says that anything
    was asked: StaysFileError; else raises as desk.inquiry does."""
    from seawall.desk.inquiry import inquiry
    from seawall.presence.files import writing
    from seawall.store.home import default_home

    if out is not None:
        writing.refuse(out, home or default_home())
    return inquiry(home, at, incident)


def answer(found: "DataFrame", noted: Sequence[str], out: Path | None, shown: Sequence[str] | None = None) -> None:
    """The first rows on the screen, all of them in the file; `noted` is what the answer lacks."""
    from seawall.presence.files import writing

    if out is not None:
        writing.write(found, out)
    for note in noted:
        say(f"! {note}", wrong=True)
    columns = shown or found.columns
    table = Table(*(Column(name, overflow="fold") for name in columns), box=None)
    for row in found.select(columns).head(SHOWN).rows():
        table.add_row(*map(_cell, row))
    Console().print(table)
    more = found.height - SHOWN
    say(
        f"{many(found.height, 'row')}"
        + (f", {more:,} of them not shown" if more > 0 else "")
        + (f": {out}" if out else "")
    )


def _cell(value: object) -> Text:
    """A value as it is: brackets in an id are no markup."""
    if isinstance(value, datetime):
        return Text(f"{value:%Y-%m-%d %H:%M}")
    return Text("" if value is None else f"{value:g}" if isinstance(value, float) else str(value))
