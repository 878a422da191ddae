"""Who is inside which site at a time."""

from typing import Any

from seawall.tables.inside import inside, stays, unbroken
from tests.given import SHANGHAI, given, local

Q: dict[str, Any] = {"person": "P", "site": "Q"}


def there(*rows: dict[str, Any], now: str = "22T12:00") -> list[Any]:
    facts = given(at=now, admissions=rows)
    return inside(facts, local(now)).select("person", "site").rows()


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
