"""What an area costs and needs: people, the smaller and the larger unit, staff, and days without anything found."""

from dataclasses import replace
from typing import Any

import pytest

from tests.given import Row
from tests.plan.zone.land import EIGHT, INCIDENT, NINE, UNITS, case, contact, lives, row, was, zoned

NEIGHBOURS = [lives("P0", "home"), lives("N", "next"), lives("M", "home"), lives("O", "other"), lives("F", "farm")]


def counted(**populations: int) -> list[Row]:
    return [{**unit, "population": populations.get(str(unit["unit"]))} for unit in UNITS]


def test_people_are_the_population_where_it_is_stated_and_else_who_is_known_to_live_there() -> None:
    assert row(zoned(residences=NEIGHBOURS), "k1", "control")["people"] == 3
    assert row(zoned(residences=NEIGHBOURS, units=counted(k1=120)), "k1", "control")["people"] == 120


def test_somebody_lives_where_they_live_now_and_not_where_they_are_registered() -> None:
    moved = [lives("P0", "home"), lives("N", "home"), {"person": "N", "place": "farm", "kind": "registered"}]
    gone = [lives("P0", "home"), {**lives("N", "home"), "until": "10T00:00"}, {**lives("N", "farm"), "kind": "other"}]
    assert row(zoned(residences=list(reversed(moved))), "k1", "control")["people"] == 2
    assert row(zoned(residences=gone), "k1", "control")["people"] == 1


def test_the_last_stated_home_of_a_kind_counts() -> None:
    moved = [lives("P0", "home"), lives("N", "home"), {**lives("N", "farm"), "recorded": "05T00:00"}]
    assert row(zoned(residences=moved), "k1", "control")["people"] == 1


def test_the_rest_of_the_county_is_everybody_else() -> None:
    assert row(zoned(residences=NEIGHBOURS), "I71")["people"] == 2


def test_how_many_the_rest_are_is_unknown_where_an_area_is_of_unknown_size_or_larger_than_the_whole() -> None:
    assert row(zoned(units=counted(I71=900, k1=120)), "I71")["people"] == 780
    assert row(zoned(units=counted(I71=900, **{"b1-1": 30})), "I71")["people"] is None
    assert row(zoned(units=counted(I71=100, k1=120)), "I71")["people"] is None


def test_it_says_whom_the_next_smaller_unit_would_miss() -> None:
    held = [contact("N", "22T09:00"), contact("M", "22T09:00"), contact("O", "22T09:00")]
    by_building = zoned(residences=NEIGHBOURS, contacts=held)
    assert (
        row(by_building, "k1", "control")["smaller"] == "b1 alone would miss 0 of the 2 close contacts who live inside"
    )
    flat: list[Row] = [{"place": place, "kind": "household", "unit": "k1"} for place in ("home", "next")]
    by_home = zoned(residences=NEIGHBOURS, contacts=held, places=flat)
    assert row(by_home, "k1", "control")["smaller"] == "home alone would miss 1 of the 2 close contacts who live inside"


def test_only_close_contacts_count_for_that() -> None:
    held = [contact("N", "22T09:00", ring="general"), contact("M", "22T09:00")]
    assert "of the 1 close" in row(zoned(residences=NEIGHBOURS, contacts=held), "k1", "control")["smaller"]


def test_several_smaller_parts_with_cases_are_named_as_several() -> None:
    homes: list[Row] = [{"place": place, "kind": "household", "unit": "k1"} for place in ("home", "next")]
    found = zoned(case(), case(case="C2", person="N"), residences=NEIGHBOURS, places=homes)
    assert row(found, "k1", "control")["smaller"].startswith("the 2 smaller parts with a case, home and others")


def test_it_says_what_the_next_larger_unit_would_cost() -> None:
    found = row(zoned(now="23T12:00", units=counted(k1=120, c1=1000)), "k1", "control")
    assert found["larger"] == "c1: 880 more people, 12320 person-days in 14 days"


def test_a_unit_without_a_population_of_its_own_has_the_sum_of_its_childrens() -> None:
    villages = counted(k1=120, k2=300, v1=40)
    assert row(zoned(now="23T12:00", units=villages), "k1", "control")["larger"].startswith(
        "c1: 300 more people, 4200 "
    )
    trail = [was("inn", "21T18:00", "21T20:00")]
    inner = counted(**{"b1-1": 30, "b1-2": 40, "k2": 300})
    found = zoned(units=inner, trail=trail)
    assert row(found, "k1", "control")["people"] == 70
    assert row(found, "k1", "control")["larger"].startswith("c1: 300 more people")
    assert row(found, "s1", "risk")["people"] == 370


