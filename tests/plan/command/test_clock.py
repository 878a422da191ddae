"""The incident clock: each step in time, late, open, or not to be told."""

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from seawall.plan.command import CommandRules, Step, clock
from seawall.plan.confirm import ConfirmRules, episodes
from seawall.tables.limit import Limit
from tests.given import Row, frame, given, local

CASES: list[Row] = [{"case": "C1", "person": "P1", "incident": "I"}]
SITES: list[Row] = [{"site": "Q", "kind": "quarantine"}, {"site": "H", "kind": "designated_hospital"}]
SWAB: Row = {"specimen": "S1", "subject_kind": "person", "subject": "P1", "taken": "22"}
POSITIVE: dict[str, Any] = {
    "specimens": [SWAB],
    "results": [{"specimen": "S1", "result": "positive", "at": "22"}],
}
VERDICT: dict[str, Any] = {"classifications": [{"case": "C1", "at": "23T04:00", "class": "asymptomatic"}]}


def hours(number: float) -> Limit:
    return Limit(timedelta(hours=number))


def limited(name: str, start: str, limit: Limit | None, **more: Any) -> CommandRules:
    return CommandRules((Step(name, "limit", start, limit, owner="them", **more),), visit_days=1)


def contacts(*rows: tuple[str, str, list[str]], restricted: bool = True) -> pl.DataFrame:
    """Contacts: person, ring, the rows they rest on."""
    return pl.DataFrame(
        [(person, ring, restricted, evidence) for person, ring, evidence in rows],
        schema={"person": pl.String, "ring": pl.String, "restricted": pl.Boolean, "evidence": pl.List(pl.String)},
        orient="row",
    )


def step(
    rules: CommandRules, now: str = "25T12:00", people: pl.DataFrame | None = None, **tables: Any
) -> dict[str, Any]:
    """The clock's one row."""
    facts = given("2023-01-01T00:00", **{"cases": CASES, "sites": SITES, **tables})
    known = episodes(facts, ConfirmRules(("asymptomatic",), history=True), local(now))
    (row,) = clock(facts, known, contacts() if people is None else people, rules, local(now)).to_dicts()
    return row


def task(name: str, at: str | None, outcome: str = "done", number: int = 1, **more: Any) -> dict[str, Any]:
    done: list[Row] = [{"task": f"T{number}", "at": at, "outcome": outcome}] if at else []
    return {"tasks": [{"task": f"T{number}", "incident": "I", "step": name, **more}], "done": done}


def test_from_a_positive_of_the_day_to_a_verdict_at_four_it_took_4_to_28_hours() -> None:
    row = step(limited("confirmed", "screened", None), **POSITIVE, **VERDICT)
    assert row["why"] == "the first positive 22 Jan (hour unknown), done 23 Jan 04:00: 4 to 28 h"
    assert (row["state"], row["due_from"]) == ("met", None)
    assert row["target"] == "after the first positive; no text seen sets a limit"


def test_a_limit_that_falls_inside_the_moment_cannot_be_told() -> None:
    moved: Row = {"person": "P1", "site": "H", "at": ".. 23T04:00"}
    row = step(limited("transferred", "screened", hours(2)), admissions=[moved], **POSITIVE)
    assert row["state"] == "cannot_tell"
    assert (row["due_from"], row["due_until"]) == (local("22T02:00"), local("23T02:00"))
    assert (row["done_from"], row["done_until"]) == (None, local("23T04:00"))
    assert row["why"].endswith("at most 28 h")


def test_a_step_is_late_once_it_must_be_past_its_due_and_open_before() -> None:
    rules = limited("published", "confirmed", hours(5))
    assert step(rules, "23T09:00", **POSITIVE, **VERDICT)["state"] == "open"
    assert step(rules, "23T09:01", **POSITIVE, **VERDICT)["state"] == "late"


def test_what_a_step_waits_for_has_not_happened_so_it_is_open_without_a_due() -> None:
    row = step(limited("published", "confirmed", hours(5)), **POSITIVE)
    assert (row["state"], row["due_from"], row["due_until"]) == ("open", None, None)
    assert row["why"] == "the conclusion: nothing says that it happened"


def test_done_without_a_known_beginning_cannot_be_told() -> None:
    row = step(limited("published", "confirmed", hours(5)), **task("published", "23T10:00"))
    assert row["state"] == "cannot_tell"


