"""Small incidents for the tests of the papers: a real plan of a few facts, and the text a reader sees."""

import html
import re
from typing import Any

import polars as pl

from seawall import flow, policy
from seawall.plan.trace import FrameMeetings
from seawall.tell.papers.brief import Brief, brief
from seawall.tell.papers.drawing import PAPERS
from seawall.tell.papers.page import page
from seawall.tell.papers.paper import Field, Form, Paper, Table, Ticks
from seawall.tell.papers.tongue import Tongue
from seawall.tell.terminal.language import Language
from tests.given import SHANGHAI, given, local

AT = "2022-01-23T05:00"
DIGEST = "d1" * 32
INCIDENT = {
    "incident": "I", "disease": "SARS-CoV-2", "policy": "covid19-cn-8", "unit": "U", "opened": "22T12:00",
}  # fmt: skip
TABLES: dict[str, Any] = {
    "incidents": [INCIDENT],
    "units": [
        {"unit": "P", "level": "province", "name": "示范省"},
        {"unit": "U", "level": "county", "name": "示范县 Model County", "parent": "P"},
        {"unit": "V", "level": "village", "name": "柳村 Liu", "parent": "U"},
    ],
    "persons": [{"person": "A", "birth": "1980-05-01", "sex": "female"}],
    "places": [
        {"place": "W", "kind": "work", "unit": "V", "name": "门窗作坊 window workshop"},
        {"place": "K", "kind": "clinic", "unit": "V", "name": "卫生院 clinic"},
        {"place": "H", "kind": "household", "unit": "V"},
    ],
    "residences": [{"person": "A", "place": "H", "kind": "current"}, {"person": "B", "place": "H", "kind": "current"}],
    "cases": [{"case": "C1", "person": "A", "incident": "I", "opened": "22T12:00"}],
    "classifications": [{"case": "C1", "class": "confirmed", "at": "23T04:00"}],
    "symptoms": [{"person": "A", "kind": "fever", "onset": "2022-01-21"}],
    "specimens": [{"specimen": "S1", "subject_kind": "person", "subject": "A", "taken": "22T08:00"}],
    "results": [{"specimen": "S1", "laboratory": "L", "result": "positive", "at": "22T12:00"}],
    "relations": [{"person": "A", "other": "B", "kind": "household"}],
    "stays": [
        {"person": "A", "place": "W", "came": "21T08:00", "left": "21T10:00"},
        {"person": "D", "place": "W", "came": "21T09:00", "left": "21T12:00"},
        {"person": "A", "place": "K", "came": "21T15:00", "left": "21T16:00"},
    ],
}
"""One confirmed case, A, who lives with B, worked beside D and was at a clinic."""


def told(at: str = AT, names: pl.DataFrame | None = None, **tables: Any) -> Brief:
    """The brief of the plan of TABLES, with the tables given in place of theirs."""
    facts = given(at, **{**TABLES, **tables})
    now = local(at)
    rules = policy.load("covid19-cn-8", at=now.date())
    plan = flow.plan(facts, rules, "I", now, FrameMeetings(facts["stays"], facts["places"]), history=True)
    return brief(plan, facts, names, SHANGHAI, DIGEST)


def drawn(name: str, told: Brief, lang: Language = "en") -> Paper:
    """A paper by its name."""
    return PAPERS[name](told, Tongue(lang, SHANGHAI))


def seen(name: str, told: Brief, lang: Language = "en") -> str:
    """The text of a page as it is read: no marks, no style, one blank between words."""
    whole = page(drawn(name, told, lang), told, Tongue(lang, SHANGHAI))
    body = re.sub(r"<style>.*?</style>", " ", whole, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def named(**people: tuple[str, str]) -> pl.DataFrame:
    """Names and numbers as the register gives them."""
    rows = [(person, name, phone) for person, (name, phone) in people.items()]
    return pl.DataFrame(rows, schema={"person": pl.String, "name": pl.String, "phone": pl.String}, orient="row")


def fields(paper: Paper, sheet: int = 0) -> dict[str, str | None]:
    """What stands on the lines of a sheet's forms, by label; of boxes, those that are ticked."""
    parts = [part for section in paper.sheets[sheet].sections for part in section.parts if isinstance(part, Form)]
    lines = [line for form in parts for line in form.lines]
    return {line.label: line.value if isinstance(line, Field) else ticked(line) for line in lines}


def ticked(line: Ticks) -> str:
    """The boxes that are ticked."""
    return ", ".join(box.label for box in line.boxes if box.ticked)


def tables(paper: Paper, sheet: int = 0) -> list[Table]:
    """The tables of a sheet, in order."""
    return [part for section in paper.sheets[sheet].sections for part in section.parts if isinstance(part, Table)]


def boxes(cell: object) -> list[str]:
    """The boxes of a cell that are ticked."""
    return [box.label for box in cell if box.ticked] if isinstance(cell, list) else []