def test_where_one_child_is_unknown_nobody_knows_how_many_live_in_the_unit() -> None:
    found = zoned(units=counted(k1=120), residences=NEIGHBOURS)
    assert row(found, "k1", "control")["larger"] == "c1: nobody knows how many people live there"
    assert row(found, "s1", "risk")["people"] is None


def test_an_area_of_unknown_size_is_compared_with_none() -> None:
    found = zoned(units=counted(**{"b1-1": 30, "c1": 900}))
    assert row(found, "k1", "control")["people"] is None
    assert row(found, "k1", "control")["larger"] == "c1: nobody knows how many more than here live there"


def test_a_larger_unit_of_fewer_people_than_the_smaller_is_not_called_free() -> None:
    found = zoned(units=counted(k1=120, c1=100))
    assert row(found, "k1", "control")["larger"] == (
        "c1: nobody knows how many more people, for 100 are stated there and 120 here"
    )


def test_it_says_how_many_people_the_narrower_units_with_a_case_hold() -> None:
    one = row(zoned(units=counted(k1=120, b1=40)), "k1", "control")
    assert (one["people"], one["narrower"], one["narrower_people"]) == (120, "b1", 40)
    flat: list[Row] = [{"place": place, "kind": "household", "unit": "k1"} for place in ("home", "next")]
    held = [*NEIGHBOURS, lives("Q", "next")]
    two = row(
        zoned(case(), case(case="C2", person="N"), residences=held, places=flat, units=counted(k1=120)), "k1", "control"
    )
    assert (two["narrower"], two["narrower_people"]) == ("home, next", 4)


def test_a_narrower_unit_of_which_nobody_knows_the_people_has_no_number() -> None:
    other = [lives("P0", "home"), {"person": "P0", "place": "home", "kind": "other"}]
    found = zoned(units=counted(k1=120, **{"b1-2": 9}), residences=other)
    assert (row(found, "k1", "control")["narrower"], row(found, "k1", "control")["narrower_people"]) == ("b1", None)


def test_one_place_has_nothing_narrower() -> None:
    found = row(zoned(trail=[was("inn", "21T18:00", "21T20:00")]), "inn")
    assert (found["narrower"], found["narrower_people"]) == (None, None)


def test_the_larger_unit_of_a_place_is_the_one_it_lies_in() -> None:
    found = row(zoned(units=counted(k2=300), trail=[was("inn", "21T18:00", "21T20:00")]), "inn")
    assert found["larger"] == "k2: 300 more people, 4200 person-days in 14 days"


def test_nobody_known_in_the_larger_unit_is_said() -> None:
    found = row(zoned(trail=[was("inn", "21T18:00", "21T20:00")]), "inn")
    assert found["larger"] == "k2: nobody knows how many people live there"


def staff(found: Any, subject: str) -> dict[str, tuple[int, str | None]]:
    rows = found.staffing.filter(subject=subject).select("role", "needed", "named").iter_rows()
    return {role: (needed, named) for role, needed, named in rows}


def test_each_sealed_area_needs_thirty_one_people_and_its_posts() -> None:
    assert staff(zoned(), "k1") == {
        "county_leader": (1, None), "police": (10, None), "street": (10, None), "community": (10, None),
        "checkpoint": (1, None), "patrol": (1, None),
    }  # fmt: skip


def test_a_controlled_area_needs_posts_and_the_rest_none() -> None:
    found = zoned(trail=[was("shop", "21T17:00", "21T17:30", kind="shop")])
    assert set(staff(found, "shop")) == {"checkpoint", "patrol"}
    assert staff(found, "I71") == {"expressway_exit": (1, None)}


def test_no_area_needs_no_post_at_the_exits() -> None:
    assert zoned(case(excluded=True, open=False)).staffing.is_empty()


def test_an_area_on_two_axes_is_staffed_once() -> None:
    assert zoned().staffing.filter(subject="k1")["role"].n_unique() == zoned().staffing.filter(subject="k1").height


def test_the_nearest_team_of_the_kind_is_named_once() -> None:
    teams: list[Row] = [
        {"team": "county", "kind": "police", "unit": "I71", "size": 10},
        {"team": "street", "kind": "police", "unit": "s1", "size": 6},
    ]
    one = zoned(teams=teams)
    assert staff(one, "k1")["police"] == (10, "street")
    (why,) = one.staffing.filter(subject="k1", role="police")["why"]
    assert "the team has 6 people" in why
    homes = [lives("P0", "home"), lives("P1", "farm")]
    two = zoned(case(), case(case="C2", person="P1"), residences=homes, teams=teams)
    assert (staff(two, "k1")["police"][1], staff(two, "v1")["police"][1]) == ("street", "county")
    assert (
        staff(zoned(case(), case(case="C2", person="P1"), residences=homes, teams=teams[:1]), "v1")["police"][1] is None
    )


