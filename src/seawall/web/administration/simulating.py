"""A change of rules tried on an incident before it takes effect: the figures of both plans beside one another."""

from typing import Any, NamedTuple

from litestar import Request, Response, get

from seawall.desk import simulating as desk
from seawall.desk.planning import Made, rules_at
from seawall.desk.simulating import Change
from seawall.policy.document import alike
from seawall.tell.policy.words import said
from seawall.tell.terminal.beside import named
from seawall.tell.terminal.language import Language, minus
from seawall.web import plans
from seawall.web.access import decide
from seawall.web.administration import tabs
from seawall.web.administration.words import say
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.few import least
from seawall.web.kept import Kept
from seawall.web.looking import Looking

_LOOK = {"action": "look", "resource": "policies"}
ROOM = "administration/policies/simulation"
OF_NOBODY = ("simulated.", "beside.zone ")
"""Figures of rows and areas: they count nobody."""
_MADE = Kept[dict[str, int]](64)


class Figure(NamedTuple):
    """A figure of both plans as it may be said to who looks; `more` is how the other differs."""

    name: str
    ours: str
    theirs: str
    more: str


@get("/administration/policies/simulation", sync_to_thread=True, opt=_LOOK)
def simulation(request: Request[Any, Any, Any]) -> Response[str]:
    """The figures, once an incident and a change are named; nothing of it is stored, and nothing can be signed."""
    looking = Looking(request)
    every = plans.every(looking.desk, looking.at)
    made = made_of(looking)
    change = asked(looking)
    figures = compared(looking, made, change) if made is not None and change is not None else []
    offered = alike(made.plan.policy) if made is not None else []
    return tabs.shown(
        looking, "simulation", tab="policies", room=ROOM, incidents=[each.plan.incident for each in every], made=made,
        change=change, figures=figures, offered=offered, numbers=_numbers(looking, made),
        may_ask=decide(looking.request.state.subject, "administer", "policies"),
    )  # fmt: skip


def asked(looking: Looking) -> Change | None:
    """What an address asks to be tried; None: nothing. Raises AskedError for a number that is none."""
    query = looking.request.query_params
    policy, key, said = (query.get(name, "").strip() for name in ("policy", "key", "value"))
    if not policy and not key:
        return None
    try:
        value = float(said) if said else None
    except ValueError:
        value = float("nan")
    if value is not None and not abs(value) < float("inf"):
        raise AskedError("value={value!r} is no number; allowed is one such as 14", value=said)
    return Change(policy or None, key or None, value)


def compared(looking: Looking, made: Made, change: Change) -> list[Figure]:
    """The figures of the plan that stands and of the one that would."""
    rules = desk.rules_for(looking.desk, made, change)
    key = (*plans.key(looking.desk, made), rules.id, rules.version)
    theirs = _MADE.get(key, lambda: desk.told(desk.simulated(looking.desk, made, rules).plan))
    ours, told_from = desk.told(made.plan), _least(looking, made)
    return [
        _figure(name, ours.get(name, 0), theirs.get(name, 0), told_from, looking.language)
        for name in {**ours, **theirs}
    ]


def _figure(name: str, ours: int, theirs: int, told_from: int, lang: Language) -> Figure:
    title = say(name, lang) if name.startswith("simulated.") else named(name, lang)
    told_from = 1 if name.startswith(OF_NOBODY) else told_from
    hidden = any(0 < each < told_from for each in (ours, theirs))
    more = "" if hidden else "=" if ours == theirs else minus(f"{theirs - ours:+,}")
    one, other = (f"<{told_from}" if 0 < each < told_from else f"{each:,}" for each in (ours, theirs))
    return Figure(title, one, other, more)


def _least(looking: Looking, made: Made) -> int:
    """From how many people on a figure is said to who looks: whoever may look at plans is told every one."""
    if decide(looking.request.scope["state"].get("subject"), "look", "plan"):
        return 1
    return least(looking.desk, made.plan.policy, made.plan.now)


def _numbers(looking: Looking, made: Made | None) -> list[tuple[str, str]]:
    """The rules of the policy in force that are one number: those that can be tried."""
    if made is None:
        return []
    rules = rules_at(looking.desk, made.plan.policy, made.plan.now)
    return [
        (rule.key, said(rule, looking.language))
        for rule in sorted(rules.rules.values(), key=lambda each: each.key)
        if isinstance(rule.value, (int, float)) and not isinstance(rule.value, bool) and rules.lacks(rule.key) is None
    ]


HANDLERS = [simulation]
