"""Teams and sites as they were known at a time: who works where, what rooms there are, and who many are inside."""

from typing import Any, NamedTuple

import polars as pl
from litestar import Request, Response, get, post
from litestar.response import Redirect

from seawall.desk import rooming
from seawall.desk.planning import DESK
from seawall.desk.rooming import Room
from seawall.store import reading
from seawall.store.register import Purpose
from seawall.tables.facts import Facts, known
from seawall.tables.inside import inside
from seawall.tables.means import ROOM_STATES
from seawall.web import area
from seawall.web.access import Subject, decide
from seawall.web.administration import tabs
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.few import least
from seawall.web.kept import Kept, read
from seawall.web.looking import Looking
from seawall.web.pages import address

READ = ("sites", "rooms", "teams", "units", "admissions", "same_person")
ROOM = "administration/means"
_FACTS = Kept[Facts](8)


class Site(NamedTuple):
    """A site with its unit's name, how many rooms and beds it has, in which states its rooms are said to be, and how
    many people are inside; `share` of 100 beds that are taken, None where that is not said to who looks."""

    row: dict[str, Any]
    unit: str
    rooms: int
    beds: int
    states: list[tuple[str, int]]
    inside: str
    share: int | None


@get("/administration/means", sync_to_thread=True, opt={"action": "look", "resource": "rooms"})
def means(request: Request[Any, Any, Any]) -> Response[str]:
    """All sites and teams, and the rooms of the site that is asked for."""
    looking = Looking(request)
    facts = facts_of(looking)
    sites = [_site(row, facts, looking) for row in _seen(looking, facts, "sites").iter_rows(named=True)]
    chosen = request.query_params.get("site")
    if chosen and chosen not in [each.row["site"] for each in sites]:
        raise AskedError("site={site!r} is not a site that you see at this time", site=chosen)
    return tabs.shown(
        looking, "means", room=ROOM, sites=sites, teams=_teams(looking, facts), chosen=chosen, states=ROOM_STATES,
        rooms=_rooms(looking, facts, chosen) if chosen else [], imports=_may(looking, "import", "facts"),
        corrects=_may(looking, "import", "rooms") and looking.live, counts=_may_count(looking),
    )  # fmt: skip


@post(
    "/administration/means/room",
    sync_to_thread=True, opt={"action": "import", "resource": "rooms"}, status_code=303,
)  # fmt: skip
def corrected(request: Request[Any, Any, Any], data: Form) -> Redirect:
    """Says in which state a room is, of a site that who looks may see. Raises AskedError, RoomError."""
    looking = Looking(request, now=True)
    facts = facts_of(looking)
    said = Room(data.get("site", ""), data.get("room", ""), data.get("state", ""))
    if said.site not in _seen(looking, facts, "sites")["site"]:
        raise AskedError("site={site!r} is not a site that you see at this time", site=said.site)
    rooming.correct(looking.desk, facts, said, looking.officer or "", looking.span.now)
    return Redirect(address(ROOM, looking, site=said.site) + "#rooms", status_code=303)


def facts_of(looking: Looking) -> Facts:
    """What of means was known at the time that is looked at."""
    desk, at = looking.desk, looking.at

    def asked() -> Facts:
        return known(reading.read(desk.server, READ, known_at=at).frames, at, desk.zone)

    return _FACTS.get((desk.home, read(desk), at.replace(second=0, microsecond=0)), asked)


def _seen(looking: Looking, facts: Facts, table: str) -> pl.DataFrame:
    """The rows of a table in the areas of those roles in which somebody looks at sites."""
    subject: Subject = looking.request.state.subject
    units = area.units_of(subject, facts, "rooms")
    if units is None:
        return facts[table]
    return facts[table].filter(pl.col("unit").is_in(units.implode()))


def _site(row: dict[str, Any], facts: Facts, looking: Looking) -> Site:
    rooms = facts["rooms"].filter(pl.col("site") == row["site"])
    there = inside(facts, facts.known_at).filter(pl.col("site") == row["site"]).height
    states = rooms.group_by(pl.col("state").cast(pl.String)).len().sort("len", descending=True)
    beds, told_from = int(rooms["beds"].sum()), 1 if _may_count(looking) else least(looking.desk, DESK, looking.at)
    hidden = 0 < there < told_from
    share = None if hidden or not beds else min(100, round(100 * there / beds))
    return Site(
        row, _unit(facts, row["unit"]), rooms.height, beds, [(state or "", many) for state, many in states.iter_rows()],
        f"<{told_from}" if hidden else f"{there:,}", share,
    )  # fmt: skip


def _rooms(looking: Looking, facts: Facts, site: str) -> list[dict[str, Any]]:
    """The rooms of a site; how many are inside each only for who may ask for names of people."""
    people = inside(facts, facts.known_at).filter(pl.col("site") == site).group_by("room").agg(pl.len().alias("people"))
    rooms = facts["rooms"].filter(pl.col("site") == site).sort("floor", "room", nulls_last=True)
    found = rooms.join(people, on="room", how="left").with_columns(pl.col("people").fill_null(0))
    return found.to_dicts() if _may_count(looking) else found.drop("people").to_dicts()


def _teams(looking: Looking, facts: Facts) -> list[dict[str, Any]]:
    rows = _seen(looking, facts, "teams").sort("kind", "team").to_dicts()
    return [{**row, "unit": _unit(facts, row["unit"])} for row in rows]


def _unit(facts: Facts, unit: str | None) -> str:
    named = facts["units"].filter(pl.col("unit") == unit)["name"]
    return str(named[0]) if unit and named.len() else unit or ""


def _may(looking: Looking, action: str, resource: str) -> bool:
    return decide(looking.request.state.subject, action, resource)


def _may_count(looking: Looking) -> bool:
    """Whether few people inside are said as they are: to whom names may be shown."""
    return decide(looking.request.state.subject, "name", "people", Purpose.ISOLATE.value)


HANDLERS = [means, corrected]
