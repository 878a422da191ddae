"""Stop-admission: hospitals, schools and care homes on the trail that take nobody in until three things are done."""

from typing import Any

import polars as pl

from seawall.tables.days import at
from seawall.tell.papers.brief import Brief
from seawall.tell.papers.met import kind
from seawall.tell.papers.paper import Box, Cell, Field, Form, Paper, Section, Sheet, Table, Text
from seawall.tell.papers.tongue import Tongue

KINDS = ("hospital", "ward", "clinic", "care_home", "school", "class", "dormitory")


def stop(brief: Brief, tongue: Tongue) -> Paper:
    """One list of all of them: since when, why, and until what."""
    title = tongue("停止收治、停课名单", "Stop-admission list")
    rows = [_row(place, brief, tongue) for place in places(brief).iter_rows(named=True)]
    heads = (
        ("场所", "Place"),
        ("类别", "Kind"),
        ("自", "Since"),
        ("到何时为止：三件都做完", "Until all three are done"),
    )
    table = Table([tongue(*each) for each in heads], rows, widths=(30, 12, 20, 38))
    none = Text([tongue("病例的行踪上没有医院、学校、养老机构。", "No hospital, school or care home is on the trail.")])
    why = Section(
        tongue("为什么，什么不停", "Why, and what never stops"),
        [Text([tongue.note("stop_why"), tongue.note("stop_never")])],
    )
    signed = Form(
        [Field(tongue("决定", "Decided by")), Field(tongue("时间", "Time")), Field(tongue("送达", "Served on"))]
    )
    found = [Section("", [table if rows else none]), *([why, Section("", [signed])] if rows else [])]
    return Paper(title, [Sheet(title, found)])


def places(brief: Brief) -> pl.DataFrame:
    """(place, kind, first, last) of the places of KINDS where cases were, the last visited first."""
    trail = brief.plan.traced.trail.filter(pl.col("kind").is_in(KINDS))
    ends = trail.group_by("place", "kind").agg(pl.col("first").min(), pl.col("last").max())
    return ends.sort("last", "place", descending=[True, False])


def _row(row: dict[str, Any], brief: Brief, tongue: Tongue) -> list[Cell]:
    place = str(row["place"])
    named = ", ".join(each for each in (tongue.name(brief.place(place)), tongue.name(brief.place_unit(place))) if each)
    first = tongue.when(row["first"], row["first"])
    done = [Box(tongue(*CONDITIONS[name]), met) for name, met in conditions(row, brief).items()]
    return [named, kind(str(row["kind"]), tongue), first, done]


CONDITIONS = {
    "disinfected": ("终末消毒已做", "disinfected since"),
    "negative": ("消毒后环境采样阴性", "specimens of the place negative after that"),
    "reached": ("在此接触的人都已找到", "everybody exposed there was reached"),
}


def conditions(row: dict[str, Any], brief: Brief) -> dict[str, bool]:
    """What the facts say of each condition: done after the case was last there."""
    place, last = pl.lit(row["place"], pl.String), at(row["last"])
    treated = brief.facts["treatments"].filter(
        pl.col("place") == place, pl.col("kind") == "disinfection", pl.coalesce("at_from", "at_until") >= last
    )
    since = treated.select(pl.coalesce("at_until", "at_from").min()).item() if not treated.is_empty() else None
    traced = brief.plan.traced  # a person's strongest reason may be of another place
    exposed = pl.concat([each.filter(pl.col("place") == place)["person"] for each in (traced.contacts, traced.reasons)])
    waiting = brief.plan.calls.filter(pl.col("person").is_in(exposed.implode()))
    return {
        "disinfected": since is not None,
        "negative": since is not None and _negative(row, since, brief),
        "reached": waiting.is_empty(),
    }


def _negative(row: dict[str, Any], since: object, brief: Brief) -> bool:
    """Specimens of the place or its surfaces were taken since then, and each has a result and is negative."""
    taken = brief.facts["specimens"].filter(
        pl.col("subject_kind").cast(pl.String).is_in(["place", "object"]),
        pl.col("subject") == pl.lit(row["place"], pl.String),
        pl.coalesce("taken_from", "taken_until") >= pl.lit(since),
    )
    results = taken.join(brief.facts["results"], on="specimen", how="left")["result"].cast(pl.String)
    return not results.is_empty() and bool((results == "negative").fill_null(value=False).all())
