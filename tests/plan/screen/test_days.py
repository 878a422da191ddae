"""Test days of contacts: from the isolation, from the day at home, and always the last."""

from dataclasses import replace

from seawall.plan.screen import Course, Days
from tests.given import local
from tests.plan.screen.giving import CLOSE, RULES, SECONDARY, asked, contact, days, entered, only, screened

NO_LAST = only(last_day="")


def test_days_in_a_site_count_from_the_day_of_admission() -> None:
    found = days(contact(last="2022-01-21"), admissions=[entered("A", "22T10:00")], rules=only(tests=CLOSE.tests[:1]))
    assert found == ["01-22", "01-25", "01-28", "02-04", "02-11"]  # 1, 4, 7, 14 and the end of the whole term


def test_days_at_home_count_from_the_day_after_the_term_in_the_site() -> None:
    rules = only(tests=CLOSE.tests[1:], last_day="")
    assert days(contact(last="2022-01-20"), rules=rules) == ["02-05", "02-10"]  # day 1 at home is 4 February


def test_without_an_admission_days_count_from_the_restriction_and_the_reason_says_so() -> None:
    row = asked(contact(last="2022-01-20", begins="22T09:00"))[0]
    assert row["day"] == "2022-01-22"
    assert row["why"] == (
        "close contact of C1: day 1 of isolation, from the beginning of the restriction on 2022-01-22: "
        "no admission is known"
    )


def test_with_an_admission_the_reason_names_it() -> None:
    row = asked(contact(), admissions=[entered("A", "22T10:00")])[0]
    assert row["why"] == "close contact of C1: day 1 of isolation, from the admission to Q1 on 2022-01-22"
    assert row["clause"] == "site days"


def test_the_term_runs_from_the_last_exposure_so_a_contact_found_late_has_fewer_days() -> None:
    late = days(contact(last="2022-01-10"), admissions=[entered("A", "22T10:00")], rules=NO_LAST)
    assert late == ["01-22", "01-26", "01-31"]  # the site's term ends on the 24th; days 4, 7 and 14 never come


def test_the_last_day_of_the_term_in_the_site_and_of_the_whole_are_test_days() -> None:
    late = days(contact(last="2022-01-10"), admissions=[entered("A", "22T10:00")])
    assert late == ["01-22", "01-24", "01-26", "01-31"]


def test_a_contact_found_after_the_term_in_the_site_has_only_the_days_at_home_that_are_left() -> None:
    assert days(contact(last="2022-01-06", begins="22T09:00")) == ["01-22", "01-27"]  # home days 2 and 7


def test_a_day_before_the_isolation_never_comes() -> None:
    assert days(contact(last="2022-01-06", begins="23T09:00"), now="23T10:00") == ["01-27"]


def test_a_secondary_contact_is_tested_by_its_own_rule_to_its_own_end() -> None:
    assert days(contact(ring="secondary", last="2022-01-20", begins="22T09:00")) == ["01-22", "01-25", "01-27"]


def test_without_a_site_the_days_of_isolation_run_to_the_end_of_the_term() -> None:
    home = only("secondary", site_days=None, last_day="")
    assert days(contact(ring="secondary", last="2022-01-21"), rules=home) == ["01-21", "01-24", "01-27"]


def test_the_restriction_cannot_hold_before_the_case_was_opened_or_the_contact_named() -> None:
    case = {"case": "C1", "person": "P0", "incident": "I", "opened": "22T03:00"}
    late = contact(begins="15T09:00", last="2022-01-15", evidence=["relations-0"])
    named = {"person": "A", "other": "P0", "kind": "household"}
    first = [asked(late, cases=[case])[0]["day"]]
    first += [asked(late, relations=[{**named, "recorded": "21T10:00"}])[0]["day"]]
    first += [asked(late, cases=[case], relations=[{**named, "recorded": "21T10:00"}])[0]["day"]]
    assert first == ["2022-01-22", "2022-01-21", "2022-01-22"]


def test_an_admission_before_the_exposure_begins_no_isolation() -> None:
    before = [entered("A", "15T10:00"), entered("A", "23T10:00", "Q2")]
    assert asked(contact(), admissions=before, now="24T00:00")[0]["day"] == "2022-01-23"


