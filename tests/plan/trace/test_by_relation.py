"""Contacts by relation: both ways, between its beginning and its end, for as long as the window lasts."""

from dataclasses import replace

import pytest

from tests.given import Row, local
from tests.plan.trace.drawn import MEASLES, RULES, contacts, days, people, relation, traced


def test_a_relation_runs_both_ways() -> None:
    assert people(relations=[relation("P0", "A"), relation("B", "P0")]) == {"A": "close", "B": "close"}


def test_a_household_is_together_from_the_windows_beginning_until_now() -> None:
    row = contacts(relations=[relation("P0", "A")])[0]
    assert (row["first_exposure"], row["last_exposure"]) == (local("20T00:00"), local("28T12:00"))
    assert row["minutes"] is None


def test_where_the_rule_ends_the_window_a_household_is_exposed_to_that_end_even_after_now() -> None:
    row = contacts({"rash": "2022-01-27"}, rules=MEASLES, relations=[relation("P0", "A")])[0]
    assert row["last_exposure"] == local("2022-02-01T00:00")


def test_isolation_ends_a_household() -> None:
    row = contacts({"onset": "2022-01-22", "isolated": "23T08:00"}, relations=[relation("P0", "A")])[0]
    assert row["last_exposure"] == local("23T08:00")


@pytest.mark.parametrize(
    ("bounds", "contact"),
    [
        ({"since": "23T08:00"}, False),
        ({"since": "23T07:59"}, True),
        ({"since": "2022-01-23"}, True),
        ({"until": "20T00:00"}, False),
        ({"until": "2022-01-19"}, False),
        ({"until": "20T00:01"}, True),
        ({"until": "2022-01-19 .. 20T12:00"}, True),
        ({"until": "21T00:00 .."}, True),
        ({"since": ".. 2022-01-30"}, True),
    ],
)
def test_a_relation_counts_only_while_it_may_have_held(bounds: Row, contact: bool) -> None:
    case = {"onset": "2022-01-22", "isolated": "23T08:00"}
    assert bool(people(case, relations=[relation("P0", "A", **bounds)])) is contact


def test_a_kind_the_rule_does_not_name_makes_nobody_a_contact() -> None:
    assert people(relations=[relation("P0", "A", "neighbour")]) == {}


def test_minutes_together_are_told_where_they_are_stated() -> None:
    assert contacts(relations=[relation("P0", "A", minutes=45.0)])[0]["minutes"] == 45


def test_a_retracted_relation_makes_nobody_a_contact() -> None:
    wrong = {**relation("P0", "A"), "row": "wrong"}
    assert people(relations=[wrong, {**relation("P0", "A"), "corrects": "wrong"}]) == {}


def test_of_intimate_contact_it_is_said_only_that_it_is_private() -> None:
    found = traced(relations=[relation("P0", "A", "sexual", place="room")])
    for row in [*found.contacts.to_dicts(), *found.reasons.to_dicts()]:
        assert (row["relation"], row["place"], row["setting"]) == ("private", None, "private")
        assert "sexual" not in str(row)
        assert "room" not in str(row["why"])


def test_the_words_of_a_rule_on_sex_do_not_betray_it_either() -> None:
    word = "sex_within_4_d_before_onset_after_assessment"
    rules = replace(RULES, rings={"close": replace(RULES.rings["close"], settings=(word,))})
    assert "sex" not in str(contacts(rules=rules, relations=[relation("P0", "A", "sexual")]))


def test_sexual_contact_counts_from_the_earlier_start_and_nothing_else_does() -> None:
    rules = replace(RULES, before=days(0), before_intimate=days(4))
    early = {"since": "2022-01-18", "until": "2022-01-19"}
    found = [relation("P0", "A", "sexual", **early), relation("P0", "B", **early)]
    assert people(rules=rules, relations=found) == {"A": "close"}


def test_a_case_whose_stays_are_closed_has_contacts_by_relation_only() -> None:
    case = {"onset": "2022-01-22", "opens_stays": False}
    stays = [
        {"person": person, "place": "room", "came": "21T10:00", "left": "21T12:00"} for person in ("P0", "B")
    ]  # fmt: skip
    assert people(case, relations=[relation("P0", "A")], stays=stays) == {"A": "close"}
