"""The trace, slow and obvious: every case against every person, minute by minute where minutes count.

It knows relations, stays, common events, lingering air, two rings and the calendar, and none of the words. Times are in
minutes' steps. Its answer is {(case, person): (ring, first, last, minutes of the strongest reason, followed until)}.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
MINUTE = timedelta(minutes=1)
ORDER = ["close", "secondary", "general"]
Answer = dict[tuple[str, str], tuple[str, datetime, datetime, float | None, datetime]]


class SlowTrace:
    """One question: the tables as rows, the rules as plain values, now."""

    def __init__(self, rules: Mapping[str, Any], tables: Mapping[str, Iterable[Row]], now: datetime, zone: ZoneInfo):
        self.rules, self.now, self.zone = rules, now, zone
        self.tables = {name: list(rows) for name, rows in tables.items()}
        self.kinds = {place["place"]: place["kind"] for place in self.tables["places"]}

    def midnight(self, at: datetime, days: int) -> datetime:
        """00:00 of the local day so many days after that of `at`."""
        day = at.astimezone(self.zone).date() + timedelta(days=days)
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)

    def window(self, case: Row) -> tuple[datetime, datetime]:
        anchor = case["onset_from"]
        end = case["isolated_until"] or self.now
        if self.rules["after"] is not None:
            width = MINUTE if case["onset_from"] < case["onset_until"] else timedelta()
            end = self.midnight(case["onset_until"] - width, self.rules["after"] + 1)
        return self.midnight(anchor, -self.rules["before"]), end

    def presence(self, person: str, place: str) -> set[datetime]:
        """The minutes somebody may have been at a place."""
        found: set[datetime] = set()
        for stay in self.tables["stays"]:
            if stay["person"] == person and stay["place"] == place:
                found |= minutes(stay["came_from"], self.left(stay))
        return found

    def left(self, stay: Row) -> datetime:
        stated: datetime | None = stay["left_until"]
        if stated:
            return stated
        came: datetime = stay["came_from"]
        begun: datetime = stay["came_until"]
        day_end = self.midnight(begun - MINUTE * (begun != came), 1)
        return max(min(begun + self.rules["dwell"] if self.rules["dwell"] else day_end, self.now), came)

    def answer(self) -> Answer:
        """Who is a contact of whom."""
        found: Answer = {}
        for case in self.tables["cases"]:
            reasons = self.open_to(
                case, self.exposures(case["person"], *self.window(case), ["close", "general"], self.rules["linger"])
            )
            close = {who for who, ring, *_ in reasons if ring == "close"}
            if "secondary" in self.rules["rings"]:
                for contact in sorted(close):
                    first = min(first for who, ring, first, *_ in reasons if (who, ring) == (contact, "close"))
                    met = self.exposures(contact, first, self.isolated(contact, first), ["secondary"], 0)
                    met = self.open_to(case, met)
                    reasons += [one for one in met if one[0] not in close and one[0] != case["person"]]
            for who in {who for who, *_ in reasons}:
                found[case["case"], who] = self.strongest([one for one in reasons if one[0] == who])
        return found

    def isolated(self, person: str, since: datetime) -> datetime:
        sites = [row["at_until"] for row in self.tables["admissions"] if row["person"] == person]
        return min([at for at in sites if at >= since], default=self.now)

    def open_to(self, case: Row, reasons: list[Any]) -> list[Any]:
        """Without open stays, what is known by relation."""
        return reasons if case["opens_stays"] else [one for one in reasons if one[4] == "relation"]

    def exposures(self, person: str, start: datetime, end: datetime, rings: list[str], linger: int) -> list[Any]:
        """(who, ring, first, last, how, minutes): everything that happened between two people inside a window."""
        found: list[Any] = []
        for relation in self.tables["relations"]:
            pair = {relation["person"], relation["other"]}
            first = max(start, relation["since_from"] or start)
            last = min(end, relation["until_until"] or end)
            ring = self.ring(relation["kind"], "relation", rings)
            if person in pair and ring and first < last:
                found.append(((pair - {person}).pop(), ring, first, last, "relation", None))
        for place, kind in self.kinds.items():
            mine = {at for at in self.presence(person, place) if start <= at < end}
            air = {at + MINUTE * n for at in mine for n in range(linger + 1)}
            for who in {stay["person"] for stay in self.tables["stays"]} - {person}:
                shared = air & self.presence(who, place)
                ring = self.ring(kind, "stay", [r for r in rings if len(shared) >= self.rules["least"].get(r, 0)])
                if shared and ring:
                    found.append((who, ring, min(shared), max(shared) + MINUTE, "stay", float(len(shared))))
        return found

    def ring(self, kind: str, how: str, rings: list[str]) -> str | None:
        return next((ring for ring in rings if kind in self.rules["rings"].get(ring, {}).get(how, ())), None)

    def strongest(self, reasons: list[Any]) -> Any:
        ring = min((one[1] for one in reasons), key=ORDER.index)
        own = [one for one in reasons if one[1] == ring]
        first, last = min(one[2] for one in own), max(one[3] for one in own)
        return ring, first, last, self.midnight(last - MINUTE, self.rules["followup"][ring] + 1)


def minutes(start: datetime, end: datetime) -> set[datetime]:
    """Every minute of [start, end)."""
    return {start + MINUTE * n for n in range(int((end - start) / MINUTE))}
