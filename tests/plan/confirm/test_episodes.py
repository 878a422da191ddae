"""An episode from the first positive to the release: small facts in, the contract's columns out."""

from typing import Any

from seawall.plan.confirm import ConfirmRules, episodes
from tests.given import Row, given, local, when

NOW = "24T12:00"
CASE = {"case": "C1", "person": "P1", "incident": "I"}
RULES = ConfirmRules(trace_classes=("screened_positive", "suspect", "asymptomatic", "confirmed"), history=True)
SERVICE = ConfirmRules(trace_classes=RULES.trace_classes, history=False)
SITES: list[Row] = [
    {"site": "Q1", "kind": "quarantine"},
    {"site": "H1", "kind": "designated_hospital"},
    {"site": "W", "kind": "hospital"},
    {"site": "L1", "kind": "laboratory", "registered": True},
    {"site": "L2", "kind": "laboratory", "registered": False},
]
TWO = {"by": "a", "organisation": "cdc", "second_by": "b", "second_organisation": "hospital"}


def episode(rules: ConfirmRules = RULES, case: str = "C1", now: str = NOW, **tables: Any) -> dict[str, Any]:
    """The one row of the case asked for."""
    tables = {"cases": [CASE], "sites": SITES, **tables}
    facts = given("2023-01-01T00:00", **tables)
    found = {row["case"]: row for row in episodes(facts, rules, local(now)).to_dicts()}
    return found[case]


def of(row: dict[str, Any], moment: str) -> tuple[Any, Any]:
    return row[f"{moment}_from"], row[f"{moment}_until"]


def bounds(text: str) -> tuple[Any, Any]:
    moment = when(text)
    return moment.earliest, moment.latest


def swab(specimen: str, taken: str, pool: str | None = None, person: str = "P1") -> Row:
    return {"specimen": specimen, "subject_kind": "person", "subject": person, "taken": taken, "pool": pool}


def test_a_case_nobody_classified_is_open_provisional_and_has_no_class() -> None:
    row = episode()
    assert (row["class"], row["open"], row["provisional"], row["excluded"]) == (None, True, True, False)
    assert row["asymptomatic"] is None


def test_the_latest_conclusion_counts_however_late_an_earlier_one_is_recorded() -> None:
    row = episode(
        classifications=[
            {"case": "C1", "at": "23T04:00", "class": "asymptomatic", "recorded": "23T04:10"},
            {"case": "C1", "at": "22", "class": "screened_positive", "recorded": "23T09:00"},
        ]
    )
    assert row["class"] == "asymptomatic"
    assert of(row, "class") == bounds("23T04:00")


def test_of_two_conclusions_at_one_moment_the_later_recorded_counts() -> None:
    row = episode(
        classifications=[
            {"case": "C1", "at": "23T04:00", "class": "confirmed", "recorded": "23T05:00"},
            {"case": "C1", "at": "23T04:00", "class": "asymptomatic", "recorded": "23T04:10"},
        ]
    )
    assert row["class"] == "confirmed"


def test_a_step_that_follows_counts_even_when_both_are_dated_to_one_day() -> None:
    row = episode(
        classifications=[
            {"row": "b", "case": "C1", "at": "22", "class": "asymptomatic", "follows": "a", "recorded": "22T20:00"},
            {"row": "a", "case": "C1", "at": "22", "class": "screened_positive", "recorded": "22T21:00"},
        ]
    )
    assert row["class"] == "asymptomatic"


def test_a_conclusion_without_severity_or_origin_does_not_unsay_them() -> None:
    row = episode(
        classifications=[
            {"case": "C1", "at": "22T10:00", "class": "suspect", "severity": "mild", "origin": "imported"},
            {"case": "C1", "at": "23T04:00", "class": "confirmed"},
        ]
    )
    assert (row["severity"], row["origin"]) == ("mild", "imported")


def test_a_corrected_conclusion_is_gone_and_a_transition_is_not_a_correction() -> None:
    said = {"row": "a", "case": "C1", "at": "22T10:00", "class": "confirmed"}
    corrected = {"row": "b", "case": "C1", "at": "22T10:00", "class": "suspect", "corrects": "a"}
    assert episode(classifications=[said, corrected])["class"] == "suspect"
    moved = {"row": "b", "case": "C1", "at": "23T10:00", "class": "asymptomatic", "follows": "a"}
    assert episode(classifications=[said, moved])["class"] == "asymptomatic"


def test_asymptomatic_clinical_and_carrier_are_conclusions_and_not_provisional() -> None:
    for held in ("asymptomatic", "clinical", "carrier", "confirmed"):
        row = episode(classifications=[{"case": "C1", "at": "22T10:00", "class": held}])
        assert (row["class"], row["provisional"]) == (held, False)
    for held in ("screened_positive", "suspect"):
        assert episode(classifications=[{"case": "C1", "at": "22T10:00", "class": held}])["provisional"] is True


