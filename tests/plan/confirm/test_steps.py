"""The next step of a case, and what its release still lacks."""

from datetime import timedelta
from typing import Any

from seawall.plan.confirm import ConfirmRules, Discharge, SuspectExclusion, episodes, steps
from seawall.tables.limit import Limit
from tests.given import Row, given, local

DAY = timedelta(days=1)
EIGHTH = ConfirmRules(
    trace_classes=("confirmed",),
    transfer=Limit(timedelta(hours=2)),
    discharges={
        "asymptomatic": Discharge("eighth", tests=2, gap=DAY, min_days=14),
        "confirmed": Discharge("eighth", tests=2, gap=DAY, afebrile_days=3, named=("imaging_improved",)),
        "clinical": "the policy lists discharge.clinical as missing",
    },
    suspect_exclusion=SuspectExclusion("suspects", tests=2, gap=DAY, antibody_after_days=7),
    owners={"transfer": "hospital"},
    clauses={"transfer": "the clause"},
)
NINTH = ConfirmRules(
    trace_classes=("confirmed",),
    discharges={"asymptomatic": Discharge("ninth", tests=2, gap=DAY, ct_at_least=35)},
    history=True,
)
HISTORY = ConfirmRules(**{**vars(EIGHTH), "history": True})
TWO = {"by": "a", "organisation": "cdc", "second_by": "b", "second_organisation": "hospital"}
HOSPITAL: Row = {"site": "H1", "kind": "designated_hospital"}
MOVED: Row = {"person": "P1", "site": "H1", "at": "22T12:00"}


def step(tables: dict[str, Any], rules: ConfirmRules = EIGHTH, now: str = "24T12:00") -> dict[str, Any]:
    """The next step of the one case."""
    whole = {"cases": [{"case": "C1", "person": "P1", "incident": "I"}], "sites": [HOSPITAL], **tables}
    facts = given("2023-01-01T00:00", **whole)
    (row,) = steps(episodes(facts, rules, local(now)), facts, rules, local(now)).to_dicts()
    return row


def swabbed(*swabs: tuple[str, str], **more: Any) -> dict[str, list[Row]]:
    """Specimens of P1 with one result each: (taken, result)."""
    return {
        "specimens": [
            {"specimen": f"S{i}", "subject_kind": "person", "subject": "P1", "taken": taken, "kind": more.get("kind")}
            for i, (taken, _) in enumerate(swabs)
        ],
        "results": [{"specimen": f"S{i}", "result": said, "at": taken} for i, (taken, said) in enumerate(swabs)],
    }


def held(name: str, **signed: str) -> dict[str, list[Row]]:
    return {"classifications": [{"case": "C1", "at": "22T14:00", "class": name, **signed}]}


def test_a_first_positive_asks_for_the_hospital_within_the_limit() -> None:
    row = step(swabbed(("22T10:00", "positive")), now="22T11:00")
    assert (row["step"], row["state"], row["owner"], row["clause"]) == ("transfer", "open", "hospital", "the clause")
    assert (row["due_from"], row["due_until"]) == (local("22T12:00"), local("22T12:00"))
    assert step(swabbed(("22T10:00", "positive")), now="22T13:00")["state"] == "late"


def test_a_positive_dated_to_the_day_leaves_the_transfer_undecided() -> None:
    assert step(swabbed(("22", "positive")), now="22T18:00")["state"] == "cannot_tell"


def test_a_hospital_left_before_the_positive_is_no_transfer() -> None:
    earlier = {"person": "P1", "site": "H1", "at": "2022-01-02"}
    assert step({**swabbed(("22T10:00", "positive")), "admissions": [earlier]})["step"] == "transfer"
    assert step({**swabbed(("22T10:00", "positive")), "admissions": [MOVED]})["step"] == "retest"


def test_where_the_policy_sets_no_limit_nobody_is_asked_to_go() -> None:
    assert step(swabbed(("22T10:00", "positive")), NINTH)["step"] == "retest"


def test_a_suspect_without_a_result_needs_a_specimen() -> None:
    assert step(held("suspect"))["step"] == "sample"


def test_after_the_retest_the_panel_concludes() -> None:
    for again in ("positive", "negative", "indeterminate"):
        tables = {**swabbed(("22T10:00", "positive"), ("22T15:00", again)), "admissions": [MOVED]}
        assert step({**tables, **held("screened_positive")})["step"] == "panel"


