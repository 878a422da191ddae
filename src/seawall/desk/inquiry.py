"""Asking a home's check-ins by hand: about the cases of an incident, in their windows, and journalled."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
from polars import selectors as cs

from seawall import flow
from seawall.desk import living, merging
from seawall.desk.incidents import IncidentError, incident_of, policy_of
from seawall.desk.opening import Desk, service
from seawall.desk.planning import DESK, facts_at, known_by, rules_at
from seawall.desk.stays import journalled
from seawall.plan.trace import Windows
from seawall.plan.trace.authorisation import authorise
from seawall.presence.city import City
from seawall.presence.door import Door
from seawall.presence.ranking import Ranked, Rules
from seawall.store import checkins, journal
from seawall.store.account import who
from seawall.store.database import transaction
from seawall.tables.days import at as at_moment
from seawall.tables.facts import Facts, merges


@dataclass(frozen=True)
class Inquiry:
    """The door to the check-ins of a home for one incident, and the windows of its cases, up to the time asked about.

    A case that is unknown, or whose stays are not open, is refused, and the journal says so: NotAuthorisedError.
    `noted` is what could not be read, and who decided (in `same_person`) that the stays of several numbers are those
    of a case that was asked about.
    """

    door: Door
    windows: Windows
    same_person: pl.DataFrame
    zone: ZoneInfo
    noted: list[str]

    def contacts(self, case: str, rules: Rules, *, most: int, after: int = 0) -> Ranked:
        """Whom a case met while it could infect, as presence.ranking.STRONGEST, and how many there are by degree."""
        windows = self._of(case)
        (found,) = self.door.contacts(windows, authorise(windows), rules, most=most, after=after)
        self._note(windows)
        return Ranked(self._local(found.contacts.with_columns(pl.lit(case).alias("case"))), found.counted)

    def trail(self, case: str) -> pl.DataFrame:
        """Where a case was while it could infect, as presence.door.WHERE."""
        windows = self._of(case)
        found = self.door.trail(windows, authorise(windows))
        self._note(windows)
        return self._local(found)

    def visitors(self, case: str, place: str) -> pl.DataFrame:
        """Who was at a place while a case was there and could infect, as presence.door.WHERE.

        Raises IncidentError, which names the places where it was, for another one.
        """
        windows = self._of(case)
        found = self.door.visitors(windows, authorise(windows), place)
        self._note(windows)
        there = self.trail(case)["place"].unique().sort() if found.is_empty() else pl.Series([place])
        if place not in there:
            raise IncidentError(
                f"{case} was not at {place!r} while it could infect; it was at {', '.join(there) or 'none'}"
            )
        return self._local(found)

    def shared(self) -> pl.DataFrame:
        """Places and times that two cases shared before they fell ill, as presence.door.TOGETHER."""
        windows, closed = self.windows.source.filter("opens_stays"), self.windows.source.filter(~pl.col("opens_stays"))
        self.noted.extend(f"{case} is not among them: its stays are closed" for case in closed["case"].unique().sort())
        found = self.door.shared(windows, authorise(windows))
        self._note(windows)
        return self._local(found)

    def _note(self, windows: pl.DataFrame) -> None:
        """Notes once, of cases that the door let through, whose stays are read as theirs."""
        for case, person in windows.select("case", "person").unique().sort("case").iter_rows():
            lines = merging.told(case, person, self.same_person, self.zone)
            self.noted.extend(line for line in lines if line not in self.noted)

    def _of(self, case: str) -> pl.DataFrame:
        """The window of one case. That of an unknown one nobody has leave for: the door refuses both alike."""
        own = self.windows.infectious.filter(pl.col("case") == case)
        stranger = pl.DataFrame({"case": [case], "purpose": ["contact_tracing"], "opens_stays": [False]})
        return own if own.height else pl.concat([own, stranger], how="diagonal")

    def _local(self, found: pl.DataFrame) -> pl.DataFrame:
        return found.with_columns(cs.datetime().dt.convert_time_zone(self.zone.key))


def inquiry(path: Path | None, at: str | None, incident: str | None) -> Inquiry:
    """What was known at a time is asked: of facts, which say whose stays are open, and of check-ins.

    They must be open still: what was known when a case was not yet excluded is told nobody afterwards. Raises
    HistoryError for a home that is a history, TimeError for a time to come, IncidentError.
    """
    desk = service(path)
    now = known_by(desk, at)
    facts, _ = facts_at(desk, now)
    chosen = incident_of(facts, incident)
    still = _windows(desk, facts if at is None else facts_at(desk, datetime.now(UTC))[0], chosen).infectious
    open_ = still.filter("opens_stays")["case"].implode()
    windows = [_until(each, now, open_) for each in _windows(desk, facts, chosen)]
    noted: list[str] = []

    @cache
    def city() -> City:
        rules, upto = rules_at(desk, DESK, now), checkins.highest(desk.server, now)
        return living.seen(desk, rules, facts["places"], upto, merges(facts["same_person"]), noted)

    asked = door(desk, lambda: nullcontext(city()), chosen, now)
    return Inquiry(asked, Windows(*windows), facts["same_person"], desk.zone, noted)


def _windows(desk: Desk, facts: Facts, incident: str) -> Windows:
    rules = rules_at(desk, policy_of(facts, incident), facts.known_at)
    return flow.windows(facts, rules, incident, facts.known_at, history=desk.home.history)


def _until(windows: pl.DataFrame, now: datetime, open_: pl.Series) -> pl.DataFrame:
    """Windows that end now at the latest, for what is to come nobody knows; of cases that are open."""
    cut = windows.with_columns(
        pl.min_horizontal("end", at_moment(now)).alias("end"), pl.col("opens_stays") & pl.col("case").is_in(open_)
    )
    return cut.filter(pl.col("start") < pl.col("end"))


def door(desk: Desk, city: Callable[[], AbstractContextManager[City]], incident: str, at: datetime) -> Door:
    """The door to a home's check-ins for one incident: what goes through it, and what does not, is journalled.

    `city` has the stays that were known at a time.
    """

    def refusing(reason: str) -> None:
        with transaction(desk.server) as connection:
            body = {"why": reason, "known_at": at.isoformat()}
            journal.append(connection, "refusal", who(), "live stays", incident, body, datetime.now(UTC))

    return Door(city, journalled(desk.server, incident, at), refusing)
