"""The addresses of amendments: to want a proposed row otherwise, and to take that back."""

from datetime import datetime
from typing import Any

import polars as pl
from litestar import Request, Response, post
from litestar.response import Redirect

from seawall.desk.amending import Wish, amend, take_back
from seawall.tables.dates import YEARS
from seawall.tables.decided import AMENDED
from seawall.tables.errors import SeawallError
from seawall.tables.localtime import instant
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.looking import Looking
from seawall.web.pages import address
from seawall.web.plan import rows
from seawall.web.plan.forms import read
from seawall.web.plan.showing import show
from seawall.web.plan.shown import Shown
from seawall.web.signing import acting, refuse_past, signer


@post("/plan/amend", sync_to_thread=True, opt={"action": "sign", "resource": "plan"})
def wanted(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Records what is to be otherwise, and shows the plan that comes of it; or says why not, as it was typed."""
    looking = Looking(request)
    found, by = read(looking, data), acting(signer(looking), data)
    try:
        refuse_past(looking, found.made)
        amend(looking.desk, found.made, by, _members(looking, found, data), _wish(looking, data))
    except SeawallError as error:
        return show(looking, found, status=409, refused=looking.told(error), sent=data, typed=data)
    return _plan(looking, found)


@post("/plan/amend/back", sync_to_thread=True, opt={"action": "sign", "resource": "plan"})
def back(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Takes amendments back: what is proposed is what the facts ask for."""
    looking = Looking(request)
    found, by = read(looking, data), acting(signer(looking), data)
    try:
        refuse_past(looking, found.made)
        take_back(looking.desk, found.made, by, data.get("rows", "").split())
    except SeawallError as error:
        return show(looking, found, status=409, refused=looking.told(error), typed={})
    return _plan(looking, found)


def _plan(looking: Looking, found: Shown) -> Redirect:
    return Redirect(f"{address('plan', looking, incident=found.made.plan.incident)}#amended", status_code=303)


def _members(looking: Looking, found: Shown, data: dict[str, str]) -> pl.DataFrame:
    """The differences of the row that the form names: all of it, or those of the people whose numbers it says."""
    groups = rows.grouped(found, looking.language)
    row = next((each for group in groups for each in group.rows if each.key == data.get("row")), None)
    if row is None:
        raise AskedError("the form names no row of this plan: open the row again and amend it there")
    named = data.get("whom", "").replace(",", " ").replace("、", " ").split()
    strange = [each for each in named if each not in row.members["subject"].implode().item()]
    if strange:
        raise AskedError("not in this row: {whom}; allowed are its own people, or nothing: all", whom=" ".join(strange))
    return row.members.filter(pl.col("subject").is_in(named)) if named else row.members


def _wish(looking: Looking, data: dict[str, str]) -> Wish:
    change, why = data.get("change", ""), " ".join(data.get("why", "").split())
    if change not in AMENDED:
        raise AskedError(
            "the form does not say what is to be otherwise; allowed: {allowed}", allowed=", ".join(AMENDED)
        )
    until = _local(looking, data.get("until", "")) if change == "end" else None
    return Wish(change, why, until, data.get("unit") or None if change == "unit" else None)


def _local(looking: Looking, text: str) -> datetime:
    """A time of the city's own clock, as a browser's field for it says: 2022-01-24T12:00. Raises AskedError."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or found.year not in YEARS:
        raise AskedError("{text} is no time; allowed is the city's clock, such as 2022-01-24T12:00", text=text or "?")
    return instant(found, looking.desk.zone)


HANDLERS = [wanted, back]