def test_an_admission_still_to_come_begins_no_isolation() -> None:
    assert asked(contact(begins="22T09:00"), admissions=[entered("A", "24T10:00")])[0]["day"] == "2022-01-22"


def test_the_first_admission_counts_and_one_of_uncertain_time_from_the_earliest() -> None:
    two = [entered("A", "24T10:00"), entered("A", "22T22:00 .. 23T02:00")]
    assert asked(contact(), admissions=two, now="25T00:00")[0]["day"] == "2022-01-22"


def test_admissions_near_midnight_belong_to_the_local_day() -> None:
    assert asked(contact(), admissions=[entered("A", "22T00:30")])[0]["day"] == "2022-01-22"
    assert asked(contact(), admissions=[entered("A", "22T23:59")], now="23T00:00")[0]["day"] == "2022-01-22"


def test_a_test_is_due_from_midnight_to_midnight() -> None:
    row = asked(contact(), admissions=[entered("A", "22T10:00")])[0]
    assert (row["due_from"], row["due_until"]) == (local("22T00:00"), local("23T00:00"))


def test_leaving_the_site_and_the_end_of_the_term_take_two_swabs() -> None:
    rows = asked(contact(last="2022-01-21"), admissions=[entered("A", "22T10:00")])
    double = [(row["day"][5:], row["clause"]) for row in rows if row["kind"] == "PCR nasopharyngeal, double"]
    assert double == [
        ("02-04", "site days; double; last day"), ("02-11", "home days; double; last day")
    ]  # fmt: skip
    assert {row["kind"] for row in asked(contact(), rules=only(double=""))} == {"PCR nasopharyngeal"}


def test_a_policys_own_day_on_the_last_takes_two_swabs_without_a_rule_of_the_last_day() -> None:
    rows = asked(contact(last="2022-01-21"), admissions=[entered("A", "22T10:00")], rules=NO_LAST)
    assert [row["day"][5:] for row in rows if "double" in row["kind"]] == ["02-04", "02-11"]


def test_a_secondary_contact_gives_one_swab_at_the_end() -> None:
    assert {row["kind"] for row in asked(contact(ring="secondary"))} == {"PCR nasopharyngeal"}


def test_two_rules_of_one_day_are_one_row_with_both_reasons() -> None:
    both = [contact(), contact(ring="secondary", case="C2")]
    row = asked(*both, admissions=[entered("A", "22T10:00")])[0]
    assert row["clause"] == "site days; second days"
    assert row["why"] == (
        "close contact of C1: day 1 of isolation, from the admission to Q1 on 2022-01-22; "
        "secondary contact of C2: day 1 of isolation, from the admission to Q1 on 2022-01-22"
    )


def test_a_day_on_which_one_rule_asks_for_two_swabs_takes_two_in_whatever_order_they_ask() -> None:
    both = [contact(last="2022-01-20"), contact(ring="secondary", last="2022-02-03", case="C2")]
    turned = replace(RULES, rings={"secondary": SECONDARY, "close": CLOSE})
    for rules in (RULES, turned):
        rows = asked(*both, rules=rules, admissions=[entered("A", "22T10:00")])
        assert [row["day"] for row in rows if "double" in row["kind"]] == ["2022-02-03", "2022-02-10"]


def test_a_contact_of_two_cases_serves_the_longer_term() -> None:
    two = [contact(last="2022-01-10"), contact(last="2022-01-12", case="C2")]
    rows = asked(*two, admissions=[entered("A", "22T10:00")])
    assert [row["day"][5:] for row in rows] == ["01-22", "01-25", "01-26", "01-28", "02-02"]
    assert rows[0]["why"].startswith("close contact of C1, C2: day 1")


def test_the_last_day_is_that_of_the_person_over_all_rings() -> None:
    both = [contact(last="2022-01-06"), contact(ring="secondary", last="2022-01-21", case="C2")]
    rows = [row for row in asked(*both) if "last day of the term," in row["why"]]
    assert [row["day"] for row in rows] == ["2022-01-28"]
    assert rows[0]["kind"] == "PCR nasopharyngeal, double"


def test_the_last_day_stands_once_and_by_the_nearest_ring() -> None:
    both = asked(contact(), contact(ring="secondary", case="C2"))
    last = [row["why"] for row in both if "last day of the term," in row["why"]]
    assert [why.count("last day of the term,") for why in last] == [1]
    assert "close contact of C1: last day of the term," in last[0]


