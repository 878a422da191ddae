"""How long contacts are followed, and who is bound."""

from dataclasses import replace
from typing import Any

import pytest

from seawall.plan.trace.rules import Prophylaxis
from tests.given import Row, local
from tests.plan.trace.drawn import BOTH, CLOSE, MEASLES, RULES, SECONDARY, contacts, days, hours, relation, stay, traced

THERE = stay("P0", "21T10:00", "21T12:00")
MET = [THERE, stay("A", "21T10:00", "21T12:00")]
CASE: Row = {"onset": "2022-01-22", "isolated": "25T08:00"}


def one(**more: Any) -> Row:
    return contacts(CASE, stays=more.pop("stays", MET), **more)[0]


def test_fourteen_days_after_the_21st_run_to_the_end_of_the_4th() -> None:
    assert one()["followed_until"] == local("2022-02-05T00:00")
    assert str(one()["days_from"]) == "2022-01-21"


def test_an_exposure_that_ends_at_midnight_belongs_to_the_day_it_ends() -> None:
    night = [stay("P0", "21T20:00", "22T00:00"), stay("A", "21T20:00", "22T03:00")]
    assert one(stays=night)["followed_until"] == local("2022-02-05T00:00")
    longer = [stay("P0", "21T20:00", "22T00:01"), stay("A", "21T20:00", "22T03:00")]
    assert one(stays=longer)["followed_until"] == local("2022-02-06T00:00")


def test_a_term_at_a_site_and_one_at_home_follow_each_other() -> None:
    both = replace(RULES, rings={"close": replace(CLOSE, followup=(days(14), days(7)))})
    assert one(rules=both)["followed_until"] == local("2022-02-12T00:00")


def test_a_term_in_hours_is_exact() -> None:
    rules = replace(RULES, rings={"close": replace(CLOSE, followup=(hours(48),))})
    assert one(rules=rules)["followed_until"] == local("23T12:00")


def test_a_ring_without_a_term_is_listed_and_nobody_of_it_followed() -> None:
    rules = replace(RULES, rings={"close": replace(CLOSE, followup=())})
    assert one(rules=rules)["followed_until"] is None
    assert "Nobody of this ring is followed" in one(rules=rules)["why"]


def test_who_is_no_longer_followed_is_still_listed() -> None:
    assert one(now="2022-03-01T00:00")["followed_until"] == local("2022-02-05T00:00")


def test_the_dead_are_followed_to_their_death_and_bound_by_nothing() -> None:
    row = one(traits=[{"person": "A", "trait": "deceased", "since": "23T08:00", "recorded": "23T09:00"}])
    assert (row["followed_until"], row["restricted"], row["restricted_from"]) == (local("23T08:00"), False, None)
    died = {"cases": [{"case": "C2", "person": "A", "incident": "I"}], "outcomes": [
        {"case": "C2", "outcome": "died_of", "at": "2022-01-24", "recorded": "24T09:00"}]}  # fmt: skip
    row = one(**died)
    assert (row["followed_until"], row["restricted"]) == (local("24T09:00"), False)


def test_a_death_ahead_ends_nothing_and_one_in_a_ring_that_nobody_follows_does() -> None:
    ahead = [{"person": "A", "trait": "deceased", "since": "2022-02-01T00:00"}]
    assert one(traits=ahead)["followed_until"] == local("2022-02-05T00:00")
    rules = replace(RULES, rings={"close": replace(CLOSE, followup=())})
    dead = [{"person": "A", "trait": "deceased", "recorded": "23T09:00"}]
    assert one(rules=rules, traits=dead)["followed_until"] == local("23T09:00")


def test_nobody_offers_a_vaccine_to_the_dead() -> None:
    given = {"vaccine": Prophylaxis(hours(72), (), "test prophylaxis")}
    dead = [{"person": "A", "trait": "deceased"}]
    rules = replace(RULES, prophylaxis=given)
    assert traced(CASE, rules=rules, stays=MET).prophylaxis.height == 1
    assert traced(CASE, rules=rules, stays=MET, traits=dead).prophylaxis.is_empty()


def test_close_contacts_are_restricted_and_general_ones_never() -> None:
    hall = [stay("P0", "22T10:00", "22T12:00", "hall"), stay("B", "22T10:00", "22T12:00", "hall")]
    found = contacts(
        CASE, rules=BOTH, places=[{"place": "hall", "kind": "hall"}], stays=hall, relations=[relation("P0", "A")]
    )
    assert {row["ring"]: row["restricted"] for row in found} == {"close": True, "general": False}


def test_secondary_contacts_have_a_term_of_their_own() -> None:
    found = contacts(
        CASE, rules=SECONDARY, relations=[relation("P0", "A", until="21T00:00"), relation("A", "X", until="21T00:00")]
    )
    assert [row["followed_until"] for row in found] == [local("2022-02-04T00:00"), local("28T00:00")]


