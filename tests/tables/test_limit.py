"""Limits over moments: met in every world, late in none, else cannot tell."""

from datetime import UTC, datetime, timedelta
from itertools import product

import polars as pl
from hypothesis import given as for_all
from hypothesis import strategies as st

from seawall.tables.limit import CANNOT_TELL, LATE, MET, OPEN, Limit, by, due, first, last, reached, span, state
from seawall.tables.moment import UNKNOWN, Moment
from seawall.tables.shown import CHINESE, hours, shown
from tests.given import SHANGHAI, local, when

TWO_HOURS = Limit(timedelta(hours=2))
H = timedelta(hours=1)
START = datetime(2022, 1, 22, tzinfo=UTC)


def judged(start: str, done: str | None, limit: Limit, now: str = "2022-02-01T00:00") -> str:
    return state(due(when(start), limit, SHANGHAI), when(done) if done else None, local(now))


def test_done_by_the_limit_is_met_and_after_it_is_late() -> None:
    assert judged("22T10:00", "22T12:00", TWO_HOURS) == MET
    assert judged("22T10:00", "22T12:01", TWO_HOURS) == LATE


def test_a_limit_inside_the_moment_cannot_be_told() -> None:
    assert judged("22", ".. 23T04:00", TWO_HOURS) == CANNOT_TELL
    assert judged("22T10:00", "22", TWO_HOURS) == CANNOT_TELL


def test_late_even_at_best_is_late_and_in_time_even_at_worst_is_met() -> None:
    assert judged("22", "23T04:00 .. 23T05:00", TWO_HOURS) == LATE
    assert judged("22T10:00", "22T09:00 .. 22T11:00", TWO_HOURS) == MET


def test_not_done_is_open_until_its_due_and_late_after_it() -> None:
    assert judged("22T10:00", None, TWO_HOURS, now="22T12:00") == OPEN
    assert judged("22T10:00", None, TWO_HOURS, now="22T12:01") == LATE
    assert judged("22", None, TWO_HOURS, now="22T18:00") == CANNOT_TELL


def test_what_it_waits_for_has_not_happened_so_it_is_open() -> None:
    assert state(None, None, local("22T10:00")) == OPEN


def test_done_without_a_beginning_cannot_be_told() -> None:
    assert state(None, when("22"), local("24T10:00")) == CANNOT_TELL
    assert state(UNKNOWN, when("22"), local("24T10:00")) == CANNOT_TELL


def test_days_run_to_the_end_of_the_last_day() -> None:
    two_days = Limit(timedelta(days=2), whole_days=True)
    assert due(when("23T04:00"), two_days, SHANGHAI) == Moment(local("26T00:00"), local("26T00:00"))
    assert due(when("23"), two_days, SHANGHAI) == Moment(local("26T00:00"), local("26T00:00"))


def test_a_day_to_four_in_the_next_morning_is_4_to_28_hours() -> None:
    assert span(when("22"), when("23T04:00")) == (4 * H, 28 * H)


def test_a_span_is_never_less_than_nothing_where_the_second_may_follow() -> None:
    assert span(when("22"), when(".. 23T04:00")) == (0 * H, 28 * H)


def test_a_span_that_ran_backwards_says_so() -> None:
    assert span(when("22T10:00"), when("21T22:00")) == (-12 * H, -12 * H)
    assert hours(span(when("22T10:00"), when("21T22:00"))) == "12 h before"


def test_spans_read_as_people_say_them() -> None:
    assert hours((4 * H, 28 * H)) == "4 to 28 h"
    assert hours((0 * H, 8 * H)) == "at most 8 h"
    assert hours((12 * H, 12 * H)) == "12 h"
    assert hours((4 * H, None)) == "at least 4 h"
    assert hours((None, None)) == "an unknown time"
    assert hours((H / 2, H)) == "0.5 to 1 h"


