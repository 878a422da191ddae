"""An act that waits for a second person: exactly which rows it is for, for whoever may agree to look at first."""

import hashlib
from typing import Any

import polars as pl
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from seawall.desk.planning import Made
from seawall.web import area, plans
from seawall.web.exports.waiting import Export
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.people.acts import ACTS
from seawall.web.people.asking import ROWS, Asked, asked
from seawall.web.people.cells import cells
from seawall.web.people.concerned import concerned
from seawall.web.people.lists import LISTS, Column
from seawall.web.people.offering import acting, bulks, wait
from seawall.web.people.ticks import Ticked
from seawall.web.words import say

COLUMNS = (Column("task", "id"), *LISTS["tasks"].columns)
"""What is shown of a row."""


@get("/people/bulk/{number:str}", sync_to_thread=True, opt={"action": "interview", "resource": "tasks"})
def look(request: Request[Any, Any, Any], number: FromPath[str]) -> Response[str]:
    """The rows of an act that waits, a hundred on a page, as they stood when it was asked for; of those that are not
    the reader's to look at their number."""
    looking = Looking(request, now=True)
    waiting = awaited(looking, number)
    made, rows = as_asked(looking, waiting)
    seen = theirs(looking, made, rows)
    last = max(1, -(-seen.height // ROWS))
    at = min(asked({"page": request.query_params.get("page", "")}).page, last)
    here = cells(COLUMNS, seen.slice((at - 1) * ROWS, ROWS), made, looking.language)
    return page(
        looking, "people-awaited", room="people", each=wait(waiting, acting(looking).account), rows=here, pages=last,
        page_at=at, unseen=waiting.wanted.rows - seen.height, digest=waiting.wanted.digest,
        list_=waiting.wanted.want.name, heads=[say(f"col.{each.name}", looking.language) for each in COLUMNS],
    )  # fmt: skip


def awaited(looking: Looking, number: str) -> Export:
    """An act that nobody has agreed to. Raises NotFoundException where there is none of that number, or no more."""
    waiting = bulks(looking).waiting(number)
    if waiting is None or not isinstance(waiting.wanted.want, Asked | Ticked):
        raise NotFoundException
    return waiting


def as_asked(looking: Looking, waiting: Export) -> tuple[Made, pl.DataFrame]:
    """The plan in which an act was asked for, and its rows as they stood there."""
    wanted = waiting.wanted
    made = plans.made(looking.desk, plans.Asked(wanted.incident, wanted.at), wanted.read)
    return made, chosen(looking, waiting, made)


def chosen(looking: Looking, waiting: Export, made: Made) -> pl.DataFrame:
    """The rows that an act is for, as they stand in a plan. Raises NotFoundException for what is no act."""
    want, what = waiting.wanted.want, ACTS[waiting.wanted.as_.partition(":")[0]].what
    if not isinstance(want, Asked | Ticked):
        raise NotFoundException
    return concerned(looking.desk, waiting.by, made, want, what, waiting.wanted.lang).rows


def theirs(looking: Looking, made: Made, rows: pl.DataFrame) -> pl.DataFrame:
    """Those of the rows that whoever may agree may look at."""
    return area.within(rows, area.units_of(acting(looking), made.facts), made.facts)


def digest(rows: pl.DataFrame) -> str:
    """Which rows they are: SHA-256, in hex, over their ids, the task or else the person, sorted, each ending in a line
    feed."""
    ids = rows.select(pl.coalesce("task", "person")).to_series().sort()
    return hashlib.sha256("".join(f"{each}\n" for each in ids).encode()).hexdigest()


HANDLERS = [look]
