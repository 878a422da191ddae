"""What changed since somebody last looked at the situation; when that was, their browser keeps."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import polars as pl
from litestar import Response
from litestar.datastructures import Cookie

from seawall.desk.planning import Made, NothingKnownError
from seawall.tell.terminal import followed_since, turned
from seawall.web import plans
from seawall.web.looking import Looking

LOOKED = "__Host-looked"
A_LOOK = timedelta(minutes=10)
"""Pages that are opened within this time are one look: what changed before it stays to be seen."""


class Since(NamedTuple):
    """The time of the last look; the stones that turned, who is followed since, and how many rows were learned."""

    at: datetime
    turned: list[str]
    followed: str
    learned: list[tuple[str, int]]


def of(looking: Looking, made: Made) -> Since | None:
    """What changed of an incident from the last look to the time that is looked at; None at the first look."""
    last, _ = _looked(looking)
    if last is None or last >= looking.at:
        return None
    try:
        before = plans.soon(looking.desk, plans.Asked(made.plan.incident, last))
    except NothingKnownError:
        return None
    if before is None:
        later = looking.say("What else changed is still being worked out.")
        return Since(last, [], later, _learned(made, last))
    lang = looking.language
    moved = [line.plain for line in turned(before.plan.clock, made.plan.clock, lang)]
    counted = followed_since(made.plan, before.plan, lang).plain
    return Since(last, moved, counted, _learned(made, last))


def _learned(made: Made, last: datetime) -> list[tuple[str, int]]:
    new = {name: frame.filter(pl.col("recorded_at") > last).height for name, frame in made.facts.frames.items()}
    return sorted(((name, many) for name, many in new.items() if many), key=lambda each: -each[1])


def mark(looking: Looking, shown: Response[Any]) -> None:
    """Keeps that somebody looked, where they looked at now."""
    if not looking.live:
        return
    last, current = _looked(looking)
    now = looking.span.now
    if current is None or abs(now - current) > A_LOOK:
        last, current = current, now
    value = ".".join(str(int(each.timestamp())) for each in (last, current) if each is not None)
    shown.cookies.append(Cookie(LOOKED, value=value, max_age=604_800, secure=True, httponly=True, samesite="lax"))


def _looked(looking: Looking) -> tuple[datetime | None, datetime | None]:
    """The look before this one, and this one; None for what the browser does not know."""
    said = re.fullmatch(r"(?:(\d{1,11})\.)?(\d{1,11})", looking.request.cookies.get(LOOKED, ""))
    seconds = said.groups() if said else (None, None)
    last, current = (None if each is None else datetime.fromtimestamp(int(each), UTC) for each in seconds)
    return last, current
