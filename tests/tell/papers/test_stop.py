"""Who takes nobody in: where a case was, since when, and until three things are done."""

from typing import Any

from tests.tell.papers.giving import TABLES, boxes, drawn, seen, tables, told

DISINFECTED = {"treatment": "T", "place": "K", "kind": "disinfection", "at": "22T20:00"}
SWAB = {"specimen": "E1", "subject_kind": "place", "subject": "K", "taken": "22T21:00"}
VISITOR = {"person": "F", "place": "K", "came": "21T15:10", "left": "21T15:50"}


def done(**tables_: Any) -> list[str]:
    return boxes(tables(drawn("stop-admission", told(**tables_)))[0].rows[0][3])


def results(*found: str) -> dict[str, Any]:
    """The disinfection, the specimens after it and what was found in them; the case's own first."""
    own = {"specimen": "S1", "subject_kind": "person", "subject": "A", "taken": "22T08:00"}
    swabs = [{**SWAB, "specimen": f"E{n}"} for n in range(len(found))]
    said = [{"specimen": f"E{n}", "result": each} for n, each in enumerate(found)]
    first = {"specimen": "S1", "laboratory": "L", "result": "positive", "at": "22T12:00"}
    return {"treatments": [DISINFECTED], "specimens": [own, *swabs], "results": [first, *said]}


def test_a_clinic_on_the_trail_is_listed_since_the_case_came_and_a_workshop_is_not() -> None:
    rows = tables(drawn("stop-admission", told()))[0].rows
    assert [row[:3] for row in rows] == [["clinic, Liu", "clinic", "21 Jan 15:00"]]


def test_disinfection_counts_after_the_case_was_last_there() -> None:
    assert "disinfected since" in done(treatments=[DISINFECTED])
    assert "disinfected since" not in done(treatments=[{**DISINFECTED, "at": "21T14:00"}])
    assert "disinfected since" not in done(treatments=[{**DISINFECTED, "kind": "spraying"}])
    again = [*TABLES["stays"], {"person": "A", "place": "K", "came": "21T18:00", "left": "21T19:00"}]
    assert "disinfected since" not in done(stays=again, treatments=[{**DISINFECTED, "at": "21T17:00"}])


def test_the_place_is_clean_when_every_specimen_after_disinfection_is_negative() -> None:
    clean = "specimens of the place negative after that"
    assert clean in done(**results("negative", "negative"))
    assert clean not in done(**results("negative", "positive"))
    assert clean not in done(**results())
    pending = results("negative", "negative")
    assert clean not in done(**{**pending, "results": pending["results"][:-1]})
    early = results("negative")
    assert clean not in done(**{**early, "treatments": [{**DISINFECTED, "at": "23T01:00"}]})


def test_everybody_exposed_there_must_be_reached() -> None:
    reached = "everybody exposed there was reached"
    stays = [{"person": "A", "place": "K", "came": "21T15:00", "left": "21T16:00"}, VISITOR]
    assert reached not in done(stays=stays)
    assert reached in done(stays=stays, followups=[{"person": "F", "at": "22T20:00", "seen": True}])


def test_whoever_was_exposed_elsewhere_too_must_be_reached_all_the_same() -> None:
    stays = [
        {"person": "A", "place": "K", "came": "21T15:00", "left": "21T16:00"}, VISITOR,
        {"person": "A", "place": "W", "came": "21T08:00", "left": "21T12:00"},
        {"person": "F", "place": "W", "came": "21T08:00", "left": "21T12:00"},
    ]  # fmt: skip
    assert "everybody exposed there was reached" not in done(stays=stays)


def test_emergency_care_goes_on_and_who_was_there_is_not_said() -> None:
    page = seen("stop-admission", told(), "zh")
    assert "急诊、抢救、分娩、透析照常" in page
    assert "C1" not in page


def test_a_trail_without_such_a_place_says_so() -> None:
    none = told(stays=[])
    assert "No hospital, school or care home is on the trail." in seen("stop-admission", none)