@pytest.mark.parametrize(("at", "days"), [("22T23:00", 0), ("23T12:00", 0), ("24T00:00", 1), ("2022-02-01T12:00", 9)])
def test_clean_days_count_whole_days_after_the_day_of_the_last_find(at: str, days: int) -> None:
    found = {unit: clean for unit, clean, _ in zoned(now=at).clean.iter_rows()}
    assert found["c1"] == days


def test_the_last_of_several_finds_counts() -> None:
    homes = [lives("P0", "home"), lives("P1", "next")]
    found = zoned(case(), case(case="C2", person="P1", positive="25T09:00"), residences=homes, now="27T12:00")
    assert dict(found.clean.select("unit", "clean_days").iter_rows())["c1"] == 1


def test_every_community_and_village_of_ours_stands_in_the_list_and_nothing_else() -> None:
    units: list[Row] = [*UNITS, {"unit": "v9", "parent": "away", "level": "village", "name": "v9"}]
    assert zoned(units=units).clean["unit"].to_list() == ["c1", "v1"]


def test_a_compound_without_a_community_or_village_above_or_below_counts_as_one() -> None:
    more = [("k9", "s2", "compound"), ("k8", "s2", "compound"), ("v8", "k8", "village"), ("k7", "away", "compound")]
    units = [*UNITS, *({"unit": u, "parent": p, "level": level, "name": u} for u, p, level in more)]
    assert zoned(units=units).clean["unit"].to_list() == ["c1", "k9", "v1", "v8"]


def test_where_nothing_was_found_the_days_count_from_the_opening() -> None:
    (village,) = zoned(now="25T12:00").clean.filter(unit="v1").to_dicts()
    assert (village["clean_days"], village["since"]) == (5, None)


@pytest.mark.parametrize(
    ("opened", "at", "days"),
    [
        ("20T23:00", "21T00:00", 0), ("20T23:00", "21T23:59", 0), ("20T23:00", "22T00:00", 1),
        ("20T00:00", "20T23:59", 0), ("20T00:00", "21T00:00", 1), ("2022-01-20", "21T23:59", 0),
        ("2022-01-20", "22T00:00", 1),
    ],
)  # fmt: skip
def test_an_hour_of_the_evening_of_the_opening_is_no_clean_day(opened: str, at: str, days: int) -> None:
    found = zoned(now=at, incidents=[{**INCIDENT[0], "opened": opened}]).clean.filter(unit="v1")
    assert found["clean_days"].to_list() == [days]


def test_somebody_found_in_a_room_leaves_the_community_clean() -> None:
    assert zoned(case(isolated="19T20:00"), now="25T12:00").clean["clean_days"].to_list() == [5, 5]


def test_the_ninth_edition_counts_them_too() -> None:
    assert zoned(rules=NINE).clean["unit"].to_list() == ["c1", "v1"]


def test_a_find_of_which_nobody_knows_the_day_leaves_the_number_of_clean_days_empty() -> None:
    undated = case(positive="", sample="", class_at="", opened="")
    for cases in ((undated,), (undated, case(case="C2", person="P1"))):
        found = zoned(*cases, residences=[lives("P0", "home"), lives("P1", "next")], now="25T12:00").clean
        assert found.select("unit", "clean_days", "since").rows() == [("c1", None, None), ("v1", 5, None)]


def test_somebody_counts_where_they_lived_in_the_longest_time_before_that_any_axis_looks_at() -> None:
    wide = replace(EIGHT.axes[0], name="wide", active=5)
    away = case(isolated="18T12:00")  # two days before the swab it had gone, five days before not
    assert zoned(away, now="25T12:00").clean["clean_days"].to_list() == [5, 5]
    for axes in ((*EIGHT.axes, wide), (wide, *EIGHT.axes)):
        assert zoned(away, rules=replace(EIGHT, axes=axes), now="25T12:00").clean["clean_days"].to_list() == [2, 5]


def test_an_incident_is_open_since_the_first_it_was_opened_and_from_an_hour_nobody_knows_for_no_time() -> None:
    def village(*opened: str) -> list[int | None]:
        rows = [{**INCIDENT[0], "incident": f"I{n}", "opened": at} for n, at in enumerate(opened)]
        days: list[int | None] = zoned(now="25T12:00", incidents=rows).clean.filter(unit="v1")["clean_days"].to_list()
        return days

    assert village("22T00:00", "20T00:00") == [5]
    assert village("20T00:00 ..") == [None]
