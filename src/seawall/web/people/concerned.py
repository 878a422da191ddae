"""Which rows an act is for, as a form says: those that are ticked, or all that a list shows; as the list of tasks has
them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web.access import Subject
from seawall.web.errors import AskedError
from seawall.web.people.asking import Asked, found
from seawall.web.people.seeing import seen
from seawall.web.people.ticks import Tick, Ticked, standing

WHATS: Mapping[str, tuple[str, ...]] = MappingProxyType({"tasks": ("task", "visit"), "contacts": ("visit",)})
"""The lists that have acts, and what their rows are in the list of tasks: a contact is the visit that is due to them.
"""


class Concerned(NamedTuple):
    """The rows that an act is done to; of those that were ticked the ones that stand otherwise by now, or are no more
    among what who asks may act on (`changed`), and those that the act is not for (`others`)."""

    rows: pl.DataFrame
    changed: list[Tick]
    others: list[Tick]


def meant(scope: str | None, list_: Asked, ticks: tuple[Tick, ...]) -> Asked | Ticked:
    """The rows that a form is about, by its `scope`. Raises AskedError where it has none, or one that its ticks belie:
    a tick that was lost on the way is no word for more."""
    if scope not in ("ticked", "shown"):
        raise AskedError("choose to which rows it is done: the ticked ones, or all that the filter shows")
    if scope == "ticked" and not ticks:
        raise AskedError("nothing was done: no row is ticked; tick rows, or choose all that the filter shows")
    if scope == "shown" and ticks:
        raise AskedError("nothing was done: rows are ticked, and all that the filter shows are chosen; choose one")
    return Ticked(list_.name, ticks) if ticks else list_._replace(page=1)


def every(desk: Desk, who: Subject, made: Made, name: str, lang: Language) -> pl.DataFrame:
    """All rows of a list that somebody may act on."""
    return seen(desk, who, made, "tasks", lang).filter(pl.col("what").is_in(WHATS[name]))


def shown(desk: Desk, who: Subject, made: Made, want: Asked, lang: Language) -> pl.DataFrame:
    """Those of them that a list shows as it is filtered."""
    rows = every(desk, who, made, want.name, lang)
    if want.name == "tasks":
        return found(want, rows)
    contacts = found(want, seen(desk, who, made, want.name, lang))
    return rows.join(contacts.select("person"), on="person", how="semi", maintain_order="left")


def concerned(desk: Desk, who: Subject, made: Made, want: Asked | Ticked, what: str, lang: Language) -> Concerned:
    """The rows of a kind (`what`) that are asked for."""
    if isinstance(want, Asked):
        return Concerned(shown(desk, who, made, want, lang).filter(pl.col("what") == what), [], [])
    of_kind = tuple(each for each in want.ticks if each.what == what)
    rows, changed = standing(of_kind, every(desk, who, made, want.name, lang))
    return Concerned(rows, changed, [each for each in want.ticks if each.what != what])
