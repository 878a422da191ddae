"""The keys and passwords of a home."""

import typer

from seawall.cli.program import Home, app
from seawall.cli.saying import many, say

keys = typer.Typer(help="The keys and passwords of a home.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command()
def renew(home: Home = None) -> None:
    """Put new passwords and keys in place of those of a home that nobody uses meanwhile; names are encrypted again."""
    from rich.progress import Progress

    from seawall.desk import renewing

    with Progress(transient=True) as shown:
        work = shown.add_task("names", total=None)
        done = renewing.renew(home, lambda rows: shown.update(work, completed=rows, description=f"{rows:,} names"))
    say(
        f"new: the passwords of the database, the keys of names and of the journal; {many(done.rows, 'row')} under them"
    )
    if done.unreadable:
        said = f"! {many(done.unreadable, 'row')} could not be read before, and cannot now: import them again"
        say(said, wrong=True)
    say("make a backup now: what an older one has opens nothing here any more, and what it holds it opens still")
