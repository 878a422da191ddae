"""The program, what its commands share, and what becomes of an error."""

import gc
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seawall.tables.errors import SeawallError

app = typer.Typer(
    help="Seawall: facts go in, a plan with reasons comes out, an officer signs, the clock runs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Home = Annotated[Path | None, typer.Option(help="The folder that holds the data; default: your own data folder.")]
At = Annotated[
    str | None, typer.Option(metavar="TIME", help="As known at TIME, such as 2022-01-23T04:00; default: now.")
]
Incident = Annotated[str | None, typer.Option(help="The incident; may be left out when there is only one.")]
Language = Annotated[str | None, typer.Option("--lang", help="zh or en; default: as the terminal is set.")]


def main() -> None:
    """Runs a command; an error that somebody can mend is one sentence and exit code 2."""
    gc.set_threshold(100_000)  # a command is short, and its tables are not Python's: fewer collections, a faster start
    try:
        app()
    except SeawallError as error:
        Console(stderr=True).print(f"seawall: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
    finally:
        gc.freeze()  # the program ends: what it still holds need not be looked through once more