def test_a_rule_that_the_policy_lists_as_missing_is_named_and_judges_nothing() -> None:
    rules = limited(
        "case_investigation", "screened", None, missing="policy X lists clock.case_investigation as missing"
    )
    row = step(rules, **POSITIVE, **task("case_investigation", "22T10:00"))
    assert (row["state"], row["target"]) == ("cannot_tell", "policy X lists clock.case_investigation as missing")


def test_the_clause_keeps_its_mark() -> None:
    rules = limited("published", "confirmed", hours(5), clause="covid19-cn-8 clock.x [conflict]")
    assert step(rules)["clause"] == "covid19-cn-8 clock.x [conflict]"


def test_of_several_tasks_of_a_step_all_must_be_done() -> None:
    first, second = task("seal", "23T10:00"), task("seal", "23T12:00", number=2)
    both: dict[str, Any] = {name: [*first[name], *second[name]] for name in first}
    rules = limited("seal", "confirmed", hours(12))
    assert step(rules, **VERDICT, **both)["done_until"] == local("23T12:00")
    undone: dict[str, Any] = {"tasks": both["tasks"], "done": first["done"]}
    assert step(rules, **VERDICT, **undone)["state"] == "late"


@pytest.mark.parametrize("outcome", ["partly", "failed", "refused", "not_found"])
def test_only_done_is_done(outcome: str) -> None:
    rules = limited("seal", "confirmed", hours(24))
    assert step(rules, "23T10:00", **VERDICT, **task("seal", "23T09:00", outcome))["state"] == "open"


def test_the_team_of_an_unfinished_task_owns_the_step() -> None:
    rules = limited("seal", "confirmed", hours(24))
    assert step(rules, "23T10:00", **VERDICT, **task("seal", None, team="team 3"))["owner"] == "team 3"
    assert step(rules, **VERDICT, **task("seal", "23T09:00", team="team 3"))["owner"] == "them"


def test_a_signed_publication_publishes_with_the_last_signature_it_needs() -> None:
    order = {
        "order": "O1", "incident": "I", "verb": "inform", "subject": "public", "scope": "publication",
        "signatures": 2, "from": local("23T05:00"), "until": local("23T23:00"),
        **dict.fromkeys(("why", "why_public", "evidence", "clause", "policy", "policy_version", "ends", "plan"), "x"),
    }  # fmt: skip

    def signed(*by: tuple[str, str, str]) -> dict[str, Any]:
        rows = [
            {"order": "O1", "officer": who, "role": "r", "organisation": org, "at": local(at)} for who, org, at in by
        ]
        return step(limited("published", "confirmed", hours(5)), orders=[order], signatures=rows, **VERDICT)

    assert signed(("wang", "hq", "23T06:00"), ("li", "cdc", "23T08:00"))["done_from"] == local("23T08:00")
    assert signed(("wang", "hq", "23T06:00"), ("li", "hq", "23T08:00"))["state"] == "late"


def test_the_request_that_named_the_person_begins_the_search_for_them() -> None:
    request: Row = {"request": "R", "direction": "in", "unit": "U", "person": "P1", "received": "21"}
    entered: Row = {"person": "P1", "site": "Q", "at": "21T22:00"}
    row = step(limited("found", "notified", hours(2)), requests=[request], admissions=[entered])
    assert (row["done_from"], row["state"]) == (local("21T22:00"), "cannot_tell")


def test_a_request_about_somebody_else_begins_nothing() -> None:
    request: Row = {"request": "R", "direction": "in", "unit": "U", "person": "P9", "received": "21"}
    assert step(limited("found", "notified", hours(2)), requests=[request])["due_from"] is None


def test_an_excluded_case_leaves_no_trace_on_the_clock() -> None:
    excluded = [*VERDICT["classifications"], {"case": "C1", "at": "24T10:00", "class": "excluded"}]
    row = step(limited("published", "confirmed", hours(5)), **POSITIVE, classifications=excluded)
    assert (row["state"], row["due_from"]) == ("open", None)


def test_the_first_case_sets_the_clock_and_its_transfer_counts() -> None:
    cases: list[Row] = [*CASES, {"case": "C2", "person": "P2", "incident": "I"}]
    swabs = [SWAB, {**SWAB, "specimen": "S2", "subject": "P2", "taken": "24"}]
    results = [*POSITIVE["results"], {"specimen": "S2", "result": "positive", "at": "24T10:00"}]
    moved: list[Row] = [{"person": "P2", "site": "H", "at": "24T11:00"}]
    rules = limited("transferred", "screened", hours(2))
    row = step(rules, cases=cases, specimens=swabs, results=results, admissions=moved)
    assert (row["state"], row["done_until"]) == ("late", None)


