"""Incidents, and of each its plan, its orders and its figures, as the pages have them: made once, for all who look."""

from asyncio import to_thread
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import polars as pl
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from seawall.desk.incidents import IncidentError
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, NothingKnownError
from seawall.store.outward import Sealing
from seawall.web import area, plans, times
from seawall.web.api import asked
from seawall.web.api.problems import ProblemError
from seawall.web.situation.handlers import counted

SITUATION = {"token": True, "action": "look", "resource": "situation", "exclude_from_csrf": True}
PLAN = {"token": True, "action": "look", "resource": "plan", "exclude_from_csrf": True}
BULLETIN = {"token": True, "action": "look", "resource": "bulletin", "exclude_from_csrf": True}
ORDER = ("verb", "subject", "scope", "from", "until", "why_public", "clause", "ends", "provisional", "signatures")
"""What is told of an order. Its reason for officers names people; that for who is bound does not."""
Asks = Request[Any, Any, Any]
Said = dict[str, object]


@get("/api/v1/incidents", opt=SITUATION)
async def every(request: Asks) -> Response[bytes]:
    """Every incident at hand with the figures that its row of the situation has."""

    def told() -> list[Said]:
        there = plans.every(_desk(request), _at(request))
        return [{**_head(made), **_counts(made)} for made in there]

    return _answer(await to_thread(told))


@get("/api/v1/incidents/{incident:str}/plan", opt=PLAN)
async def plan(request: Asks, incident: FromPath[str]) -> Response[bytes]:
    """What a signature would change, row by row, and the digest that would be signed."""

    def told(made: Made) -> Said:
        rows = _orders(request, made, made.plan.differences, ("sign", *ORDER))
        return {"digest": made.digest, "rows": rows}

    return await _of(request, incident, told)


@get("/api/v1/incidents/{incident:str}/orders", opt=PLAN)
async def orders(request: Asks, incident: FromPath[str]) -> Response[bytes]:
    """The orders in force."""
    return await _of(
        request, incident, lambda made: {"rows": _orders(request, made, made.plan.standing, ("order", *ORDER))}
    )


@get("/api/v1/incidents/{incident:str}/figures", opt=BULLETIN)
async def figures(request: Asks, incident: FromPath[str]) -> Response[bytes]:
    """The figures of a bulletin as they may be told: null where too few people would be told of."""
    return await _of(request, incident, lambda made: {"figures": dict(made.plan.bulletin.printed)})


async def _of(request: Asks, incident: str, told: Callable[[Made], Mapping[str, object]]) -> Response[bytes]:
    if area.areas_of(request.scope["state"]["subject"], "look", request.route_handler.opt["resource"]) is not None:
        raise ProblemError("not-allowed", "@AREA; allowed: GET /api/v1/facts/TABLE")

    def answer() -> Said:
        try:
            made = plans.made(_desk(request), plans.Asked(incident, _at(request)))
        except (IncidentError, NothingKnownError) as error:
            raise NotFoundException from error
        return {**_head(made), **told(made)}

    return _answer(await to_thread(answer))


def _head(made: Made) -> Said:
    """Of what incident and time, under which policy, and how far the facts go that it was made from."""
    plan = made.plan
    return {
        "incident": plan.incident, "at": plan.now, "policy": plan.policy, "policy_version": plan.policy_version,
        "batch": made.read.facts, "checkins": made.read.checkins,
    }  # fmt: skip


def _counts(made: Made) -> Said:
    row = counted(made.plan)
    return {"cases": row.cases, "followed": row.followed, "late": row.late, "to_sign": row.to_sign}


def _orders(request: Asks, made: Made, rows: pl.DataFrame, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows with ids of people sealed: whatever is no unit, place or site of the city's is taken for one."""
    of_the_city = [
        made.facts[table][name] for table, name in (("units", "unit"), ("places", "place"), ("sites", "site"))
    ]
    sealing = Sealing(_desk(request).home)
    city = pl.concat(of_the_city).unique().implode()
    keeps = pl.col("subject").is_in(city) | (pl.col("verb").cast(pl.String) == "inform")
    sealed = rows.with_columns(
        pl.when(keeps).then("subject").otherwise(sealing.column(rows["subject"])).alias("subject")
    )
    return sealed.select(name for name in names if name in rows.columns).to_dicts()


def _desk(request: Asks) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _at(request: Asks) -> datetime:
    """The time that is asked about; now where none is. Raises AskedError for what is none."""
    return times.asked(asked.query(request, ("at",)).get("at"), times.span(_desk(request)))


def _answer(said: object) -> Response[bytes]:
    return Response(msgspec.json.encode(said), media_type="application/json", headers={"Cache-Control": "no-store"})


HANDLERS = [every, plan, orders, figures]
