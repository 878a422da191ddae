"""Who signs in a room, in which of their roles, and what the form that they send was about."""

from collections.abc import Mapping
from typing import NamedTuple

from litestar.exceptions import PermissionDeniedException

from seawall.desk import signing
from seawall.desk.planning import Made, Read
from seawall.store.accounts import Role
from seawall.web import plans
from seawall.web.access import Subject, granting
from seawall.web.errors import AskedError
from seawall.web.looking import Looking
from seawall.web.times import decoded


class Signer(NamedTuple):
    """An officer, the roles in which they may sign, and whether they look at now; nobody has no role."""

    officer: str
    roles: list[Role]
    live: bool


def signer(looking: Looking, action: str = "sign", resource: str = "plan") -> Signer:
    """Whoever signed in. A role of one area alone does not speak for all of them."""
    who: Subject | None = looking.request.scope["state"].get("subject")
    if who is None:
        return Signer("", [], looking.live)
    may = [role for role in granting(who, action, resource) if role.area is None]
    return Signer(who.officer, may, looking.live)


def acting(who: Signer, data: Mapping[str, str]) -> signing.Signer:
    """The officer in the role and for the organisation that the form says, if they have it. Raises PermissionDenied."""
    for each in who.roles:
        if (each.role, each.organisation) == (data.get("role"), data.get("organisation")):
            return signing.Signer(who.officer, each.role, each.organisation)
    raise PermissionDeniedException


def read(looking: Looking, data: Mapping[str, str]) -> Made:
    """The plan that a form was about, made again from what it was made from. Raises AskedError for what names none."""
    try:
        again = Read(int(data["batch"]), int(data["checkins"]))
        asked = plans.Asked(data["incident"], decoded(data["at"]))
    except (KeyError, ValueError) as error:
        raise AskedError(
            "the form lacks incident, at, batch or checkins: open the page again and sign there"
        ) from error
    return plans.made(looking.desk, asked, again)


def refuse_past(looking: Looking, made: Made) -> None:
    """Raises AskedError for what is of a time that is past: in a history its last time alone can be signed."""
    if looking.desk.home.history and made.plan.now < looking.span.now:
        raise AskedError("what is of an earlier time cannot be signed: open the page as it stands now")
