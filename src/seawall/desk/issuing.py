"""What the public is told: each bulletin as it was published, frozen in both languages, and the corrections of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

import polars as pl

from seawall.desk.planning import Made
from seawall.plan.inform import PEOPLE, Bulletin
from seawall.store.issues import Issue
from seawall.tell import bulletin as text
from seawall.tell.bulletin.words import few

Figures = Mapping[str, int | None]
"""Figures as they may be printed; None: fewer people than may be told, and more than none."""


@dataclass(frozen=True)
class Corrected:
    """A figure of an earlier bulletin that was wrong: what was printed, and what should have been."""

    figure: str
    was: int | None
    is_: int | None


@dataclass(frozen=True)
class Release:
    """A bulletin as it was published; nothing of it changes afterwards.

    `at` is when its figures were known, `issued` when it was signed, `journal` its entry there. `since` is the `at` of
    the bulletin that it follows, and `corrected` what it takes back of that one. `text` is by language.
    """

    number: str
    incident: str
    snapshot: str
    at: datetime
    since: datetime | None
    issued: datetime
    officer: str
    journal: int
    invented: bool
    small_count: int | None
    figures: Figures
    corrected: tuple[Corrected, ...]
    text: Mapping[str, str]


@dataclass(frozen=True)
class Notice:
    """A correction notice: which bulletin it corrects, its figures before and after, and why, as a word of REASONS."""

    number: str
    issued: datetime
    officer: str
    journal: int
    corrected: tuple[Corrected, ...]
    reason: str


def told(made: Made, asked: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """What is to be published of a plan's orders `asked`, by their number: the bulletin, where one is among them."""
    orders = asked.filter(pl.col("verb").cast(pl.String) == "inform", pl.col("scope") == "publication")["order"]
    bulletin = made.plan.bulletin
    return {} if bulletin.refused else {order: _body(made.plan.incident, bulletin) for order in orders}


def _body(incident: str, bulletin: Bulletin) -> dict[str, Any]:
    """What the journal keeps: only what is printed, and which snapshot it is out of."""
    return {
        "incident": incident,
        "snapshot": bulletin.digest,
        "at": bulletin.at.isoformat(),
        "since": None if bulletin.since is None else bulletin.since.isoformat(),
        "invented": bulletin.invented,
        "small_count": bulletin.small_count,
        "figures": dict(bulletin.printed),
        "corrected": [
            [each.figure, *(printable(bulletin, each.figure, value) for value in (each.was, each.is_))]
            for each in bulletin.corrections
        ],
        "text": {language: text.markdown(bulletin, language) for language in get_args(text.Language)},
    }


def printable(bulletin: Bulletin, figure: str, value: int) -> int | None:
    """A figure of a correction, hidden like any other of its kind."""
    return None if figure in PEOPLE and few(bulletin, value) else value


def release(issue: Issue) -> Release:
    """A bulletin out of its entry in the journal."""
    body = issue.body
    since = body["since"]
    return Release(
        issue.number, body["incident"], body["snapshot"], datetime.fromisoformat(body["at"]),
        None if since is None else datetime.fromisoformat(since), issue.at, issue.officer, issue.entry,
        body["invented"], body["small_count"], body["figures"], corrected(body), body["text"],
    )  # fmt: skip


def notice(issue: Issue) -> Notice:
    """A correction notice out of its entry in the journal."""
    return Notice(issue.number, issue.at, issue.officer, issue.entry, corrected(issue.body), issue.body["reason"])


def corrected(body: Mapping[str, Any]) -> tuple[Corrected, ...]:
    """The figures that an entry corrects."""
    return tuple(Corrected(*each) for each in body["corrected"])
