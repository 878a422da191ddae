"""What a case is asked of themselves: illness, specimens, doses, journeys, work and needs, with what is known."""

from typing import Any

import polars as pl

from seawall.tables.exposure import SYMPTOM_KINDS
from seawall.tables.people import TRAITS
from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Box, Field, Form, Table, Ticks
from seawall.tell.papers.tongue import Tongue

UNASKED = ("onset", "none", "other")
"""Kinds of symptom that are no box of their own."""
NOT_NEEDS = ("immune", "deceased", "other")


def illness(person: str | None, case: dict[str, Any], brief: Brief, tongue: Tongue) -> tuple[Form, Table]:
    """Onset, symptoms and specimens. A symptom is ticked where it is on file."""
    said = _rows(brief, "symptoms", person).with_columns(pl.col("kind").cast(pl.String))
    kinds = set(said["kind"])
    boxes = [Box(tongue.word(kind), kind in kinds) for kind in SYMPTOM_KINDS if kind not in UNASKED]
    lines: list[Field | Ticks] = [
        Field(tongue("发病", "Onset"), _moment(case, "onset", tongue)),
        Field(tongue("出疹", "Rash since"), _moment(case, "rash", tongue)),
        Ticks(tongue("症状", "Symptoms"), [*boxes, Box(tongue("没有症状", "none"), "none" in kinds)], other=True),
        Field(tongue("首次阳性采样", "First positive sample"), _moment(case, "sample", tongue)),
        Field(tongue("首次阳性结果", "First positive result"), _moment(case, "positive", tongue)),
        Field(tongue("最早就诊", "First sought care")),
        Field(tongue("目前在哪里", "Where now"), brief.where(person) if person else None),
        Field(tongue("基础病、用药", "Other illness, medicines"), wide=True),
    ]
    return Form(lines), specimens(person, brief, tongue)


def specimens(person: str | None, brief: Brief, tongue: Tongue) -> Table:
    """Specimens of the person with their results, and empty rows."""
    heads = [
        tongue(*each) for each in (("采样", "Taken"), ("标本", "Kind"), ("结果", "Result"), ("Ct 或滴度", "Value"))
    ]
    if person is None:
        return Table(heads, blank=2, widths=SPECIMEN)
    own = brief.facts["specimens"].filter(pl.col("subject_kind").cast(pl.String) == "person", subject=person)
    found = own.join(brief.facts["results"], on="specimen", how="left", suffix="_result").sort("taken_from", "specimen")
    rows = [
        [
            tongue.when(row["taken_from"], row["taken_until"]),
            row["kind"],
            tongue(*RESULTS[row["result"]]) if row["result"] else None,
            f"{row['value']:g} {row['unit'] or ''}".strip() if row["value"] is not None else None,
        ]
        for row in found.with_columns(pl.col("result").cast(pl.String)).iter_rows(named=True)
    ]
    return Table(heads, rows, blank=1, widths=SPECIMEN)


SPECIMEN = (34, 26, 20, 20)
RESULTS = {
    "positive": ("阳性", "positive"),
    "negative": ("阴性", "negative"),
    "indeterminate": ("可疑", "indeterminate"),
    "invalid": ("无效", "invalid"),
}


def doses(person: str | None, brief: Brief, tongue: Tongue) -> tuple[Table, Table]:
    """Vaccinations, and where the person came from."""
    heads = [tongue(*each) for each in (("第几剂", "Dose"), ("疫苗", "Vaccine"), ("接种日期", "Given on"))]
    given = [
        [str(number) if number else tongue("未接种", "none"), vaccine, tongue.day(first, last)]
        for number, vaccine, first, last in _rows(brief, "doses", person)
        .sort("number")
        .select("number", "vaccine", "at_from", "at_until")
        .iter_rows()
    ]
    ways = [tongue(*each) for each in (("到达", "Arrived"), ("从哪里", "From"), ("交通与座位", "Transport, seat"))]
    came = [
        [
            tongue.when(first, last),
            tongue.name(brief.unit(unit)),
            ", ".join(each for each in (by, seat) if each) or None,
        ]
        for first, last, unit, by, seat in _rows(brief, "arrivals", person)
        .select("at_from", "at_until", "from_unit", "transport", "seat")
        .iter_rows()
    ]
    return Table(heads, given, max(1, 3 - len(given)), (20, 40, 40)), Table(ways, came, 2, (30, 30, 40))


def care(person: str | None, brief: Brief, tongue: Tongue) -> Form:
    """What must not be missed while somebody is away or shut in."""
    known = set(_rows(brief, "traits", person)["trait"].cast(pl.String))
    boxes = [Box(tongue.word(trait), trait in known) for trait in TRAITS if trait not in NOT_NEEDS]
    return Form(
        [
            Ticks(tongue("需要", "Needs"), boxes, other=True),
            Field(tongue("靠其照顾的人、牲畜", "People, animals who depend on them"), wide=True),
            Field(tongue("不能断的药、治疗，下一次", "Medicine or treatment, next due"), wide=True),
        ]
    )


def work(person: str | None, brief: Brief) -> str | None:
    """Employer, role and group as they are on file."""
    rows = _rows(brief, "occupations", person).select("employer", "role", "group").rows()
    if not rows:
        return None
    employer, role, group = rows[-1]
    return ", ".join(each for each in (brief.place(employer), role, group) if each) or None


def _rows(brief: Brief, table: str, person: str | None) -> pl.DataFrame:
    return brief.facts[table].filter(pl.col("person") == pl.lit(person, pl.String))


def _moment(case: dict[str, Any], name: str, tongue: Tongue) -> str | None:
    return tongue.when(case[f"{name}_from"], case[f"{name}_until"]) if case else None


def occupation(person: str, brief: Brief) -> str | None:
    """The occupational group as it is on file."""
    groups = _rows(brief, "occupations", person)["group"].drop_nulls()
    return None if groups.is_empty() else str(groups[-1])
