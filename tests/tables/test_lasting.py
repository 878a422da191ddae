"""What holds at a time, where its beginning and its end may not be known."""

import pytest

from seawall.tables.lasting import lasting, surely_lasting
from tests.given import Row, frame, local

NOW = local("23T12:00")


def holds(**dated: str) -> tuple[bool, bool]:
    row: Row = {"person": "P", "trait": "dialysis", **dated}
    said = frame("traits", [row]).select(lasting(NOW).alias("may"), surely_lasting(NOW).alias("must"))
    may, must = said.row(0)
    return may, must


def test_what_nobody_dated_goes_on() -> None:
    assert holds() == (True, True)


@pytest.mark.parametrize("dated", [{"until": "23T12:00"}, {"since": "23T12:01"}])
def test_what_is_over_or_has_not_begun_does_not_hold(dated: dict[str, str]) -> None:
    assert holds(**dated) == (False, False)


@pytest.mark.parametrize("dated", [{"until": "23T12:01"}, {"since": "23T12:00"}])
def test_a_beginning_belongs_to_it_and_an_end_does_not(dated: dict[str, str]) -> None:
    assert holds(**dated) == (True, True)


@pytest.mark.parametrize(
    "dated",
    [
        {"until": "2022-01-23"}, {"since": "2022-01-23"}, {"until": ".. 25T00:00"}, {"until": "20T00:00 .."},
        {"since": "20T00:00 .."},
    ],
)  # fmt: skip
def test_what_may_be_over_or_not_begun_may_hold_and_need_not(dated: dict[str, str]) -> None:
    assert holds(**dated) == (True, False)


def test_what_has_begun_before_some_time_has_begun() -> None:
    assert holds(since=".. 20T00:00") == (True, True)
