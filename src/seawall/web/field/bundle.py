"""What a phone takes with it: its officer's tasks, whom and where they are about, and nothing of anybody else.

No name: whom a task is about is a number, and the address of the place where they are to be found.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl

from seawall import flow
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, rules_at
from seawall.tables.facts import Facts
from seawall.tables.inside import inside
from seawall.tables.localtime import begins
from seawall.tell.papers.brief import Brief, brief
from seawall.tell.papers.met import at_home
from seawall.web.access import Subject
from seawall.web.field.kinds import QUESTIONS
from seawall.web.field.tasks import Mine, Task, mine, tasks
from seawall.web.kept import Kept
from seawall.web.plans import key
from seawall.web.sealed import sealed

GROWN = 18
"""Years of age from which somebody is asked without a guardian (Civil Code, article 17)."""
DAYS = 31
"""Days that a phone's calendar goes back at most."""
PLACES = 400
"""Places that a phone can search; homes are not among them, but for those of its tasks."""
_BEGAN = Kept[dict[str, datetime]](64)
Whose = dict[str, Any]


def bundle(desk: Desk, subject: Subject, plans: Iterable[Made], now: datetime) -> Whose:
    """Everything of an officer, of every incident."""
    owns = [mine(subject, made) for made in plans]
    found = [(own, tasks(own)) for own in owns]
    people: dict[str, Whose] = {}
    for own, own_tasks in found:
        people |= _people(desk, own, own_tasks)
    days = _days(desk, min((each["since"] for each in people.values() if each["since"]), default=None), now)
    return {
        "tasks": sorted((each for _, own_tasks in found for each in own_tasks), key=_soonest),
        "people": people, "days": days,
        "teams": sorted({team for own in owns for team in own.teams}),
        "differ": [each for own in owns for each in _differ(own)],
        **(_where(owns[0].made.facts, people) if owns else {"places": [], "units": []}),
    }  # fmt: skip


def _soonest(task: Task) -> tuple[bool, datetime]:
    """What is due soonest comes first; what has no time comes after, in the order in which it is done."""
    until = task["due"] and task["due"]["until"]
    return (False, datetime.fromisoformat(until)) if until else (True, datetime.max.replace(tzinfo=UTC))


def _people(desk: Desk, own: Mine, own_tasks: Iterable[Task]) -> dict[str, Whose]:
    made, since = own.made, _since(desk, own.made)
    told = brief(made.plan, made.facts, None, made.zone, "")
    housed = dict(inside(made.facts, made.plan.now).select("person", "site").iter_rows())
    tests = made.plan.screened.tests.filter(pl.col("subject_kind") == "person", pl.col("state") == "due")
    swabs = dict(tests.select("subject", "kind").unique("subject", keep="first").iter_rows())
    wanted = dict.fromkeys(each["person"] for each in own_tasks if each.get("person"))
    return {
        person: {
            "place": told.home(person)[0], "site": told.site(housed.get(person)), "minor": _minor(person, told),
            "household": list(at_home(person, told)), "since": since.get(person), "test": swabs.get(person),
            "page": sealed(person, "person", desk.home),
        }
        for person in wanted
    }  # fmt: skip


def _minor(person: str, told: Brief) -> bool | None:
    """Whether somebody is asked with a guardian beside them; None: nobody knows their age."""
    age = told.age(person)
    return None if age is None else int(age.split("–")[0]) < GROWN


def _since(desk: Desk, made: Made) -> dict[str, str]:
    """From when on somebody is asked: a case from the beginning of its windows, a contact from the first exposure."""
    began = _BEGAN.get(key(desk, made), lambda: _began(desk, made))
    return {person: at.isoformat() for person, at in began.items()}


def _began(desk: Desk, made: Made) -> dict[str, datetime]:
    plan = made.plan
    contacts = plan.traced.contacts.group_by("person").agg(pl.col("first_exposure").min())
    found: dict[str, datetime] = {person: at for person, at in contacts.iter_rows() if at}
    rules = rules_at(desk, plan.policy, plan.now)
    for windows in flow.windows(made.facts, rules, plan.incident, plan.now, history=made.history):
        for person, start in windows.select("person", "start").drop_nulls().iter_rows():
            found[person] = min(start, found.get(person, start))
    return found


def _days(desk: Desk, since: str | None, now: datetime) -> list[dict[str, str]]:
    """The local days that a calendar shows, each with the instants at which it begins and ends."""
    today = now.astimezone(desk.zone).date()
    first = today if since is None else datetime.fromisoformat(since).astimezone(desk.zone).date()
    first = max(min(first, today - timedelta(days=2)), today - timedelta(days=DAYS - 1))
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return [
        {"day": each.isoformat(), "begins": _at(each, desk), "ends": _at(each + timedelta(days=1), desk)}
        for each in days
    ]


def _at(day: date, desk: Desk) -> str:
    return begins(day, desk.zone).isoformat()


def _where(facts: Facts, people: Mapping[str, Whose]) -> Whose:
    """Places that can be searched with the homes of these people, and the units of the small map."""
    homes = [each["place"] for each in people.values()]
    kind = pl.col("kind").cast(pl.String)
    public = facts["places"].filter(kind != "household", pl.col("name").is_not_null()).head(PLACES)
    own = facts["places"].filter(pl.col("place").is_in(homes))
    columns = ("place", kind, "name", "unit", "lon", "lat", pl.col("datum").cast(pl.String))
    places = pl.concat([public, own]).unique("place", maintain_order=True).select(columns)
    units = facts["units"].select(
        "unit", "parent", pl.col("level").cast(pl.String), "name", "lon", "lat", pl.col("datum").cast(pl.String)
    )
    return {"places": places.to_dicts(), "units": units.to_dicts()}


def _differ(own: Mine) -> list[Whose]:
    """Questions that the officer and somebody else have different answers to: all of them, as they were learned."""
    asked = own.made.facts["answers"].filter(pl.col("question").is_in(QUESTIONS))
    rows = asked.select(
        "person", "question", pl.col("answer").cast(pl.String), by="recorded_by", at="recorded_at"
    ).unique(["person", "question", "by"], keep="last", maintain_order=True)  # fmt: skip
    both = rows.group_by("person", "question", maintain_order=True).agg(
        pl.struct("by", "answer", pl.col("at").dt.strftime("%Y-%m-%dT%H:%M:%S+00:00")).alias("said"),
        pl.col("answer").n_unique().alias("answers"), (pl.col("by") == own.subject.officer).any().alias("mine"),
    )  # fmt: skip
    shown = both.filter((pl.col("answers") > 1) & pl.col("mine")).select("person", "question", "said")
    return [each for each in shown.to_dicts() if own.people is None or each["person"] in own.people]
