"""One row a person and case; the second ring; contacts who become cases."""

from seawall.plan.trace import FrameMeetings, trace
from tests.given import Row, given, local
from tests.plan.trace.drawn import BOTH, RULES, SECONDARY, contacts, episodes, people, relation, stay, traced

CASE: Row = {"onset": "2022-01-22", "isolated": "23T08:00"}
THERE = stay("P0", "21T10:00", "21T12:00")


def test_the_strongest_reason_stands_and_the_others_are_kept() -> None:
    found = traced(relations=[relation("P0", "A")], stays=[THERE, stay("A", "21T10:00", "21T12:00")])
    assert found.contacts.select("person", "relation", "place").rows() == [("A", "household", None)]
    assert found.reasons.select("rank", "relation", "place").rows() == [(1, "household", None), (2, None, "room")]
    assert "Other reasons: 1." in found.contacts["why"][0]


def test_more_minutes_are_stronger_among_places_of_one_kind() -> None:
    stays = [
        THERE,
        stay("A", "21T10:00", "21T10:30"),
        stay("P0", "21T13:00", "21T15:00", "bar"),
        stay("A", "21T13:00", "21T14:00", "bar"),
    ]
    places = [{"place": "room", "kind": "restaurant"}, {"place": "bar", "kind": "restaurant"}]
    assert [row["place"] for row in contacts(places=places, stays=stays)] == ["bar"]


def test_the_first_and_last_exposure_span_all_reasons_of_the_ring() -> None:
    row = contacts(
        CASE, relations=[relation("P0", "A", until="20T12:00")], stays=[THERE, stay("A", "21T10:00", "21T12:00")]
    )[0]
    assert (row["relation"], row["first_exposure"], row["last_exposure"]) == (
        "household", local("20T00:00"), local("21T12:00"),
    )  # fmt: skip


def test_a_weaker_rings_exposure_does_not_prolong_a_stronger_one() -> None:
    stays = [stay("P0", "22T10:00", "22T12:00", "hall"), stay("A", "22T10:00", "22T12:00", "hall")]
    row = contacts(
        CASE,
        rules=BOTH,
        places=[{"place": "hall", "kind": "hall"}],
        relations=[relation("P0", "A", until="20T12:00")],
        stays=stays,
    )[0]
    assert (row["ring"], row["last_exposure"]) == ("close", local("20T12:00"))


def test_a_contact_of_two_cases_has_two_rows() -> None:
    other = {**CASE, "case": "C2", "person": "P1"}
    found = contacts(CASE, other, relations=[relation("P0", "A"), relation("P1", "A")])
    assert [(row["person"], row["case"]) for row in found] == [("A", "C1"), ("A", "C2")]


def test_a_contact_who_becomes_a_case_keeps_the_row_and_opens_a_window() -> None:
    later = {"case": "C2", "person": "A", "onset": "2022-01-25"}
    found = contacts(CASE, later, relations=[relation("P0", "A"), relation("A", "B")])
    assert [(row["person"], row["case"]) for row in found] == [("A", "C1"), ("B", "C2"), ("P0", "C2")]


def test_an_excluded_case_leaves_nothing_behind() -> None:
    gone = {**CASE, "class": "excluded", "excluded": True, "open": False}
    stays = [THERE, stay("A", "21T10:00", "21T12:00")]
    found = traced(gone, rules=SECONDARY, relations=[relation("P0", "W"), relation("W", "X")], stays=stays)
    assert (found.contacts.height, found.reasons.height, found.source.height) == (0, 0, 0)


def test_below_confirmed_a_contact_is_provisional_and_says_so() -> None:
    row = contacts({**CASE, "class": "suspect", "provisional": True}, relations=[relation("P0", "A")])[0]
    assert row["provisional"]
    assert "Provisional" in row["why"]


def test_the_second_ring_are_those_who_live_with_a_close_contact() -> None:
    found = contacts(CASE, rules=SECONDARY, relations=[relation("P0", "A"), relation("A", "X"), relation("X", "Y")])
    assert [(row["person"], row["ring"], row["via"]) for row in found] == [
        ("A", "close", None),
        ("X", "secondary", "A"),
    ]


