"""For whom the database is asked: for the desk, which sees all, or for somebody whose roles hold in some areas only.

While `limited`, whatever asks under the roles of the desk asks as the role `area`, whose policies (migration 0013) show
rows about people of the areas that the transaction names: no page has to remember it. What everybody needs alike, such
as a plan, is asked for as `whole`, and what of it somebody may see is then up to who shows it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection, text

from seawall.store import adbc

LIMITED = "area"
_OF_THE_DESK = ("desk", "intimate")
_AREAS: ContextVar[tuple[str, ...] | None] = ContextVar("areas", default=None)

_SAY = "SELECT set_config('seawall.areas', {areas}, true)"


@contextmanager
def limited(areas: tuple[str, ...] | None) -> Iterator[None]:
    """Asks for somebody who sees these areas, and these alone; None: everything."""
    mark = _AREAS.set(areas)
    try:
        yield
    finally:
        _AREAS.reset(mark)


@contextmanager
def whole() -> Iterator[None]:
    """Asks for the desk itself: a `with` block, or what stands over a function."""
    with limited(None):
        yield


def areas() -> tuple[str, ...] | None:
    """The areas that are seen now; None: everything."""
    return _AREAS.get()


def role(asked: str) -> str:
    """Under which role it is asked."""
    return LIMITED if asked in _OF_THE_DESK and _AREAS.get() is not None else asked


def say(connection: Connection, role: str) -> None:
    """Names the areas to a transaction that has just begun."""
    if role == LIMITED:
        connection.execute(text(_SAY.format(areas=":areas")), {"areas": _said()})


def say_to_reader(connection: adbc.Connection, role: str) -> None:
    """The same to one that brings frames."""
    if role == LIMITED:
        quoted = _said().replace("'", "''")
        connection.ask(_SAY.format(areas=f"'{quoted}'"))


def _said() -> str:
    return json.dumps(_AREAS.get() or ())
