"""What a stated time may mean: forms, borders, clocks that change, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.tables import moment
from seawall.tables.dates import Order
from seawall.tables.localtime import begins
from seawall.tables.moment import UNKNOWN, Moment, MomentError
from seawall.tables.point import serial

SHANGHAI = ZoneInfo("Asia/Shanghai")


def shown(at: Moment, zone: ZoneInfo = SHANGHAI) -> str:
    """Both ends on the city's clock; an exact time once, an open end as dots."""
    ends = ["…" if end is None else f"{end.astimezone(zone):%m-%d %H:%M}" for end in (at.earliest, at.latest)]
    return ends[0] if at.earliest == at.latest else " – ".join(ends)


def read(text: str, day: date | None = None, year: int | None = None, order: Order | None = None) -> str:
    return shown(moment.parse(text, SHANGHAI, day=day, year=year, order=order))


def refused(text: str, day: date | None = None, year: int | None = None, order: Order | None = None) -> str:
    with pytest.raises(MomentError) as caught:
        moment.parse(text, SHANGHAI, day=day, year=year, order=order)
    return caught.value.reason


THE_22ND = "01-22 00:00 – 01-23 00:00"


@pytest.mark.parametrize(
    "text",
    [
        "2022-01-22", "2022/1/22", "2022.1.22", "20220122", "22/01/2022", "01/22/2022", "22.01.2022", "22-01-2022",
        "Jan 22, 2022", "January 22nd 2022", "22 Jan 2022", "22-JAN-2022", "2022年1月22日", "2022年 1月 22号",
        "2022-W03-6", " ２０２２－０１－２２ ", "2022-01-22 00:00 .. 24:00",
    ],
)  # fmt: skip
def test_a_day_is_from_its_midnight_to_the_next(text: str) -> None:
    assert read(text) == THE_22ND


@pytest.mark.parametrize(
    "text",
    [
        "2022-01-22T04:30", "2022-01-22 04:30", "2022-01-22 04:30:00", "2022-01-22T04:30:00.000000+08:00",
        "2022-01-21T20:30Z", "2022-01-22T05:30+0900", "20220122T0430", "20220122 043000", "20220122043000",
        "2022/1/22 4:30", "22/01/2022 04:30", "Jan 22, 2022 4:30 am", "22 Jan 2022, 4:30 a.m.", "2022-01-22 AM 4:30",
        "2022年1月22日4时30分", "2022年1月22日 凌晨4点半", "2022年1月22日凌晨4：30",
    ],
)  # fmt: skip
def test_an_hour_is_exact(text: str) -> None:
    assert read(text) == "01-22 04:30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-21 afternoon", "01-21 12:00 – 01-21 18:00"),
        ("2022年1月21日下午", "01-21 12:00 – 01-21 18:00"),
        ("2022-01-21 上午", "01-21 06:00 – 01-21 12:00"),
        ("2022-01-21 凌晨", "01-21 00:00 – 01-21 06:00"),
        ("2022-01-21晚", "01-21 18:00 – 01-22 00:00"),
        ("2022-01-21 night", "01-21 18:00 – 01-22 06:00"),
        ("2022-01-21 PM", "01-21 12:00 – 01-22 00:00"),
        ("2022-01", "01-01 00:00 – 02-01 00:00"),
        ("2022年12月", "12-01 00:00 – 01-01 00:00"),
        ("2022", "01-01 00:00 – 01-01 00:00"),
        ("2022-W03", "01-17 00:00 – 01-24 00:00"),
        ("2022-01-21 晚8点", "01-21 20:00"),
        ("2022-01-21 下午6时", "01-21 18:00"),
        ("2022-01-21 中午12点", "01-21 12:00"),
        ("2022-01-21 12:05 am", "01-21 00:05"),
    ],
)
def test_a_vague_time_is_as_wide_as_its_words(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-01-23T04:00+08:00 .. 2022-01-23T12:00+08:00", "01-23 04:00 – 01-23 12:00"),
        ("2022-01-21/2022-01-23", "01-21 00:00 – 01-24 00:00"),
        ("2022年1月21日至23日", "01-21 00:00 – 01-24 00:00"),
        ("2022-01-21 08:00~10:30", "01-21 08:00 – 01-21 10:30"),
        ("from 2022-01-21 to 2022-01-22 04:00", "01-21 00:00 – 01-22 04:00"),
        ("2022-01-21 ..", "01-21 00:00 – …"),
        (".. 2022-01-21", "… – 01-22 00:00"),
    ],
)
def test_a_range_runs_from_the_earliest_of_its_first_to_the_latest_of_its_last(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before 2022-01-23T04:00", "… – 01-23 04:00"),
        ("2022-01-23 before 04:00", "… – 01-23 04:00"),
        ("2022年1月23日04:00前", "… – 01-23 04:00"),
        ("before 2022-01-23", "… – 01-23 00:00"),
        ("by 2022-01-23", "… – 01-24 00:00"),
        ("截至2022年1月23日", "… – 01-24 00:00"),
        ("after 2022-01-23", "01-24 00:00 – …"),
        ("since 2022-01-23", "01-23 00:00 – …"),
        ("自2022年1月23日起", "01-23 00:00 – …"),
        ("before unknown", "…"),
    ],
)
def test_a_bound_says_nothing_of_its_other_side(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["", "  ", "unknown", "UNKNOWN", "N/A", "不详", "未知", "?", "—", "不记得"])
def test_not_known_is_open_on_both_sides(text: str) -> None:
    assert moment.parse(text, SHANGHAI) == UNKNOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before 04:00", "… – 01-22 04:00"),
        ("04:00", "01-22 04:00"),
        ("下午", "01-22 12:00 – 01-22 18:00"),
        ("21日", "01-21 00:00 – 01-22 00:00"),
        ("1月21日晚", "01-21 18:00 – 01-22 00:00"),
        ("2021-12-31", "12-31 00:00 – 01-01 00:00"),
    ],
)
def test_what_a_text_leaves_out_comes_from_its_day(text: str, expected: str) -> None:
    assert read(text, day=date(2022, 1, 22)) == expected


