"""Who is on duty at a time, and in which order they are called."""

from seawall.tables.roster import roster
from tests.given import Row, given, local


def on_duty(*duties: Row, now: str = "23T04:00") -> list[str]:
    house = {"role": "commander", "organisation": "hq"}
    there = roster(given(at=now, duties=[{**house, **row} for row in duties]), local(now))
    assert there.columns == ["rank", "officer", "role", "organisation"]
    return there["officer"].to_list()


def test_they_are_called_by_rank_and_of_one_rank_by_name() -> None:
    rows = [{"officer": name, "rank": rank} for name, rank in (("zhao", 1), ("an", 2), ("li", 1))]
    assert on_duty(*rows) == ["li", "zhao", "an"]


def test_a_watch_begins_at_its_first_minute_and_is_over_at_its_last() -> None:
    night = {"officer": "li", "rank": 1, "since": "22T20:00", "until": "23T04:00"}
    assert on_duty(night) == []
    assert on_duty(night, now="23T03:59") == ["li"]
    assert on_duty(night, now="22T20:00") == ["li"]
    assert on_duty(night, now="22T19:59") == []


def test_a_duty_that_nobody_dated_goes_on() -> None:
    assert on_duty({"officer": "li", "rank": 1}) == ["li"]
