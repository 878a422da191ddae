"""Views of the lists: kept under a name, for oneself or for everybody at the desk, and taken away again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from litestar import Request, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect

from seawall.store import views
from seawall.store.database import transaction
from seawall.web.looking import Looking
from seawall.web.pages import address
from seawall.web.people.asking import asked
from seawall.web.people.lists import LISTS
from seawall.web.people.seeing import asking

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
LOOK = {"action": "look", "resource": "people"}


class Shown(NamedTuple):
    """A view as a link: its number, name and address, whose it is ("": one's own), and whether it is what is shown."""

    number: str
    name: str
    href: str
    of: str
    shared: bool
    here: bool


def listed(looking: Looking, asks: Mapping[str, str | None]) -> list[Shown]:
    """The views that somebody has; one of a list that is no more is left out."""
    now = {name: value for name, value in asks.items() if value}
    with transaction(looking.desk.server) as connection:
        found = views.every(connection, looking.request.state.subject.account)
    return [
        Shown(str(each.view), each.name, address("people", looking, **each.asks), "" if each.mine else each.officer,
              each.shared, dict(each.asks) == now)
        for each in found if each.list in LISTS
    ]  # fmt: skip


@post("/people/views", sync_to_thread=True, opt=LOOK, status_code=303)
def keep(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Keeps what the form says of a list. Raises AskedError for no list, ViewError for no name."""
    looking, want = Looking(request), asked(data)
    asks = {name: value for name, value in asking(want).items() if value}
    name, now = " ".join(data.get("name", "").split()), datetime.now(UTC)
    with transaction(looking.desk.server) as connection:
        account = request.state.subject.account
        views.keep(connection, account, name, want.name, asks, now, shared=data.get("shared") == "1")
    return Redirect(address("people", looking, **asks), status_code=303)


@post("/people/views/remove", sync_to_thread=True, opt=LOOK, status_code=303)
def remove(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Takes a view of one's own away; any other is answered alike: NotFoundException."""
    looking = Looking(request)
    try:
        number = UUID(data.get("view", ""))
    except ValueError as error:
        raise NotFoundException from error
    with transaction(looking.desk.server) as connection:
        if not views.remove(connection, request.state.subject.account, number):
            raise NotFoundException
    return Redirect(address("people", looking), status_code=303)


HANDLERS = [keep, remove]
