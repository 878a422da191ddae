"""Live check-ins: taken into a home, kept for their term, and asked for an open case."""

from pathlib import Path
from typing import Annotated

import typer

from seawall.cli import taking
from seawall.cli.answering import answer, asking
from seawall.cli.program import At, Home, Incident, app
from seawall.cli.saying import many, say
from seawall.cli.stays import MINUTE, Minutes

checkins = typer.Typer(
    help="Who checks in where, as it comes: taken, kept for its term, and asked for an open case.", no_args_is_help=True
)
app.add_typer(checkins, name="checkins")

Case = Annotated[str, typer.Option(help="The case; the journal says that it was asked about.")]
Out = Annotated[Path | None, typer.Option(help="Also write it: .csv or .parquet.")]
NARROW = ("rank", "person", "degree", "minutes", "first", "via", "place", "crowd")
"""Of contacts what a screen has room for."""


@checkins.command()
def take(
    source: Annotated[
        str,
        typer.Option(
            "--in", help="Any kind of file an import reads: person, place, came, left; or - for lines of JSON."
        ),
    ],
    home: Home = None,
    rejects: Annotated[
        Path,
        typer.Option(
            help="Where the rows of a file that could not go in are written; where that is there, FILE-2 and so on."
        ),
    ] = Path("rejects.csv"),
) -> None:
    """Take check-ins: what is said to be kept is on the disk. The same again doubles nothing, and counts as kept again.

    Of - each line of the answer says what is kept so far.
    """
    if source == "-":
        taking.of_lines(home)
    else:
        taking.of_file(home, Path(source), rejects)


@checkins.command()
def keep(home: Home = None) -> None:
    """Once a day: destroy the days whose term is over, and seal those that have settled, a day after their end."""
    from seawall.desk import keeping

    done = keeping.keep(home)
    for fault in done.faults:
        say(f"! {fault}", wrong=True)
    for word, days in (("destroyed, their term being over", done.dropped), ("sealed", done.sealed)):
        say(f"{many(len(days), 'day')} {word}{': ' if days else ''}{', '.join(map(str, days))}")
    if done.faults:
        raise typer.Exit(1)


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
    from seawall.presence.instants import span
    from seawall.presence.ranking import Rules

    rules = Rules(span(min_minutes, MINUTE, "--min-minutes"), degrees=degrees)
    asked = asking(home, at, incident, out)
    found = asked.contacts(case, rules, most=most, after=after)
    answer(found.contacts, asked.noted, out, NARROW)
    counted = [f"{many(number, 'contact')} of degree {degree}" for degree, number in sorted(found.counted.items())]
    say(", ".join(counted) or "0 contacts")


@checkins.command()
def trail(case: Case, at: At = None, incident: Incident = None, home: Home = None, out: Out = None) -> None:
    """Where a case was while it could infect."""
    asked = asking(home, at, incident, out)
    answer(asked.trail(case), asked.noted, out)


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
    asked = asking(home, at, incident, out)
    answer(asked.visitors(case, place), asked.noted, out)


@checkins.command()
def shared(at: At = None, incident: Incident = None, home: Home = None, out: Out = None) -> None:
    """Places and times that two cases shared before they fell ill: where they may have caught it."""
    asked = asking(home, at, incident, out)
    answer(asked.shared(), asked.noted, out)
