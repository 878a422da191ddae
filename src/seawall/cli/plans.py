"""The plan: made, drawn as papers, signed, and what is in force of it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from seawall.cli.program import At, Home, Incident, Language, app


@app.command()
def plan(
    out: Annotated[Path, typer.Option(help="The folder the plan is written to.")],
    at: At = None,
    incident: Incident = None,
    home: Home = None,
    policy: Annotated[str | None, typer.Option(help="Another policy than the incident's: an id or a file.")] = None,
    beside: Annotated[
        str | None, typer.Option(metavar="POLICY", help="Show what another policy would ask, on the same facts.")
    ] = None,
    lang: Language = None,
) -> None:
    """Make the plan for an incident: who was exposed, what is late, what is to be signed, what the public is told."""
    from seawall.desk import planning
    from seawall.tell import terminal

    with Console(stderr=True).status("Reading the facts and making the plan"):
        made = planning.plan(home, at, incident, policy)
        files = planning.write(made, out)
        other = planning.beside(home, made, beside) if beside else None
    console = Console()
    console.print(terminal.plan_summary(made.plan, made.zone, terminal.language(lang)))
    if other is not None:
        console.print(terminal.beside(made.plan, other, terminal.language(lang)))
    for notice in made.plan.notices:
        console.print(f"! {notice}", soft_wrap=True, markup=False)
    console.print(f"{out}: {', '.join(file.name for file in files)}", soft_wrap=True)


@app.command()
def papers(
    out: Annotated[Path, typer.Option(help="The folder the papers are written to.")],
    at: At = None,
    incident: Incident = None,
    home: Home = None,
    officer: Annotated[
        str | None, typer.Option(help="Your account: names come out of the register, and the journal says to whom.")
    ] = None,
) -> None:
    """Draw the papers of the first hour, to be printed: forms, reports, call sheet, letters, hand-over."""
    from seawall.desk import papers as drawing

    with Console(stderr=True).status("Making the plan and drawing its papers"):
        files = drawing.papers(home, at, incident, out, officer)
    Console().print(f"{out}: {', '.join(file.name for file in files)}", soft_wrap=True)


@app.command()
def sign(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `seawall plan --out` wrote.")],
    officer: Annotated[str, typer.Option(help="Your account.")],
    role: Annotated[str, typer.Option(help="The role you sign in, such as commander.")],
    organisation: Annotated[str, typer.Option(help="The organisation you sign for.")],
    home: Home = None,
) -> None:
    """Sign a plan as it was made. Only a signature makes an order; some need a second, of another organisation."""
    from seawall.desk import signing
    from seawall.tell import terminal

    with Console(stderr=True).status("Making the plan again, to see that it is the one you sign"):
        signed = signing.sign(home, folder, officer=officer, role=role, organisation=organisation)
    Console().print(
        terminal.signed(signed.in_force, signed.waiting, signed.officer, signed.organisation, signed.journal)
    )


@app.command()
def orders(at: At = None, incident: Incident = None, home: Home = None, lang: Language = None) -> None:
    """The orders in force: whom they bind, until when, why, under which clause, and who signed."""
    from seawall.desk import asking
    from seawall.tell import terminal

    for made in asking.at(home, at, incident):
        table = terminal.orders_table(made.plan.standing, made.plan.incident, made.zone, terminal.language(lang))
        Console().print(table)
