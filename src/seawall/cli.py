"""The command line. It imports Typer and Rich only, the rest inside its commands, so that --help answers at once."""

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
policies = typer.Typer(help="The rules: dated data with unit, source and confidence.", no_args_is_help=True)
journals = typer.Typer(help="The journal of orders, reads of the register and sign-ins.", no_args_is_help=True)
drills = typer.Typer(help="Play an incident through the real desk and the real store.", no_args_is_help=True)
app.add_typer(policies, name="policy")
app.add_typer(journals, name="journal")
app.add_typer(drills, name="drill")

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


@policies.command("list")
def policy_list() -> None:
    """Every policy, what it extends, when it holds and how far it can be trusted."""
    from seawall import policy
    from seawall.tell import policy as told

    Console().print(told.listed(policy.every()))


@policies.command("show")
def policy_show(id_: Annotated[str, typer.Argument(metavar="ID", help="A policy's id or file.")]) -> None:
    """Each rule of a policy with its value, unit, source and confidence."""
    from seawall import policy
    from seawall.tell import policy as told

    Console().print(told.shown(policy.load(id_)))


@policies.command("diff")
def policy_diff(a: str, b: str) -> None:
    """What changes from policy A to policy B: + added, ~ changed, - dropped."""
    from seawall import policy
    from seawall.tell import policy as told

    Console().print(told.differences(policy.load(a), policy.load(b)))


@policies.command("check")
def policy_check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders; default: all packaged.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse rules from memory and rules whose sources disagree.")
    ] = False,
) -> None:
    """Check policy files: every fault with its file, key and remedy."""
    from seawall import policy
    from seawall.tell import policy as told

    findings = policy.check(paths or [], strict=strict)
    Console().print(told.findings(findings))
    raise typer.Exit(1 if findings else 0)


@drills.command("gaotang-2022")
def drill_gaotang(home: Home = None, lang: Language = None) -> None:
    """Gaotang county, January 2022: published times and numbers, invented people. With --home the facts stay there."""
    from seawall.drill import gaotang

    gaotang.play(home, lang, Console())


@drills.command("hagelloch")
def drill_hagelloch(data: Annotated[Path, typer.Option(help="The folder that holds cases.csv.")]) -> None:
    """Hagelloch 1861: 188 real cases of measles, replayed day by day under five sets of rules."""
    from seawall.drill import hagelloch

    hagelloch.play(data, Console())


if __name__ == "__main__":
    main()
