"""Accounts: given, listed and ended by whoever holds the home; the journal says so in the same transaction."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from seawall.desk.granting import AccountError, active, apart, check
from seawall.desk.opening import opened
from seawall.desk.passwords import judge
from seawall.store import accounts, identities, journal
from seawall.store.account import who
from seawall.store.accounts import Entry, Role
from seawall.store.database import transaction


def add(path: Path | None, officer: str, role: Role) -> bool:
    """Gives an officer a role, and an account where there is none; False: they had the role already.

    Raises AccountError for a role that is none, as `check` says, or that nobody has beside another of theirs, and for
    what cannot be an officer's id.
    """
    desk, now = opened(path), datetime.now(UTC)
    check(desk, role)
    try:
        with transaction(desk.server, "owner") as connection:
            account = accounts.make(connection, officer, now)
            apart(role, accounts.roles(connection, account, now))
            new = accounts.grant(connection, account, role, now)
            if new:
                _note(connection, "role given", officer, {name: said for name, said in role._asdict().items() if said})
    except IntegrityError as error:
        raise AccountError(
            f"{officer!r} is no officer's id; allowed are 1 to 64 characters without a blank end"
        ) from error
    return new


def every(path: Path | None) -> list[Entry]:
    """All accounts of a home, also those that were ended."""
    with transaction(opened(path).server, "owner") as connection:
        return accounts.every(connection, datetime.now(UTC))


def set_password(path: Path | None, officer: str, password: str) -> None:
    """Gives an account a break-glass password.

    Raises AccountError for one that is too short or soon guessed, and for an unknown account.
    """
    with transaction(opened(path).server, "owner") as connection:
        account = active(connection, officer).account
        judge(password, officer, [each.organisation for each in accounts.roles(connection, account, datetime.now(UTC))])
        accounts.set_password(connection, account, PasswordHasher().hash(password))
        _note(connection, "password given", officer, {"break_glass": True})


def link(path: Path | None, officer: str, issuer: str, subject: str | None) -> None:
    """Has a number at an OpenID Connect provider open an account; None: no number there does any more.

    Raises AccountError for an unknown account, what is no issuer, and a number that opens another account.
    """
    if not issuer.startswith(("https://", "http://")) or (subject is not None and not 0 < len(subject) <= 255):
        raise AccountError("--issuer is an address, and --subject has 1 to 255 characters")
    try:
        with transaction(opened(path).server, "owner") as connection:
            account = active(connection, officer).account
            if subject is None:
                identities.unlink(connection, account, issuer)
            else:
                identities.link(connection, account, issuer, subject, datetime.now(UTC))
            _note(connection, "sign-in linked" if subject else "sign-in unlinked", officer, {"issuer": issuer})
    except IntegrityError as error:
        raise AccountError(f"that number of {issuer} opens another account: take it away there first") from error


def end(path: Path | None, officer: str) -> None:
    """Ends an account: whoever is signed in under it is out. Raises AccountError for an unknown or an ended one."""
    now = datetime.now(UTC)
    with transaction(opened(path).server, "owner") as connection:
        accounts.end(connection, active(connection, officer).account, now)
        _note(connection, "account ended", officer, {})


def _note(connection: Connection, purpose: str, officer: str, body: Mapping[str, object]) -> None:
    journal.append(connection, "grant", who(), purpose, officer, body, datetime.now(UTC))
