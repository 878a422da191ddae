"""The zones, slowly and obviously: for each area ask every case, every place, every resident, one by one.

Rules are a plain dict: `control` and `risk` axes as lists of levels, strictest first, typed from the policies' texts.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
DAY = timedelta(days=1)
GRAIN = timedelta(microseconds=1)
HIGH = {"restaurant", "entertainment", "market", "hall", "gym", "worship", "class", "dormitory", "care_home", "ward",
        "bus", "coach", "train", "aircraft", "ship"}  # fmt: skip
SOME = {"shop", "work", "school", "hospital", "clinic", "hotel", "lift", "other"}
UNLISTED = {"shop", "market", "restaurant", "entertainment", "hall", "lift", "bus", "hospital", "clinic", "gym",
            "hotel", "worship", "other"}  # fmt: skip
SEALED = {
    "level": "sealed", "home": True, "spread": HIGH, "hard": True, "new": 14, "contact": 14, "tested": 2, "then": None,
}  # fmt: skip
CONTROLLED = {
    "level": "controlled", "spread": HIGH | SOME, "hard": True, "new": 7, "then": "precaution", "then_days": 7,
    "positive": "sealed",
}  # fmt: skip
HIGH_RISK = {
    "level": "high", "home": True, "spread": HIGH, "often": True, "new": 7, "tested": 1, "then": "mid", "then_days": 3,
}  # fmt: skip
MID_RISK = {"level": "mid", "spread": HIGH | SOME, "new": 7, "tested": 1, "then": "low"}
HIGH_OF_TWENTY = {**HIGH_RISK, "new": 5, "tested": None, "then": "low", "then_days": None}
EDITIONS: Mapping[str, dict[str, Any]] = {
    "covid19-cn-8": {
        "axis": "control", "levels": [SEALED, CONTROLLED], "units": ("compound", "village"), "rest": "precaution",
        "counted": {"classes": {"confirmed"}, "days": 14, "few": 50, "cluster": 2},
    },
    "covid19-cn-9": {
        "axis": "risk", "levels": [HIGH_RISK, MID_RISK], "units": ("compound", "village"), "rest": "low",
    },
    "covid19-cn-9-opt20": {
        "axis": "risk", "levels": [HIGH_OF_TWENTY], "units": ("stairwell", "building"), "rest": "low",
    },
}  # fmt: skip
CLASSES = {"screened_positive", "suspect", "asymptomatic", "confirmed"}
ACTIVE = 2


class SlowZone:
    """The areas of an incident under one edition: `answer()` is (subject, axis) to what stands there."""

    def __init__(self, edition: str, tables: Mapping[str, list[Row]], now: datetime, zone: ZoneInfo) -> None:
        self.rules, self.tables, self.now, self.zone = EDITIONS[edition], tables, now, zone
        self.units = {row["unit"]: row for row in tables["units"]}
        self.places = {row["place"]: row for row in tables["places"]}
        self.homes = {row["person"]: row["place"] for row in tables["residences"]}
        self.found = list(self._found())

    # --- days and units ------------------------------------------------------------------------------------------

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)

    def after(self, day: date, days: int) -> datetime:
        return self.midnight(day + (days + 1) * DAY)

    def path(self, unit: str | None) -> list[str]:
        found = []
        while unit is not None:
            found.append(unit)
            unit = self.units[unit]["parent"] if unit in self.units else None
        return found

    def holder(self, unit: str, levels: Iterable[str]) -> str:
        return next((each for each in self.path(unit) if self.units[each]["level"] in levels), unit)

    def ours(self, unit: str | None) -> bool:
        return unit is None or "I71" in self.path(unit)

    def unit_of(self, place: str | None) -> str | None:
        unit: str | None = self.places[place]["unit"] if place in self.places else None
        return unit

    # --- what was found --------------------------------------------------------------------------------------------

    def _found(self) -> Iterator[dict[str, Any]]:
        for row in self.tables["cases"]:
            if not row["excluded"] and row["class"] in CLASSES:
                moment = (row["positive_from"], row["positive_until"])
                yield {
                    "case": row["case"], "person": row["person"], "class": row["class"],
                    "at": row["positive_from"],
                    "provisional": row["provisional"], "day": self._day(moment), "resident": True,
                    "anchor": row["sample_from"] or row["positive_from"], "isolated": row["isolated_until"],
                    "place": self.homes.get(row["person"]),
                }  # fmt: skip
        people = {row["person"] for row in self.tables["cases"]}
        for swab, result in self._swabs("positive"):
            if swab["pool"] is None and swab["subject"] not in people:
                entered = [row["at_until"] for row in self._stays(swab["subject"], swab["taken_from"])]
                yield {
                    "case": None, "person": swab["subject"], "class": None, "provisional": True,
                    "at": result["at_from"], "day": self._day((result["at_from"], result["at_until"])),
                    "anchor": swab["taken_from"], "isolated": min(entered, default=None), "resident": True,
                    "place": self.homes.get(swab["subject"]),
                }  # fmt: skip

    def _swabs(self, result: str) -> Iterator[tuple[Row, Row]]:
        swabs = {row["specimen"]: row for row in self.tables["specimens"]}
        for row in self.tables["results"]:
            if row["result"] == result:
                yield swabs[row["specimen"]], row

    def _day(self, moment: tuple[datetime, datetime]) -> date:
        begin, end = moment
        if end >= self.now:
            return self.day(self.now)
        return self.day(end) if begin == end else self.day(end - GRAIN)

    def begins(self, found: Row) -> datetime:
        return self.midnight(self.day(found["anchor"]) - ACTIVE * DAY)

    def lived(self, found: Row) -> bool:
        return found["isolated"] is None or found["isolated"] > self.begins(found)

    # --- areas -----------------------------------------------------------------------------------------------------

    def drawn(self) -> dict[str, dict[str, Any]]:
        """Each subject with its cases and the strictest level that any of them asks for."""
        areas: dict[str, dict[str, Any]] = {}
        for rank, level in enumerate(self.rules["levels"]):
            for found in self.found:
                for subject, kind in self._meets(found, level):
                    area = areas.setdefault(subject, {"kind": kind, "rank": rank, "found": []})
                    area["rank"] = min(area["rank"], rank)
                    area["found"].append(found)
        return areas

    def _meets(self, found: Row, level: Row) -> Iterator[tuple[str, str]]:
        place = found["place"]
        if level.get("home") and place is not None and self.lived(found):
            unit = self.unit_of(place)
            if unit is None:
                yield place, "place"
            elif self.ours(unit):
                yield self.holder(unit, self.rules["units"]), "unit"
        for row in self._trail(found):
            if row["kind"] in level["spread"] and self.ours(self.unit_of(row["place"])):
                hard = row["minutes"] >= 15 and row["kind"] in UNLISTED
                often = row["minutes"] >= 120 or self.day(row["first"]) != self.day(row["last"] - GRAIN)
                if (hard or not level.get("hard")) and (often or not level.get("often")):
                    yield row["place"], "place"

    def _trail(self, found: Row) -> Iterator[Row]:
        for row in self.tables["trail"]:
            if found["case"] is not None and row["case"] == found["case"] and row["last"] > self.begins(found):
                yield row

    def inside(self, subject: str, place: str | None) -> bool:
        return place is not None and (place == subject or subject in self.path(self.unit_of(place)))

    def answer(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        areas = {subject: self._judged(subject, area) for subject, area in self.drawn().items()}
        standing = {subject: area for subject, area in areas.items() if area is not None}
        kept = {
            s: area
            for s, area in standing.items()
            if not any(self._covers(o, other, s, area) for o, other in standing.items())
        }
        answer = {(s, self.rules["axis"]): self._shown(area) for s, area in kept.items()}
        if kept and self.rules["rest"]:
            overs = [area["over"] for area in kept.values()]
            last = None if None in overs else max(overs)
            answer["I71", self.rules["axis"]] = (self.rules["rest"], min(area["from"] for area in kept.values()), last)
        return {**answer, **(self.streets() if "counted" in self.rules else {})}

    def _shown(self, area: Row) -> tuple[Any, ...]:
        cases = sorted({each["case"] for each in area["found"] if each["case"]})
        provisional = all(each["provisional"] for each in area["found"])
        return area["level"], area["from"], area["until"], cases, provisional

    def _covers(self, outer: str, other: Row, subject: str, area: Row) -> bool:
        if other["kind"] != "unit" or outer == subject:
            return False
        unit = self.unit_of(subject) if area["kind"] == "place" else subject
        longer = other["until"] is None or (area["until"] is not None and other["until"] >= area["until"])
        return outer in self.path(unit) and other["stands"] <= area["stands"] and longer

    # --- release ---------------------------------------------------------------------------------------------------

    def _judged(self, subject: str, area: dict[str, Any]) -> dict[str, Any] | None:
        begins = min(each["at"] for each in area["found"])
        news = [each for each in self.found if self.lived(each) and self.inside(subject, each["place"])]
        grown = any(each["at"] > begins for each in news)
        news += [each for each in self.found if any(self.inside(subject, row["place"]) for row in self._trail(each))]
        levels = self.rules["levels"]
        level, rank = levels[area["rank"]], area["rank"]
        if grown and level.get("positive"):
            rank = next(n for n, each in enumerate(levels) if each["level"] == level["positive"])
            level = levels[rank]
        first = max(self._dates(subject, level, news, begins), default=None)
        held = {**area, "level": level["level"], "from": begins, "stands": rank}
        released, until = self._released(subject, level, first)
        days = level.get("then_days")
        over = until if days is None else self.after(self.day(until - GRAIN), days)
        if released is None:
            return {**held, "until": until, "over": over}
        if days is not None and self.now < over:
            return {**held, "level": level["then"], "from": released, "until": over, "over": over, "stands": rank + 1}
        return None

    def _dates(self, subject: str, level: Row, news: list[Any], begins: datetime) -> Iterator[datetime]:
        yield self.after(max(each["day"] for each in news), level["new"])
        if level.get("contact"):
            exposed = [min(row["last_exposure"], self.now) for row in self._close(subject)]
            yield self.after(self.day(max(exposed) - GRAIN), level["contact"]) if exposed else begins

    def _close(self, subject: str) -> Iterator[Row]:
        for row in self.tables["contacts"]:
            at_place = subject in self.places and row["place"] == subject
            if row["ring"] == "close" and (at_place or self.inside(subject, self.homes.get(row["person"]))):
                yield row

    def _released(self, subject: str, level: Row, first: datetime | None) -> tuple[Any, Any]:
        assert first is not None
        if level.get("tested") is None:
            return (first if first <= self.now else None), first
        if first > self.now:
            return None, first
        start = self.midnight(self.day(first) - level["tested"] * DAY)
        latest = [self._negative(person, start) for person in self._staying(subject)]
        if None in latest:
            return None, self.after(self.day(self.now), 0)
        done = max([first, *(each for each in latest if each is not None)])
        return done, done

    def _staying(self, subject: str) -> Iterator[str]:
        gone = {each["person"] for each in self.found}
        gone |= {person for person in self.homes if any(self._stays(person, self.now))}
        for person, home in self.homes.items():
            if self.inside(subject, home) and person not in gone:
                yield person

    def _stays(self, person: str, since: datetime) -> Iterator[Row]:
        """The stays in a site that have begun and were not over at `since`; one with an end to come is not."""
        for row in self.tables["admissions"]:
            over = row["until_until"] is not None and row["until_until"] <= min(since, self.now)
            if row["person"] == person and row["at_from"] <= self.now and not over:
                yield row

    def _negative(self, person: str, start: datetime) -> datetime | None:
        good = [
            result["at_until"] for swab, result in self._swabs("negative")
            if swab["subject"] == person and swab["taken_from"] >= start and result["at_until"] <= self.now
        ]  # fmt: skip
        return min(good, default=None)

    # --- streets ---------------------------------------------------------------------------------------------------

    def streets(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        counted = self.rules["counted"]
        held: dict[str, list[Row]] = {}
        for found in self.found:
            unit = self.unit_of(found["place"])
            if found["case"] and unit is not None and self.lived(found) and self.ours(unit):
                held.setdefault(self.holder(unit, ("street",)), []).append(found)
        answer = {}
        for street, cases in held.items():
            ends = [(self.after(each["day"], counted["days"]), each["class"] in counted["classes"]) for each in cases]
            if max(end for end, _ in ends) <= self.now:
                continue
            fresh = [end for end, counts in ends if counts and end > self.now]
            many = sum(counts for _, counts in ends) > counted["few"] and len(fresh) >= counted["cluster"]
            level = ("high" if many else "mid") if fresh else "low"
            until = max(fresh) if fresh else max(end for end, _ in ends)
            shown = sorted(each["case"] for each in cases), all(each["provisional"] for each in cases)
            answer[street, "risk"] = (level, min(each["at"] for each in cases), until, *shown)
        return answer
