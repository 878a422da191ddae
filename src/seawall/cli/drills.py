"""The drills: incidents played through the real desk and the real store."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seawall.cli.program import Home, Language, app

drills = typer.Typer(help="Play an incident through the real desk and the real store.", no_args_is_help=True)
app.add_typer(drills, name="drill")


@drills.command("gaotang-2022")
def drill_gaotang(
    home: Home = None,
    lang: Language = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Play up to then, and leave what is asked for to be signed.")
    ] = None,
) -> None:
    """Gaotang county, January 2022: published times and numbers, invented people. With --home the facts stay there."""
    from seawall.drill import gaotang

    gaotang.play(home, lang, Console(), until)


@drills.command("hagelloch")
def drill_hagelloch(data: Annotated[Path, typer.Option(help="The folder that holds cases.csv.")]) -> None:
    """Hagelloch 1861: 188 real cases of measles, replayed day by day under five sets of rules."""
    from seawall.drill import hagelloch

    hagelloch.play(data, Console())
