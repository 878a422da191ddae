"""The lists of people: filtered and sorted as asked, a hundred rows a page, with the exact count."""

from typing import Any, NamedTuple

import polars as pl
from litestar import Request, Response, get

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web.chosen import made_of
from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.people import offering, views, waits
from seawall.web.people.asking import ROWS, Asked, asked, found, said
from seawall.web.people.cells import cells
from seawall.web.people.lists import LISTS, Column
from seawall.web.people.seeing import asking, seen
from seawall.web.words import say

MOST = 200
"""Values of a column that a select offers at most; of more somebody types the one they want."""


class Head(NamedTuple):
    """A column's head: its title, how it is set, what a click sorts by, and how it is sorted now."""

    title: str
    kind: str
    sorts: str
    sorted: str


class Choice(NamedTuple):
    """A select: the column's name and title, each value with its word, and the one that is chosen."""

    name: str
    title: str
    values: list[tuple[str, str]]
    chosen: str


@get("/people", sync_to_thread=True, opt={"action": "look", "resource": "people"})
def people(request: Request[Any, Any, Any]) -> Response[str]:
    """One list of an incident."""
    looking = Looking(request)
    want, made = asked(request.query_params), made_of(looking)
    lists = [(name, say(f"list.{name}", looking.language)) for name in LISTS]
    shown = {"made": None} if made is None else _shown(looking, made, want)
    return page(looking, "people", want=want, lists=lists, **shown)


def _shown(looking: Looking, made: Made, want: Asked) -> dict[str, Any]:
    lang = looking.language
    every = seen(looking.desk, looking.request.scope["state"].get("subject"), made, want.name, lang)
    rows = found(want, every)
    last = max(1, -(-rows.height // ROWS))
    at = min(want.page, last)
    columns = want.list.columns
    asks = asking(want)
    here = rows.slice((at - 1) * ROWS, ROWS)
    return {
        "made": made, "count": rows.height, "of": every.height, "page_at": at, "pages": last, "asks": asks,
        "heads": [_head(each.name, each.kind, want, looking) for each in columns],
        "rows": cells(columns, here, made, lang),
        "choices": _choices(want, every, made, looking), "title": say(f"list.{want.name}", lang),
        **waits.shown(looking, made), "views": views.listed(looking, asks),
        **offering.offered(looking, made, want, rows, here),
    }  # fmt: skip


def _head(name: str, kind: str, want: Asked, looking: Looking) -> Head:
    """A second click turns the order."""
    here = name == want.sort
    sorted_ = ("descending" if want.down else "ascending") if here else ""
    return Head(say(f"col.{name}", looking.language), kind, f"-{name}" if here and not want.down else name, sorted_)


def _choices(want: Asked, every: pl.DataFrame, made: Made, looking: Looking) -> list[Choice]:
    lang = looking.language
    offered = [(each, _values(each, every, made, lang)) for each in want.list.columns if each.filtered]
    return [
        Choice(each.name, say(f"col.{each.name}", lang), values, want.having.get(each.name, ""))
        for each, values in offered if len(values) <= MOST
    ]  # fmt: skip


def _values(column: Column, every: pl.DataFrame, made: Made, lang: Language) -> list[tuple[str, str]]:
    """Each value that there is, and its word; of very many the first."""
    there = every.select(pl.col(column.name).unique().drop_nulls().cast(pl.String)).sort(column.name).head(MOST + 1)
    worded = column.kind in ("word", "place")
    said_so = there.select(said(column, made, there, lang) if worded else pl.col(column.name)).to_series()
    return list(zip(there.to_series(), said_so, strict=True))


HANDLERS = [people]
