"""What a form of the plan's page says: which plan it was about, and who acts in which role."""

from collections.abc import Mapping
from typing import Annotated

from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.params import Body

from seawall.desk import signing
from seawall.desk.planning import Read
from seawall.web import plans
from seawall.web.errors import AskedError
from seawall.web.pages import Looking
from seawall.web.plan.shown import Shown
from seawall.web.plan.signer import Signer
from seawall.web.times import decoded

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
LEAST = 8
"""Letters that a written reason has at least."""


def read(looking: Looking, data: Mapping[str, str]) -> Shown:
    """The plan that a form was about, made again from what it was made from. Raises AskedError for what names none."""
    try:
        again = Read(int(data["batch"]), int(data["checkins"]))
        asked = plans.Asked(data["incident"], decoded(data["at"]))
    except (KeyError, ValueError) as error:
        raise AskedError(
            "the form lacks incident, at, batch or checkins: open the plan again and sign there"
        ) from error
    return Shown(looking.desk, plans.made(looking.desk, asked, again)).to(looking)


def acting(who: Signer, data: Mapping[str, str]) -> signing.Signer:
    """The officer in the role and for the organisation that the form says, if they have it. Raises PermissionDenied."""
    for each in who.roles:
        if (each.role, each.organisation) == (data.get("role"), data.get("organisation")):
            return signing.Signer(who.officer, each.role, each.organisation)
    raise PermissionDeniedException


def refuse_past(looking: Looking, found: Shown) -> None:
    """Raises AskedError for a plan of a time that is past: in a history its last time alone can be signed."""
    if looking.desk.home.history and found.made.plan.now < looking.span.now:
        raise AskedError("a plan of an earlier time cannot be signed: open the plan as it stands now")