def test_a_term_that_is_served_in_one_part_has_one_last_day() -> None:
    rows = asked(contact(ring="secondary", last="2022-01-20", begins="22T09:00"))
    assert rows[-1]["why"] == (
        "secondary contact of C1: last day of the term, which runs from the last exposure on 2022-01-20"
    )


def test_a_day_at_home_after_the_end_of_its_own_ring_never_comes() -> None:
    late = only(tests=(Days("home_day", (9,), "home days"),), last_day="")
    longer = contact(ring="secondary", last="2022-01-28", case="C2")
    rows = asked(contact(last="2022-01-10"), longer, rules=late, now="29T10:00")
    assert [row["clause"] for row in rows if "home days" in row["clause"]] == []


def test_a_contact_is_named_when_the_last_row_it_rests_on_was_recorded() -> None:
    relation = {"person": "A", "other": "P0", "kind": "household"}
    rows = [{**relation, "recorded": "21T10:00"}, {**relation, "recorded": "22T10:00"}]
    row = contact(begins="15T09:00", last="2022-01-15", evidence=["relations-0", "relations-1"])
    assert asked(row, relations=rows)[0]["day"] == "2022-01-22"


def test_a_contact_of_two_cases_is_isolated_from_the_earlier_restriction_on() -> None:
    two = [contact(begins="20T09:00"), contact(begins="22T09:00", case="C2")]
    assert asked(*two)[0]["day"] == "2022-01-20"


def test_who_is_not_restricted_immune_or_no_longer_followed_has_no_test() -> None:
    assert days(contact(restricted=False)) == []
    assert days(contact(immune=True)) == []
    assert days(contact(last="2022-01-01"), now="23T00:00") == []
    assert days(contact(last="2022-01-01"), now="22T23:59") != []
    assert days(contact(ring="general", restricted=False)) == []


def test_who_has_an_open_case_has_no_test_as_a_contact() -> None:
    case = {"case": "C2", "person": "A", "incident": "I"}
    held = {"case": "C2", "class": "excluded", "at": "22T10:00"}
    assert days(contact(), cases=[case]) == []
    assert days(contact(), cases=[case], classifications=[held]) != []
    assert days(contact(), cases=[case], outcomes=[{"case": "C2", "outcome": "discharged", "at": "22T10:00"}]) != []
    assert days(contact(), cases=[case], outcomes=[{"case": "C2", "outcome": "icu", "at": "22T10:00"}]) == []
    left = [
        {"case": "C2", "outcome": "released", "at": "21T10:00"},
        {"case": "C2", "outcome": "lost", "at": "22T10:00"},
    ]
    assert days(contact(), cases=[case], outcomes=left) != []


def test_a_ring_that_nothing_binds_is_tested_where_the_policy_gives_it_days() -> None:
    course = Course((Days("isolation_day", (1, 4), "shared meal"),), "PCR", bound=False)
    rules = replace(RULES, rings={"co_exposed": course})
    row = contact(ring="co_exposed", restricted=False, restricted_from=None)
    assert days(row, rules=rules) == ["01-20", "01-23"]
    assert asked(row, rules=rules)[0]["why"].startswith("co-exposed person of C1: day 1")
    assert days({**row, "immune": True}, rules=rules) == []


def test_a_test_on_the_day_of_tracing_is_of_that_day_whatever_came_later() -> None:
    course = Course((Days("traced_day", (1,), "traced"),), "mpox_pcr", bound=False)
    rows = asked(
        contact(restricted=False, restricted_from=None), rules=replace(RULES, rings={"close": course}),
        admissions=[entered("A", "22T10:00")],
    )  # fmt: skip
    assert [(row["day"], row["kind"]) for row in rows] == [("2022-01-20", "mpox_pcr")]
    assert rows[0]["why"] == "close contact of C1: day 1 since traced on 2022-01-20"


def test_a_policy_without_tests_gives_empty_frames_with_their_columns() -> None:
    empty = screened(contact(), rules=replace(RULES, rings={}, zones={}, environment=None))
    assert empty.tests.is_empty()
    assert empty.tests.schema == screened(contact()).tests.schema
    assert empty.found.is_empty()
