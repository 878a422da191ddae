"""Results that change a class at once: open a case, become close, repeat."""

from dataclasses import replace
from typing import Any

from tests.given import local
from tests.plan.screen.giving import RULES, contact, result, screened, swab

CLOSE = contact("V")
SECOND = contact("A", "secondary", via="V")


def found(*contacts: Any, **more: Any) -> list[dict[str, Any]]:
    return screened(*contacts, **more).found.to_dicts()


def changes(*contacts: Any, **more: Any) -> list[tuple[str, str, str]]:
    return [(row["change"], row["person"], row["specimen"]) for row in found(*contacts, **more)]


def case(person: str, case: str = "C2", **more: Any) -> dict[str, Any]:
    return {"case": case, "person": person, "incident": "I", **more}


def test_a_positive_of_somebody_without_a_case_opens_one() -> None:
    rows = found(specimens=[swab("S1", "22T09:00")], results=[result("S1", "positive", at="22T11:00")])
    assert rows == [{
        "person": "A", "change": "open_case", "becomes": "screened_positive", "specimen": "S1",
        "at_from": local("22T11:00"), "at_until": local("22T11:00"),
        "why": "specimen S1 was positive and no case is open: open one as screened_positive",
        "clause": "positive", "evidence": ["specimens-0", "results-0"],
    }]  # fmt: skip


def test_the_first_positive_is_the_one_that_is_named() -> None:
    two = [swab("S2", "22T10:00"), swab("S1", "22T09:00")]
    assert changes(specimens=two, results=[result("S1", "positive"), result("S2", "positive")]) == [
        ("open_case", "A", "S1")
    ]


def test_one_positive_target_makes_a_specimen_positive() -> None:
    both = [result("S1", "negative", target="N"), result("S1", "positive", target="ORF1ab")]
    assert changes(specimens=[swab("S1", "22T09:00")], results=both) == [("open_case", "A", "S1")]


def test_an_antibody_opens_no_case_however_it_is_written() -> None:
    for target in ("IgG", "IgG/IgM", "SARS-CoV-2 IgM", "总抗体"):
        said = [result("S1", "positive", target=target)]
        assert changes(specimens=[swab("S1", "22T09:00")], results=said) == []
    said = [result("S1", "positive", assay="Sigma PCR")]
    assert changes(specimens=[swab("S1", "22T09:00")], results=said) == [("open_case", "A", "S1")]


def test_a_negative_or_no_result_changes_nothing() -> None:
    assert changes(specimens=[swab("S1", "22T09:00"), swab("S2", "22T10:00")], results=[result("S1")]) == []


def test_somebody_with_a_case_is_confirms_unless_it_was_excluded_before() -> None:
    positive = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1", "positive")]}
    assert changes(cases=[case("A")], **positive) == []
    closed = [{"case": "C2", "outcome": "discharged", "at": "20T10:00"}]
    assert changes(cases=[case("A")], outcomes=closed, **positive) == []

    def excluded(at: str) -> list[tuple[str, str, str]]:
        held = [{"case": "C2", "class": "excluded", "at": at, "recorded": at}]
        return changes(cases=[case("A")], classifications=held, **positive)

    assert excluded("22T08:00") == [("open_case", "A", "S1")]
    assert excluded("22T10:00") == []


def test_an_exclusion_dated_by_its_day_was_made_when_it_was_recorded() -> None:
    held = [{"case": "C2", "class": "excluded", "at": "2022-01-22", "recorded": "22T08:00"}]
    positive = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1", "positive")]}
    assert changes(cases=[case("A")], classifications=held, **positive) == [("open_case", "A", "S1")]


def test_one_case_that_was_excluded_does_not_take_back_the_other() -> None:
    held = [{"case": "C2", "class": "excluded", "at": "20T08:00", "recorded": "20T08:00"}]
    positive = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1", "positive")]}
    assert changes(cases=[case("A"), case("A", "C3")], classifications=held, **positive) == []


def test_a_class_that_followed_an_exclusion_stands() -> None:
    held = [
        {"case": "C2", "class": "excluded", "at": "21T08:00", "recorded": "21T08:00"},
        {"case": "C2", "class": "confirmed", "at": "21T09:00", "recorded": "21T09:00", "follows": "classifications-0"},
    ]
    positive = {"specimens": [swab("S1", "22T09:00")], "results": [result("S1", "positive")]}
    assert changes(cases=[case("A")], classifications=held, **positive) == []


def test_an_indeterminate_or_invalid_result_is_repeated_until_something_clear_comes() -> None:
    for said in ("indeterminate", "invalid"):
        rows = found(specimens=[swab("S1", "22T09:00")], results=[result("S1", said)])
        assert [(row["change"], row["becomes"], row["why"], row["clause"]) for row in rows] == [
            ("repeat", None, f"specimen S1 was {said}: repeat", "again")
        ]
    two = [swab("S1", "22T09:00"), swab("S2", "22T10:00")]
    assert changes(specimens=two, results=[result("S1", "indeterminate"), result("S2")]) == []
    assert changes(specimens=two, results=[result("S1"), result("S2", "invalid")]) == [("repeat", "A", "S2")]
    none = replace(RULES, repeats=())
    assert changes(specimens=two[:1], results=[result("S1", "invalid")], rules=none) == []


