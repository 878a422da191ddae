"""Contacts by common event."""

from dataclasses import replace

from seawall.plan.trace import Ring
from tests.given import Row, local
from tests.plan.trace.drawn import BOTH, CLOSE, RULES, contacts, days, people

MEAL: Row = {"event": "E", "place": "room", "kind": "meal", "from": "21T18:00", "until": "21T20:00"}
CASE: Row = {"onset": "2022-01-22"}


def guests(*names: str) -> list[Row]:
    return [{"event": "E", "person": name, "role": "guest"} for name in names]


def test_guests_of_a_meal_with_the_case_are_contacts_for_as_long_as_it_lasted() -> None:
    row = contacts(events=[MEAL], attended=guests("P0", "A"))[0]
    assert (row["person"], row["ring"], row["event"], row["minutes"]) == ("A", "close", "E", 120)
    assert row["last_exposure"] == local("21T20:00")


def test_a_meal_without_the_case_exposes_nobody() -> None:
    assert people(events=[MEAL], attended=guests("A", "B")) == {}


def test_a_meal_before_the_window_exposes_nobody() -> None:
    early = {**MEAL, "from": "19T18:00", "until": "20T00:00"}
    assert people(events=[early], attended=guests("P0", "A")) == {}


def test_a_kind_of_event_the_rule_does_not_name_counts_by_its_place() -> None:
    tour = {**MEAL, "kind": "other"}
    assert people(rules=RULES, events=[tour], attended=guests("P0", "A")) == {"A": "close"}
    hall: list[Row] = [{"place": "room", "kind": "hall"}]
    assert people(rules=BOTH, attended=guests("P0", "A"), places=hall, events=[tour]) == {"A": "general"}


def test_one_event_is_one_reason_though_both_its_kind_and_its_place_count() -> None:
    assert "Other reasons" not in contacts(events=[MEAL], attended=guests("P0", "A"))[0]["why"]


def test_an_event_without_an_end_ends_with_its_day() -> None:
    open_end = {**MEAL, "until": None}
    row = contacts(events=[open_end], attended=guests("P0", "A"))[0]
    assert row["last_exposure"] == local("22T00:00")


def test_attendance_stays_closed_with_the_stays() -> None:
    assert people({**CASE, "opens_stays": False}, events=[MEAL], attended=guests("P0", "A")) == {}


def test_a_funeral_counts_after_isolation_where_the_rule_says_until_buried() -> None:
    funeral = {**MEAL, "kind": "funeral", "place": None, "from": "26T10:00", "until": "26T12:00"}
    close = replace(CLOSE, settings=("direct_contact_with_body_at_funeral",))
    isolated = {**CASE, "isolated": "23T08:00"}
    for end, expected in (("isolated_or_safely_buried", {"A": "close"}), ("isolated", {})):
        rules = replace(RULES, end=end, rings={"close": close})
        assert people(isolated, rules=rules, events=[funeral], attended=guests("P0", "A")) == expected


CO_EXPOSED = replace(
    RULES, rings={"co_exposed": Ring((), "test measure.co_exposed", followup=(days(12),))}, before=None, source=days(12)
)


def test_who_shared_an_event_before_onset_is_followed_from_that_event() -> None:
    early = {**MEAL, "from": "15T18:00", "until": "15T20:00"}
    row = contacts(CASE, rules=CO_EXPOSED, events=[early], attended=guests("P0", "A"))[0]
    assert (row["ring"], row["restricted"]) == ("co_exposed", False)
    assert row["followed_until"] == local("28T00:00")
    assert "may have caught it" in row["why"]


def test_a_common_exposure_needs_no_open_stays_and_counts_only_before_onset() -> None:
    case = {**CASE, "opens_stays": False}
    early = {**MEAL, "from": "15T18:00", "until": "15T20:00"}
    assert people(case, rules=CO_EXPOSED, events=[early], attended=guests("P0", "A")) == {"A": "co_exposed"}
    late = {**MEAL, "from": "23T18:00", "until": "23T20:00"}
    assert people(case, rules=CO_EXPOSED, events=[late], attended=guests("P0", "A")) == {}
    before = {**MEAL, "from": "09T18:00", "until": "09T20:00"}
    assert people(case, rules=CO_EXPOSED, events=[before], attended=guests("P0", "A")) == {}


def test_who_met_the_case_when_it_could_infect_is_close_rather_than_exposed_together() -> None:
    rules = replace(CO_EXPOSED, before=days(2), rings={**CO_EXPOSED.rings, "close": CLOSE})
    assert people(rules=rules, events=[MEAL], attended=guests("P0", "A")) == {"A": "close"}