def test_a_restriction_may_begin_days_after_the_first_exposure() -> None:
    later = replace(RULES, rings={"close": replace(CLOSE, begins=days(5))})
    assert one(rules=later)["restricted_from"] == local("26T00:00")
    assert one()["restricted_from"] == local("21T10:00")


def test_immunoglobulin_after_the_exposure_prolongs_the_term() -> None:
    rules = replace(RULES, after_immunoglobulin=days(28))
    for at, until in (("22T10:00", "2022-02-19T00:00"), ("20T10:00", "2022-02-05T00:00")):
        doses = [{"person": "A", "at": at, "vaccine": "Immunoglobulin", "number": 1}]
        assert one(rules=rules, doses=doses)["followed_until"] == local(until)


IMMUNE = ("two_doses_mcv_written", "lab_igg", "lab_confirmed_disease", "born_before_1957")
TWICE = [{"person": "A", "at": f"20{year}-05-01", "vaccine": "MMR", "number": n} for n, year in ((1, 10), (2, 14))]


def proven(immune: tuple[str, ...] = IMMUNE, **facts: Any) -> bool:
    """Whether the household contact A is held to be immune; listed in any case."""
    rules = replace(MEASLES, immune=immune, immune_clause="test contact.immune")
    row = contacts({"rash": "2022-01-22"}, rules=rules, relations=[relation("P0", "A")], **facts)[0]
    assert row["restricted"] is not row["immune"]
    assert ("test contact.immune" in row["clause"]) is row["immune"]
    return bool(row["immune"])


def test_an_immune_contact_is_listed_and_not_restricted() -> None:
    assert proven(traits=[{"person": "A", "trait": "immune"}])
    assert not proven()


def test_immunity_counts_only_where_the_policy_counts_it() -> None:
    assert not proven(immune=(), traits=[{"person": "A", "trait": "immune"}])


@pytest.mark.parametrize("since", ["23T00:00", "2022-01-18"])
def test_what_may_have_come_after_the_exposure_proves_nothing(since: str) -> None:
    assert not proven(traits=[{"person": "A", "trait": "immune", "since": since}])


def test_an_immunity_that_ended_proves_nothing() -> None:
    assert not proven(traits=[{"person": "A", "trait": "immune", "until": "2022-01-10"}])


def test_two_dated_doses_of_a_measles_vaccine_prove_immunity() -> None:
    assert proven(doses=TWICE)
    assert not proven(doses=TWICE[:1])
    assert proven(doses=[{"person": "A", "at": "2014-05-01", "vaccine": "麻腮风", "number": 2}])


def test_undated_doses_and_those_of_other_vaccines_prove_nothing() -> None:
    assert not proven(doses=[{**dose, "at": None} for dose in TWICE])
    assert not proven(doses=[{**dose, "vaccine": "mRNA COVID-19"} for dose in TWICE])
    assert not proven(doses=[{**dose, "vaccine": None} for dose in TWICE])


def test_a_second_dose_after_the_exposure_proves_nothing() -> None:
    assert not proven(doses=[TWICE[0], {**TWICE[1], "at": "2022-01-23"}])


def test_a_positive_measles_igg_proves_immunity() -> None:
    specimens = [{"specimen": "S", "subject_kind": "person", "subject": "A", "taken": "2021-05-01"}]
    result = {"specimen": "S", "assay": "ELISA IgG", "target": "measles", "result": "positive"}
    assert proven(specimens=specimens, results=[result])
    assert not proven(specimens=specimens, results=[{**result, "result": "negative"}])
    assert not proven(specimens=specimens, results=[{**result, "assay": "ELISA IgM"}])
    assert not proven(specimens=specimens, results=[{**result, "target": "rubella"}])


@pytest.mark.parametrize(("disease", "immune"), [("virus", True), ("SARS-CoV-2", False)])
def test_an_earlier_confirmed_case_of_this_disease_proves_immunity(disease: str, immune: bool) -> None:
    incidents = [{"incident": "old", "disease": disease, "policy": "test"}]
    cases = [{"case": "C0", "person": "A", "incident": "old"}]
    classes = [{"case": "C0", "class": "confirmed", "at": "2021-05-01"}]
    assert proven(incidents=incidents, cases=cases, classifications=classes) is immune


@pytest.mark.parametrize(("birth", "immune"), [("1956-12-31", True), ("1957-01-01", False), (".. 1957-06-01", False)])
def test_born_before_1957_is_born_before_it_for_certain(birth: str, immune: bool) -> None:
    assert proven(persons=[{"person": "A", "birth": birth}]) is immune


def test_evidence_of_immunity_that_nobody_defined_is_an_error_that_names_it() -> None:
    from seawall.plan.trace.settings import SettingError

    with pytest.raises(SettingError, match="feels_fine"):
        proven(immune=("feels_fine",))
