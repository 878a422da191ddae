"""What the officer reads, and what the contact reads."""

from dataclasses import replace

import pytest

from seawall.tables.area import PLACE_KINDS
from seawall.tables.exposure import RELATION_KINDS
from tests.given import Row
from tests.plan.trace.drawn import BOTH, CLOSE, RULES, SECONDARY, contacts, days, relation, stay

CASE: Row = {"onset": "2022-01-22", "isolated": "23T08:00"}
STAYS = [stay("P0", "21T10:00", "21T12:00"), stay("A", "21T11:00", "21T13:00")]


def test_the_officer_reads_the_whole_chain() -> None:
    assert contacts(CASE, stays=STAYS)[0]["why"] == (
        "Close contact of case C1 (confirmed; onset 2022-01-22), infectious from 2022-01-20 00:00 until "
        "2022-01-23 08:00 (test contact.window.before; test contact.window.end): both at place room (restaurant), "
        "2022-01-21 11:00 to 2022-01-21 12:00, 60 minutes; counts as closed_space_meal_or_entertainment_incl_staff. "
        "Followed until 2022-02-05 00:00 (test contact.close.settings; test measure.close.central)."
    )


def test_the_contact_reads_day_setting_rule_end_and_appeal() -> None:
    assert contacts(CASE, stays=STAYS)[0]["why_public"] == (
        "您于2022-01-21（餐饮场所）成为密切接触者，依据test measure.close.central。"
        "须接受健康管理，至2022-02-04 24:00止。如有异议，可以申诉。 / "
        "On 2022-01-21 (a place to eat) you became a close contact, under test measure.close.central. "
        "Health measures apply until 2022-02-04 24:00. You can appeal."
    )


def test_a_doubtful_rule_is_marked_in_both() -> None:
    doubtful = replace(CLOSE, followup=(days(14, "test measure.close.central [memory]"),))
    row = contacts(CASE, rules=replace(RULES, rings={"close": doubtful}), stays=STAYS)[0]
    for text in (row["why"], row["why_public"], row["clause"]):
        assert "[memory]" in text


def test_an_onset_of_some_width_is_shown_with_it() -> None:
    case = {"onset": "2022-01-20 .. 22T12:00"}
    assert "onset between 2022-01-20 00:00 and 2022-01-22 12:00" in contacts(case, stays=STAYS)[0]["why"]
    assert "onset before 2022-01-22 12:00" in contacts({"onset": ".. 22T12:00"}, stays=STAYS)[0]["why"]
    assert "onset after 2022-01-21 12:00" in contacts({"onset": "21T12:00 .."}, stays=STAYS)[0]["why"]


def test_a_window_without_an_end_says_so() -> None:
    assert "infectious from 2022-01-20 00:00 on, no end known" in contacts(stays=STAYS)[0]["why"]


def test_a_case_that_another_place_asked_about_says_so_with_the_receipt() -> None:
    request = {"request": "R1", "direction": "in", "unit": "411500", "person": "P0", "received": "2022-01-21"}
    why = contacts(CASE, stays=STAYS, requests=[request])[0]["why"]
    assert "found because 411500 asked (request R1, received 2022-01-21)" in why


def test_a_secondary_contact_reads_through_whom_only_as_the_officer() -> None:
    found = contacts(CASE, rules=SECONDARY, relations=[relation("P0", "A"), relation("A", "X")])[1]
    assert "through close contact A: household contact" in found["why"]
    assert "a contact of a close contact" in found["why_public"]


@pytest.mark.parametrize("kind", RELATION_KINDS)
def test_no_relation_betrays_the_case_in_public(kind: str) -> None:
    every = replace(RULES, rings={"close": replace(CLOSE, settings=("shared_airspace", "same_public_place"))})
    names = {"case": "CASE-7", "person": "PERSON-8", "incident": "INCIDENT-9", **CASE}
    row = contacts(names, rules=every, relations=[relation("PERSON-8", "CONTACT-6", kind, place="PLACE-5")])[0]
    for secret in ("CASE-7", "PERSON-8", "INCIDENT-9", "CONTACT-6", "PLACE-5", "household", "family", "sex", "friend"):
        assert secret not in row["why_public"]


@pytest.mark.parametrize("kind", PLACE_KINDS)
def test_no_place_or_minute_is_named_in_public(kind: str) -> None:
    every = replace(RULES, rings={"close": replace(CLOSE, settings=("shared_airspace", "same_public_place"))})
    stays = [stay("P0", "21T10:07", "21T12:00", "PLACE-5"), stay("A", "21T10:07", "21T11:13", "PLACE-5")]
    row = contacts(CASE, rules=every, places=[{"place": "PLACE-5", "kind": kind}], stays=stays)[0]
    assert "2022-01-21" in row["why_public"]
    for secret in ("PLACE-5", "10:07", "11:13", "66", "P0", "C1"):
        assert secret not in row["why_public"]


def test_who_is_not_restricted_reads_so() -> None:
    stays = [stay("P0", "21T10:00", "21T12:00", "hall"), stay("A", "21T11:00", "21T13:00", "hall")]
    text = contacts(CASE, rules=BOTH, places=[{"place": "hall", "kind": "hall"}], stays=stays)[0]["why_public"]
    assert "不限制活动，至2022-02-04 24:00止" in text
    assert "You are followed and not restricted until 2022-02-04 24:00." in text