def test_what_is_known_to_have_happened_has_happened_by_now() -> None:
    assert by(when("22"), local("22T18:00")) == when("22T00:00 .. 22T18:00")
    assert by(UNKNOWN, local("22T18:00")) == when(".. 22T18:00")
    assert by(when("23T10:00"), local("22T18:00")) == when("23T10:00")


def test_the_first_of_several_keeps_the_width_of_the_earliest() -> None:
    assert first([when("22"), when("22T10:00"), None]) == when("22T00:00 .. 22T10:00")
    assert first([when(".. 23T04:00"), when("22T10:00")]) == when(".. 22T10:00")
    assert first([None]) is None


def test_the_last_of_several_needs_them_all() -> None:
    assert last([when("22"), when("21T10:00")]) == when("22")
    assert last([when("22"), None]) is None
    assert last([]) is None
    assert last([when("22"), when("21T10:00 ..")]) == Moment(local("22T00:00"), None)


def test_a_moment_reads_with_its_width() -> None:
    def english(text: str) -> str:
        return shown(when(text), SHANGHAI)

    assert english("23T04:00") == "23 Jan 04:00"
    assert english("22") == "22 Jan (hour unknown)"
    assert english(".. 23T04:00") == "before 23 Jan 04:00"
    assert english("23T04:00 ..") == "after 23 Jan 04:00"
    assert english("23T04:00 .. 23T12:00") == "23 Jan 04:00 to 12:00"
    assert english("22T20:00 .. 22") == "22 Jan 20:00 to 24:00"
    assert english("22 .. 23T04:00") == "22 Jan 00:00 to 23 Jan 04:00"
    assert english(".. 22") == "before 22 Jan 24:00"
    assert shown(UNKNOWN, SHANGHAI) == "time unknown"


def test_a_moment_reads_with_its_width_in_chinese() -> None:
    assert shown(when("22"), SHANGHAI, CHINESE) == "1月22日（几时不详）"
    assert shown(when(".. 23T04:00"), SHANGHAI, CHINESE) == "1月23日04:00前"
    assert shown(when("23T04:00 .. 23T12:00"), SHANGHAI, CHINESE) == "1月23日04:00至12:00"


def hour(h: int) -> datetime:
    return START + h * H


@st.composite
def moments(draw: st.DrawFn) -> tuple[int, int]:
    low = draw(st.integers(0, 6))
    return low, low + draw(st.integers(0, 6))


@for_all(moments(), moments(), st.integers(0, 6))
def test_states_agree_with_trying_every_world(start: tuple[int, int], done: tuple[int, int], limit: int) -> None:
    worlds = product(range(start[0], start[1] + 1), range(done[0], done[1] + 1))
    in_time = {d - s <= limit for s, d in worlds}
    said = state(
        due(Moment(hour(start[0]), hour(start[1])), Limit(limit * H), SHANGHAI),
        Moment(hour(done[0]), hour(done[1])),
        hour(100),
    )
    assert said == (CANNOT_TELL if len(in_time) == 2 else MET if in_time == {True} else LATE)


@for_all(moments(), moments())
def test_spans_agree_with_trying_every_world(a: tuple[int, int], b: tuple[int, int]) -> None:
    worlds = product(range(a[0], a[1] + 1), range(b[0], b[1] + 1))
    lengths = [second - first_ for first_, second in worlds if second >= first_]
    said = span(Moment(hour(a[0]), hour(a[1])), Moment(hour(b[0]), hour(b[1])))
    if lengths:
        assert said == (min(lengths) * H, max(lengths) * H)
    else:
        assert all(each is not None and each < timedelta() for each in said)


def test_what_is_met_by_an_instant_is_met_at_it_open_before_and_cannot_be_told_without_one() -> None:
    now = datetime(2022, 1, 23, 4, tzinfo=UTC)
    when = pl.DataFrame({"when": [now, now + timedelta(microseconds=1), None]}, {"when": pl.Datetime("us", "UTC")})
    assert when.select(reached(pl.col("when"), now)).to_series().to_list() == ["met", "open", "cannot_tell"]
