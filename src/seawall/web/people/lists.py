"""The six lists: which rows of a plan each holds, and which columns an officer sees of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.web import listed
from seawall.web.people import samples, tasks

Kind = Literal["person", "id", "word", "place", "words", "moment", "due", "time", "end", "figure", "yes"]

SPANS = ("moment", "due")
"""Kinds of columns that are two columns of the frame."""


class Column(NamedTuple):
    """What a column holds; a word may have a prefix, `words` are several in one text.

    A moment, and a day that is due, are two columns of the frame: NAME_from and NAME_until.
    """

    name: str
    kind: Kind
    prefix: str = ""
    filtered: bool = False


class List(NamedTuple):
    """A list: how its rows come out of a plan, in the order in which they stand at first, and its columns."""

    rows: Callable[[Made], pl.DataFrame]
    columns: tuple[Column, ...]


def contacts(made: Made) -> pl.DataFrame:
    """Contacts; `what` says of each that a visit is due to them, empty: nobody follows them any more."""
    due = made.plan.visits.select("person", pl.lit("visit").alias("what")).unique("person")
    return listed.contacts(made).join(due, on="person", how="left", maintain_order="left")


def zones(made: Made) -> pl.DataFrame:
    """Areas on each axis."""
    return made.plan.zoned.zones


def rooms(made: Made) -> pl.DataFrame:
    """Who is or is to be in which room."""
    return made.plan.isolated.rooms


LISTS: Mapping[str, List] = MappingProxyType(
    {
        "cases": List(
            listed.cases,
            (
                Column("case", "id"), Column("person", "person"), Column("class", "word", filtered=True),
                Column("onset", "moment"), Column("sample", "moment"), Column("positive", "moment"),
                Column("isolated", "moment"), Column("origin", "word", filtered=True), Column("outcome", "word"),
                Column("state", "word", "state.", filtered=True),
            ),
        ),
        "contacts": List(
            contacts,
            (
                Column("person", "person"), Column("ring", "word", filtered=True), Column("case", "id", filtered=True),
                Column("setting", "word", "met.", filtered=True), Column("place", "place"), Column("via", "person"),
                Column("last_exposure", "time"), Column("minutes", "figure"), Column("restricted", "yes"),
                Column("followed_until", "end"),
            ),
        ),
        "zones": List(
            zones,
            (
                Column("subject", "place"), Column("kind", "word", filtered=True),
                Column("axis", "word", "axis.", filtered=True), Column("level", "word", "level.", filtered=True),
                Column("people", "figure"), Column("from", "time"), Column("until", "end"),
                Column("provisional", "yes"),
            ),
        ),
        "rooms": List(
            rooms,
            (
                Column("person", "person"), Column("risk", "word", filtered=True),
                Column("site", "place", filtered=True), Column("room", "id"), Column("from", "time"),
                Column("until", "end"), Column("placed", "yes"),
            ),
        ),
        "samples": List(
            samples.rows,
            (
                Column("person", "person"), Column("place", "place"), Column("due", "due"), Column("kind", "words"),
                Column("state", "word", "state.", filtered=True), Column("specimen", "id"),
                Column("result", "word", filtered=True), Column("clause", "id"),
            ),
        ),
        "tasks": List(
            tasks.rows,
            (
                Column("what", "word", "what.", filtered=True), Column("person", "person"),
                Column("about", "word", filtered=True), Column("team", "id", filtered=True), Column("due", "due"),
                Column("state", "word", "state.", filtered=True), Column("needs", "words"),
            ),
        ),
    }
)  # fmt: skip