def test_an_exclusion_closes_the_case_and_its_stays() -> None:
    row = episode(
        classifications=[
            {"case": "C1", "at": "22T10:00", "class": "suspect"},
            {"case": "C1", "at": "23T10:00", "class": "excluded"},
        ]
    )
    assert (row["excluded"], row["open"], row["opens_stays"]) == (True, False, False)


def test_discharge_release_and_death_close_a_case_and_lost_does_not() -> None:
    for outcome in ("discharged", "released", "died_of", "died_with"):
        assert episode(outcomes=[{"case": "C1", "at": "23", "outcome": outcome}])["open"] is False
    for outcome in ("lost", "admitted", "icu"):
        assert episode(outcomes=[{"case": "C1", "at": "23", "outcome": outcome}])["open"] is True


def test_being_lost_after_discharge_does_not_reopen_and_readmission_does() -> None:
    home = {"case": "C1", "at": "20", "outcome": "discharged"}
    assert episode(outcomes=[home, {"case": "C1", "at": "23", "outcome": "lost"}])["open"] is False
    row = episode(outcomes=[home, {"case": "C1", "at": "23", "outcome": "admitted"}])
    assert (row["open"], row["outcome"]) == (True, "admitted")


def test_a_case_of_a_closed_incident_is_not_open() -> None:
    incident = {"incident": "I", "policy": "p", "closed": "24T00:00"}
    assert episode(incidents=[incident], now="24T12:00")["open"] is False
    assert episode(incidents=[incident], now="23T12:00")["open"] is True


def test_the_onset_is_the_earliest_symptom_with_the_bounds_of_the_earliest() -> None:
    row = episode(
        symptoms=[
            {"person": "P1", "kind": "cough", "onset": "20"},
            {"person": "P1", "kind": "fever", "onset": "19T22:00 .. 20T06:00"},
        ]
    )
    assert of(row, "onset") == bounds("19T22:00 .. 20T06:00")
    assert row["asymptomatic"] is False


def test_an_onset_stated_as_such_outweighs_single_symptoms() -> None:
    row = episode(
        symptoms=[{"person": "P1", "kind": "cough", "onset": "10"}, {"person": "P1", "kind": "onset", "onset": "20"}]
    )
    assert of(row, "onset") == bounds("20")


def test_an_onset_before_a_time_stays_open_to_the_past() -> None:
    row = episode(
        symptoms=[
            {"person": "P1", "kind": "cough", "onset": ".. 21T04:00"},
            {"person": "P1", "kind": "fever", "onset": "21"},
        ]
    )
    assert of(row, "onset") == bounds(".. 21T04:00")


def test_a_symptom_of_unknown_time_does_not_hide_a_dated_one() -> None:
    row = episode(symptoms=[{"person": "P1", "kind": "cough"}, {"person": "P1", "kind": "fever", "onset": "21"}])
    assert of(row, "onset") == bounds("21")


def test_the_rash_has_its_own_moment() -> None:
    row = episode(
        symptoms=[{"person": "P1", "kind": "prodrome", "onset": "10"}, {"person": "P1", "kind": "rash", "onset": "14"}]
    )
    assert of(row, "onset") == bounds("10")
    assert of(row, "rash") == bounds("14")


def test_asked_and_had_none_is_asymptomatic_and_falling_ill_later_ends_it() -> None:
    none = {"person": "P1", "kind": "none"}
    assert episode(symptoms=[none])["asymptomatic"] is True
    assert episode(symptoms=[none, {"person": "P1", "kind": "fever", "onset": "24"}])["asymptomatic"] is False


def test_the_first_positive_is_dated_by_its_taking_and_by_its_result() -> None:
    row = episode(
        specimens=[swab("S0", "21"), swab("S1", "22"), swab("S2", "23T01:00")],
        results=[
            {"specimen": "S0", "result": "negative", "at": "21"},
            {"specimen": "S1", "result": "positive", "at": "22T18:00"},
            {"specimen": "S2", "result": "positive", "at": "23T03:00"},
        ],
    )
    assert of(row, "sample") == bounds("22")
    assert of(row, "positive") == bounds("22T18:00")


def test_a_positive_pool_is_nobodys_positive() -> None:
    row = episode(
        specimens=[swab("S1", "22", pool="T9")], results=[{"specimen": "S1", "result": "positive", "at": "22"}]
    )
    assert of(row, "positive") == (None, None)


def test_an_indeterminate_result_and_an_igg_antibody_are_no_positive() -> None:
    row = episode(
        specimens=[swab("S1", "22"), swab("S2", "22")],
        results=[
            {"specimen": "S1", "result": "indeterminate", "at": "22"},
            {"specimen": "S2", "result": "positive", "assay": "ELISA", "target": "IgG", "at": "22"},
        ],
    )
    assert of(row, "positive") == (None, None)


def test_a_swab_of_a_door_handle_is_not_a_person_of_the_same_id() -> None:
    handle = {"specimen": "S1", "subject_kind": "object", "subject": "P1", "taken": "22"}
    row = episode(specimens=[handle], results=[{"specimen": "S1", "result": "positive", "at": "22"}])
    assert of(row, "sample") == (None, None)


