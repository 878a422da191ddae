"""The slow obvious version of `screen`: one person, one day, one rule at a time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from seawall.plan.screen import Course, ScreenRules
from seawall.tables.facts import Facts

Row = Mapping[str, Any]
Asked = Mapping[tuple[str, date], tuple[set[str], bool]]
DAY = timedelta(days=1)


def asked(contacts: Iterable[Row], facts: Facts, rules: ScreenRules, now: datetime) -> Asked:
    """What is asked of contacts: the clauses of each (person, day), and whether it takes two swabs."""
    rows = [row for row in contacts if tested(row, facts, rules, now)]
    found: dict[tuple[str, date], tuple[set[str], bool]] = {}
    for person in {row["person"] for row in rows}:
        for day, clause, double in _of_person([row for row in rows if row["person"] == person], facts, rules, now):
            clauses, twice = found.get((person, day), (set(), False))
            found[person, day] = (clauses | {clause} | ({"double"} if double else set()), twice or double)
    return found


def tested(row: Row, facts: Facts, rules: ScreenRules, now: datetime) -> bool:
    ill = any(case["person"] == row["person"] for case in facts["cases"].to_dicts())
    return (
        row["ring"] in rules.rings
        and row["restricted"]
        and not row["immune"]
        and row["followed_until"] > now
        and not ill
    )


def _of_person(rows: list[Row], facts: Facts, rules: ScreenRules, now: datetime) -> Iterator[tuple[date, str, bool]]:
    final = max(_last_day(row["followed_until"], facts) for row in rows)
    rings = sorted({row["ring"] for row in rows})  # close comes before secondary
    for ring in rings:
        course, mine = rules.rings[ring], [row for row in rows if row["ring"] == ring]
        begin = _begin(mine, facts, now)
        exposed, own = (
            max(row["days_from"] for row in mine),
            max(_last_day(row["followed_until"], facts) for row in mine),
        )
        site_end = own if course.site_days is None else exposed + course.site_days * DAY
        for day, clause in _days(course, begin, site_end, own, final, ring == rings[0]):
            if day >= begin:
                yield day, clause, bool(course.double) and day in (site_end, final)


def _days(
    course: Course, begin: date, site_end: date, own: date, final: date, nearest: bool
) -> Iterator[tuple[date, str]]:
    for tests in course.tests:
        home = tests.anchor == "home_day"
        first, last = (site_end + DAY, own) if home else (begin, site_end)
        yield from ((first + (n - 1) * DAY, tests.clause) for n in tests.days if first + (n - 1) * DAY <= last)
    if course.last_day and site_end < final:
        yield site_end, course.last_day
    if course.last_day and nearest:
        yield final, course.last_day


def _begin(rows: list[Row], facts: Facts, now: datetime) -> date:
    exposed = min(row["first_exposure"] for row in rows)
    entered = [
        each["at_from"] for each in facts["admissions"].to_dicts()
        if each["person"] == rows[0]["person"] and exposed <= each["at_until"] and each["at_from"] <= now
    ]  # fmt: skip
    return _local(min(entered) if entered else min(row["restricted_from"] for row in rows), facts)


def state(
    day: date, later: Iterable[date], double: bool, person: str, facts: Facts, rules: ScreenRules, now: datetime
) -> str:
    """The state of a test of a day, where `later` are the days of the person's other tests."""
    until = min((each for each in later if each > day), default=date.max)
    said = {row["specimen"]: row["result"] for row in facts["results"].to_dicts()}
    clear = [
        row for row in facts["specimens"].to_dicts()
        if row["subject"] == person and day <= _local(row["taken_from"], facts) < until
        and (said.get(row["specimen"]) == "negative" or (said.get(row["specimen"]) == "positive" and not row["pool"]))
    ]  # fmt: skip
    today = _local(now, facts)
    if len(clear) >= (2 if double else 1):
        return "done"
    if day >= today:
        return "due" if day == today else "planned"
    return "lost" if today - day > rules.lost_after_days * DAY else "overdue"


def _local(at: datetime, facts: Facts) -> date:
    return at.astimezone(facts.zone).date()


def _last_day(end: datetime, facts: Facts) -> date:
    return _local(end - timedelta(microseconds=1), facts)


def rounds(zones: Iterable[Row], facts: Facts, rules: ScreenRules) -> Mapping[tuple[str, date], tuple[int, int]]:
    """The days of whole units of more people than live there by name: how many live there, and how many by name.

    Of sealed units without a case, whose people all live in places of the unit itself.
    """
    found: dict[tuple[str, date], tuple[int, int]] = {}
    lies = {row["place"]: row["unit"] for row in facts["places"].to_dicts()}
    for zone in zones:
        named = {row["person"] for row in facts["residences"].to_dicts() if lies[row["place"]] == zone["subject"]}
        asked = rules.zones[zone["level"]]
        last = None if zone["until"] is None else _last_day(zone["until"], facts)
        days = {_local(zone["from"], facts) + (n - 1) * DAY for n in (asked.tests.days if asked.tests else ())}
        if last is not None:
            days = {day for day in days if day <= last} | ({last} if asked.release else set())
        if zone["people"] is not None and zone["people"] > len(named):
            found |= {(zone["subject"], day): (zone["people"], len(named)) for day in days}
    return found


def reported(unit: str, day: date, later: Iterable[date], facts: Facts, now: datetime) -> tuple[int, int | None] | None:
    """How many were swabbed of how many present in the round of a day, where `later` are the days of the others.

    Each team's last word between this round's day and the next; None where nobody reported, and no number present
    where a team counted none.
    """
    until = min((each for each in later if each > day), default=date.max)
    words: dict[str, Row] = {}
    for row in sorted(facts["rounds"].to_dicts(), key=lambda row: (row["at_from"], row["row"])):
        if row["unit"] == unit and row["at_from"] <= now and day <= _local(row["at_from"], facts) < until:
            words[row["team"]] = row
    if not words:
        return None
    counts = [row["present"] for row in words.values()]
    return sum(row["swabbed"] for row in words.values()), None if None in counts else sum(counts)


def complete(day: date, held: int, word: tuple[int, int | None] | None, facts: Facts, now: datetime) -> bool:
    """Whether the round of a day, in a unit where `held` live, is done by what was `reported`.

    Before midnight only where those who were found there are all who live there.
    """
    swabbed, present = word or (0, None)
    if not present or swabbed < present:
        return False
    return _local(now, facts) > day or present >= held
