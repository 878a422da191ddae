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

    said = typer.prompt(f"Password, at least {desk.LEAST} characters", hide_input=True, confirmation_prompt=True)
    desk.set_password(home, officer, said)
    say(f"{officer} can sign in with it; each use is in the journal")


@accounts.command()
def end(officer: Officer, home: Home = None) -> None:
    """End an account at once: its sessions, passkeys, password and roles. Its id stays taken."""
    from seawall.desk import accounts as desk

    desk.end(home, officer)
    say(f"{officer} cannot sign in any more")


def _said(role: "Role") -> str:
    return f"{role.role} of {role.organisation}" + (f", in {role.area} only" if role.area else "")
