"""Who may do what: one function decides, and refuses whatever stands in no line of its table."""

from dataclasses import dataclass
from uuid import UUID

from seawall.plan.trace.authorisation import PURPOSES
from seawall.store.accounts import Role
from seawall.store.register import Purpose
from seawall.store.tokens import Scope

ACTIONS = (
    "look", "sign", "acknowledge", "import", "interview", "do", "publish", "name", "export", "administer", "audit",
    "keep",
)  # fmt: skip
"""Everything that can be done on a page. `keep` is what everybody does with what is their own. `interview` asks people
where they were and whom they met; `do` says of a task that it was done, takes samples and puts up seals."""
RESOURCES = (
    "situation", "plan", "map", "chains", "people", "stays", "facts", "results", "bulletin", "tasks", "rooms",
    "policies", "accounts", "journal", "health", "passkeys", "api", "checkins",
)  # fmt: skip
"""Everything that it can be done to."""


@dataclass(frozen=True)
class Subject:
    """Who asks: an account, the officer whose it is, and what they are at this moment."""

    account: UUID
    officer: str
    roles: tuple[Role, ...]
    scopes: tuple[Scope, ...] | None = None
    """Of a program that asks in somebody's stead, what its token may; None: they ask themselves."""


def laboratories(subject: Subject) -> frozenset[str]:
    """The laboratories for which somebody speaks: results in the name of any other are not theirs to enter."""
    return frozenset(role.organisation for role in subject.roles if role.role == "laboratory")


TOKENS = frozenset(
    {"look situation", "look plan", "look bulletin", "look facts", "import facts", "import results", "import checkins"}
)  # fmt: skip
"""What a token may be for at all: a program signs nothing, and is told neither names nor stays."""
_WITH_ANY_TOKEN = {"look api"}
_EVERYBODY = {"look situation", "keep passkeys", "look api"}
_DESK = {"look plan", "look map", "look chains", "look people", "look tasks", "acknowledge plan", "look policies"} | {
    "look rooms"
}
_GRANTS: dict[str, set[str]] = {
    "commander": _DESK | {"sign plan", "name people", "export people", "look bulletin", "look facts"},
    "epidemiologist": _DESK
    | {"sign plan", "name people", "export people", "look stays", "look facts", "import facts", "import checkins"}
    | {"interview tasks", "do tasks", "look bulletin"},
    "area_officer": _DESK | {"name people"},
    "tracer": {"look chains", "look people", "look tasks", "name people", "look stays", "interview tasks", "do tasks"},
    "laboratory": {"import results"},
    "site_manager": {"look rooms", "import rooms", "look tasks", "do tasks", "name people"},
    "clerk": {"import facts", "import checkins"},
    "press_officer": {"look map", "look bulletin", "publish bulletin"},
    "administrator": {
        "look policies",
        "administer policies",
        "look rooms",
        "administer accounts",
        "look health",
        "administer health",
        "look accounts",
    },
    "auditor": {
        "look plan",
        "look policies",
        "look bulletin",
        "look health",
        "audit journal",
        "audit accounts",
        "look accounts",
    },
}
"""What each role may do beyond what everybody may. Who gives accounts sees no people; who audits changes nothing."""

_PURPOSES = {
    "name people": {each.value for each in Purpose},
    "look stays": set(PURPOSES),
}
"""What must be said to be for something, and for what it may be."""
_OF_A_CASE = {"look stays"}
"""What is about one case, which must be named."""


def decide(
    subject: Subject | None,
    action: str,
    resource: str,
    purpose: str | None = None,
    case: str | None = None,
    table: str | None = None,
) -> bool:
    """Whether somebody may do this, here and now: because one of their roles may, for a purpose where one is asked
    for, about a case where one is asked for. Nobody who did not sign in may do anything.

    A program may what its token is for, of that what the roles may in whose stead it asks, and what is in TOKENS
    alone. A token for one table may nothing where no `table` is named.
    """
    asked = f"{action} {resource}"
    granted = subject is not None and any(
        asked in _EVERYBODY | _GRANTS[each.role] for each in subject.roles if each.role in _GRANTS
    )
    meant = asked not in _PURPOSES or purpose in _PURPOSES[asked]
    held = subject is not None and (subject.scopes is None or _held(subject.scopes, asked, table))
    return granted and held and meant and (asked not in _OF_A_CASE or bool(case))


def granting(subject: Subject, action: str, resource: str) -> tuple[Role, ...]:
    """Those of somebody's roles that grant this, for a purpose and about a case where these are asked for."""
    asked = f"{action} {resource}"
    return tuple(each for each in subject.roles if asked in _EVERYBODY | _GRANTS.get(each.role, set()))


def _held(scopes: tuple[Scope, ...], asked: str, table: str | None) -> bool:
    """Whether a token is for this."""
    if asked in _WITH_ANY_TOKEN:
        return bool(scopes)
    return asked in TOKENS and any(f"{s.action} {s.resource}" == asked and s.table in (None, table) for s in scopes)
