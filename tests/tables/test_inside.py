"""Who is inside which site at a time."""

from typing import Any

from seawall.tables.inside import inside, stays, unbroken
from tests.given import SHANGHAI, given, local

Q: dict[str, Any] = {"person": "P", "site": "Q"}


def there(*rows: dict[str, Any], now: str = "22T12:00") -> list[Any]:
    facts = given(at=now, admissions=rows)
    return inside(facts, local(now)).select("person", "site").rows()


def since(row: dict[str, Any], now: str = "22T12:00") -> list[Any]:
    return inside(given(at=now, admissions=[row]), local(now))["since"].to_list()


def gone(*rows: dict[str, Any], now: str = "22T12:00") -> list[Any]:
    return stays(given(at=now, admissions=rows), local(now))["gone"].to_list()


def test_who_entered_and_has_not_left_is_inside_also_where_nobody_knows_since_when() -> None:
    assert there({**Q, "at": "22T12:00"}) == [("P", "Q")]
    assert there({**Q}) == [("P", "Q")]
    assert there({**Q, "at": "2022-01-22"}) == [("P", "Q")]


def test_an_admission_ahead_begins_nothing() -> None:
    assert there({**Q, "at": "22T12:01"}) == []
    assert there({**Q, "at": "20T12:00"}, {**Q, "site": "H", "at": "25T12:00"}) == [("P", "Q")]


def test_who_is_to_leave_has_not_left() -> None:
    assert there({**Q, "at": "20T12:00", "until": "25T12:00"}) == [("P", "Q")]
    assert there({**Q, "at": "20T12:00", "until": "22T12:00"}) == []
    assert there({**Q, "at": "20T12:00", "until": "2022-01-22"}) == [("P", "Q")]


def test_a_later_admission_ends_the_one_before_it_and_its_end_ends_both() -> None:
    moved = [{**Q, "at": "20T12:00"}, {**Q, "site": "H", "at": "21T12:00"}]
    assert there(*moved) == [("P", "H")]
    assert there(moved[0], {**moved[1], "until": "21T20:00"}) == []
    assert gone(*moved) == [local("21T12:00"), None]


def test_somebody_is_inside_since_the_latest_time_they_may_have_entered_and_never_since_later_than_now() -> None:
    assert since({**Q, "at": "20T10:00 .. 20T14:00"}) == [local("20T14:00")]
    assert since({**Q, "at": "20T10:00 .."}) == [local("20T10:00")]
    assert since({**Q, "at": "20T10:00 ..", "recorded": "21T09:00"}) == [local("21T09:00")]
    assert since({**Q, "recorded": "21T09:00"}) == [local("21T09:00")]
    assert since({**Q, "at": "2022-01-22"}) == [local("22T12:00")]


def test_who_entered_elsewhere_has_left_also_where_the_leaving_was_written_down_for_later() -> None:
    assert gone({**Q, "at": "20T12:00", "until": "22T08:00"}, {**Q, "site": "H", "at": "21T12:00"}) == [
        local("21T12:00"), None
    ]  # fmt: skip


def test_the_admission_of_one_ends_the_stay_of_nobody_else() -> None:
    assert there({**Q, "at": "20T12:00"}, {**Q, "person": "R", "at": "21T12:00"}) == [("P", "Q"), ("R", "Q")]


def test_of_two_admissions_the_later_counts_and_of_one_time_the_one_learned_last() -> None:
    assert there({**Q, "site": "H", "at": "21T12:00"}, {**Q, "at": "20T12:00", "recorded": "22T09:00"}) == [("P", "H")]
    learned = [{**Q, "at": "20T12:00", "recorded": "20T14:00"}, {**Q, "site": "H", "at": "20T12:00"}]
    assert there(*learned) == [("P", "Q")]


def test_a_stay_that_was_left_ended_then_and_one_to_be_left_has_no_end_yet() -> None:
    assert gone({**Q, "at": "20T12:00", "until": "21T12:00"}) == [local("21T12:00")]
    assert gone({**Q, "at": "20T12:00", "until": "25T12:00"}) == [None]
    assert gone({**Q, "at": "20T12:00", "until": "21T12:00 .."}) == [local("22T12:00")]


def test_from_one_site_to_the_next_on_one_day_nobody_was_at_home() -> None:
    moved = [{**Q, "at": "10T12:00", "until": "12T12:00"}, {**Q, "site": "H", "at": "12T20:00"}]
    facts = given(at="22T12:00", admissions=moved)
    assert unbroken(stays(facts, local("22T12:00")), SHANGHAI).rows() == [("P", local("10T12:00"), None)]
    back = given(at="22T12:00", admissions=[moved[0], {**moved[1], "at": "13T00:00"}])
    assert unbroken(stays(back, local("22T12:00")), SHANGHAI).rows() == [
        ("P", local("10T12:00"), local("12T12:00")), ("P", local("13T00:00"), None)
    ]  # fmt: skip
