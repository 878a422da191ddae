"""Asking a home's check-ins by hand: about the cases of an incident, in their windows, and journalled."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
from polars import selectors as cs

from seawall import flow
from seawall.desk import living
from seawall.desk.opening import Desk, instant, opened
from seawall.desk.planning import DESK, IncidentError, facts_at, incident_of, policy_of, rules_at
from seawall.desk.stays import journalled, who
from seawall.plan.trace import Windows
from seawall.plan.trace.authorisation import authorise
from seawall.presence.city import City
from seawall.presence.door import Door
from seawall.presence.ranking import Ranked, Rules
from seawall.store import checkins, journal
from seawall.store.database import transaction
from seawall.tables.facts import Facts, merges


@dataclass(frozen=True)
class Inquiry:
    """The door to the check-ins of a home for one incident, and the windows of its cases.

    A case whose stays are not open is refused, and the journal says so: NotAuthorisedError.
    """

    door: Door
    incident: str
    windows: Windows
    merged: Mapping[str, str]
    zone: ZoneInfo

    def contacts(self, case: str, rules: Rules, *, most: int, after: int = 0) -> Ranked:
        """Whom a case met while it could infect, as presence.ranking.STRONGEST, and how many there are by degree.

        Those of a person whom the record knows under several numbers come one number after the other.
        """
        windows = self._of(self.windows.infectious, case)
        found = self.door.contacts(windows, authorise(windows), rules, most=most, after=after)
        counted = sum((Counter(each.counted) for each in found), Counter[int]())
        told = pl.concat([each.contacts for each in found])
        return Ranked(
            told.with_columns(self._one("person"), self._one("via"), pl.lit(case).alias("case")), dict(counted)
        )

    def trail(self, case: str) -> pl.DataFrame:
        """Where a case was while it could infect, as presence.door.WHERE."""
        windows = self._of(self.windows.infectious, case)
        return self._told(self.door.trail(windows, authorise(windows)))

    def visitors(self, case: str, place: str) -> pl.DataFrame:
        """Who was at a place while a case was there and could infect, as presence.door.WHERE."""
        windows = self._of(self.windows.infectious, case)
        return self._told(self.door.visitors(windows, authorise(windows), place))

    def shared(self) -> pl.DataFrame:
        """Places and times that two cases shared before they fell ill, as presence.door.TOGETHER."""
        windows = self._numbered(self.windows.source.filter("opens_stays"))
        return self._local(self.door.shared(windows, authorise(windows)))

    def _of(self, windows: pl.DataFrame, case: str) -> pl.DataFrame:
        """The windows of one case. Raises IncidentError, which names the others, where there is none."""
        own = windows.filter(pl.col("case") == case)
        if own.is_empty():
            there = ", ".join(windows["case"].unique().sort().head(10)) or "none"
            raise IncidentError(f"case {case!r} of {self.incident} is not traced at this time; those that are: {there}")
        return self._numbered(own)

    def _numbered(self, windows: pl.DataFrame) -> pl.DataFrame:
        """A window for every number that a case's person checked in under."""
        plain = windows.select("case", "class", "person", "purpose", "start", "end", "linger", "opens_stays")
        schema = dict.fromkeys(("other", "person"), pl.String)
        others = pl.DataFrame(list(self.merged.items()), schema=schema, orient="row")
        also = plain.join(others, on="person").with_columns(pl.col("other").alias("person"))
        return pl.concat([plain, also.select(plain.columns)]).filter(pl.col("start") < pl.col("end"))

    def _told(self, found: pl.DataFrame) -> pl.DataFrame:
        """Each person under the one number that stands for them."""
        return self._local(found.with_columns(self._one("person")))

    def _local(self, found: pl.DataFrame) -> pl.DataFrame:
        return found.with_columns(cs.datetime().dt.convert_time_zone(self.zone.key))

    def _one(self, column: str) -> pl.Expr:
        return pl.col(column).replace(dict(self.merged))


def inquiry(path: Path | None, at: str | None, incident: str | None) -> Inquiry:
    """What was known at a time is asked: of facts, which say whose stays are open, and of check-ins."""
    desk = opened(path)
    now = instant(at, desk.zone)
    facts, _ = facts_at(desk, now)
    chosen = incident_of(facts, incident)
    rules = rules_at(desk, policy_of(facts, chosen), now)
    windows = flow.windows(facts, rules, chosen, now, history=desk.home.history)
    city = _city(desk, facts, now)
    merged = merges(facts["same_person"])
    return Inquiry(door(desk, lambda: nullcontext(city), chosen), chosen, windows, merged, desk.zone)


def _city(desk: Desk, facts: Facts, now: datetime) -> City:
    return living.seen(desk, rules_at(desk, DESK, now), facts["places"], checkins.highest(desk.server, now))


def door(desk: Desk, city: Callable[[], AbstractContextManager[City]], incident: str) -> Door:
    """The door to a home's check-ins for one incident: what goes through it, and what does not, is journalled.

    `city` has the stays of now, or those that were known at some time.
    """

    def refusing(reason: str) -> None:
        with transaction(desk.server) as connection:
            now = datetime.now(UTC)
            journal.append(connection, "refusal", who(), "live stays", incident, {"why": reason}, now)

    return Door(city, journalled(desk.server, incident), refusing)
