"""Lists as officers set them up: which one, its filters and order; their own, or shared with everybody at the desk."""

from collections.abc import Mapping
from datetime import datetime
from json import dumps
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from seawall.tables.errors import SeawallError

MOST = 100
"""Views that one account keeps."""


class ViewError(SeawallError):
    """A view cannot be kept; the message says what can be."""


class View(NamedTuple):
    """One view: its name, the list and what is asked of it, whose it is, and whether others have it too."""

    view: UUID
    name: str
    list: str
    asks: Mapping[str, str]
    officer: str
    mine: bool
    shared: bool


def every(connection: Connection, account: UUID) -> list[View]:
    """An account's own views and those that others share, by name."""
    found = connection.execute(_EVERY, {"account": account}).all()
    return [View(each.view, each.name, each.list, each.asks, each.officer, each.mine, each.shared) for each in found]


def keep(
    connection: Connection, account: UUID, name: str, list_: str, asks: Mapping[str, str], at: datetime, *,
    shared: bool,
) -> None:  # fmt: skip
    """Keeps a view under a name that the account has for no other. Raises ViewError."""
    many = connection.scalar(text("SELECT count(*) FROM access.views WHERE account = :account"), {"account": account})
    if (many or 0) >= MOST:
        raise ViewError("you have {most} views: take one away first", most=MOST)
    said = {"account": account, "name": name, "list": list_, "asks": dumps(asks), "shared": shared, "at": at}
    try:
        with connection.begin_nested():
            connection.execute(_KEEP, said)
    except IntegrityError as error:
        raise ViewError("a view needs a name of 1 to 60 letters, which none of yours has yet") from error


def remove(connection: Connection, account: UUID, view: UUID) -> bool:
    """Takes a view of the account's own away; whether there was one."""
    found = connection.execute(
        text("DELETE FROM access.views WHERE view = :view AND account = :account"), {"view": view, "account": account}
    )
    return found.rowcount > 0


_EVERY = text(
    "SELECT v.view, v.name, v.list, v.asks, v.shared, a.officer, v.account = :account AS mine "
    "FROM access.views v JOIN access.accounts a USING (account) WHERE v.account = :account OR v.shared "
    "ORDER BY v.name, v.made LIMIT 200"
)
_KEEP = text(
    "INSERT INTO access.views (account, name, list, asks, shared, made) "
    "VALUES (:account, :name, :list, CAST(:asks AS jsonb), :shared, :at)"
)
