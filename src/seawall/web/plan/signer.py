"""Who looks at the seal, and in which of their roles they may sign a whole plan."""

from typing import NamedTuple

from seawall.store.accounts import Role
from seawall.web.access import Subject, granting
from seawall.web.pages import Looking


class Signer(NamedTuple):
    """An officer, the roles in which they may sign, and whether they look at now; nobody has no role."""

    officer: str
    roles: list[Role]
    live: bool


def signer(looking: Looking) -> Signer:
    """Whoever signed in. A role of one area alone does not sign for all of them."""
    who: Subject | None = looking.request.scope["state"].get("subject")
    if who is None:
        return Signer("", [], looking.live)
    may = [role for role in granting(who, "sign", "plan") if role.area is None]
    return Signer(who.officer, may, looking.live)
