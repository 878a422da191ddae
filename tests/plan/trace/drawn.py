"""Small traces for tests: literal episodes, literal rules, facts as in `tests.given`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl

from seawall.plan.trace import FrameMeetings, Ring, Span, Traced, TraceRules, trace
from tests.given import Row, given, local, when

EPISODE: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "incident": pl.String, "class": pl.String, "outcome": pl.String,
    "asymptomatic": pl.Boolean, "open": pl.Boolean, "excluded": pl.Boolean, "provisional": pl.Boolean,
    "opens_stays": pl.Boolean, "evidence": pl.List(pl.String),
}  # fmt: skip
MOMENTS = ("class", "onset", "rash", "sample", "positive", "isolated", "opened", "outcome")
USUAL: Row = {
    "case": "C1", "person": "P0", "incident": "I", "class": "confirmed", "open": True, "excluded": False,
    "provisional": False, "opens_stays": True, "evidence": ["cases-0"],
}  # fmt: skip
ROOM: Row = {"place": "room", "kind": "restaurant"}


def days(n: float, clause: str = "test rule") -> Span:
    return Span(timedelta(days=n), True, clause)


def hours(n: float, clause: str = "test rule") -> Span:
    return Span(timedelta(hours=n), False, clause)


CLOSE = Ring(
    settings=("same_household", "closed_space_meal_or_entertainment_incl_staff", "judged_by_field_investigator"),
    clause="test contact.close.settings", followup=(days(14, "test measure.close.central"),), restricts=True,
)  # fmt: skip
GENERAL = Ring(settings=("same_public_place",), clause="test contact.general.definition", followup=(days(14),))
SECOND = Ring(
    settings=("lives_with", "meal"), clause="test contact.secondary.definition",
    followup=(days(7, "test measure.secondary.central"),), restricts=True,
)  # fmt: skip
RULES = TraceRules(
    policy="test", disease="virus", classes=frozenset({"suspect", "asymptomatic", "confirmed"}),
    anchors=("onset", "sample"), before=days(2, "test contact.window.before"), end="isolated",
    end_clause="test contact.window.end", rings={"close": CLOSE},
)  # fmt: skip
BOTH = replace(RULES, rings={"close": CLOSE, "general": GENERAL})
SECONDARY = replace(RULES, rings={"close": CLOSE, "secondary": SECOND, "general": GENERAL})
MEASLES = replace(
    RULES, anchors=("rash",), before=days(4), after=days(4), end=None, end_clause="", linger=hours(2, "test lingers"),
    rings={"close": replace(CLOSE, settings=("shared_airspace",), followup=(days(21),))},
)  # fmt: skip


def episodes(*rows: Row) -> pl.DataFrame:
    """Episodes from what is said of each; times as in `tests.given`, everything else as usual.

    `class_at` and `outcome_at` are the moments of the class and the outcome.
    """
    moments: dict[str, pl.DataType | type[pl.DataType]] = {
        f"{name}_{end}": pl.Datetime("us", "UTC") for name in MOMENTS for end in ("from", "until")
    }
    schema = EPISODE | moments
    filled = [_filled({**USUAL, **row}) for row in rows]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in filled], schema=schema, orient="row")


def _filled(row: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(row)
    for name in MOMENTS:
        stated = whole.get(f"{name}_at" if name in EPISODE else name)
        if stated:
            moment = when(stated)
            whole |= {f"{name}_from": moment.earliest, f"{name}_until": moment.latest}
    return whole


def traced(*cases: Row, rules: TraceRules = RULES, now: str = "28T12:00", **tables: Sequence[Row]) -> Traced:
    """The trace of these cases (onset on the 22nd unless they say otherwise) with these tables."""
    tables.setdefault("places", [ROOM])
    facts = given(at=now, **tables)
    found = episodes(*(cases or ({"onset": "2022-01-22"},)))
    return trace(found, facts, rules, local(now), FrameMeetings(facts["stays"], facts["places"]))


def contacts(
    *cases: Row, rules: TraceRules = RULES, now: str = "28T12:00", **tables: Sequence[Row]
) -> list[dict[str, Any]]:
    """The contact rows of that trace."""
    return traced(*cases, rules=rules, now=now, **tables).contacts.to_dicts()


def people(*cases: Row, rules: TraceRules = RULES, now: str = "28T12:00", **tables: Sequence[Row]) -> dict[str, str]:
    """Who is in which ring."""
    return {row["person"]: row["ring"] for row in contacts(*cases, rules=rules, now=now, **tables)}


def stay(person: str, came: str | None, left: str | None, place: str = "room") -> Row:
    return {"person": person, "place": place, "came": came, "left": left}


def relation(person: str, other: str, kind: str = "household", **more: Any) -> Row:
    return {"person": person, "other": other, "kind": kind, **more}
