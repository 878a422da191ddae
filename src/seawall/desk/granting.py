"""Accounts and rights as an administrator gives and ends them; the journal says so in the same transaction.

The owner of the database writes them (docs/decisions/134): each change looks again, in the transaction that makes it,
that who makes it is an administrator at that moment and does not make it to themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from seawall.desk.opening import Desk
from seawall.store import accounts, identities, journal, reading, rights
from seawall.store.accounts import Account, Role
from seawall.store.database import transaction
from seawall.tables.area import LEVELS
from seawall.tables.errors import SeawallError
from seawall.tables.facts import known

ADMINISTRATOR, AUDITOR = "administrator", "auditor"
APART = (ADMINISTRATOR, AUDITOR)
"""Roles that nobody has both of."""
GRAVE = (*APART, "commander", "epidemiologist", "press_officer", "laboratory")
"""Roles that two administrators give together, who also invite together whoever has one: whoever could make
themselves two of these alone would sign, publish or report as two people."""
AREAS = LEVELS[: LEVELS.index("grid")]
"""The levels that a role is limited to."""


class AccountError(SeawallError):
    """An account cannot be so; the message says what is allowed."""


class By(NamedTuple):
    """Who changes something: their account and what they are called; `agreed`: the other who agreed to it, and what
    proves that they did ("passkey", or the way they had signed in)."""

    account: UUID
    officer: str
    agreed: str | None = None
    proof: str | None = None


def give(desk: Desk, by: By, officer: str, role: Role) -> bool:
    """Gives an officer a role, and an account where there is none; False: they had the role already.

    A role of GRAVE needs somebody who agreed. Raises AccountError.
    """
    check(desk, role)
    if role.role in GRAVE and by.agreed is None:
        raise AccountError(
            "the role {role} is given by two administrators: ask for it, and another agrees", role=role.role
        )
    with _changing(desk, by, officer) as (connection, now):
        found = accounts.find(connection, officer)
        had = accounts.roles(connection, found.account, now) if found else ()
        apart(role, had)
        try:
            account = accounts.make(connection, officer, now)
        except IntegrityError as error:
            raise AccountError(
                "{officer!r} is no officer's id; allowed are 1 to 64 characters without a blank end", officer=officer
            ) from error
        new = accounts.grant(connection, account, role, now)
        if new:
            _note(connection, by, "role given", officer, _said(role), now)
    return new


def areas(desk: Desk) -> list[tuple[str, str]]:
    """The areas that a role can be limited to, with what people call them."""
    units = known(reading.read(desk.server, ("units",)).frames, datetime.now(UTC), desk.zone)["units"]
    rows = units.select("unit", "name", "level").sort("unit").iter_rows()
    return [(unit, name) for unit, name, level in rows if level in AREAS]


def check(desk: Desk, role: Role) -> None:
    """Raises AccountError for a role that is none, is for nobody, or, of an area officer, has no area; and for an area
    that the facts do not have, where they have any."""
    if role.role not in accounts.ROLES:
        raise AccountError(
            "{role!r} is no role; allowed are {allowed}", role=role.role, allowed=", ".join(accounts.ROLES)
        )
    if not role.organisation.strip() or (role.area is not None and not role.area.strip()):
        raise AccountError("a role is for an organisation; where it holds in one area only, the area is named")
    if role.role == "area_officer" and role.area is None:
        raise AccountError("an area officer has an area: name the unit they are limited to")
    there = [] if role.area is None else [unit for unit, _ in areas(desk)]
    if there and role.area not in there:
        raise AccountError(
            "{area!r} is no area that is known; allowed: {allowed}", area=role.area, allowed=", ".join(there[:20])
        )


def end_role(desk: Desk, by: By, officer: str, role: Role) -> None:
    """Ends a role at once; the row that gave it stays. Raises AccountError for one that the officer does not have."""
    with _changing(desk, by, officer) as (connection, now):
        if not rights.end_role(connection, active(connection, officer).account, role, now):
            raise AccountError(
                "{officer} is not {role} of {organisation}: open the account again",
                officer=officer,
                role=role.role,
                organisation=role.organisation,
            )
        _note(connection, by, "role ended", officer, _said(role), now)


def end_key(desk: Desk, by: By, officer: str, name: str) -> None:
    """Takes one passkey away; whoever is signed in with one of that account is out. Raises AccountError."""
    with _changing(desk, by, officer) as (connection, now):
        if not rights.end_key(connection, active(connection, officer).account, name):
            raise AccountError("{officer} has no such passkey: open the account again", officer=officer)
        _note(connection, by, "passkey revoked", officer, {"passkey": name[:16]}, now)


def unlink(desk: Desk, by: By, officer: str, issuer: str) -> None:
    """Has the sign-in of an organisation open an account no more; who is signed in so is out. Raises AccountError."""
    with _changing(desk, by, officer) as (connection, now):
        if not identities.unlink(connection, active(connection, officer).account, issuer):
            raise AccountError(
                "{officer} is not linked to {issuer}: open the account again", officer=officer, issuer=issuer
            )
        _note(connection, by, "sign-in unlinked", officer, {"issuer": issuer}, now)


def end_sessions(desk: Desk, by: By, officer: str) -> None:
    """Signs somebody out wherever they are signed in. Raises AccountError."""
    with _changing(desk, by, officer) as (connection, now):
        many = rights.end_sessions(connection, active(connection, officer).account)
        _note(connection, by, "sessions ended", officer, {"sessions": many}, now)


def end(desk: Desk, by: By, officer: str) -> None:
    """Ends an account at once, with all that opens it. Its id stays taken. Raises AccountError."""
    with _changing(desk, by, officer) as (connection, now):
        accounts.end(connection, active(connection, officer).account, now)
        _note(connection, by, "account ended", officer, {}, now)


def alone(desk: Desk, by: By, officer: str) -> bool:
    """Whether one administrator invites somebody; False: two do. Raises AccountError as `invite` does."""
    with _changing(desk, by, officer) as (connection, now):
        return not grave(connection, _keyless(connection, officer), now)


def invite(desk: Desk, by: By, officer: str) -> UUID:
    """The account that is invited to register its first passkey.

    Raises AccountError for one that has one, and for one with a role of GRAVE where nobody agreed.
    """
    with _changing(desk, by, officer) as (connection, now):
        found = _keyless(connection, officer)
        if by.agreed is None and grave(connection, found, now):
            raise AccountError(
                "{officer} is invited by two administrators: ask for it, and another agrees", officer=officer
            )
        _note(connection, by, "invited", officer, {}, now)
        return found


def grave(connection: Connection, account: UUID, now: datetime) -> bool:
    """Whether an account has a role of GRAVE that is not over."""
    given = rights.roles(connection, account)
    return any(each.role.role in GRAVE and (each.until is None or each.until > now) for each in given)


def active(connection: Connection, officer: str) -> Account:
    """The account of an officer. Raises AccountError for an unknown one, and for one that was ended."""
    found = accounts.find(connection, officer)
    if found is None:
        raise AccountError(
            "{officer} has no account; `seawall accounts add` gives one, `seawall accounts list` says who has",
            officer=officer,
        )
    if not found.active:
        raise AccountError(
            "{officer} has an account that was ended; `seawall accounts add` gives one, `seawall accounts list` says "
            "who has",
            officer=officer,
        )
    return found


def _keyless(connection: Connection, officer: str) -> UUID:
    """The account of an officer who has no passkey. Raises AccountError."""
    found = active(connection, officer).account
    if rights.keys(connection, found):
        raise AccountError(
            "{officer} has a passkey, and registers another with it; revoke it where it is lost", officer=officer
        )
    return found


@contextmanager
def _changing(desk: Desk, by: By, officer: str) -> Iterator[tuple[Connection, datetime]]:
    """A transaction of the owner for one change. Raises AccountError for who changes themselves, or may not."""
    now = datetime.now(UTC)
    if officer == by.officer:
        raise AccountError("nobody changes their own account: another administrator does")
    with transaction(desk.server, "owner") as connection:
        if ADMINISTRATOR not in [each.role for each in accounts.roles(connection, by.account, now)]:
            raise AccountError("{officer} is no administrator any more", officer=by.officer)
        yield connection, now


def apart(role: Role, had: Sequence[Role]) -> None:
    """Raises AccountError for who would give accounts and audit them."""
    others = {each.role for each in had if each.role in APART} - {role.role}
    if role.role in APART and others:
        raise AccountError(
            "who is {other} is not {role} too: one gives rights, the other looks at that",
            other=others.pop(),
            role=role.role,
        )


def _said(role: Role) -> dict[str, object]:
    return {name: said for name, said in role._asdict().items() if said}


def _note(
    connection: Connection, by: By, purpose: str, officer: str, body: Mapping[str, object], now: datetime
) -> None:
    agreed = {"agreed": by.agreed, "proof": by.proof} if by.agreed else {}
    journal.append(connection, "grant", by.officer, purpose, officer, {**body, **agreed}, now)
