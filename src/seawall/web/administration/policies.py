"""The policies: which each incident follows, every rule of one with its source, and what differs between two."""

from typing import Any, NamedTuple

from litestar import Request, Response, get

from seawall.desk.planning import Made, rules_at
from seawall.desk.simulating import in_force_at
from seawall.policy import Policy, every, load
from seawall.policy.document import packaged
from seawall.tell.policy.words import own_rules
from seawall.web import plans
from seawall.web.administration import rules, tabs
from seawall.web.administration.following import changes_shown
from seawall.web.errors import AskedError
from seawall.web.looking import Looking

_LOOK = {"action": "look", "resource": "policies"}
ROOM = "administration/policies"


class Followed(NamedTuple):
    """An incident: its policy with version, title and days in force, how many rules are doubtful or not seen, and
    every policy it was handled under with when that began."""

    incident: str
    policy: Policy
    title: str
    doubtful: int
    unseen: int
    before: list[tuple[str, str, str]]


@get("/administration/policies", sync_to_thread=True, opt=_LOOK)
def policies(request: Request[Any, Any, Any]) -> Response[str]:
    """What is followed at a time, and what there is."""
    looking = Looking(request)
    found = [_followed(made, looking) for made in plans.every(looking.desk, looking.at)]
    shelf = [(each, _title(each, looking), *_counted(each)) for each in every()]
    waits = changes_shown(looking)
    return tabs.shown(
        looking, "policies", room=ROOM, followed=found, shelf=shelf, changes=waits, refused="", said="",
    )  # fmt: skip


@get("/administration/policies/policy", sync_to_thread=True, opt=_LOOK)
def policy(request: Request[Any, Any, Any]) -> Response[str]:
    """Every rule of one policy. Raises AskedError for an id that is none."""
    looking = Looking(request)
    found = named(looking, "id")
    lines = rules.lines(found, looking.language)
    return tabs.shown(
        looking, "policy", tab="policies", room=ROOM, policy=found, title=_title(found, looking), lines=lines,
        sources=rules.sources(each.sources for each in lines), ids=list(packaged()),
    )  # fmt: skip


@get("/administration/policies/differences", sync_to_thread=True, opt=_LOOK)
def differences(request: Request[Any, Any, Any]) -> Response[str]:
    """What changes from one policy to another, rule by rule."""
    looking = Looking(request)
    a, b = named(looking, "from"), named(looking, "to")
    found = rules.changes(a, b, looking.language)
    cited = [each.sources for change in found for each in (change.old, change.new) if each is not None]
    return tabs.shown(
        looking, "differences", tab="policies", room=ROOM, a=a, b=b, found=found, ids=list(packaged()),
        sources=rules.sources(cited),
    )  # fmt: skip


def named(looking: Looking, name: str) -> Policy:
    """The policy that an address names, whole, whatever its days. Raises AskedError."""
    asked = looking.request.query_params.get(name, "")
    if asked not in packaged():
        raise AskedError(
            "{name}={asked!r} is no policy; allowed: {allowed}", name=name, asked=asked, allowed=", ".join(packaged())
        )
    return load(asked)


def _followed(made: Made, looking: Looking) -> Followed:
    found = rules_at(looking.desk, made.plan.policy, made.plan.now)
    doubtful, unseen = _counted(found)[1:]
    told = [(name, looking.when(since) if since else "", by) for name, since, by in in_force_at(made)]
    return Followed(made.plan.incident, found, _title(found, looking), doubtful, unseen, told)


def _title(found: Policy, looking: Looking) -> str:
    return found.document.title[looking.language]


def _counted(found: Policy) -> tuple[int, int, int]:
    """How many rules it states or extends, how many of them are doubtful, and how many keys were not seen."""
    own = own_rules(found)
    return len(own), sum(rule.doubtful for rule in own), len(found.missing)


HANDLERS = [policies, policy, differences]
