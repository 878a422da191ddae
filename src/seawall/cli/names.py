"""The names of a home, whose term ends."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from seawall.cli import keys
from seawall.cli.program import Home, app
from seawall.cli.saying import many, people, say

if TYPE_CHECKING:
    from seawall.desk.names import Due

names = typer.Typer(help="Names, numbers, telephones and addresses, which have a term.", no_args_is_help=True)
app.add_typer(names, name="names")


@names.command()
def due(home: Home = None) -> None:
    """How many people's names are past their term, by the incident that held them last and since when."""
    from seawall.desk import names as desk

    _told(desk.due(home, datetime.now(UTC)))


@names.command()
def destroy(
    officer: Annotated[str, typer.Option(help="Who destroys them, as the journal says it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    renew: Annotated[bool, typer.Option("--renew", help="Then renew the keys, as `seawall keys renew` does.")] = False,
    home: Home = None,
) -> None:
    """Destroy the names whose term is over, for ever; the facts stay under their numbers. A certificate says so."""
    from seawall.desk import destroying
    from seawall.desk import names as desk
    from seawall.desk.opening import opened

    if not _told(desk.due(home, datetime.now(UTC))):
        return
    if not yes:
        typer.confirm("Destroy them? Nothing brings them back", abort=True)
    done = destroying.destroy(opened(home), officer, datetime.now(UTC))
    if done is None:
        say("nobody's names are past their term any more: none were destroyed")
        return
    say(f"destroyed: all that the register held of {people(done.people)}, {many(done.rows, 'row')}")
    say(f"entry {done.entry} of the journal; certificate: {done.certificate}")
    if renew:
        keys.renew(home)
    else:
        say(
            "now `seawall keys renew`: until then whoever has the keys may find them in the files of the database, and "
            "in a backup with its own secrets for as long as that is kept"
        )


def _told(found: "Due") -> bool:
    """Says how many there are; whether there are any."""
    rules = found.rules
    say(f"{people(found.people.height)} past the term of {many(rules.days, 'day')} ({rules.clause})")
    for incident, number, since in found.by_incident():
        say(f"    {incident or 'no incident'}: {people(number)}, since {since}")
    return not found.people.is_empty()
