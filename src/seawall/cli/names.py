"""The names of a home, whose term ends."""

from datetime import UTC, datetime

import typer

from seawall.cli.program import Home, app
from seawall.cli.saying import people, say

names = typer.Typer(help="Names, numbers, telephones and addresses, which have a term.", no_args_is_help=True)
app.add_typer(names, name="names")


@names.command()
def due(home: Home = None) -> None:
    """How many people's names are past their term, by the incident that held them last and since when."""
    from seawall.desk import names as desk

    found = desk.due(home, datetime.now(UTC))
    say(f"{people(found.people.height)} past the term of {found.rules.days} days ({found.rules.clause})")
    for incident, many, since in found.by_incident():
        say(f"    {incident or 'no incident'}: {people(many)}, since {since}")