def test_a_year_alone_helps_a_date_but_not_an_hour() -> None:
    assert read("1月21日晚", year=2022) == "01-21 18:00 – 01-22 00:00"
    assert refused("21日晚", year=2022) == "the month is missing"
    assert refused("04:00", year=2022) == "04:00 has no day"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1月32日晚", "there is no 32 January"),
        ("2022-01-32", "there is no 32 January"),
        ("2021-02-29", "there is no 29 February in 2021"),
        ("2022-13-01", "there is no month 13"),
        ("2022-00-01", "there is no month 0"),
        ("00/00/2022", "there is no month 0"),
        ("0月1日", "there is no month 0"),
        ("2022-01-00", "there is no 0 January"),
        ("2022-W53", "2022 has no week 53"),
        ("2022-01-22 24:10", "there is no 24:10; hours end at 24:00"),
        ("2022-01-22 上午15:00", "上午 does not say which 15 o'clock is meant"),
        ("2022-01-22 晚12点", "晚 does not say which 12 o'clock is meant"),
        ("2022-01-22 13 pm", "13 pm is not a time of day"),
        ("2022-01-22T04:00+19:00", "+19:00 is not an offset from UTC"),
        ("1月21日晚", "the year is missing"),
        ("before 04:00", "04:00 has no day"),
        ("下午", "下午 has no day"),
        ("2022-01 04:00", "'2022-01 04:00' has hours but no day"),
        ("22/01/22", "'22/01/22' has a year of two digits"),
        ("03/04/2022", "the day or the month may come first: 2022-04-03 or 2022-03-04"),
        ("2022-01-23 05:00 .. 04:00", "04:00 lies before 2022-01-23 05:00"),
        ("无", "'无' is not a time"),
        ("none", "'none' is not a time"),
        ("=1+1", "'=1+1' is not a time"),
        ("1234", "1234 is not a year between 1800 and 2199"),
        ("2" * 500, "a text of 500 characters is not a time"),
    ],
)
def test_nothing_is_guessed(text: str, reason: str) -> None:
    assert refused(text) == reason


def test_the_error_says_what_is_allowed() -> None:
    with pytest.raises(MomentError, match=r"there is no 32 January; allowed: 2022-01-21, .*不详"):
        moment.parse("2022-01-32", SHANGHAI)


def test_the_order_of_day_and_month_may_be_told() -> None:
    assert read("03/04/2022", order="dmy") == "04-03 00:00 – 04-04 00:00"
    assert read("03/04/2022", order="mdy") == "03-04 00:00 – 03-05 00:00"
    assert read("03.04.2022") == "04-03 00:00 – 04-04 00:00"
    assert refused("22/01/2022", order="mdy") == "there is no month 22"


