"""Who may do what: one function decides, and refuses whatever stands in no line of its table."""

from dataclasses import dataclass
from uuid import UUID

from seawall.plan.trace.authorisation import PURPOSES
from seawall.store.accounts import Role
from seawall.store.register import Purpose

ACTIONS = (
    "look", "sign", "acknowledge", "import", "interview", "publish", "name", "export", "administer", "audit", "keep",
)  # fmt: skip
"""Everything that can be done on a page. `keep` is what everybody does with what is their own."""
RESOURCES = (
    "situation", "plan", "map", "chains", "people", "stays", "facts", "results", "bulletin", "tasks", "rooms",
    "policies", "accounts", "journal", "health", "passkeys",
)  # fmt: skip
"""Everything that it can be done to."""


@dataclass(frozen=True)
class Subject:
    """Who asks: an account, the officer whose it is, and what they are at this moment."""

    account: UUID
    officer: str
    roles: tuple[Role, ...]


_EVERYBODY = {"look situation", "keep passkeys"}
_DESK = {"look plan", "look map", "look chains", "look people", "look tasks", "acknowledge plan", "look policies"}
_GRANTS: dict[str, set[str]] = {
    "commander": _DESK | {"sign plan", "name people", "export people", "look bulletin"},
    "epidemiologist": _DESK
    | {"sign plan", "name people", "export people", "look stays", "import facts", "interview tasks", "look bulletin"},
    "area_officer": _DESK | {"name people"},
    "tracer": {"look chains", "look people", "look tasks", "name people", "look stays", "interview tasks"},
    "laboratory": {"import results"},
    "site_manager": {"look rooms", "look tasks", "name people"},
    "clerk": {"import facts"},
    "press_officer": {"look bulletin", "publish bulletin"},
    "administrator": {"look policies", "administer policies", "administer accounts", "look health"},
    "auditor": {"look plan", "look policies", "look bulletin", "look health", "audit journal", "audit accounts"},
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
    subject: Subject | None, action: str, resource: str, purpose: str | None = None, case: str | None = None
) -> bool:
    """Whether somebody may do this, here and now: because one of their roles may, for a purpose where one is asked
    for, about a case where one is asked for. Nobody who did not sign in may do anything.
    """
    asked = f"{action} {resource}"
    granted = subject is not None and any(
        asked in _EVERYBODY | _GRANTS[each.role] for each in subject.roles if each.role in _GRANTS
    )
    meant = asked not in _PURPOSES or purpose in _PURPOSES[asked]
    return granted and meant and (asked not in _OF_A_CASE or bool(case))