def test_an_invalid_retest_is_no_retest() -> None:
    tables = {**swabbed(("22T10:00", "positive"), ("22T15:00", "invalid")), "admissions": [MOVED]}
    assert step(tables)["step"] == "retest"


def test_a_second_laboratory_on_the_same_specimen_is_a_retest() -> None:
    tables = {**swabbed(("22T10:00", "positive")), "admissions": [MOVED]}
    tables["results"] = [{**tables["results"][0], "laboratory": "A"}, {**tables["results"][0], "laboratory": "B"}]
    assert step(tables)["step"] == "panel"


def test_in_service_a_conclusion_needs_two_organisations_and_in_a_history_it_does_not() -> None:
    assert step(held("asymptomatic"))["step"] == "class"
    assert step(held("asymptomatic", **TWO))["step"] == "release"
    assert step(held("asymptomatic"), HISTORY)["step"] == "release"


def test_a_closed_or_excluded_case_has_no_next_step() -> None:
    for ending in ({"outcomes": [{"case": "C1", "at": "23", "outcome": "released"}]}, held("excluded")):
        facts = given(cases=[{"case": "C1", "person": "P1", "incident": "I"}], **ending)
        assert steps(episodes(facts, EIGHTH, local("24T12:00")), facts, EIGHTH, local("24T12:00")).is_empty()


ASKED_AND_NONE: dict[str, list[Row]] = {"symptoms": [{"person": "P1", "kind": "none"}]}


def test_a_release_names_each_condition_that_is_missing() -> None:
    row = step({**swabbed(("22T10:00", "positive")), **held("asymptomatic", **TWO), "admissions": [MOVED]})
    assert row["ready"] is False
    assert row["why"] == "missing: 2 of 2 tests (negative); 14 days, until 5 Feb 24:00"


def test_a_second_negative_must_come_a_day_after_the_first() -> None:
    positive, first = ("22T10:00", "positive"), ("2022-02-06T09:00", "negative")
    tables = {**held("asymptomatic", **TWO), "admissions": [MOVED]}
    row = step({**tables, **swabbed(positive, first)}, now="2022-02-07T10:00")
    assert row["why"] == "missing: 1 of 2 tests (negative), the next from 7 Feb 09:00 on"
    early = swabbed(positive, first, ("2022-02-07T08:59", "negative"))
    assert step({**tables, **early}, now="2022-02-07T10:00")["ready"] is False
    enough = swabbed(positive, first, ("2022-02-07T09:00", "negative"))
    assert step({**tables, **enough}, now="2022-02-07T10:00")["ready"] is True


def test_negatives_dated_to_the_day_protect_by_the_least_they_lie_apart() -> None:
    positive = ("22T10:00", "positive")
    tables = {**held("asymptomatic", **TWO), "admissions": [MOVED]}
    next_day = swabbed(positive, ("2022-02-06", "negative"), ("2022-02-07", "negative"))
    assert step({**tables, **next_day}, now="2022-02-10T00:00")["ready"] is False
    day_after = swabbed(positive, ("2022-02-06", "negative"), ("2022-02-08", "negative"))
    assert step({**tables, **day_after}, now="2022-02-10T00:00")["ready"] is True


def test_a_positive_between_two_negatives_begins_the_count_again() -> None:
    tables = {**held("asymptomatic", **TWO), "admissions": [MOVED]}
    swabs = swabbed(
        ("22T10:00", "positive"),
        ("2022-02-06T09:00", "negative"),
        ("2022-02-07T09:00", "indeterminate"),
        ("2022-02-08T09:00", "negative"),
    )
    assert "1 of 2 tests" in step({**tables, **swabs}, now="2022-02-10T00:00")["why"]


def test_the_days_run_from_the_later_of_isolation_and_first_positive_to_the_end_of_the_last() -> None:
    swabs = swabbed(("22T10:00", "positive"), ("2022-02-03T09:00", "negative"), ("2022-02-04T09:00", "negative"))
    tables = {**held("asymptomatic", **TWO), **swabs, "admissions": [MOVED]}
    assert step(tables, now="2022-02-05T23:59")["why"] == "missing: 14 days, until 5 Feb 24:00"
    assert step(tables, now="2022-02-06T00:00")["ready"] is True


