"""Who is kept in a room by whom: literal people, rooms and families."""

import re
from typing import Any

from tests.plan.isolate.drawn import born, family, household, plan, rooms, site

CLOSE, SECOND = {"ring": "close"}, {"ring": "secondary"}
"""In a site to the 4th of February and to the 28th of January, from an exposure on the 21st."""
KEPT = re.compile(r"shares the room with (\w+), to 2022-(\S+) 00:00")
PAIR = {"P1": "101", "P2": "101"}
BOTH = {"P1": SECOND, "P2": CLOSE}
TO_4, TO_28 = "02-05", "01-29"
"""Midnights at which those days end."""


def kept(
    inside: dict[str, str], said: dict[str, dict[str, Any]], families: dict[str, str] | None = None, **tables: Any
) -> dict[str, tuple[str, str]]:
    """With whom each shares a room of site Q that they are in, and to which midnight; all are of family h but some."""
    lives = [row for person in inside for row in family((families or {}).get(person, "h"), person)]
    known: dict[str, Any] = {"persons": born(P1=1980, P2=2015, P3=1982, P4=2016), **tables}
    there = [{"person": person, "site": "Q", "room": room, "at": "22T08:00"} for person, room in inside.items()]
    made = plan(
        [{"person": person, **row} for person, row in said.items()], residences=lives, places=household("g", "h"),
        sites=[site()], rooms=rooms("Q", "101", "102", beds=4),
        **{**known, "admissions": [*there, *known.get("admissions", ())]},
    )  # fmt: skip
    told = made.rooms.select("person", "why").iter_rows()
    return {person: found.groups() for person, why in told if (found := KEPT.search(why))}  # type: ignore[misc]


def test_a_child_and_its_carer_stay_to_the_later_end_each_with_the_other() -> None:
    assert kept(PAIR, BOTH) == {"P1": ("P2", TO_4), "P2": ("P1", TO_4)}


def test_in_two_rooms_or_of_two_families_nobody_keeps_anybody() -> None:
    assert kept({**PAIR, "P2": "102"}, BOTH) == {}
    assert kept(PAIR, BOTH, {"P2": "g"}) == {}


def test_somebody_of_another_family_in_the_room_is_nobodys_carer_however_long_they_stay() -> None:
    said = {"P1": SECOND, "P2": SECOND, "P3": CLOSE}
    assert kept({**PAIR, "P3": "101"}, said, {"P3": "g"}) == {"P1": ("P2", TO_28), "P2": ("P1", TO_28)}


def test_each_room_has_an_end_of_its_own() -> None:
    said = {"P1": SECOND, "P2": SECOND, "P3": CLOSE, "P4": SECOND}
    found = kept({**PAIR, "P3": "102", "P4": "102"}, said)
    assert {person: until for person, (_, until) in found.items()} == {"P1": TO_28, "P2": TO_28, "P3": TO_4, "P4": TO_4}


def carer(said: dict[str, dict[str, Any]], traits: Any = (), **years: int) -> list[str]:
    """Who of the grown in one room with the child P2 is kept."""
    people = {"P2": SECOND, **said}
    found = kept(dict.fromkeys(people, "101"), people, persons=born(P2=2015, **years), traits=traits)
    return [person for person in found if person != "P2"]


def test_one_of_two_carers_is_kept_the_one_who_stays_longest_anyway_or_else_the_first() -> None:
    assert carer({"P1": SECOND, "P3": CLOSE}, P1=1980, P3=1982) == ["P3"]
    assert carer({"P1": SECOND, "P3": SECOND}, P1=1980, P3=1982) == ["P1"]


def test_one_who_may_accompany_comes_before_the_old_and_these_before_one_of_unknown_age() -> None:
    assert carer({"P1": CLOSE, "P3": SECOND}, P1=1940, P3=1982) == ["P3"]
    assert carer({"P1": SECOND, "P3": CLOSE}, P1=1940) == ["P1"]


def test_somebody_named_a_carer_comes_before_the_old_though_nobody_stated_their_age() -> None:
    named = [{"person": "P3", "trait": "carer"}]
    assert carer({"P1": SECOND, "P3": SECOND}, named, P1=1940) == ["P3"]


def test_of_several_children_the_carer_is_told_of_the_one_who_stays_longest_or_else_the_first() -> None:
    three = {**PAIR, "P4": "101"}
    assert kept(three, {"P1": SECOND, "P2": SECOND, "P4": CLOSE})["P1"] == ("P4", TO_4)
    assert kept(three, {"P1": SECOND, "P2": SECOND, "P4": SECOND})["P1"] == ("P2", TO_28)


def test_children_without_a_grown_person_keep_nobody() -> None:
    assert kept({"P2": "101", "P4": "101"}, {"P2": SECOND, "P4": CLOSE}) == {}


def test_a_child_and_its_carer_whose_days_begin_anew_stay_together_to_their_end() -> None:
    ill = [{"person": "P0", "site": "Q", "at": "20T08:00", "until": "22T22:00"}]
    assert kept(PAIR, BOTH, admissions=ill) == {"P1": ("P2", "02-06"), "P2": ("P1", "02-06")}


def test_a_mother_who_is_no_contact_or_bound_by_nothing_keeps_nobody() -> None:
    assert kept(PAIR, {"P2": CLOSE}) == {}
    assert kept(PAIR, {"P1": {**SECOND, "restricted": False}, "P2": CLOSE}) == {}


def test_somebody_grown_who_needs_a_carer_is_kept_like_a_child() -> None:
    needs = [{"person": "P3", "trait": "needs_carer"}]
    assert set(kept({"P1": "101", "P3": "101"}, {"P1": SECOND, "P3": CLOSE}, traits=needs)) == {"P1", "P3"}
