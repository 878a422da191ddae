"""The home of the data: made, fed, stopped, and its journal verified."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seawall.cli.program import Home, app

journals = typer.Typer(help="The journal of orders, reads of the register and sign-ins.", no_args_is_help=True)
app.add_typer(journals, name="journal")


@app.command()
def init(
    home: Home = None,
    history: Annotated[
        bool, typer.Option("--history", help="A history takes recorded_at from its files; a service home does not.")
    ] = False,
    zone: Annotated[str, typer.Option(help="The city's time zone.")] = "Asia/Shanghai",
) -> None:
    """Make a home: its settings, its keys and its database."""
    from seawall.desk import opening

    made = opening.init(home, zone=zone, history=history)
    kind = "history" if made.history else "service"
    Console().print(f"{made.path} is a {kind} home in {made.zone.key}; its database is running", soft_wrap=True)


@app.command(name="import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="CSV, XLSX, Parquet or JSON; the file's stem names the table.")],
    home: Home = None,
    table: Annotated[
        str | None, typer.Option("--as", metavar="TABLE", help="The table, for a file of another name.")
    ] = None,
    recorded_at: Annotated[
        str | None, typer.Option(metavar="TIME", help="In a history: when the rows that do not say it were learned.")
    ] = None,
    mapping: Annotated[str | None, typer.Option(help="A saved mapping of headers, by name or file.")] = None,
    rejects: Annotated[Path, typer.Option(help="Where the rows that could not go in are written.")] = Path(
        "rejects.csv"
    ),
    by: Annotated[str, typer.Option("--by", help="Who enters it.")] = "import",
) -> None:
    """Good rows in, bad rows out to a file that can be corrected and imported again."""
    from seawall.desk.importing import import_files
    from seawall.feeds.report import ImportFailedError
    from seawall.tell import importing

    try:
        with importing.progress() as told:
            found = import_files(
                home, files, table=table, recorded_at=recorded_at, mapping=mapping, rejects=rejects, by=by, told=told
            )
    except ImportFailedError as error:
        Console().print(importing.report(error.done))
        raise
    Console().print(importing.report(found))


@app.command()
def stop(home: Home = None) -> None:
    """Stop the home's database."""
    from seawall.desk import opening

    Console().print(opening.stop(home), soft_wrap=True)


@journals.command("verify")
def journal_verify(home: Home = None) -> None:
    """Check every entry of the journal against its tree and its signed roots."""
    from seawall.desk import opening
    from seawall.tell import journal

    verdict = opening.verify(home)
    Console().print(journal.verdict(verdict.size, verdict.roots, verdict.faults), soft_wrap=True)
    raise typer.Exit(0 if verdict.sound else 1)
