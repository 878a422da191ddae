"""The time a page is asked for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from seawall.desk.planning import Read
from seawall.web.errors import AskedError
from seawall.web.times import Span, asked, decoded, jumps

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2022-01-{text}+08:00")


THERE = Span(at("21T22:00"), at("23T05:12"), Read(0, 0))


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "1642885200",
        "2022-01-23T04:00",
        "2022-01-23",
        "now",
        "",
        "-",
        "23:00+08:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
    ],
)
def test_a_time_without_its_offset_a_number_and_a_word_are_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(AskedError, match=r"allowed is one with its offset, such as 2022-01-23T04:00\+08:00"):
        decoded(text)


@pytest.mark.parametrize("text", ["2022-01-23T04:00+08:00", "2022-01-23T04:00 08:00", "2022-01-22T20:00Z"])
def test_a_time_with_its_offset_is_that_moment_also_where_a_browser_wrote_the_plus_as_a_blank(text: str) -> None:
    assert decoded(text) == at("23T04:00")


def test_nothing_is_asked_before_anything_was_known_or_after_now() -> None:
    assert asked(None, THERE) == THERE.now
    assert asked("2022-01-22T00:00+08:00", THERE) == at("22T00:00")
    assert asked("2020-01-01T00:00Z", THERE) == THERE.first
    assert asked("2030-01-01T00:00Z", THERE) == THERE.now


def test_an_officer_goes_back_to_last_night_and_to_the_hand_over_before_now() -> None:
    assert jumps(THERE, SHANGHAI) == [("last night", at("22T22:00")), ("hand-over", at("22T20:00"))]
    assert jumps(THERE._replace(now=at("22T21:00")), SHANGHAI) == [("hand-over", at("22T20:00"))]
    assert jumps(THERE._replace(now=THERE.first + timedelta(minutes=1)), SHANGHAI) == []
