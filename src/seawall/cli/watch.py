"""The watch: the clock, who is on duty, and what was known when."""

from typing import Annotated

import typer
from rich.console import Console

from seawall.cli.program import At, Home, Incident, Language, app


@app.command()
def clock(at: At = None, incident: Incident = None, home: Home = None, lang: Language = None) -> None:
    """The incident clock: what is met, late, open or cannot be told, and whose it is."""
    from seawall.desk import asking
    from seawall.tell import terminal

    for made in asking.at(home, at, incident):
        Console().print(terminal.clock_table(made.plan.clock, made.zone, terminal.language(lang)))


@app.command()
def duty(at: At = None, incident: Incident = None, home: Home = None, lang: Language = None) -> None:
    """Who is on duty, who has been called to sign what waits, and who is next when nobody answers."""
    from seawall.desk import asking
    from seawall.tell import terminal

    for made in asking.at(home, at, incident):
        Console().print(terminal.duty_table(made.plan.duty, made.zone, terminal.language(lang)))


@app.command()
def acknowledge(
    officer: Annotated[str, typer.Option(help="Your account, as the roster names it.")],
    incident: Incident = None,
    at: Annotated[str | None, typer.Option(metavar="TIME", help="In a history: when. Else the clock says.")] = None,
    home: Home = None,
    lang: Language = None,
) -> None:
    """Say that you have seen what waits for a signature: the next on duty is not called while you read."""
    from seawall.desk.acknowledging import acknowledge
    from seawall.desk.opening import opened
    from seawall.tell import terminal

    plan = acknowledge(home, incident, officer, at)
    Console().print(terminal.duty_table(plan.duty, opened(home).zone, terminal.language(lang)))


@app.command()
def replay(
    from_: Annotated[str, typer.Option("--from", metavar="T1", help="The first time.")],
    to: Annotated[str, typer.Option(metavar="T2", help="The last time.")],
    step: Annotated[str, typer.Option(help="How far apart: 1h, 30min, 1d.")] = "1h",
    incident: Incident = None,
    home: Home = None,
    lang: Language = None,
) -> None:
    """What was known and proposed, step by step, and what each step changed."""
    from seawall.desk import asking
    from seawall.tell import terminal

    console = Console()
    before = None
    for made in asking.replay(home, from_, to, step, incident):
        console.print(terminal.replayed(made.plan, before, made.zone, terminal.language(lang)))
        before = made.plan