def test_isolation_begins_with_the_first_site_the_case_did_not_leave_before_it_came_to_light() -> None:
    positive: dict[str, Any] = {
        "specimens": [swab("S1", "22")],
        "results": [{"specimen": "S1", "result": "positive", "at": "22"}],
    }
    row = episode(
        admissions=[
            {"person": "P1", "site": "Q1", "at": "10", "until": "12"},
            {"person": "P1", "site": "Q1", "at": "21T22:00", "until": ".. 23T04:00"},
            {"person": "P1", "site": "H1", "at": "23T03:00"},
        ],
        **positive,
    )
    assert of(row, "isolated") == bounds("21T22:00")


def test_an_ordinary_ward_does_not_isolate() -> None:
    assert of(episode(admissions=[{"person": "P1", "site": "W", "at": "21T22:00"}]), "isolated") == (None, None)


def test_a_second_case_of_a_person_has_its_own_onset_and_specimens() -> None:
    tables: dict[str, Any] = {
        "cases": [
            {**CASE, "opened": "2022-01-05"},
            {"case": "C2", "person": "P1", "incident": "I", "opened": "22", "previous": "C1",
             "relation_to_previous": "re_positive"},
        ],
        "outcomes": [{"case": "C1", "at": "15", "outcome": "discharged"}],
        "specimens": [swab("S1", "2022-01-04"), swab("S2", "20")],
        "results": [
            {"specimen": "S1", "result": "positive", "at": "2022-01-05"},
            {"specimen": "S2", "result": "positive", "at": "22"},
        ],
        "symptoms": [{"person": "P1", "kind": "fever", "onset": "2022-01-03"}, {"person": "P1", "kind": "none",
                     "recorded": "22T10:00"}],
    }  # fmt: skip
    first, second = episode(**tables), episode(case="C2", **tables)
    assert of(first, "sample") == bounds("2022-01-04")
    assert of(second, "sample") == bounds("20")
    assert (first["asymptomatic"], second["asymptomatic"]) == (False, True)
    assert (second["previous"], second["relation_to_previous"], second["open"]) == ("C1", "re_positive", True)


def test_a_case_that_names_a_previous_one_of_another_incident_begins_where_that_ended() -> None:
    row = episode(
        case="C2",
        cases=[{"case": "C2", "person": "P1", "incident": "I", "opened": "22", "previous": "C1"}],
        outcomes=[{"case": "C1", "at": "15", "outcome": "discharged"}],
        specimens=[swab("S1", "2022-01-04"), swab("S2", "20")],
        results=[{"specimen": "S1", "result": "positive"}, {"specimen": "S2", "result": "positive"}],
    )
    assert of(row, "sample") == bounds("20")


def positive_of(laboratory: str, **signed: str) -> dict[str, Any]:
    return {
        "classifications": [{"case": "C1", "at": "23T04:00", "class": "asymptomatic", **signed}],
        "specimens": [swab("S1", "22")],
        "results": [{"specimen": "S1", "result": "positive", "laboratory": laboratory, "at": "22"}],
    }


def test_in_service_stays_open_after_a_registered_positive_and_two_organisations() -> None:
    assert episode(SERVICE, **positive_of("L1", **TWO))["opens_stays"] is True


def test_an_unregistered_laboratory_opens_nothing() -> None:
    for laboratory in ("L2", "H1", "nobody"):
        assert episode(SERVICE, **positive_of(laboratory, **TWO))["opens_stays"] is False


def test_one_signature_or_one_organisation_or_one_person_twice_opens_nothing() -> None:
    for signed in (
        {},
        {"by": "a", "organisation": "cdc"},
        {**TWO, "second_by": "a"},
        {**TWO, "second_organisation": "cdc"},
    ):
        assert episode(SERVICE, **positive_of("L1", **signed))["opens_stays"] is False


def test_a_class_the_policy_does_not_trace_opens_nothing_even_in_a_history() -> None:
    row = episode(classifications=[{"case": "C1", "at": "22T10:00", "class": "clinical"}])
    assert row["opens_stays"] is False


def test_a_discharged_case_still_opens_stays_because_its_contacts_are_still_followed() -> None:
    row = episode(
        SERVICE, outcomes=[{"case": "C1", "at": "24T10:00", "outcome": "discharged"}], **positive_of("L1", **TWO)
    )
    assert (row["open"], row["opens_stays"]) == (False, True)


def test_the_evidence_names_the_rows_the_episode_rests_on() -> None:
    row = episode(SERVICE, **positive_of("L1", **TWO))
    assert row["evidence"] == ["cases-0", "classifications-0", "results-0", "specimens-0"]


def test_no_cases_give_an_empty_table_with_the_same_columns() -> None:
    facts = given(cases=[CASE])
    whole = episodes(facts, RULES, local(NOW))
    empty = episodes(given(), RULES, local(NOW))
    assert empty.is_empty()
    assert empty.schema == whole.schema
