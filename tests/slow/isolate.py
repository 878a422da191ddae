"""A plan of rooms judged row by row: every constraint, from the tables as written, with nothing of the plan's code.

    faults(tables, contacts, cases, answer, rules, now) -> list of sentences; none: every constraint holds.

`tables`, `contacts`, `cases` and `answer` are rows as mappings, `rules` plain values (see RULES in the tests).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
ORDER = ("case", "close", "secondary")


class Judge:
    """One plan against the facts. Each `check_*` yields what is wrong."""

    def __init__(
        self, tables: Mapping[str, Sequence[Row]], contacts: Sequence[Row], cases: Sequence[Row],
        answer: Mapping[str, Sequence[Row]], rules: Mapping[str, Any], now: datetime, zone: ZoneInfo,
        signed: Sequence[Row] = (),
    ) -> None:  # fmt: skip
        self.tables: Mapping[str, Sequence[Row]] = defaultdict(list, tables)
        self.contacts, self.cases, self.answer, self.signed = contacts, cases, answer, signed
        self.rules, self.now, self.zone = rules, now, zone
        self.rooms = {(room["site"], room["room"]): room for room in self.tables["rooms"]}
        self.sites = {site["site"]: site for site in self.tables["sites"]}
        self.ill = {case["person"] for case in cases if case["open"]}
        self.home = {row["person"]: row["place"] for row in self.tables["residences"]}
        self.lives: dict[str | None, list[str]] = defaultdict(list)
        for person, place in self.home.items():
            self.lives[place].append(person)
        self.person = {row["person"]: row for row in self.tables["persons"]}
        self.trait: dict[str, set[str]] = defaultdict(set)
        for row in self.tables["traits"]:
            self.trait[row["person"]].add(row["trait"])
        self.row = {row["person"]: row for row in answer["rooms"]}
        self.ends = {row["person"]: row for row in answer["terms"]}
        self.inside = self.admitted()
        self.bound = self.contacts_ever()
        self.kept = self.keeping()
        self.followed = self.contacts_now()
        self.positive_inside = any(
            self.sites[self.inside[p][0]]["kind"].endswith("quarantine") for p in self.ill & set(self.inside)
        )
        self.new = [row for row in answer["rooms"] if row["site"] and not row["placed"]]

        self.shares = self.together()

    def faults(self) -> list[str]:
        """Everything that is wrong, in words."""
        checks = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("check_")]
        return [said for check in checks for said in check()]

    def admitted(self) -> dict[str, tuple[str, str | None]]:
        last: dict[str, Row] = {}
        for row in sorted(self.tables["admissions"], key=lambda row: row["at_from"]):
            if row["at_from"] <= self.now:
                last[row["person"]] = row
        return {
            person: (row["site"], row["room"])
            for person, row in last.items()
            if row["until_until"] is None or row["until_until"] > self.now
        }

    def contacts_ever(self) -> dict[str, list[Row]]:
        """The restricted contacts who are not open cases, followed or not, with their rows."""
        gone = self.ill | self.traits("deceased")
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.contacts:
            if row["restricted"] and row["person"] not in gone:
                found[row["person"]].append(row)
        return found

    def keeping(self) -> dict[str, datetime]:
        """To when a room holds its children and one carer of theirs, by who is in it."""
        kept: dict[str, datetime] = {}
        for where in {where for where in self.inside.values() if where[1] is not None}:
            people = [each for each in self.bound if self.inside.get(each) == where and self.home.get(each)]
            for home in {self.home[each] for each in people}:
                family = [each for each in people if self.home[each] == home]
                children = [each for each in family if self.dependent(each)]
                carers = sorted((each for each in family if each not in children), key=self.minding)
                together = [*children, *carers[:1]]
                ends = [end for each in together if (end := self.own_term(each))]
                if children and carers and ends:
                    kept.update(dict.fromkeys(together, max(ends)))
        return kept

    def minding(self, person: str) -> tuple[Any, ...]:
        """Who minds the children of a room: one who may, who is grown, who stays longest anyway."""
        grown = (self.age(person) or (0, 0))[0] >= self.rules["adult"]
        end = self.own_term(person)
        return not self.may_accompany(person), not grown, -(end.timestamp() if end else 0), person

    def contacts_now(self) -> dict[str, list[Row]]:
        """The contacts bound now, with their rows: followed, or kept in a room with others."""
        found: dict[str, list[Row]] = defaultdict(list)
        for person, rows in self.bound.items():
            kept = self.kept.get(person, self.now)
            if lasting := [row for row in rows if max(row["followed_until"], kept) > self.now]:
                found[person] = lasting
        return found

    def traits(self, *names: str) -> set[str]:
        return {row["person"] for row in self.tables["traits"] if row["trait"] in names}

    def has(self, person: str, *names: str) -> bool:
        return bool(self.trait[person] & set(names))

    def risk(self, person: str) -> str:
        """The strongest ring of a contact, or case."""
        if person in self.ill:
            return "case"
        rings: list[str] = [row["ring"] for row in self.followed[person]]
        return min(rings, key=ORDER.index)

    def term(self, person: str) -> datetime | None:
        """24:00 of the last day in a site, one's own or that of the company kept; none: the policy has none."""
        kept = [self.kept[person]] if person in self.kept else []
        return max([*self.days_in_a_site(self.followed.get(person, ())), *kept], default=None)

    def own_term(self, person: str) -> datetime | None:
        return max(self.days_in_a_site(self.bound[person]), default=None)

    def days_in_a_site(self, rows: Iterable[Row]) -> list[datetime]:
        central = self.rules["central"]
        return [
            self.midnight(row["last_exposure"], central[row["ring"]] + 1)
            for row in rows if central.get(row["ring"]) is not None
        ]  # fmt: skip

    def midnight(self, at: datetime, days: int) -> datetime:
        local = (at - timedelta(microseconds=1)).astimezone(self.zone).date() + timedelta(days=days)
        return datetime(local.year, local.month, local.day, tzinfo=self.zone)

    def age(self, person: str) -> tuple[int, int] | None:
        """The least and the greatest age in whole years; None: nobody said."""
        row = self.person.get(person)
        if row is None or row["birth_from"] is None:
            return None
        return self.years(row["birth_until"]), self.years(row["birth_from"])

    def years(self, birth: datetime) -> int:
        born, today = birth.astimezone(self.zone), self.now.astimezone(self.zone)
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    def dependent(self, person: str) -> bool:
        age = self.age(person)
        return (age is not None and age[0] <= self.rules["child"]) or self.has(person, "needs_carer")

    def may_accompany(self, person: str) -> bool:
        age = self.age(person)
        if age is None or age[0] < self.rules["adult"] or age[1] >= self.rules["old"] or person in self.ill:
            return False
        fell_ill = [
            row for row in self.tables["symptoms"] if row["person"] == person and row["kind"] != "none"
            and row["onset_from"] >= min(each["first_exposure"] for each in self.bound[person])
        ]  # fmt: skip
        needy = self.has(person, "needs_carer", "dialysis", "pregnant", "psychiatric", "disabled")
        return not fell_ill and not needy

    def check_everybody_has_one_row_and_nobody_else(self) -> Iterator[str]:
        owed = set(self.followed) | (self.ill)
        got = [row["person"] for row in self.answer["rooms"]]
        begun_anew = set(self.bound) & set(self.inside) if self.positive_inside else set()
        if len(got) != len(set(got)) or owed - set(got) or set(got) - owed - begun_anew:
            yield f"rows for {sorted(got)}, owed to {sorted(owed)}"

    def check_a_row_has_a_room_or_a_reason(self) -> Iterator[str]:
        for row in self.answer["rooms"]:
            if not row["why"] or (row["site"] is None and row["room"] is not None):
                yield f"{row['person']} has neither"

    def check_people_inside_stay(self) -> Iterator[str]:
        for person, (site, room) in self.inside.items():
            row = self.row.get(person)
            moves = person in self.ill and self.sites[site]["kind"] not in ("hospital", "designated_hospital")
            if row and not moves and (row["site"], row["room"], row["placed"]) != (site, room, True):
                yield f"{person} is in {site} {room} and was moved"

    def check_rooms_are_there_and_open(self) -> Iterator[str]:
        opened = {row["site"] for row in self.answer["opened"]}
        for row in self.new:
            site, room = self.sites[row["site"]], self.rooms.get((row["site"], row["room"]))
            in_use = site["open"] if site["open"] is not None else site["kind"] != "reserve_quarantine"
            if not in_use and (site["site"] not in opened or site["kind"] != "reserve_quarantine"):
                yield f"{row['person']} goes to {row['site']}, which is not open"
            shut = room is None or room["state"] in ("closed", "disinfecting")
            taken = room is not None and room["state"] == "taken" and not self.joins(row)
            if row["risk"] != "case" and (shut or taken):
                yield f"{row['person']} goes to {row['site']} {row['room']}, which cannot be given"

    def joins(self, row: Row) -> bool:
        """Whether somebody is to share a room with one who is in it already."""
        return (row["site"], row["room"]) in self.inside.values()

    def check_cases_and_contacts_are_apart(self) -> Iterator[str]:
        for row in self.new:
            kind = self.sites[row["site"]]["kind"]
            allowed = ("designated_hospital",) if row["person"] in self.ill else ("quarantine", "reserve_quarantine")
            if kind not in allowed and not (kind == "hospital" and self.asked(row["person"])):
                yield f"{row['person']} ({row['risk']}) goes to a {kind}"

    def asked(self, person: str) -> set[str]:
        """The capacities somebody needs of a site."""
        return {what for trait, what in self.rules["needs"].items() if trait in self.trait[person]}

    def check_care_is_there(self) -> Iterator[str]:
        for row in self.new:
            if row["person"] in self.ill:
                continue
            can = {each["what"] for each in self.tables["capacities"] if each["site"] == row["site"]}
            if self.asked(row["person"]) - can:
                yield f"{row['person']} needs {self.asked(row['person'])}, and {row['site']} cannot"
            if self.has(row["person"], "disabled") and not self.rooms[row["site"], row["room"]]["accessible"]:
                yield f"{row['person']} cannot enter {row['site']} {row['room']}"

    def together(self) -> dict[tuple[str, str], list[str]]:
        """Everybody by room: those inside and those who are to go there."""
        there: dict[tuple[str, str], list[str]] = defaultdict(list)
        for person, (site, room) in self.inside.items():
            if room is not None and (self.row.get(person, {}).get("placed", True)):
                there[site, room].append(person)
        for row in self.new:
            if row["room"] is not None:
                there[row["site"], row["room"]].append(row["person"])
        return there

    def check_beds_suffice_and_nobody_shares_with_strangers(self) -> Iterator[str]:
        new = {row["person"] for row in self.new}
        for (site, room), people in self.shares.items():
            if not new & set(people):
                continue
            if len(people) > self.rooms[site, room]["beds"]:
                yield f"{people} in {self.rooms[site, room]['beds']} beds of {site} {room}"
            if len(people) > 1:
                yield from self.sharing(site, room, people)

    def sharing(self, site: str, room: str, people: list[str]) -> Iterator[str]:
        carers = [person for person in people if not self.dependent(person)]
        if len({self.home.get(person, person) for person in people}) > 1:
            yield f"strangers share {site} {room}: {people}"
        if len(carers) != 1 or not self.may_accompany(carers[0]):
            yield f"{people} share {site} {room} without one companion who may"
        if len({self.row[person]["risk"] for person in people}) > 1:
            yield f"{people} of several risks share {site} {room}"

    def check_no_child_is_alone(self) -> Iterator[str]:
        there = self.shares
        for row in self.new:
            if self.dependent(row["person"]) and row["person"] not in self.ill:
                others = [each for each in there[row["site"], row["room"]] if each != row["person"]]
                if not any(self.may_accompany(each) for each in others):
                    yield f"child {row['person']} is alone in {row['site']} {row['room']}"

    def check_no_child_is_parted_from_every_carer(self) -> Iterator[str]:
        """A child left at home keeps one grown person of its family who would have gone, if any of them would, and
        nobody grown who is no contact is at home."""
        for row in self.answer["rooms"]:
            if row["site"] is not None or not self.dependent(row["person"]) or self.term(row["person"]) is None:
                continue
            if self.minded_by_others(row["person"]):
                continue
            family = [
                self.row[each] for each in self.lives[self.home.get(row["person"])]
                if each in self.row and each != row["person"] and self.grown(each)
            ]  # fmt: skip
            leaving = [
                each for each in family if each["site"] and not each["placed"] and each["person"] not in self.ill
            ]
            if leaving and not any(each["site"] is None for each in family):
                yield f"child {row['person']} stays and {[each['person'] for each in leaving]} leave"

    def grown(self, person: str) -> bool:
        return not self.dependent(person) and (self.age(person) or (0, 0))[0] >= self.rules["adult"]

    def minded_by_others(self, person: str) -> bool:
        """Whether somebody grown of the household, neither contact nor case nor in a site, is with them."""
        away = {*self.row, *self.inside, *self.ill}
        return any(self.grown(each) for each in self.lives[self.home.get(person)] if each not in away)

    def check_risks_stay_apart_on_shared_air(self) -> Iterator[str]:
        breathe: dict[tuple[str, Any], set[str]] = defaultdict(set)
        newly: set[tuple[str, Any]] = set()
        for (site, name), people in self.shares.items():
            room = self.rooms.get((site, name))
            if room is None or (room["air"] or self.rules["air"]) != "shared":
                continue
            air = (site, room["floor"])
            for person in people:
                breathe[air].add(self.row[person]["risk"] if person in self.row else "case")
                newly |= {air} if person in self.row and not self.row[person]["placed"] else set()
        for air in sorted(newly, key=str):
            if len(breathe[air]) > 1:
                yield f"{sorted(breathe[air])} on the air of {air}"

    def check_families_stay_on_one_floor_or_it_is_counted(self) -> Iterator[str]:
        floors: dict[str, set[Any]] = defaultdict(set)
        for row in self.new:
            if (
                row["room"] is not None
                and row["risk"] != "case"
                and not self.joins(row)
                and self.home.get(row["person"])
            ):
                floor = self.rooms[row["site"], row["room"]]["floor"]
                floors[self.home[row["person"]]].add((row["site"], floor))
        parted = sum(len(each) - 1 for each in floors.values())
        if parted * self.rules["parted"] > self.answer["gap"][0]["objective"]:
            yield f"{parted} floors too many for families, and the cost says {self.answer['gap'][0]['objective']}"

    def check_the_end_is_the_policys(self) -> Iterator[str]:
        for row in self.answer["rooms"]:
            if row["person"] in self.ill or not row["site"] or row["placed"]:
                continue
            shared = self.shares[row["site"], row["room"]]
            ends = [end for each in shared if each in self.followed and (end := self.term(each))]
            if row["until"] != max(ends) and not self.positive_inside:
                yield f"{row['person']} until {row['until']}, owed {max(ends)}"
            if len(shared) == 1 and row["risk"] != self.risk(row["person"]):
                yield f"{row['person']} is {row['risk']}, should be {self.risk(row['person'])}"

    def check_no_room_outlasts_the_term(self) -> Iterator[str]:
        for row in self.answer["rooms"]:
            if row["site"] and row["person"] not in self.ill:
                term = self.ends.get(row["person"])
                if term is None or term["followed_until"] < row["until"]:
                    yield f"{row['person']} is in a room until {row['until']}, bound until {term}"

    def check_no_child_outstays_every_carer_in_its_room(self) -> Iterator[str]:
        for people in self.shares.values():
            rows = [self.row[each] for each in people if each in self.row and each not in self.ill]
            for home in {self.home[row["person"]] for row in rows if row["person"] in self.home}:
                family = [row for row in rows if self.home.get(row["person"]) == home]
                children = [row["until"] for row in family if self.dependent(row["person"])]
                carers = [row["until"] for row in family if not self.dependent(row["person"])]
                if children and carers and max(children) > max(carers):
                    yield f"{people}: a child until {max(children)}, its carer until {max(carers)}"

    def check_who_is_inside_stays_as_long_as_asked(self) -> Iterator[str]:
        for row in [] if self.positive_inside else self.answer["rooms"]:
            if (
                row["placed"]
                and row["person"] in self.followed
                and row["until"] < (self.term(row["person"]) or self.now)
            ):
                yield f"{row['person']} is inside until {row['until']}, owed {self.term(row['person'])}"

    def check_vehicles_and_crews_are_in_one_place_at_a_time(self) -> Iterator[str]:
        round_trip = self.rules.get("round")
        for means in ("vehicle", "crew"):
            times: dict[str, list[datetime]] = defaultdict(list)
            for drive in self.answer["transfers"]:
                if drive[means] is not None:
                    times[drive[means]].append(drive["depart_from"])
            for name, leaves in times.items():
                leaves.sort()
                if round_trip and any(later - first < round_trip for first, later in pairwise(leaves)):
                    yield f"{name} leaves at {leaves}, and a round takes {round_trip}"

    def check_nobody_goes_in_whose_days_in_a_site_are_none_or_served(self) -> Iterator[str]:
        for row in self.new:
            end = self.term(row["person"]) if row["person"] not in self.ill else self.now + timedelta(days=1)
            if end is None or end <= self.now:
                yield f"{row['person']} goes to {row['site']} and has no days there"

    def check_rooms_are_not_withheld(self) -> Iterator[str]:
        """Nobody is told that there is no room while a plain one of an open site, of its own air, stays empty."""
        taken = set(self.shares)
        empty = [
            key for key, room in self.rooms.items()
            if key not in taken and room["state"] not in ("taken", "closed", "disinfecting")
            and (room["air"] or self.rules["air"]) != "shared" and self.sites[key[0]]["kind"] == "quarantine"
            and self.sites[key[0]]["open"] is not False
        ]  # fmt: skip
        for row in [] if self.positive_inside else self.answer["rooms"]:
            if empty and row["site"] is None and row["why"].endswith("no site has a free room"):
                yield f"{row['person']} has none of {empty[:3]}"

    def check_a_reserve_is_opened_only_for_somebody(self) -> Iterator[str]:
        for opened in self.answer["opened"]:
            if opened["site"] not in {row["site"] for row in self.new}:
                yield f"{opened['site']} is opened for nobody"

    def check_everybody_who_moves_is_driven_once_and_apart(self) -> Iterator[str]:
        driven = [person for drive in self.answer["transfers"] for person in drive["persons"]]
        if sorted(driven) != sorted(row["person"] for row in self.new):
            yield f"driven {sorted(driven)}, moving {sorted(row['person'] for row in self.new)}"
        for drive in self.answer["transfers"]:
            rows = [self.row[person] for person in drive["persons"]]
            if len({row["risk"] for row in rows}) > 1 or {row["site"] for row in rows} != {drive["site"]}:
                yield f"{drive['batch']} mixes {[(row['risk'], row['site']) for row in rows]}"
            yield from self.vehicle(drive, rows)

    def vehicle(self, drive: Row, rows: Sequence[Row]) -> Iterator[str]:
        kind = {row["vehicle"]: row for row in self.tables["vehicles"]}.get(drive["vehicle"])
        if kind is not None:
            ambulance = kind["kind"] == "negative_pressure_ambulance"
            if ambulance != (rows[0]["risk"] == "case") or len(rows) > kind["seats"]:
                yield f"{drive['batch']} by {kind['vehicle']} with {len(rows)} people of {rows[0]['risk']}"
        hour = drive["depart_from"].astimezone(self.zone).hour
        if (hour >= 22 or hour < 6) and not (drive["night"] and drive["signatures"] >= 2):
            yield f"{drive['batch']} leaves at {hour} with {drive['signatures']} signatures"

    def check_what_was_signed_stays(self) -> Iterator[str]:
        """Who still goes where a signed drive takes them, as what they were and with all of their room, rides in it."""
        made = {drive["batch"]: drive for drive in self.answer["transfers"]}
        going = {row["person"]: row for row in self.new}
        for order in self.signed:
            there = [
                each for each in order["persons"]
                if each in going and (going[each]["site"], going[each]["risk"]) == (order["site"], order["risk"])
            ]  # fmt: skip
            riding = [each for each in there if self.roommates(going[each], going) <= {*there}]
            now = made.get(order["batch"])
            as_signed = ("vehicle", "crew", "depart_from", "arrive_from")
            if riding and (
                now is None or now["persons"] != riding or any(now[name] != order[name] for name in as_signed)
            ):
                yield f"{order['batch']} was signed for {riding} and is {now}"

    def roommates(self, row: Row, going: Mapping[str, Row]) -> set[str]:
        if row["room"] is None:
            return {row["person"]}
        where = row["site"], row["room"]
        return {each for each, other in going.items() if (other["site"], other["room"]) == where}

    def check_the_cost_is_what_it_says(self) -> Iterator[str]:
        gap = self.answer["gap"][0]
        if gap["objective"] - gap["bound"] != gap["gap"] or gap["gap"] < 0:
            yield f"gap {gap}"


def faults(
    tables: Mapping[str, Sequence[Row]], contacts: Iterable[Row], cases: Iterable[Row],
    answer: Mapping[str, Sequence[Row]], rules: Mapping[str, Any], now: datetime, zone: ZoneInfo,
    signed: Sequence[Row] = (),
) -> list[str]:  # fmt: skip
    """What is wrong with a plan of rooms, made after the drives that were `signed`; nothing: every constraint holds."""
    return Judge(tables, list(contacts), list(cases), answer, rules, now, zone, signed).faults()
