"""The slow obvious count of the drill's contacts: everybody against everybody, from the files' text."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from seawall.tables.moment import parse
from tests.drill import csvs

INDEX = "p001"
CLOSE_RELATIONS = {"household", "care", "vehicle", "other"}
CLOSE_PLACES = {"work", "entertainment", "restaurant"}
SECONDARY_RELATIONS = {"household", "work", "entertainment"}

Met = Iterator[tuple[str, tuple[datetime, datetime]]]
"""Somebody, and from when to when they were together."""


def at(text: str) -> datetime:
    """A time of January 2022."""
    return csvs.instant(f"2022-01-{text}+08:00")


def counted(known: datetime, days_before: int) -> tuple[set[str], set[str]]:
    """Close and secondary contacts of the index known by then, for a window so many days before the sample's day."""
    start, end = at(f"{22 - days_before}T00:00"), at("21T22:00")
    met = [*by_relation(INDEX, known, CLOSE_RELATIONS), *by_event(INDEX, known), *by_stay(INDEX, known)]
    first = {person for person, together in met if overlaps(together, (start, end))}
    isolated = {row["person"]: parse(row["at"], csvs.SHANGHAI).latest for row in standing("admissions", known)}
    second: set[str] = set()
    for contact in first:
        since_the_first = (at("21T00:00"), isolated.get(contact) or known)
        around = [*by_relation(contact, known, SECONDARY_RELATIONS), *by_event(contact, known)]
        second |= {person for person, together in around if overlaps(together, since_the_first)}
    return first, second - first - {INDEX}


def by_relation(person: str, known: datetime, kinds: set[str]) -> Met:
    """Whoever has a relation of these kinds with the person; it runs both ways."""
    for row in standing("relations", known):
        if person in (row["person"], row["other"]) and row["kind"] in kinds:
            yield row["other"] if row["person"] == person else row["person"], span(row, "since", "until")


def by_event(person: str, known: datetime) -> Met:
    """Whoever was at an event with the person."""
    events = {row["event"]: row for row in standing("events", known)}
    attended = standing("attended", known)
    mine = {row["event"] for row in attended if row["person"] == person}
    for row in attended:
        if row["event"] in mine and row["person"] != person:
            yield row["person"], span(events[row["event"]], "from", "until")


def by_stay(person: str, known: datetime) -> Met:
    """Whoever was with the person at a place whose kind makes close contacts."""
    kind = {row["place"]: row["kind"] for row in csvs.rows("places")}
    stays = standing("stays", known)
    mine = [row for row in stays if row["person"] == person and kind[row["place"]] in CLOSE_PLACES]
    for own in mine:
        for row in stays:
            together = overlaps(span(row, "came", "left"), span(own, "came", "left"))
            if row["place"] == own["place"] and row["person"] != person and together:
                yield row["person"], span(own, "came", "left")


def span(row: Mapping[str, str], since: str, until: str) -> tuple[datetime, datetime]:
    """From the earliest beginning to the latest end; what is open lasts for ever."""
    opened = parse(row[since], csvs.SHANGHAI).earliest if since in row else None
    ended = parse(row[until], csvs.SHANGHAI).latest if until in row else None
    return opened or at("01T00:00"), ended or at("31T00:00")


def overlaps(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Half-open: leaving as the other comes is no meeting."""
    return one[0] < other[1] and other[0] < one[1]


def standing(table: str, known: datetime) -> list[dict[str, str]]:
    """The rows recorded by then that no row recorded by then corrects, without retractions."""
    seen = [row for row in csvs.rows(table) if csvs.instant(row["recorded_at"]) <= known]
    wrong = {row["corrects"] for row in seen if "corrects" in row}
    return [row for row in seen if row["row"] not in wrong and ("corrects" not in row or "came" in row)]
