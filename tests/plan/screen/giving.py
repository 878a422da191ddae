"""Small screens for tests: literal contacts, zones and rooms, literal rules, facts as in `tests.given`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from seawall.plan.confirm import ConfirmRules, episodes
from seawall.plan.screen import Course, Days, Environment, Screened, ScreenRules, ZoneTests, screen
from seawall.tables.linked import Linked
from tests.given import SHANGHAI, Row, given, local

UTC = pl.Datetime("us", "UTC")
CONTACTS: Mapping[str, Any] = {
    "person": pl.String, "ring": pl.String, "case": pl.String, "via": pl.String, "first_exposure": UTC,
    "days_from": pl.Date, "central_until": UTC, "followed_until": UTC, "restricted": pl.Boolean, "restricted_from": UTC,
    "immune": pl.Boolean, "evidence": pl.List(pl.String),
}  # fmt: skip
ZONES: Mapping[str, Any] = {
    "subject": pl.String, "kind": pl.String, "axis": pl.String, "level": pl.String, "from": UTC, "until": UTC,
    "cases": pl.List(pl.String), "people": pl.UInt32,
}  # fmt: skip
ROOMS: Mapping[str, Any] = {"person": pl.String, "site": pl.String, "room": pl.String}
CLOSE = Course(
    tests=(Days("isolation_day", (1, 4, 7, 14), "site days"), Days("home_day", (2, 7), "home days")),
    kind="PCR nasopharyngeal", site_days=14, last_day="last day", double="double",
)  # fmt: skip
SECONDARY = Course(
    tests=(Days("isolation_day", (1, 4, 7), "second days"),), kind="PCR nasopharyngeal", site_days=7,
    last_day="last day",
)  # fmt: skip
RULES = ScreenRules(
    rings={"close": CLOSE, "secondary": SECONDARY},
    zones={"sealed": ZoneTests(Days("zone_day", (1, 4, 7), "zone days"), "PCR nasopharyngeal", "zone release")},
    environment=Environment(("sealed",), Days("zone_day", (1,), "surfaces"), "PCR surface"),
    lost_after_days=2,
    unseen_days=3,
    positive_class="screened_positive",
    positive_clause="positive",
    repeats=("indeterminate", "invalid", "shared_positive"),
    repeat_clause="again",
    swabs=("nasopharyngeal", "oropharyngeal"),
    linked=Linked(2, "linked"),
)  # fmt: skip
DAYS = {"close": 21, "secondary": 7, "general": 14, "co_exposed": 14}


def only(ring: str = "close", rules: ScreenRules = RULES, **changed: Any) -> ScreenRules:
    """The rules with one course changed."""
    return replace(rules, rings={**rules.rings, ring: replace(rules.rings[ring], **changed)})


def contact(person: str = "A", ring: str = "close", last: str = "2022-01-20", **more: Any) -> dict[str, Any]:
    """A contact whose last exposure was on a day, at noon; `begins` is when the restriction begins."""
    day = date.fromisoformat(last)
    noon = datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=12)
    row = {
        "person": person, "ring": ring, "case": "C1", "first_exposure": noon, "days_from": day,
        "followed_until": datetime.combine(day + timedelta(days=DAYS[ring] + 1), datetime.min.time(), SHANGHAI),
        "restricted": True, "restricted_from": noon, "immune": False, "evidence": [],
    }  # fmt: skip
    begins = more.pop("begins", None)
    return {**row, **({"restricted_from": local(begins)} if begins else {}), **more}


def zone(subject: str = "U", kind: str = "unit", since: str = "22T08:00", until: str | None = None, **more: Any) -> Row:
    """A sealed unit from a local time on."""
    end = local(until) if until else None
    row = {"subject": subject, "kind": kind, "axis": "control", "level": "sealed", "from": local(since), "until": end}
    return {**row, "cases": [], **more}


def screened(
    *contacts: Row,
    rules: ScreenRules = RULES,
    now: str = "22T12:00",
    zones: Sequence[Row] = (),
    rooms: Sequence[Row] = (),
    **tables: Sequence[Row],
) -> Screened:
    """The screen of these contacts, zones and rooms with these tables."""
    people, areas, beds = (
        pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")
        for rows, schema in ((contacts, CONTACTS), (zones, ZONES), (rooms, ROOMS))
    )
    facts = given(at=now, **tables)
    known = episodes(facts, ConfirmRules(()), local(now))
    return screen(known, people, areas, beds, facts, rules, local(now))


def asked(*contacts: Row, **more: Any) -> list[dict[str, Any]]:
    """The rows of tests, with the local day they are due."""
    day = pl.col("due_from").dt.convert_time_zone("Asia/Shanghai").dt.date().cast(pl.String).alias("day")
    return screened(*contacts, **more).tests.with_columns(day).to_dicts()


def days(*contacts: Row, **more: Any) -> list[str]:
    """The days of the tests, as month-day."""
    return [row["day"][5:] for row in asked(*contacts, **more)]


def states(*contacts: Row, **more: Any) -> dict[str, str]:
    """The state of each day's test."""
    return {row["day"][5:]: row["state"] for row in asked(*contacts, **more)}


def swab(specimen: str, taken: str | None, subject: str = "A", **more: Any) -> Row:
    return {"specimen": specimen, "subject_kind": "person", "subject": subject, "taken": taken, **more}


def result(specimen: str, said: str = "negative", **more: Any) -> Row:
    return {"specimen": specimen, "result": said, **more}


def entered(person: str, at: str, site: str = "Q1", **more: Any) -> Row:
    return {"person": person, "site": site, "at": at, **more}
