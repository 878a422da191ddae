"""The same facts under another policy, in people, person-days, rooms and tests."""

from typing import NamedTuple

from seawall.flow import Plan
from seawall.policy.document import alike
from seawall.tell.terminal.beside import figures, named
from seawall.tell.terminal.language import Language
from seawall.web import plans
from seawall.web.errors import AskedError
from seawall.web.plan.shown import Shown

SHORT = ("beside.restricted", "beside.person_days", "beside.kept_in", "beside.kept_in_days")
"""The figures that always stand beside one another: people and person-days, as contacts and in areas."""


class Figure(NamedTuple):
    """One figure of both plans."""

    name: str
    ours: int
    theirs: int


class Beside(NamedTuple):
    """The other policy's id, its figures beside ours, and of SHORT its own with how it differs."""

    policy: str
    figures: list[Figure]
    short: list[tuple[int, int]]


def offered(policy: str) -> list[str]:
    """The policies for the same disease, by id, that come with Seawall."""
    return alike(policy)


def beside_it(shown: Shown, other: str | None, lang: Language) -> Beside | None:
    """The plan of the same facts under another policy; None where none is asked for. Raises AskedError for no offer."""
    if not other:
        return None
    plan = shown.made.plan
    if other not in offered(plan.policy):
        raise AskedError(
            "beside={other!r} is not a policy for this disease; allowed: {allowed}",
            other=other,
            allowed=", ".join(offered(plan.policy)),
        )
    asked = plans.Asked(plan.incident, plan.now, other)
    ours, theirs = figures(plan), figures(plans.made(shown.desk, asked, shown.made.read).plan)
    names = dict.fromkeys([*ours, *theirs])
    told = [Figure(named(name, lang), ours.get(name, 0), theirs.get(name, 0)) for name in names]
    return Beside(other, told, [(theirs[name], theirs[name] - ours[name]) for name in SHORT])


def short(plan: Plan) -> list[int]:
    """The figures of SHORT of a plan."""
    found = figures(plan)
    return [found[name] for name in SHORT]
