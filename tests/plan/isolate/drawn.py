"""Small incidents for the tests of isolation: literal contacts, cases and rules, facts as in `tests.given`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, time, timedelta
from typing import Any

import polars as pl

from seawall.plan.isolate import (
    Driving,
    Isolated,
    IsolateRules,
    Need,
    RingTerms,
    Solving,
    Term,
    isolate,
)  # fmt: skip
from seawall.tables.facts import Facts
from seawall.tables.limit import Limit
from seawall.tables.linked import Linked
from tests.given import SHANGHAI, Row, given, local, when

NOW = "23T12:00"
FOLLOWED = {"close": 21, "secondary": 7}
RULES = IsolateRules(
    terms={
        "close": RingTerms(Term(14, "test close.central"), Term(7, "test close.home")),
        "secondary": RingTerms(Term(7, "test secondary.central"), None),
    },
    child=14, child_clause="test companion", adult=18, old=70,
    needs=(
        Need("dialysis", "透析 / dialysis", "test dialysis", capacity="dialysis"),
        Need("pregnant", "产科 / obstetrics", "test pregnant", capacity="obstetrics"),
        Need("disabled", "无障碍 / a room that can be entered", "test disabled", accessible=True),
        Need("lives_alone", "每日电话 / a call a day", "test lives alone"),
        Need("needs_carer", "陪护 / a carer", "test carer", companion=True),
    ),
    air_unstated="own",
    driving=Driving(
        (time(22), time(6)), timedelta(hours=2), 40, timedelta(minutes=30), {"night": 2, "long": 2},
        "test night", "test drive",
    ),
    solving=Solving({"close": 100, "secondary": 10, "parted": 3, "reserve": 1}, 1.0, 30_000),
    resets=1, resets_clause="test resets",
    due={risk: Limit(timedelta(hours=hours)) for risk, hours in (("case", 2), ("close", 8), ("secondary", 12))},
)  # fmt: skip
NINTH = replace(
    RULES,
    terms={
        "close": RingTerms(Term(7, "test close.central"), Term(3, "test close.home")),
        "secondary": RingTerms(None, Term(7, "test secondary.home")),
    },
    linked=Linked(2, "test secondary.release"),
)
CONTACT: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "ring": pl.String, "case": pl.String, "via": pl.String,
    "restricted": pl.Boolean, "immune": pl.Boolean, "provisional": pl.Boolean, "evidence": pl.List(pl.String),
}  # fmt: skip
TIMES = ("first_exposure", "last_exposure", "followed_until", "restricted_from")
EPISODE: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "incident": pl.String, "class": pl.String,
    "open": pl.Boolean, "excluded": pl.Boolean, "provisional": pl.Boolean, "retested_negative": pl.Boolean,
}  # fmt: skip
MOMENTS = ("sample", "positive", "opened")
INSTANT = pl.Datetime("us", "UTC")


def contacts(*rows: Row) -> pl.DataFrame:
    """Contacts from what is said of each: `person`, and where it differs `ring`, `last` (exposure), `case`, `days`.

    `days` is how long they are followed, `bound` from when they are restricted.
    """
    return pl.DataFrame([_contact(row) for row in rows], schema=CONTACT | dict.fromkeys(TIMES, INSTANT), orient="row")


def _contact(row: Row) -> dict[str, Any]:
    ring = row.get("ring", "close")
    last = local(row.get("last", "21T20:00"))
    midnight = last.astimezone(SHANGHAI).replace(hour=0, minute=0).astimezone(UTC) + timedelta(days=1)
    return {
        "person": row["person"], "ring": ring, "case": row.get("case", "C1"), "via": row.get("via"),
        "restricted": row.get("restricted", ring in FOLLOWED), "immune": False,
        "provisional": row.get("provisional", False), "evidence": ["relations-0"],
        "first_exposure": last - timedelta(hours=2), "last_exposure": last,
        "restricted_from": local(row["bound"]) if "bound" in row else last - timedelta(hours=2),
        "followed_until": midnight + timedelta(days=row.get("days", FOLLOWED.get(ring, 14))),
    }  # fmt: skip


def episodes(*rows: Row) -> pl.DataFrame:
    """Open cases from what is said of each; by default C1 of P0, sampled and positive on the 22nd."""
    usual = {"case": "C1", "person": "P0", "incident": "I", "class": "confirmed", "open": True, "excluded": False,
             "provisional": False, "retested_negative": False,
             "sample": "22T08:00", "positive": "22T20:00"}  # fmt: skip
    whole = [{**usual, **row} for row in rows]
    schema = EPISODE | dict.fromkeys(
        [f"{name}_{end}" for name in ("class", *MOMENTS) for end in ("from", "until")], INSTANT
    )
    return pl.DataFrame([_episode(row) for row in whole], schema=schema, orient="row")


def _episode(row: Row) -> dict[str, Any]:
    moments = {name: when(row[name]) for name in MOMENTS if row.get(name)}
    spans = {f"{name}_from": at.earliest for name, at in moments.items()}
    return {**{name: row.get(name) for name in EPISODE}, **spans,
            **{f"{name}_until": at.latest for name, at in moments.items()}}  # fmt: skip


def rooms(site: str, *numbers: str, beds: int = 1, **more: Any) -> list[Row]:
    """Rooms of a site; the floor is the first figure of the number."""
    return [{"site": site, "room": number, "floor": int(number[0]), "beds": beds, **more} for number in numbers]


def site(name: str = "Q", kind: str = "quarantine", **more: Any) -> Row:
    return {"site": name, "kind": kind, "open": True, "unit": "U", **more}


def family(place: str, *people: str) -> list[Row]:
    """People who live together."""
    return [{"person": person, "place": place, "kind": "current"} for person in people]


def household(*places: str) -> list[Row]:
    return [{"place": place, "kind": "household", "unit": "U"} for place in places]


def born(**years: int) -> list[Row]:
    """Persons by the year of their birth."""
    return [{"person": person, "birth": f"{year}-06-01T00:00"} for person, year in years.items()]


def plan(
    people: Sequence[Row], cases: Sequence[Row] = ({},), rules: IsolateRules = RULES, now: str = NOW,
    held: pl.DataFrame | None = None, driven: pl.DataFrame | None = None, **tables: Any,
) -> Isolated:  # fmt: skip
    """The plan for these contacts, known from the first of January on; the incident I lies in unit U."""
    known = {"incidents": [{"incident": "I", "disease": "virus", "unit": "U"}], **tables}
    known.setdefault("units", [{"unit": "U", "level": "county", "name": "U"}])
    known.setdefault("relations", [{"person": "P0", "other": "P1"}])
    return planned(given(at=now, **known), people, cases, rules, now, held, driven)


def planned(
    facts: Facts, people: Sequence[Row], cases: Sequence[Row], rules: IsolateRules = RULES, now: str = NOW,
    held: pl.DataFrame | None = None, driven: pl.DataFrame | None = None,
) -> Isolated:  # fmt: skip
    return isolate(episodes(*cases), contacts(*people), facts, rules, local(now), held, driven)


def where(made: Isolated) -> dict[str, str | None]:
    """The room of each contact, as "Q 101"; None: none."""
    told = made.rooms.filter(pl.col("risk") != "case").select("person", "site", "room")
    return {person: f"{site} {room}" if site else None for person, site, room in told.iter_rows()}


def said(made: Isolated, person: str) -> str:
    """Why somebody is where they are."""
    why: str = made.rooms.filter(person=person)["why"].item()
    return why