def test_a_positive_shared_tube_is_nobodys_positive_and_each_is_sampled_alone() -> None:
    pooled = [swab("S1", "22T09:00", pool="T"), swab("S2", "22T09:00", "B", pool="T")]
    rows = found(specimens=pooled, results=[result("S1", "positive"), result("S2", "positive")])
    assert [(row["change"], row["person"]) for row in rows] == [("repeat", "A"), ("repeat", "B")]
    assert rows[0]["why"] == "the shared tube T of specimen S1 was positive: sample alone"


def test_a_positive_among_the_first_two_tests_of_a_close_contact_makes_their_contacts_close() -> None:
    two = [swab("S1", "21T09:00", "V"), swab("S2", "22T09:00", "V")]
    rows = found(CLOSE, SECOND, specimens=two, results=[result("S1"), result("S2", "positive")])
    close = next(row for row in rows if row["change"] == "becomes_close")
    assert (close["person"], close["becomes"], close["specimen"], close["clause"]) == ("A", "close", "S2", "linked")
    assert close["why"] == "test 2 of the first 2 of close contact V was positive (specimen S2)"


def test_a_positive_of_the_third_test_is_past_the_rule() -> None:
    three = [swab(f"S{i}", f"2{i}T09:00", "V") for i in (1, 2, 3)]
    said = [result("S1"), result("S2"), result("S3", "positive")]
    assert changes(CLOSE, SECOND, now="23T12:00", specimens=three, results=said) == [("open_case", "V", "S3")]


def test_a_test_without_a_result_yet_is_among_the_first_and_an_invalid_one_is_not() -> None:
    three = [swab(f"S{i}", f"2{i}T09:00", "V") for i in (1, 2, 3)]
    rest = [result("S2"), result("S3", "positive")]
    waiting = changes(CLOSE, SECOND, now="23T12:00", specimens=three, results=rest)
    assert ("becomes_close", "A", "S3") not in waiting
    void = changes(CLOSE, SECOND, now="23T12:00", specimens=three, results=[result("S1", "invalid"), *rest])
    assert ("becomes_close", "A", "S3") in void


def test_a_test_before_the_exposure_is_not_among_the_first() -> None:
    three = [swab("S0", "19T09:00", "V"), swab("S1", "21T09:00", "V"), swab("S2", "22T09:00", "V")]
    said = [result("S0"), result("S1"), result("S2", "positive")]
    assert ("becomes_close", "A", "S2") in changes(CLOSE, SECOND, specimens=three, results=said)


def test_without_the_rule_nobody_becomes_close() -> None:
    one = {"specimens": [swab("S1", "21T09:00", "V")], "results": [result("S1", "positive")]}
    assert changes(CLOSE, SECOND, rules=replace(RULES, linked=None), **one) == [("open_case", "V", "S1")]


def test_only_those_who_met_that_close_contact_of_that_case_become_close() -> None:
    one = {"specimens": [swab("S1", "21T09:00", "V")], "results": [result("S1", "positive")]}
    others = [
        contact("B", "secondary", via="W"), contact("D", "secondary", via="V", case="C9"), contact("E", "general")
    ]  # fmt: skip
    assert ("becomes_close", "A", "S1") in changes(CLOSE, SECOND, *others, **one)
    assert {person for _, person, _ in changes(CLOSE, SECOND, *others, **one)} == {"A", "V"}
    assert changes(contact("V", "general"), SECOND, **one) == [("open_case", "V", "S1")]


def test_who_met_two_positive_close_contacts_becomes_close_once_by_the_first() -> None:
    second = contact("A", "secondary", via="W", case="C3")
    other = contact("W", case="C3")
    taken = [swab("S1", "21T09:00", "V"), swab("S2", "21T08:00", "W")]
    said = [result("S1", "positive", at="21T12:00"), result("S2", "positive", at="21T11:00")]
    found = changes(CLOSE, SECOND, other, second, specimens=taken, results=said)
    assert [row for row in found if row[0] == "becomes_close"] == [("becomes_close", "A", "S2")]


def test_who_is_close_to_the_new_case_already_or_a_case_does_not_become_close() -> None:
    one = {"specimens": [swab("S1", "21T09:00", "V")], "results": [result("S1", "positive")]}
    traced = contact("A", case="C2")
    assert changes(CLOSE, SECOND, traced, cases=[case("V")], **one) == []
    assert changes(CLOSE, SECOND, cases=[case("V")], **one) == [("becomes_close", "A", "S1")]
    assert changes(CLOSE, SECOND, cases=[case("A")], **one) == [("open_case", "V", "S1")]