def test_the_second_ring_counts_from_the_close_contacts_first_exposure() -> None:
    stays = [
        THERE, stay("A", "21T11:00", "21T12:00"),
        stay("A", "21T09:00", "21T10:30", "bar"), stay("B", "21T09:00", "21T11:00", "bar"),
        stay("A", "21T18:00", "21T19:00", "bar"), stay("C", "21T18:30", "21T20:00", "bar"),
    ]  # fmt: skip
    places = [{"place": "room", "kind": "restaurant"}, {"place": "bar", "kind": "restaurant"}]
    assert people(CASE, rules=SECONDARY, places=places, stays=stays) == {"A": "close", "C": "secondary"}


def test_the_second_ring_ends_when_the_close_contact_is_isolated() -> None:
    admissions = [{"person": "A", "site": "Q", "at": "24T10:00"}]
    relations = [relation("P0", "A"), relation("A", "X"), relation("A", "Y", since="24T10:00")]
    found = contacts(CASE, rules=SECONDARY, relations=relations, admissions=admissions)
    assert [(row["person"], row["last_exposure"]) for row in found if row["ring"] == "secondary"] == [
        ("X", local("24T10:00"))
    ]


def test_the_second_ring_ends_when_an_admission_of_unknown_time_was_recorded_and_not_when_one_is_planned() -> None:
    relations = [relation("P0", "A"), relation("A", "X")]
    for admission, end in (({}, "24T10:00"), ({"at": "22T10:00 .."}, "24T10:00"), ({"at": "2022-01-30"}, "28T12:00")):
        rows = [{"person": "A", "site": "Q", "recorded": "24T10:00", **admission}]
        found = contacts(CASE, rules=SECONDARY, relations=relations, admissions=rows)
        assert [row["last_exposure"] for row in found if row["person"] == "X"] == [local(end)]


def test_an_admission_before_the_exposure_isolates_nobody_from_it() -> None:
    admissions = [{"person": "A", "site": "Q", "at": "10T10:00"}]
    found = contacts(CASE, rules=SECONDARY, relations=[relation("P0", "A"), relation("A", "X")], admissions=admissions)
    assert found[1]["last_exposure"] == local("28T12:00")


def test_nobody_is_a_secondary_contact_of_a_case_they_are_close_to_or_of_themselves() -> None:
    found = people(CASE, rules=SECONDARY, relations=[relation("P0", "A"), relation("P0", "B"), relation("A", "B")])
    assert found == {"A": "close", "B": "close"}


def test_a_close_contact_has_no_second_ring_reason_for_the_same_case() -> None:
    found = traced(CASE, rules=SECONDARY, relations=[relation("P0", "A"), relation("P0", "B"), relation("A", "B")])
    assert set(found.reasons["ring"]) == {"close"}


def test_of_several_exposures_of_the_close_contact_the_first_begins_the_second_ring() -> None:
    relations = [relation("P0", "A", until="20T12:00"), relation("A", "X", until="21T09:00")]
    stays = [THERE, stay("A", "21T11:00", "21T12:00")]
    found = people(CASE, rules=SECONDARY, relations=relations, stays=stays)
    assert found == {"A": "close", "X": "secondary"}


def test_a_secondary_contact_is_stronger_than_a_general_one() -> None:
    stays = [stay("P0", "22T10:00", "22T12:00", "hall"), stay("X", "22T10:00", "22T12:00", "hall")]
    places = [{"place": "hall", "kind": "hall"}]
    relations = [relation("P0", "A"), relation("A", "X")]
    found = traced(CASE, rules=SECONDARY, places=places, relations=relations, stays=stays)
    assert found.contacts.filter(person="X")["ring"].to_list() == ["secondary"]
    assert found.reasons.filter(person="X")["ring"].to_list() == ["secondary", "general"]


def test_without_a_definition_there_is_no_second_ring() -> None:
    assert people(CASE, rules=RULES, relations=[relation("P0", "A"), relation("A", "X")]) == {"A": "close"}


def test_the_second_ring_of_closed_stays_is_by_relation_only() -> None:
    stays = [stay("A", "21T10:00", "21T12:00"), stay("B", "21T10:00", "21T12:00")]
    case = {**CASE, "opens_stays": False}
    found = people(case, rules=SECONDARY, relations=[relation("P0", "A"), relation("A", "X")], stays=stays)
    assert found == {"A": "close", "X": "secondary"}


def test_no_cases_no_contacts() -> None:
    facts = given(relations=[relation("P0", "A")])
    found = trace(episodes(), facts, SECONDARY, local("28T12:00"), FrameMeetings(facts["stays"], facts["places"]))
    assert found.contacts.height == 0
    assert found.requests.height == found.prophylaxis.height == found.source.height == 0