def test_24_00_ends_a_day() -> None:
    assert read("2022-01-22 24:00") == read("2022-01-23 00:00") == "01-23 00:00"


def test_a_date_number_is_refused_with_what_either_base_makes_of_it() -> None:
    assert refused("44582.77").endswith("1900 makes it 2022-01-21 18:28, 1904 makes it 2026-01-22 18:28")


def test_a_date_number_with_a_base_is_as_exact_as_its_decimals() -> None:
    assert shown(Moment(*serial("44582", SHANGHAI, 1900))) == "01-21 00:00 – 01-22 00:00"
    assert shown(Moment(*serial("44582.770833", SHANGHAI, 1900))) == "01-21 18:30"
    assert shown(Moment(*serial("44582.77", SHANGHAI, 1900))) == "01-21 18:21 – 01-21 18:36"
    assert shown(Moment(*serial("43120", SHANGHAI, 1904))) == "01-21 00:00 – 01-22 00:00"


def test_a_time_that_the_clocks_skipped_does_not_exist() -> None:
    assert refused("1986-05-04 02:30") == (
        "there was no 1986-05-04 02:30 in Asia/Shanghai: the clocks went forward from 02:00 to 03:00"
    )
    assert read("1986-05-04 02:30+08:00") == "05-04 03:30"


def test_a_time_that_was_twice_needs_its_offset() -> None:
    with pytest.raises(MomentError, match=r"twice, as the clocks went back; allowed: .* 01:30\+0900 or 01:30\+0800"):
        moment.parse("1986-09-14 01:30", SHANGHAI)
    assert moment.parse("1986-09-14 01:30+09:00", SHANGHAI).earliest == datetime(1986, 9, 13, 16, 30, tzinfo=UTC)


def test_a_day_without_midnight_begins_when_the_clocks_went_forward() -> None:
    assert refused("1940-06-01 00:00").startswith("there was no 1940-06-01 00:00")
    assert moment.day(date(1940, 6, 1), SHANGHAI) == Moment(
        datetime(1940, 5, 31, 16, tzinfo=UTC), datetime(1940, 6, 1, 15, tzinfo=UTC)
    )


def test_shanghai_kept_its_own_time_in_1861() -> None:
    assert moment.parse("1861-11-01 00:00", SHANGHAI).earliest == datetime(1861, 10, 31, 15, 54, 17, tzinfo=UTC)


def test_a_day_that_a_calendar_left_out_does_not_exist() -> None:
    with pytest.raises(MomentError, match="left 2011-12-30 out"):
        moment.parse("2011-12-30", ZoneInfo("Pacific/Apia"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        at = moment.parse(text, SHANGHAI, day=date(2022, 1, 22))
    except MomentError as error:
        at, said = UNKNOWN, str(error)
    else:
        said = "read"
    assert said
    assert at.earliest is None or at.latest is None or at.earliest <= at.latest


@given(st.text(alphabet="0123456789-/.:T年月日时分 至上午晚+Zampbefor~", max_size=40))
def test_any_text_of_signs_that_times_are_made_of_is_read_or_refused(text: str) -> None:
    test_any_text_is_read_or_refused.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@given(
    st.dates(date(1800, 1, 1), date(2199, 12, 30)),
    st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/Havana", "America/Toronto", "Pacific/Apia", "UTC"]),
)
def test_days_follow_one_another_without_gap(on: date, name: str) -> None:
    zone = ZoneInfo(name)
    start, end = begins(on, zone), begins(on + timedelta(days=1), zone)
    assert start <= end
    if start < end:
        assert start.astimezone(zone).date() == on
        assert (end - timedelta(microseconds=1)).astimezone(zone).date() <= on


@given(st.datetimes(datetime(1801, 1, 1), datetime(2199, 12, 30)))  # noqa: DTZ001 - local times
def test_an_exact_time_comes_back_as_it_was_written(local: datetime) -> None:
    text = local.isoformat()
    try:
        at = moment.parse(text, SHANGHAI)
    except MomentError:
        readings = {local.replace(tzinfo=SHANGHAI, fold=fold).utcoffset() for fold in (0, 1)}
        assert len(readings) == 2
    else:
        assert at.earliest == at.latest
        assert at.earliest is not None
        assert at.earliest.astimezone(SHANGHAI).replace(tzinfo=None) == local
