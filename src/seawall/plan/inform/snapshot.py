"""The frozen snapshot a bulletin is told from, in every language."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.inform import about
from seawall.plan.inform.corrected import Correction, corrections
from seawall.plan.inform.counted import Counted, counted
from seawall.plan.inform.figures import Rows, of_cases, of_contacts, of_rooms, of_tests
from seawall.plan.inform.identities import Checked, check
from seawall.plan.inform.printed import printed
from seawall.plan.inform.published import Published, published
from seawall.plan.inform.rules import InformRules
from seawall.tables.facts import Facts
from seawall.tables.localtime import begins
from seawall.tables.moment import Moment

GRAIN = timedelta(microseconds=1)


@dataclass(frozen=True)
class Bulletin:
    """One moment's figures, frozen: both languages are told from it and print its digest.

    `figures` are exact and stay inside; `printed` are what may be told (None: too few people to tell of). `content` is
    what the order of its publication keeps; it does not change while the facts do not. `until` ends the local day.
    `course` are the first positive and the first conclusion, as closely as anybody knows. `invented`: people of it are.
    `rows` are the ids of the cases, people, sites and rooms that each figure counts; they stay inside too.
    """

    at: datetime
    zone: ZoneInfo
    area: str | None
    disease: str | None
    since: datetime | None
    figures: Mapping[str, int]
    printed: Mapping[str, int | None]
    small_count: int | None
    identities: tuple[Checked, ...]
    corrections: tuple[Correction, ...]
    course: Mapping[str, Moment]
    invented: bool
    content: str
    until: datetime
    rows: Mapping[str, frozenset[str]]

    @property
    def refused(self) -> tuple[str, ...]:
        """Every sum that does not come out; with any, the bulletin is not issued and not proposed."""
        return tuple(str(each) for each in self.identities if each.holds is False)

    @property
    def digest(self) -> str:
        """SHA-256 of the snapshot. The ids of the cases counted are in it, so that no small figure can be guessed."""
        frozen = {"at": self.at.isoformat(), "content": json.loads(self.content)}
        return hashlib.sha256(_canonical(frozen).encode()).hexdigest()


def snapshot(
    facts: Facts, episodes: pl.DataFrame, contacts: pl.DataFrame, rules: InformRules, now: datetime
) -> Bulletin:
    """The bulletin of the incident at `now`.

    What is new is new since the bulletin published before; while nothing has changed since, that bulletin's own content
    stands for the rest of its day. A sum that does not come out makes it `refused`: the rest of the plan goes on.
    """
    before = published(facts)
    groups = counted(facts, episodes)
    levels = {**of_contacts(contacts, facts, episodes, now), **of_rooms(facts, now)}
    told = before[:-1] if before and _unchanged(before[-1], groups, levels, facts, now) else before
    last = told[-1] if told else None
    rows = {**of_cases(groups, last.counted if last else None), **levels, **of_tests(facts, last)}
    figures = {name: len(counts) for name, counts in rows.items()}
    checked = check(figures, last.figures if last else None)
    wrong = corrections(groups, figures, told)
    return Bulletin(
        at=now,
        zone=facts.zone,
        area=about.area(facts),
        disease=about.disease(facts),
        since=last.at if last else None,
        figures=MappingProxyType(figures),
        printed=MappingProxyType(dict(printed(figures, rules.small_count))),
        small_count=rules.small_count,
        identities=checked,
        corrections=wrong,
        course=MappingProxyType(about.course(facts, episodes)),
        invented=about.invented(facts),
        content=_canonical(_content(last, figures, groups, wrong)),
        until=begins(now.astimezone(facts.zone).date() + timedelta(days=1), facts.zone),
        rows=MappingProxyType(rows),
    )


def _unchanged(last: Published, groups: Counted, levels: Rows, facts: Facts, now: datetime) -> bool:
    """Nothing to tell since the last bulletin, which is of the same local day."""
    same_day = (last.at - GRAIN).astimezone(facts.zone).date() == (now - GRAIN).astimezone(facts.zone).date()
    same = all(last.figures.get(name) == len(counts) for name, counts in levels.items())
    untested = not of_tests(facts, last)["tested"]
    return same_day and same and untested and dict(last.counted) == dict(groups)


def _content(
    last: Published | None, figures: Mapping[str, int], groups: Counted, wrong: tuple[Correction, ...]
) -> dict[str, Any]:
    return {
        "since": None if last is None else last.at.isoformat(),
        "figures": dict(figures),
        "counted": {group: sorted(cases) for group, cases in groups.items()},
        "corrections": [[each.figure, each.was, each.is_, each.published.isoformat()] for each in wrong],
    }


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
