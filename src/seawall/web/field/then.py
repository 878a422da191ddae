"""Looking back: what a team had to do at a time, as it was known then; read on the phone, and not kept there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from seawall.web import plans
from seawall.web.access import Subject
from seawall.web.field.bundle import bundle
from seawall.web.field.tasks import Task
from seawall.web.field.words import said
from seawall.web.looking import Looking
from seawall.web.names import half

_HEADS = {"interview": "Interview {who}", "call": "First call {who}", "visit": "Visit {who}", "seal": "Seal {who}"}
_SHORT, _END = 12, 6
"""Characters of a number that is shown whole; of a longer one, how many of its end: as on the phone."""


class Was(NamedTuple):
    """A task as it was: whether it was late, in words too; what it was; what was known of it; who inside a seal had no
    carer; the way, from the largest area down to the door."""

    id: str
    late: bool
    state: str
    title: str
    about: list[str]
    uncared: list[str]
    way: list[str]


class Then(NamedTuple):
    """An officer's teams and tasks at a time, what was late first."""

    teams: list[str]
    tasks: list[Was]


def then(looking: Looking, subject: Subject) -> Then:
    """By what was known at that time alone: teams, duties and areas too."""
    taken = bundle(looking.desk, subject, plans.every(looking.desk, looking.at), looking.at)
    found = [_was(looking, taken, task) for task in taken["tasks"]]
    return Then(taken["teams"], sorted(found, key=lambda each: not each.late))


def _was(looking: Looking, taken: Mapping[str, Any], task: Task) -> Was:
    until = datetime.fromisoformat(task["due"]["until"]) if task["due"] and task["due"]["until"] else None
    uncared = [
        f"{_short(each['person'])} · {said('need.' + each['need'], looking.language)}"
        for each in task.get("care", ())
        if not each["carer"]
    ]
    late = until is not None and until < looking.at
    return Was(
        task["id"], late, _state(looking, task, until), _title(looking, taken, task), _about(looking, taken, task),
        uncared, _way(looking, taken, task),
    )  # fmt: skip


def _state(looking: Looking, task: Task, until: datetime | None) -> str:
    if until is None:
        return said(f"state.{task['state']}", looking.language)
    words = "{span} late (due {at})" if until < looking.at else "{span} left (due {at})"
    return looking.say(words).format(span=_span(looking, abs(until - looking.at)), at=looking.when(until, ends=True))


def _span(looking: Looking, span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return (
        looking.say("{h} h {m} min").format(h=hours, m=minutes) if hours else looking.say("{n} min").format(n=minutes)
    )


def _title(looking: Looking, taken: Mapping[str, Any], task: Task) -> str:
    if task["kind"] == "task":
        return said(f"step.{task['about']}", looking.language)
    unit = next((each["name"] for each in taken["units"] if each["unit"] == task.get("unit")), None)
    who = _short(task["person"]) if task.get("person") else half(unit, looking.language) if unit else task["unit"]
    return looking.say(_HEADS[task["kind"]]).format(who=who)


def _about(looking: Looking, taken: Mapping[str, Any], task: Task) -> list[str]:
    """What stood under its name: whose contact, what they needed, a test, where they were inside."""
    someone = taken["people"].get(task.get("person"), {})
    ring = [said(f"about.{task['about']}", looking.language)] if task.get("about") and task["kind"] != "task" else []
    needs = [said(f"need.{each}", looking.language) for each in task["needs"]]
    test = [looking.say("a test is due today")] if someone.get("test") else []
    return [*ring, *needs, *test, *([someone["site"]] if someone.get("site") else [])]


def _way(looking: Looking, taken: Mapping[str, Any], task: Task) -> list[str]:
    home = taken["people"].get(task.get("person"), {}).get("place")
    door = next((each for each in taken["places"] if each["place"] == home), None) if home else None
    units, found = {each["unit"]: each for each in taken["units"]}, list[str]()
    unit = units.get(door["unit"] if door else task.get("unit"))
    while unit and len(found) < len(units):
        name = half(unit["name"], looking.language) if unit["name"] else unit["unit"]
        found.insert(0, f"{said('level.' + unit['level'], looking.language)} {name}")
        unit = units.get(unit["parent"])
    return [*found, *([half(door["name"], looking.language)] if door and door["name"] else [])]


def _short(person: str) -> str:
    return f"…{person[-_END:]}" if len(person) > _SHORT else person