def test_both_ct_values_from_the_limit_on_count_as_clear() -> None:
    def swabs(*cts: float) -> dict[str, list[Row]]:
        tables = swabbed(("22T10:00", "positive"), ("28T09:00", "positive"), ("29T09:00", "positive"))
        tables["results"] = [
            {"specimen": f"S{i + 1}", "result": "positive", "target": target, "value": ct, "unit": "Ct"}
            for i, pair in enumerate(zip(cts[::2], cts[1::2], strict=True))
            for target, ct in zip(("N", "ORF1ab"), pair, strict=True)
        ]
        return {**tables, **held("asymptomatic")}

    assert step(swabs(35.0, 36.0, 37.5, 40.0), NINTH)["ready"] is True
    assert step(swabs(35.0, 34.9, 37.5, 40.0), NINTH)["ready"] is False
    assert "Ct from 35 on" in step(swabs(35.0, 34.9, 37.5, 40.0), NINTH)["why"]


def test_what_only_a_clinician_can_say_is_missing_until_it_is_answered() -> None:
    swabs = swabbed(("22T10:00", "positive"), ("25T09:00", "negative"), ("26T09:00", "negative"))
    tables = {**held("confirmed", **TWO), **swabs, "admissions": [MOVED]}
    assert step(tables)["why"] == "missing: afebrile_3_days is not stated; imaging_improved is not stated"
    says = [
        {"person": "P1", "question": question, "answer": "yes"} for question in ("afebrile_3_days", "imaging_improved")
    ]
    assert step({**tables, "answers": says})["ready"] is True
    unsaid = [*says, {**says[0], "answer": "no", "recorded": "2022-01-27T00:00"}]
    assert step({**tables, "answers": unsaid})["ready"] is False


def test_who_never_had_a_symptom_needs_nobody_to_say_that_the_fever_is_gone() -> None:
    swabs = swabbed(("22T10:00", "positive"), ("25T09:00", "negative"), ("26T09:00", "negative"))
    tables = {**held("confirmed", **TWO), **swabs, **ASKED_AND_NONE, "admissions": [MOVED]}
    assert step(tables)["why"] == "missing: imaging_improved is not stated"


def test_without_a_rule_nothing_is_proposed_and_the_reason_is_given() -> None:
    row = step(held("carrier", **TWO))
    assert (row["state"], row["why"]) == ("cannot_tell", "the policy has no rule for the release of the class carrier")
    assert step(held("clinical", **TWO))["why"] == "the policy lists discharge.clinical as missing"


def test_a_suspect_is_excluded_after_two_negatives_and_no_antibody_a_week_after_onset() -> None:
    onset: dict[str, list[Row]] = {"symptoms": [{"person": "P1", "kind": "fever", "onset": "15T08:00"}]}
    swabs = swabbed(("22T10:00", "negative"), ("23T10:00", "negative"))
    row = step({**held("suspect"), **onset, **swabs})
    assert row["why"] == "to exclude it: no negative antibody 7 or more days after onset"
    blood = swabbed(("22T10:00", "negative"), ("23T10:00", "negative"), ("22T08:00", "negative"))
    blood["results"][2] = {**blood["results"][2], "target": "IgM"}
    assert step({**held("suspect"), **onset, **blood})["ready"] is True


def test_an_antibody_is_no_clear_swab() -> None:
    swabs = swabbed(("22T10:00", "positive"), ("2022-02-06T09:00", "negative"), ("2022-02-07T09:00", "negative"))
    swabs["results"][2] = {**swabs["results"][2], "target": "IgM"}
    tables = {**held("asymptomatic", **TWO), **swabs, "admissions": [MOVED]}
    assert "1 of 2 tests" in step(tables, now="2022-02-10T00:00")["why"]


def test_a_policy_that_names_blood_counts_blood_only() -> None:
    ebola = ConfirmRules(
        trace_classes=("confirmed",),
        history=True,
        discharges={"confirmed": Discharge("ebola", tests=2, gap=timedelta(hours=48), specimen="blood")},
    )
    swabs: list[tuple[str, str]] = [("10T10:00", "positive"), ("20T10:00", "negative"), ("22T10:00", "negative")]
    assert step({**held("confirmed"), **swabbed(*swabs, kind="blood")}, ebola)["ready"] is True
    assert step({**held("confirmed"), **swabbed(*swabs, kind="oropharyngeal")}, ebola)["ready"] is False
