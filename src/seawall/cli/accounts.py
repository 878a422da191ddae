"""Accounts: who may sign in to the pages of a home, and as what."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from seawall.cli.program import Home, app
from seawall.cli.saying import say

if TYPE_CHECKING:
    from seawall.store.accounts import Role

accounts = typer.Typer(help="Who may sign in to the pages, and as what.", no_args_is_help=True)
app.add_typer(accounts, name="accounts")
token = typer.Typer(help="With what a program asks in an officer's stead.", no_args_is_help=True)
accounts.add_typer(token, name="token")

Officer = Annotated[str, typer.Argument(help="What the officer is called in the roster and under signatures.")]


@accounts.command()
def add(
    officer: Officer,
    role: Annotated[str, typer.Option(help="As what, such as commander, epidemiologist, clerk or auditor.")],
    organisation: Annotated[str, typer.Option(help="For which organisation.")],
    area: Annotated[str | None, typer.Option(help="In which area only; default: everywhere.")] = None,
    home: Home = None,
) -> None:
    """Give an officer a role, and an account where there is none. A second role is given by adding it."""
    from seawall.desk import accounts as desk
    from seawall.store.accounts import Role

    new = desk.add(home, officer, Role(role, organisation, area))
    say(f"{officer} {'is' if new else 'was already'} {_said(Role(role, organisation, area))}")


@accounts.command(name="list")
def list_(home: Home = None) -> None:
    """Who has an account, as what, and with what it opens."""
    from seawall.desk import accounts as desk

    table = Table("officer", "as", "passkeys", "password", box=None)
    for each in desk.every(home):
        held = "\n".join(_said(role) for role in each.roles) or ("no role" if each.active else "ended")
        table.add_row(Text(each.officer), Text(held), str(each.passkeys), "break-glass" if each.password else "none")
    Console().print(table)


@accounts.command()
def password(officer: Officer, home: Home = None) -> None:
    """Give an account a break-glass password, for when passkeys do not work. It is asked for, and not shown."""
    from seawall.desk import accounts as desk
    from seawall.desk.passwords import LEAST

    said = typer.prompt(f"Password, at least {LEAST} characters", hide_input=True, confirmation_prompt=True)
    desk.set_password(home, officer, said)
    say(f"{officer} can sign in with it; each use is in the journal")


@accounts.command()
def oidc(
    officer: Officer,
    issuer: Annotated[str, typer.Option(help="The provider, as `seawall serve --oidc-issuer` names it.")],
    subject: Annotated[
        str | None, typer.Option(help="The officer's number there (claim sub); default: none any more.")
    ] = None,
    home: Home = None,
) -> None:
    """Link an account to the sign-in of an organisation, or take the link away. Nobody else can sign in there."""
    from seawall.desk import accounts as desk

    desk.link(home, officer, issuer, subject)
    say(f"{officer} {'can sign in' if subject else 'cannot sign in any more'} at {issuer}")


@accounts.command()
def end(officer: Officer, home: Home = None) -> None:
    """End an account at once: its sessions, passkeys, password and roles. Its id stays taken."""
    from seawall.desk import accounts as desk

    desk.end(home, officer)
    say(f"{officer} cannot sign in any more")


@token.command(name="add")
def add_token(
    officer: Officer,
    name: Annotated[str, typer.Option(help="What the program is called.")],
    may: Annotated[list[str], typer.Option(help="What for: look:facts, look:facts:TABLE@AREA, import:facts …")],
    days: Annotated[int, typer.Option(help="How many days it is good for, 90 at most.")] = 30,
    home: Home = None,
) -> None:
    """Give a program a token, which is shown this once. It may no more than the officer may."""
    from seawall.desk.opening import opened
    from seawall.web.api import tokens

    print(tokens.add(opened(home), officer, name, may, days))  # noqa: T201 - the token is the result
    Console(stderr=True).print(f"{name} asks in the stead of {officer} for {days} days; nobody can show this again")


@token.command(name="list")
def list_tokens(home: Home = None) -> None:
    """Every token: in whose stead, what for, until when, when last used."""
    from seawall.desk.opening import opened
    from seawall.web.api import tokens

    table = Table("token", "in the stead of", "may", "until", "last used", box=None)
    for each in tokens.every(opened(home)):
        may = "\n".join(tokens.written(scope) for scope in each.scopes)
        until = "ended" if each.ended else f"{each.ends:%Y-%m-%d %H:%MZ}"
        used = f"{each.used:%Y-%m-%d %H:%MZ}" if each.used else "never"
        table.add_row(Text(each.name), Text(each.officer), Text(may), until, used)
    Console().print(table)


@token.command(name="end")
def end_token(
    name: Annotated[str, typer.Argument(help="What the program is called.")],
    home: Home = None,
) -> None:
    """End a token at once."""
    from seawall.desk.opening import opened
    from seawall.web.api import tokens

    officer = tokens.end(opened(home), name)
    say(f"{name} asks no more in the stead of {officer}")


def _said(role: "Role") -> str:
    return f"{role.role} of {role.organisation}" + (f", in {role.area} only" if role.area else "")
