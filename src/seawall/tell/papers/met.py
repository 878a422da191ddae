"""Whom a case lived with and met, and where: from the facts and the trail, with empty rows for what they add."""

from typing import Any

import polars as pl

from seawall.plan.trace.words import PRIVATE
from seawall.tables.lasting import lasting
from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Box, Cell, Table, Text
from seawall.tell.papers.tongue import Tongue

AT_HOME = ("household", "family")


def household(person: str | None, brief: Brief, tongue: Tongue) -> Table:
    """Everybody who lives at the person's home or is related to it, and empty rows."""
    heads = (
        ("姓名、电话、编号", "Name, phone, number"),
        ("关系", "Relation"),
        ("年龄", "Age"),
        ("症状", "Symptoms"),
        ("现在何处", "Where now"),
    )
    asked = [Box(tongue("有", "yes")), Box(tongue("无", "no"))]
    rows: list[list[Cell]] = [
        [who(other, brief, tongue), tongue.word(kind), brief.age(other), asked, brief.where(other)]
        for other, kind in (at_home(person, brief) if person else {}).items()
    ]
    return Table([tongue(*each) for each in heads], rows, blank=max(1, 3 - len(rows)), widths=(38, 14, 10, 14, 24))


def at_home(person: str, brief: Brief) -> dict[str, str]:
    """The people who live with somebody now, in order, and how they are related."""
    home, _ = brief.home(person)
    found = dict.fromkeys(brief.living_at(home), "household")
    kinds = brief.facts["relations"].with_columns(pl.col("kind").cast(pl.String))
    both = kinds.filter(pl.col("kind").is_in(AT_HOME), lasting(brief.plan.now))
    for one, other, kind in both.select("person", "other", "kind").iter_rows():
        if person in (one, other):
            found.setdefault(other if one == person else one, kind)
    return {other: found[other] for other in sorted(found) if other != person}


def places(case: dict[str, Any], brief: Brief, tongue: Tongue) -> list[Table | Text]:
    """The case's trail, and empty rows for what they remember."""
    heads = (
        ("从", "From"),
        ("到", "Until"),
        ("场所", "Place"),
        ("怎样去的、坐哪里", "How they got there, where they sat"),
        ("和谁", "With whom"),
        ("口罩", "Mask"),
    )
    trail = brief.plan.traced.trail
    known = trail.filter(pl.col("case") == pl.lit(case.get("case"), pl.String)).sort("first", "place")
    rows: list[list[Cell]] = [
        [tongue.when(first, first), tongue.when(last, last), _place(place, where, brief, tongue), None, None, None]
        for first, last, place, where in known.select("first", "last", "place", "kind").iter_rows()
    ]
    note = tongue.note("day_by_day")
    return [Text([note], "note"), Table([tongue(*each) for each in heads], rows, 6, (14, 14, 26, 22, 16, 8))]


def people(case: dict[str, Any], brief: Brief, tongue: Tongue) -> list[Table | Text]:
    """Whom the case met by relation; those met by a stay are on the call sheet.

    Who met them intimately stands on no paper (TRUST.md 32).
    """
    heads = (
        ("姓名、电话、编号", "Name, phone, number"),
        ("怎样见的", "How they met"),
        ("最后一次", "Last"),
        ("多久", "How long"),
    )
    mine = brief.plan.traced.contacts.filter(pl.col("case") == pl.lit(case.get("case"), pl.String))
    home = list(at_home(str(case["person"]), brief)) if case else []
    told = mine.filter(
        pl.col("relation").is_not_null() & (pl.col("relation") != PRIVATE) & pl.col("via").is_null(),
        ~pl.col("person").is_in(home),
    )
    rows: list[list[Cell]] = [
        [who(person, brief, tongue), tongue.word(relation), tongue.when(last, last), None]
        for person, relation, last in told.sort("person").select("person", "relation", "last_exposure").iter_rows()
    ]
    others = mine.filter(pl.col("relation").is_null(), pl.col("via").is_null())["person"].n_unique()
    table = Table([tongue(*each) for each in heads], rows, 5, (44, 20, 20, 16))
    return [Text([tongue.note("not_read_out")], "note"), table] if others else [table]


def who(person: str, brief: Brief, tongue: Tongue) -> str:
    """Name, phone and number as far as they may be seen."""
    name, phone = brief.called(person, tongue)
    return " ".join(each for each in (name, phone, person) if each)


def kind(kind: str | None, tongue: Tongue) -> str | None:
    """A kind of place in words."""
    return kind and tongue.word(f"place.{kind}" if kind in ("class", "work", "household", "dormitory") else kind)


def _place(place: str, kind_: str, brief: Brief, tongue: Tongue) -> str:
    return ", ".join(
        each
        for each in (tongue.name(brief.place(place)), kind(kind_, tongue), tongue.name(brief.place_unit(place)))
        if each
    )
