"""What was done of a test: done, due, planned, overdue, lost."""

from dataclasses import replace
from typing import Any

from tests.plan.screen.giving import RULES, asked, contact, entered, only, result, states, swab

ADMITTED = [entered("A", "22T00:00")]
ONCE = only(double="")


def state(now: str = "22T12:00", day: str = "01-22", **more: Any) -> str:
    """The state of the test of one day of a contact admitted on the 22nd: days 22, 25, 28 …"""
    return states(contact(last="2022-01-21"), admissions=ADMITTED, now=now, rules=ONCE, **more)[day]


def row(now: str = "22T12:00", **more: Any) -> dict[str, Any]:
    return asked(contact(last="2022-01-21"), admissions=ADMITTED, now=now, **more)[0]


def test_today_is_due_and_later_is_planned() -> None:
    assert state("22T00:00") == "due"
    assert state("22T23:59") == "due"
    assert state("22T12:00", "01-25") == "planned"


def test_past_is_overdue_and_after_the_limit_lost() -> None:
    assert state("23T00:00") == "overdue"
    assert state("24T23:59") == "overdue"
    assert state("25T00:00") == "lost"


def test_a_specimen_of_that_day_with_a_result_does_it() -> None:
    done = row(specimens=[swab("S1", "22T09:00")], results=[result("S1")])
    assert (done["state"], done["specimen"]) == ("done", "S1")
    assert state(specimens=[swab("S1", "22T00:00")], results=[result("S1", "positive")]) == "done"


def test_a_specimen_taken_before_it_was_due_does_nothing() -> None:
    assert state(specimens=[swab("S1", "21T23:59")], results=[result("S1")]) == "due"


def test_a_specimen_after_it_was_due_and_before_the_next_one_does_it() -> None:
    late: dict[str, Any] = {"specimens": [swab("S1", "24T23:59")], "results": [result("S1")]}
    assert state("26T00:00", **late) == "done"
    assert state("26T00:00", "01-25", **late) == "overdue"
    next_one: dict[str, Any] = {"specimens": [swab("S1", "25T00:00")], "results": [result("S1")]}
    assert state("26T00:00", **next_one) == "lost"
    assert state("26T00:00", "01-25", **next_one) == "done"


def test_a_specimen_of_a_day_counts_for_that_day_and_one_of_unknown_time_for_none() -> None:
    assert state(specimens=[swab("S1", "2022-01-22")], results=[result("S1")]) == "done"
    assert state(specimens=[swab("S1", ".. 22T10:00")], results=[result("S1")]) == "due"
    assert state(specimens=[swab("S1", "21T20:00 .. 22T10:00")], results=[result("S1")]) == "due"


def test_sampled_without_a_result_is_not_done_and_the_reason_says_so() -> None:
    waiting = row(specimens=[swab("S1", "22T09:00")])
    assert (waiting["state"], waiting["specimen"]) == ("due", None)
    assert waiting["why"].endswith("; sampled (S1), no result yet")


def test_a_result_that_says_nothing_is_not_done_and_is_repeated() -> None:
    for said in ("indeterminate", "invalid"):
        unclear = row(specimens=[swab("S1", "22T09:00")], results=[result("S1", said)])
        assert unclear["state"] == "due"
        assert unclear["why"].endswith(f"; S1 was {said}: repeat")


def test_a_shared_tube_tells_of_everybody_when_negative_and_of_nobody_when_positive() -> None:
    pooled = [swab("S1", "22T09:00", pool="T")]
    assert state(specimens=pooled, results=[result("S1")]) == "done"
    assert state(specimens=pooled, results=[result("S1", "positive")]) == "due"


def test_a_second_specimen_clears_what_the_first_left_open() -> None:
    two = [swab("S1", "22T09:00"), swab("S2", "22T10:00")]
    done = row(specimens=two, results=[result("S1", "indeterminate"), result("S2")])
    assert (done["state"], done["specimen"]) == ("done", "S2")
    assert "repeat" not in done["why"]


def test_one_indeterminate_target_leaves_a_specimen_open_and_one_invalid_does_not() -> None:
    def said(other: str) -> str:
        both = [result("S1", target="N"), result("S1", other, target="ORF1ab")]
        return state(specimens=[swab("S1", "22T09:00")], results=both)

    assert (said("indeterminate"), said("invalid")) == ("due", "done")


def test_what_is_unclear_after_a_clear_result_takes_nothing_back() -> None:
    two = [swab("S1", "22T09:00"), swab("S2", "22T10:00")]
    done = row(specimens=two, results=[result("S1"), result("S2", "indeterminate")])
    assert (done["state"], done["specimen"]) == ("done", "S1")


def test_blood_antibodies_and_specimens_of_others_do_no_test() -> None:
    assert state(specimens=[swab("S1", "22T09:00", kind="blood")], results=[result("S1")]) == "due"
    assert state(specimens=[swab("S1", "22T09:00", kind="oropharyngeal")], results=[result("S1")]) == "done"
    assert state(specimens=[swab("S1", "22T09:00")], results=[result("S1", assay="IgM")]) == "due"
    assert state(specimens=[swab("S1", "22T09:00", "B")], results=[result("S1")]) == "due"
    assert state(specimens=[{**swab("S1", "22T09:00"), "subject_kind": "place"}], results=[result("S1")]) == "due"


def test_a_double_test_takes_two_specimens() -> None:
    def last(*specimens: str) -> dict[str, Any]:
        taken = [swab(each, "2022-02-04T09:00") for each in specimens]
        rows = asked(
            contact(last="2022-01-21"), admissions=ADMITTED, now="2022-02-04T12:00", specimens=taken,
            results=[result(each) for each in specimens],
        )  # fmt: skip
        return next(each for each in rows if each["day"] == "2022-02-04")

    assert last("S1")["state"] == "due"
    assert last("S1")["why"].endswith("; one of two swabs has its result (S1)")
    assert (last("S1", "S2")["state"], last("S1", "S2")["specimen"]) == ("done", "S2")


def test_the_tests_of_a_contact_nobody_has_seen_are_lost_when_past() -> None:
    unseen = {"followups": [{"person": "A", "due": "19", "seen": False}]}
    late = states(contact(), admissions=[], now="22T12:00", **unseen)
    assert late["01-20"] == "lost"
    assert states(contact(), now="22T12:00")["01-20"] == "overdue"
    assert late["01-23"] == "planned"
    said = [row["why"].endswith("; nobody has seen the contact") for row in asked(contact(), now="22T12:00", **unseen)]
    assert said[0]
    assert not any(said[1:])


def test_seen_in_time_or_in_a_site_is_not_lost() -> None:
    seen = [{"person": "A", "due": "19", "at": "19T10:00", "seen": True}]
    assert states(contact(), now="22T12:00", followups=seen)["01-20"] == "overdue"
    unseen = [{"person": "A", "due": "17", "seen": False}]
    inside = states(contact(), now="22T12:00", followups=unseen, admissions=[entered("A", "20T14:00")])
    assert inside["01-20"] == "overdue"
    left = [entered("A", "20T14:00", until="21T10:00")]
    assert states(contact(), now="22T12:00", followups=unseen, admissions=left)["01-20"] == "lost"


def test_without_a_number_no_contact_is_lost() -> None:
    unseen = {"followups": [{"person": "A", "due": "2022-01-02", "seen": False}]}
    rules = replace(RULES, unseen_days=None)
    assert states(contact(), now="22T12:00", rules=rules, **unseen)["01-20"] == "overdue"
