"""The situation: what happened, what is late, what is to be signed, what it costs people; of every incident."""

from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl
from litestar import Request, Response, get

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.flow import Plan
from seawall.tell.terminal import groups, wall
from seawall.tell.terminal.differences import head
from seawall.tell.terminal.language import Language, limit, say
from seawall.tell.terminal.summary import costs, followed, happened, is_late, to_sign
from seawall.web import area, plans
from seawall.web.chosen import made_of
from seawall.web.kept import Kept
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.situation import course, curves, since
from seawall.web.whys import example

QUESTIONS = (("happened", happened), ("is_late", is_late), ("must_sign", to_sign), ("costs", costs))


class Stone(NamedTuple):
    """A first time: its state, its name, when it was done or is due in two lines, its limit, and whose it is."""

    state: str
    name: str
    when: str
    then: str
    limit: str
    owner: str


class Row(NamedTuple):
    """An incident among the others."""

    incident: str
    policy: str
    states: list[str]
    cases: int
    followed: int
    late: int
    to_sign: int


class Waiting(NamedTuple):
    """What waits for a signature, many people in one line, and why one of them."""

    sign: str
    what: str
    why: str


_ROWS, _TOLD = Kept[Row](64), Kept[dict[str, Any]](64)


@get("/situation", sync_to_thread=True, opt={"action": "look", "resource": "situation"})
def situation(request: Request[Any, Any, Any]) -> Response[str]:
    """Every incident at hand in a row, those that are over below; of the one that is asked for, else the first, all
    the rest. Raises IncidentError."""
    looking = Looking(request)
    chosen, known = made_of(looking), plans.incidents(looking.desk, looking.at)
    named = dict.fromkeys([*known.at_hand, *([chosen.plan.incident] if chosen else ())])
    rows = [_row(looking.desk, plans.made(looking.desk, plans.Asked(name, looking.at))) for name in named]
    shown = page(looking, "situation", incidents=rows, over=known.over, **_shown(chosen, looking))
    since.mark(looking, shown)
    return shown


def _row(desk: Desk, made: Made) -> Row:
    return _ROWS.get(plans.key(desk, made), lambda: counted(made.plan))


def counted(plan: Plan) -> Row:
    """The figures of an incident among the others."""
    late = plan.clock.filter(pl.col("state").cast(pl.String) == "late").height
    cases = plan.episodes.filter("open").height
    return Row(
        plan.incident, plan.policy, wall.states(plan.clock), cases, followed(plan).height, late, plan.differences.height
    )


def _shown(made: Made | None, looking: Looking) -> dict[str, Any]:
    """What the page tells of one incident; of none that there is none."""
    if made is None:
        return {"plan": None}
    key = (*plans.key(looking.desk, made), looking.language)
    return {
        "plan": made.plan,
        "since": since.of(looking, made),
        **_TOLD.get(key, lambda: _told(made, looking.language)),
        **_of_area(made, looking),
    }


def _of_area(made: Made, looking: Looking) -> dict[str, Any]:
    """What waits of their areas for who is limited to some, and how many rows of the plan are about others."""
    subject = looking.request.scope["state"].get("subject")
    if area.areas_of(subject, "look", "plan") is None:
        return {"elsewhere": 0}
    differences = area.among(made.plan.differences, area.units_of(subject, made.facts, "plan"), made.facts)
    limited = replace(made, plan=replace(made.plan, differences=differences))
    hidden = made.plan.differences.height - differences.height
    return {"waiting": _waiting(limited, looking.language), "elsewhere": hidden}


def _told(made: Made, lang: Language) -> dict[str, Any]:
    """What follows from the plan alone: it is put into words once."""
    plan = made.plan
    return {
        "answers": [(say(name, lang), told(plan, lang).plain) for name, told in QUESTIONS],
        "stones": [_stone(step, made, lang) for step in wall.first_times(plan.clock)],
        "waiting": _waiting(made, lang),
        "course": course.of(made, lang),
        "curves": curves.of(plan.episodes, made.zone, lang),
        "late": plan.clock.filter(pl.col("state").cast(pl.String).is_in(["late", "open"])).sort("due_until").to_dicts(),
    }


def _stone(step: dict[str, Any], made: Made, lang: Language) -> Stone:
    when, then = wall.when(step, made.plan.now, made.zone, lang)
    owner = say(step["owner"] or "", lang)
    return Stone(step["state"], say(step["step"], lang), when, then, limit(step["target"] or "", lang), owner)


def _waiting(made: Made, lang: Language) -> list[Waiting]:
    rows = groups.grouped(made.plan.differences, made.plan.traced.contacts).iter_rows(named=True)
    return [
        Waiting(row["sign"], head(row, made.zone, lang).plain[3:].strip(), example(row, made, lang)) for row in rows
    ]


HANDLERS = [situation]
