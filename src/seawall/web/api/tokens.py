"""Tokens: given, listed and ended by whoever holds the home; the journal says so in the same transaction."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from seawall.desk.opening import Desk
from seawall.store import accounts, journal, tokens
from seawall.store.account import who
from seawall.store.database import transaction
from seawall.store.tokens import LONGEST, Entry, New, Scope
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.web.access import TOKENS, Subject, decide

_SCOPE = re.compile(r"(?P<action>[a-z]+):(?P<resource>[a-z]+)(?::(?P<table>[a-z_]+))?(?:@(?P<area>\S+))?")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class TokenError(SeawallError):
    """A token cannot be so; the message says what is allowed."""


def scope(text: str) -> Scope:
    """What a text such as look:facts, look:facts:cases, look:facts@371526 or import:results means.

    Raises TokenError for what no token is for, and for an area of what is not read.
    """
    found = _SCOPE.fullmatch(text)
    said = Scope(**found.groupdict()) if found else Scope("", "")
    if f"{said.action} {said.resource}" not in TOKENS:
        allowed = ", ".join(sorted(each.replace(" ", ":") for each in TOKENS))
        raise TokenError(f"--may {text!r} is nothing that a token is for; allowed are {allowed}")
    if said.table is not None and (said.resource in ("situation", "checkins") or said.table not in TABLES):
        raise TokenError(f"--may {text!r}: {said.table} is no table; allowed are those of docs/tables.md")
    if said.area is not None and (said.action, said.resource) != ("look", "facts"):
        raise TokenError(f"--may {text!r}: an area limits what is read of facts; allowed is look:facts@AREA")
    return said


def add(desk: Desk, officer: str, name: str, may: Sequence[str], days: int) -> str:
    """A new token of an officer's account; what the program is to hold, which nobody is told again.

    Raises TokenError for more than the officer may, for too long a time, for a name that is taken, and where who
    makes a token that reads facts is who has it: rows leave the desk by two people.
    """
    scopes, now = [scope(each) for each in may], datetime.now(UTC)
    if not scopes or not _NAME.fullmatch(name) or not 1 <= days <= LONGEST.days:
        raise TokenError(
            "a token needs a --name of a-z, 0-9, dot, _ and -, --may at least once, "
            f"and --days from 1 to {LONGEST.days}"
        )
    if who() == officer and any(each.resource == "facts" and each.action == "look" for each in scopes):
        raise TokenError(f"{officer} cannot make a token of their own that reads facts: another person makes it")
    with transaction(desk.server, "owner") as connection:
        account = accounts.find(connection, officer)
        subject = account and Subject(account.account, officer, accounts.roles(connection, account.account, now))
        for each, text in zip(scopes, may, strict=True):
            if account is None or not decide(subject, each.action, each.resource):
                raise TokenError(f"--may {text}: {officer} may not do that themselves; a role first, then the token")
        assert account is not None  # noqa: S101 - there is at least one scope
        new = New(account.account, name, scopes, now + timedelta(days=days), who())
        return _made(connection, officer, new, now)


def _made(connection: Connection, officer: str, new: New, now: datetime) -> str:
    try:
        number, said = tokens.make(connection, new, now)
    except IntegrityError as error:
        raise TokenError(f"a token is called {new.name} already: end it first, or take another name") from error
    body = {"token": str(number), "name": new.name, "may": [written(each) for each in new.scopes]}
    _note(connection, "token given", officer, {**body, "ends": new.ends.isoformat()})
    return said


def end(desk: Desk, name: str) -> str:
    """Ends a token at once; whose it was. Raises TokenError where none of that name is good."""
    now = datetime.now(UTC)
    with transaction(desk.server, "owner") as connection:
        found = tokens.end(connection, name, now)
        if found is None:
            raise TokenError(f"no token is called {name}, or it is over; `seawall accounts token list` says which are")
        _note(connection, "token ended", found[1], {"token": str(found[0]), "name": name})
        return found[1]


def every(desk: Desk) -> list[Entry]:
    """All tokens of a home, also those that are over."""
    with transaction(desk.server, "owner") as connection:
        return tokens.every(connection)


def written(said: Scope) -> str:
    """A scope as `scope` reads it."""
    table, area = f":{said.table}" if said.table else "", f"@{said.area}" if said.area else ""
    return f"{said.action}:{said.resource}{table}{area}"


def _note(connection: Connection, purpose: str, officer: str, body: Mapping[str, object]) -> None:
    journal.append(connection, "grant", who(), purpose, officer, body, datetime.now(UTC))
