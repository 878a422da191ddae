"""Live check-ins: taken into a home, kept for their term, and asked for an open case."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from seawall.cli.program import At, Home, Incident, app
from seawall.cli.saying import many, say
from seawall.cli.stays import MINUTE, Minutes

if TYPE_CHECKING:
    from polars import DataFrame

checkins = typer.Typer(
    help="Who checks in where, as it comes: taken, kept for its term, and asked for an open case.", no_args_is_help=True
)
app.add_typer(checkins, name="checkins")

Case = Annotated[str, typer.Option(help="The case; the journal says that it was asked about.")]
Out = Annotated[Path | None, typer.Option(help="Also write it: .csv or .parquet.")]
SHOWN = 20
"""Rows that are shown of an answer; --out writes all, in all columns."""
NARROW = ("rank", "person", "degree", "minutes", "first", "via", "place", "crowd")
"""Of contacts what a screen has room for."""


@checkins.command()
def take(
    source: Annotated[
        str,
        typer.Option("--in", help="A .csv, .xlsx or .parquet file: person, place, came, left; or - for lines of JSON."),
    ],
    home: Home = None,
    rejects: Annotated[Path, typer.Option(help="Where the rows of a file that could not go in are written.")] = Path(
        "rejects.csv"
    ),
) -> None:
    """Take check-ins: what is said to be kept is on the disk. Of - each line of the answer says what is kept so far."""
    if source == "-":
        _take_lines(home)
    else:
        _take_file(home, Path(source), rejects)


def _take_lines(home: Path | None) -> None:
    from seawall.desk import taking

    with open(sys.stdin.fileno(), "rb", closefd=False) as stream:
        for done in taking.of_stream(home, stream):
            wrong = done.rejected.select("line", "reason").to_dicts()
            answer = {"upto": done.upto, "kept": done.kept, "rejected": wrong}
            typer.echo(json.dumps(answer))  # in ASCII, whatever the terminal is set to


def _take_file(home: Path | None, file: Path, rejects: Path) -> None:
    from polars import concat

    from seawall.desk import taking
    from seawall.presence.files import writing

    kept = 0
    wrong: list[DataFrame] = []
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("taking", total=1.0)
        for done in taking.of_file(home, file, lambda share: bar.update(task, completed=share)):
            kept = done.kept
            wrong.append(done.rejected)
    say(f"{file}: {many(kept, 'check-in')} kept")
    rejected = concat(wrong)
    if rejected.height:
        writing.write_rejects(rejected, rejects)
        say(f"! {many(rejected.height, 'row')} could not go in: {rejects}")


@checkins.command()
def keep(home: Home = None) -> None:
    """Once a day: destroy the days whose term is over, and seal those that have settled, a day after their end."""
    from seawall.desk import keeping

    done = keeping.keep(home)
    for fault in done.faults:
        say(f"! {fault}", wrong=True)
    for word, days in (("destroyed, their term being over", done.dropped), ("sealed", done.sealed)):
        say(f"{many(len(days), 'day')} {word}{': ' if days else ''}{', '.join(map(str, days))}")


@checkins.command()
def info(home: Home = None) -> None:
    """Of which days check-ins are held."""
    from seawall.desk import keeping

    held = keeping.held(home)
    span = f", {held.days[0]} to {held.days[-1]}" if held.days else ""
    say(f"{many(len(held.days), 'day')} held{span}; batches so far: {held.batches:,}")
    for day in held.lost:
        say(f"! {day}: its key is gone, and nothing of it can be read", wrong=True)


@checkins.command()
def contacts(
    case: Case,
    min_minutes: Minutes,
    degrees: Annotated[int, typer.Option(min=1, max=2, help="2: also whom those met afterwards.")] = 1,
    most: Annotated[int, typer.Option(min=1, help="So many from the top; the others are counted.")] = 1_000,
    after: Annotated[int, typer.Option(min=0, help="From the rank after this one on.")] = 0,
    at: At = None,
    incident: Incident = None,
    home: Home = None,
    out: Out = None,
) -> None:
    """Whom a case met while it could infect: the longest first, with where, and who else was there."""
    from seawall.desk.inquiry import inquiry
    from seawall.presence.instants import span
    from seawall.presence.ranking import Rules

    rules = Rules(span(min_minutes, MINUTE, "--min-minutes"), degrees=degrees)
    found = inquiry(home, at, incident).contacts(case, rules, most=most, after=after)
    _answer(found.contacts, out, NARROW)
    say(", ".join(f"{many(number, 'contact')} of degree {degree}" for degree, number in sorted(found.counted.items())))


@checkins.command()
def trail(case: Case, at: At = None, incident: Incident = None, home: Home = None, out: Out = None) -> None:
    """Where a case was while it could infect."""
    from seawall.desk.inquiry import inquiry

    _answer(inquiry(home, at, incident).trail(case), out)


@checkins.command()
def visitors(
    case: Case,
    place: Annotated[str, typer.Option(help="A place on the trail of the case.")],
    at: At = None,
    incident: Incident = None,
    home: Home = None,
    out: Out = None,
) -> None:
    """Who was at a place while a case was there and could infect."""
    from seawall.desk.inquiry import inquiry

    _answer(inquiry(home, at, incident).visitors(case, place), out)


@checkins.command()
def shared(at: At = None, incident: Incident = None, home: Home = None, out: Out = None) -> None:
    """Places and times that two cases shared before they fell ill: where they may have caught it."""
    from seawall.desk.inquiry import inquiry

    _answer(inquiry(home, at, incident).shared(), out)


def _answer(found: "DataFrame", out: Path | None, shown: Sequence[str] | None = None) -> None:
    """The first rows on the screen, all of them in the file."""
    from seawall.presence.files import writing

    if out is not None:
        writing.write(found, out)
    columns = shown or found.columns
    table = Table(*columns, box=None)
    for row in found.select(columns).head(SHOWN).rows():
        table.add_row(*map(_cell, row))
    Console().print(table)
    more = found.height - SHOWN
    say(
        f"{many(found.height, 'row')}"
        + (f", {more:,} of them not shown" if more > 0 else "")
        + (f": {out}" if out else "")
    )


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
