"""The differences by verb: a group with its sums in the head, many people of one kind in one row."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.plan.orders.rules import CONTROL
from seawall.tell.terminal import groups
from seawall.tell.terminal.differences import what
from seawall.tell.terminal.language import Language, say
from seawall.tell.terminal.moments import between
from seawall.web import plans
from seawall.web.kept import Kept
from seawall.web.names import names
from seawall.web.plan.costing import cost
from seawall.web.plan.shown import Shown

VERBS = (("zone",), ("trace", "isolate"), ("screen",), ("confirm",), ("care",), ("inform",))
"""The groups, in their order; tracing and the rooms and drives it asks for are one."""
NAMED = ("trace", "confirm")
"""Verbs whose orders hold people apart by name."""
BINDING = ("zone", *NAMED)
"""Verbs whose orders restrict people."""


class Row(NamedTuple):
    """One row: what is asked of whom until when, how many people and person-days, and how many have signed.

    `people` is None where nobody knows how many; `same` says what changes where no end moves. `members` are the
    differences it stands for.
    """

    key: str
    sign: str
    verb: str
    what: str
    people: int | None
    days: float | None
    until: str
    same: str
    given: int
    needed: int
    members: pl.DataFrame
    group: Mapping[str, Any]


class Group(NamedTuple):
    """A verb's rows, the people they restrict, each once, and the person-days they add; None: nobody is restricted."""

    verb: str
    rows: list[Row]
    people: int | None
    days: float | None


def _weight(groups: list[Group]) -> int:
    return sum(int(row.members.estimated_size()) for group in groups for row in group.rows)


_GROUPED = Kept[list[Group]](8, _weight)


def grouped(shown: Shown, lang: Language) -> list[Group]:
    """The differences of a plan by verb; verbs that ask for nothing are left out. They are put together once."""
    signed = tuple(each.journal for each in shown.signatures)
    units = None if shown.units is None else tuple(shown.units)
    return _GROUPED.get((*plans.key(shown.desk, shown.made), lang, signed, units), lambda: _grouped(shown, lang))


def _grouped(shown: Shown, lang: Language) -> list[Group]:
    found = []
    for verbs in VERBS:
        members = shown.mine.filter(pl.col("verb").is_in(verbs))
        if not members.is_empty():
            rows = [_row(each, shown, lang) for each in _parted(members, shown.made)]
            rows.sort(key=_first)
            found.append(Group(verbs[0], rows, *summed(rows)))
    return found


def find(groups: list[Group], key: str | None) -> Row | None:
    """The row of a key, else the first."""
    rows = [row for group in groups for row in group.rows]
    return next((row for row in rows if row.key == key), rows[0] if rows else None)


def _parted(members: pl.DataFrame, made: Made) -> Iterator[pl.DataFrame]:
    """One frame a row: of areas each its own, of people those of one sign, scope and ring."""
    ring = made.plan.traced.contacts.sort("person", "case").unique("person", keep="first", maintain_order=True)
    rung = members.join(ring.select(subject="person", ring=pl.col("ring").cast(pl.String)), on="subject", how="left")
    alone = pl.when(pl.col("verb") == "zone").then("subject").otherwise(pl.lit("")).alias("alone")
    by = ("verb", "sign", "scope", "provisional", "alone", "ring")
    parts = rung.with_columns(alone).sort("subject", maintain_order=True)
    yield from (each.drop("alone", "ring") for each in parts.partition_by(by, maintain_order=True))


def _first(row: Row) -> tuple[bool, int, bool, int]:
    """New, changed, released; what keeps people in their homes first, and what is about most people."""
    return row.verb == "isolate", "+~-".index(row.sign), row.group["scope"] == CONTROL, -(row.people or 0)


def _row(members: pl.DataFrame, shown: Shown, lang: Language) -> Row:
    made, contacts = shown.made, shown.made.plan.traced.contacts
    met = contacts.clear() if members["verb"][0] == "zone" else contacts  # areas are a row each, and meet nobody
    group = groups.grouped(members.select(made.plan.differences.columns), met).row(0, named=True)
    verb, released = group["verb"], group["scope"] == "release"
    people, days = cost(members, made, group)
    ends = members["until"].drop_nulls()
    until = between(min(ends), max(ends), made.zone, lang)
    last = "" if released or verb == "inform" else _bound(f"{say('until', lang)} {until}")
    given, needed = min(members["given"]), max(members["signatures"])
    return Row(
        _key(group, members), group["sign"], verb, _what(group, made, lang), people, days, last,
        _same(members, made.plan.standing), given, needed, members, group,
    )  # fmt: skip


def _bound(text: str) -> str:
    """A time that no line breaks, but between its two ends."""
    return text.replace(" ", "\u00a0").replace("\u00a0–\u00a0", " – ")


def _same(members: pl.DataFrame, standing: pl.DataFrame) -> str:
    """What else a change changes that moves no end, in a word: the clause, or the room or drive; "" for the rest."""
    if members["sign"][0] != "~" or not members.select(pl.col("until").eq_missing(pl.col("old_until")).all()).item():
        return ""
    old = members.join(standing.select(follows="row", old_clause="clause"), on="follows", how="left")
    return "same_clause" if old.select(pl.col("clause").eq_missing(pl.col("old_clause")).all()).item() else "same_term"


def _key(group: Mapping[str, Any], members: pl.DataFrame) -> str:
    """A name for the row that stays while the facts move: it does not hold the digest of a plan."""
    one = members["subject"][0] if group["verb"] == "zone" else ""
    said = [group[name] for name in ("sign", "verb", "scope", "ring", "provisional")]
    return hashlib.sha256(json.dumps([*said, one]).encode()).hexdigest()[:12]


def _what(group: Mapping[str, Any], made: Made, lang: Language) -> str:
    if group["verb"] != "zone":
        said = what(group, lang)
        return f"{said[0].upper()}{said[1:]}"
    measure = say(f"scope.{group['scope']}", lang)
    provisional = say("provisional", lang) if group["provisional"] else ""
    gap = " " if lang == "en" else ""
    said = gap.join(part for part in (provisional, measure) if part)
    return f"{said[0].upper()}{said[1:]} {names(made.facts, lang).get(group['subject'], group['subject'])}"


def summed(rows: list[Row]) -> tuple[int | None, float | None]:
    """People bound by the rows, each once, and person-days in all."""
    binding = [row for row in rows if row.verb in BINDING and row.sign != "-"]
    if not binding:
        return None, None
    areas = [row for row in binding if row.verb == "zone"]
    named = pl.concat(
        [row.members["subject"] for row in binding if row.verb != "zone"] or [pl.Series([], dtype=pl.String)]
    )
    return named.n_unique() + sum(row.people or 0 for row in areas), sum(row.days or 0 for row in binding)