def test_a_hospital_left_before_the_positive_is_no_transfer() -> None:
    earlier: Row = {"person": "P1", "site": "H", "at": "2022-01-02"}
    row = step(limited("transferred", "screened", hours(2)), admissions=[earlier], **POSITIVE)
    assert (row["state"], row["done_until"]) == ("late", None)


def test_what_happened_has_happened_by_now_so_a_day_not_yet_over_can_be_in_time() -> None:
    rules = limited("published", "confirmed", hours(8))
    assert step(rules, "23T11:00", **VERDICT, **task("published", "23"))["state"] == "met"
    assert step(rules, "24T11:00", **VERDICT, **task("published", "23"))["state"] == "cannot_tell"


RELATIONS: list[Row] = [
    {"row": "r1", "person": "A", "other": "P1", "kind": "household", "recorded": "22T10:00"},
    {"row": "r2", "person": "B", "other": "P1", "kind": "household", "recorded": "23T10:00"},
]
RULES = limited("isolated", "screened", hours(8))
DATED: dict[str, Any] = {
    "specimens": [SWAB],
    "results": [{"specimen": "S1", "result": "positive", "at": "22T08:00"}],
}


def rooms(now: str, *entered: tuple[str, str], people: pl.DataFrame | None = None, **more: Any) -> dict[str, Any]:
    admissions = [{"person": person, "site": "Q", "at": at} for person, at in entered]
    both = contacts(("A", "close", ["r1"]), ("B", "close", ["r2"]))
    return step(
        RULES, now, both if people is None else people, relations=RELATIONS, admissions=admissions, **DATED, **more
    )


def test_each_contacts_hours_run_from_the_positive_or_from_being_named() -> None:
    row = rooms("24T00:00", ("A", "22T17:00"), ("B", "23T17:00"))
    assert (row["state"], row["done_until"], row["due_until"]) == ("met", local("23T17:00"), local("23T18:00"))
    assert rooms("24T00:00", ("A", "22T18:01"), ("B", "23T17:00"))["state"] == "late"


def test_while_somebody_waits_their_due_is_shown_and_how_many_are_inside() -> None:
    row = rooms("23T12:00", ("A", "22T17:00"))
    assert (row["state"], row["done_from"], row["due_from"]) == ("open", None, local("23T18:00"))
    assert row["why"].endswith("1 of 2 close contacts here are in a room")
    assert rooms("23T18:01", ("A", "22T17:00"))["state"] == "late"


def test_an_admission_ahead_puts_nobody_in_a_room() -> None:
    assert rooms("23T12:00", ("A", "22T17:00"), ("B", "23T17:00"))["why"].endswith(
        "1 of 2 close contacts here are in a room"
    )


def test_contacts_handed_over_to_another_place_are_that_places_to_isolate() -> None:
    over: Row = {"request": "R", "direction": "out", "unit": "U", "person": "B"}
    assert rooms("24T00:00", ("A", "22T17:00"), requests=[over])["state"] == "met"


def test_when_a_stay_is_among_the_reasons_nobody_can_say_when_the_contact_was_named() -> None:
    people = contacts(("A", "close", ["r1", "a stay"]))
    assert rooms("24T00:00", ("A", "22T21:00"), people=people)["state"] == "cannot_tell"
    assert rooms("24T00:00", ("A", "22T15:00"), people=people)["state"] == "met"


def test_whom_the_rule_does_not_restrict_needs_no_room() -> None:
    free = contacts(("A", "close", ["r1"]), restricted=False)
    assert rooms("24T00:00", people=free)["due_from"] is None


def test_no_steps_give_an_empty_clock() -> None:
    facts = given(cases=CASES)
    known = episodes(facts, ConfirmRules(()), local("25T12:00"))
    assert clock(facts, known, contacts(), CommandRules((), visit_days=1), local("25T12:00")).is_empty()


def test_a_task_without_a_time_was_done_some_time_before_now() -> None:
    tables = task("seal", "23T10:00")
    undated = frame("done", [{"task": "T1", "outcome": "done"}])
    assert undated["at_from"].to_list() == [None]
    row = step(limited("seal", "confirmed", hours(24)), "23T12:00", **VERDICT, tasks=tables["tasks"],
               done=[{"task": "T1", "outcome": "done"}])  # fmt: skip
    assert row["state"] == "met"
