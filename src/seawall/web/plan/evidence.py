"""The facts a row rests on: when each happened, what it says, when it was learned and from whom."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.store import reading
from seawall.store.server import Server
from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import exact, moment
from seawall.web.names import Names, names
from seawall.web.origins import origin
from seawall.web.words import say

HEAD = ("row", "recorded_at", "recorded_by", "source", "follows", "corrects")
HAPPENED: Mapping[str, str] = {
    "cases": "opened", "symptoms": "onset", "specimens": "taken", "relations": "since", "requests": "received",
}  # fmt: skip
"""The moment a table's row happened at, where it is not `at`."""
SILENT = ("incident", "subject_kind", "confidence", "stated_by", "protection", "second_by", "by", "assay")
"""Columns that say nothing of what happened."""
MOST = 40
"""Facts that are shown of one row; the rest are counted."""


class Fact(NamedTuple):
    """One row of a table, or of the stays; `exactly` says that its moment is one time."""

    happened: str
    exactly: bool
    what: str
    learned: str
    by: str
    table: str
    row: str


def facts(made: Made, server: Server, rows: Iterable[str], lang: Language) -> list[Fact]:
    """The facts of these row ids, the first learned first, at most MOST of them.

    A stay is told by the meeting it makes: stays are read for a case through their door, and not by whoever looks at
    a plan. Of an intimate relation nothing is told.
    """
    wanted = list(dict.fromkeys(rows))
    found = [*_told(made, wanted, lang), *_met(made, server, wanted, lang)]
    return [fact for _, fact in sorted(found, key=lambda each: each[0])][:MOST]


def _told(made: Made, rows: list[str], lang: Language) -> Iterator[tuple[datetime, Fact]]:
    called = names(made.facts, lang)
    for table, frame in made.facts.frames.items():
        there = frame.filter(pl.col("row").is_in(rows)) if "row" in frame.columns else frame.clear()
        for row in there.iter_rows(named=True):
            yield row["recorded_at"], _fact(table, row, called, made, lang)


def _fact(table: str, row: dict[str, Any], called: Names, made: Made, lang: Language) -> Fact:
    prefix = HAPPENED.get(table, "at")
    first, last = row.get(f"{prefix}_from"), row.get(f"{prefix}_until")
    timed = f"{prefix}_from" in row and (first or last) is not None
    when = moment(first, last, made.zone, lang) if timed else ""
    said = say(",", lang).join(_said(table, row, called, lang))
    learned = exact(row["recorded_at"], made.zone, lang)
    by = f"{row['recorded_by']} · {origin(row['source'] or '', lang)}"
    return Fact(
        when, first == last, f"{say(f'table.{table}', lang)}{say(':', lang)}{said}", learned, by, table, row["row"]
    )


def _said(table: str, row: dict[str, Any], called: Names, lang: Language) -> Iterator[str]:
    """What a row says beside its times, in words."""
    if table == "relations" and str(row["kind"]) == "sexual":
        yield say("private", lang)
        return
    if table == "amendments":
        yield from (str(row["why"]), str(row["officer"]))
        return
    for name, value in row.items():
        if name in (*HEAD, *SILENT) or name.endswith(("_from", "_until")) or value is None:
            continue
        yield called.get(str(value), say(str(value), lang))


def _met(made: Made, server: Server, rows: list[str], lang: Language) -> Iterator[tuple[datetime, Fact]]:
    """Stays, as the meetings of contacts and the whereabouts of cases that they make."""
    called, traced = names(made.facts, lang), made.plan.traced
    seen: dict[str, dict[str, Any]] = {}
    columns = ("evidence", "place")
    spans = ((traced.contacts, "first_exposure", "last_exposure"), (traced.trail, "first", "last"))
    for frame, first, last in spans:
        asked = frame.select(*columns, pl.col(first).alias("first"), pl.col(last).alias("last")).explode("evidence")
        for each in asked.filter(pl.col("evidence").is_in(rows), pl.col("place").is_not_null()).iter_rows(named=True):
            seen.setdefault(each["evidence"], each)
    origins = reading.origins(server, "stays", list(seen))
    for row in origins.iter_rows(named=True):
        met = seen[row["row"]]
        what = f"{say('table.stays', lang)}{say(':', lang)}{called.get(met['place'], met['place'])}"
        when, learned = moment(met["first"], met["last"], made.zone, lang), exact(row["recorded_at"], made.zone, lang)
        fact = Fact(
            when,
            False,
            what,
            learned,
            f"{row['recorded_by']} · {origin(row['source'] or '', lang)}",
            "stays",
            row["row"],
        )
        yield row["recorded_at"], fact
