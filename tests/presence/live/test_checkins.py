"""Which check-ins go in, and why the others do not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.presence.errors import CheckInsError
from seawall.presence.live.checkins import CHECKINS, by_day, day_of, shaped, sorted_out

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=21)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def checkins(*rows: tuple[str | None, str | None, datetime | None, datetime | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(CHECKINS), orient="row")


def reasons(*rows: tuple[str | None, str | None, datetime | None, datetime | None]) -> list[tuple[int, str]]:
    good, rejected = sorted_out(checkins(*rows), NOW, SINCE)
    assert len(good) + len(rejected) == len(rows)
    return rejected.select("row", "reason").rows()


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def test_good_rows_go_in_as_they_are() -> None:
    rows = [("p1", "m1", ago(3), ago(1)), ("p2", "m1", ago(3), None), ("p1", "m1", ago(1), ago(1))]
    good, rejected = sorted_out(checkins(*rows), NOW, SINCE)
    assert good.rows() == rows
    assert rejected.is_empty()


def test_each_bad_row_comes_back_with_its_place_and_every_reason_and_the_others_go_in() -> None:
    ahead = "more than 5 minutes ahead of the clock"
    assert reasons(
        ("p1", "m1", ago(3), ago(1)),
        ("p1", "m1", NOW + timedelta(days=1), None),
        ("p1", "m1", ago(1), ago(3)),
        ("", None, None, None),
        ("p" * 10_000, "m1", ago(1), None),
        ("p1", "m\n1", ago(1), None),
        ("p1", "m1", ago(22 * 24), ago(22 * 24 - 1)),
        ("p1", "m1", ago(1), NOW + timedelta(days=300)),
    ) == [
        (1, f"came: {ahead}; set the clock of the device right"),
        (2, "left: before came"),
        (3, "person: empty; place: empty; came: empty"),
        (4, "person: longer than 200 characters"),
        (5, "place: holds a control character"),
        (6, "came: before 2022-01-01T04:00Z; check-ins of then are not kept any more"),
        (7, f"left: {ahead}; leave it empty until they leave"),
    ]


@pytest.mark.parametrize(
    ("came", "left", "goes"),
    [
        (NOW + timedelta(minutes=5), None, True),
        (NOW + timedelta(minutes=5, microseconds=1), None, False),
        (SINCE, None, True),
        (SINCE - timedelta(microseconds=1), None, False),
        (ago(1), NOW + timedelta(minutes=5), True),
        (ago(1), NOW + timedelta(minutes=5, microseconds=1), False),
        (ago(1), ago(1), True),
        (ago(1), ago(1) - timedelta(microseconds=1), False),
    ],
)
def test_the_limits_themselves_are_allowed(came: datetime, left: datetime | None, goes: bool) -> None:
    assert (reasons(("p1", "m1", came, left)) == []) is goes


def test_an_id_of_200_characters_goes_in_however_many_bytes_it_has() -> None:
    assert reasons(("人" * 200, "m" * 200, ago(1), None)) == []
    assert reasons(("人" * 201, "m" * 201, ago(1), None)) == [
        (0, "person: longer than 200 characters; place: longer than 200 characters")
    ]


def test_blanks_round_an_id_are_no_part_of_it_and_nothing_else_is_empty() -> None:
    good, rejected = sorted_out(checkins((" p1\t", "m1\n", ago(1), None), (" ", "m1", ago(1), None)), NOW, SINCE)
    assert good.rows() == [("p1", "m1", ago(1), None)]
    assert rejected["reason"].to_list() == ["person: empty"]


IDS = st.one_of(st.none(), st.sampled_from(["", "p1", "人员", "p" * 201, "人" * 150, "a\x1fb", "a\x85b"]))
WHEN = st.one_of(st.none(), st.integers(-600, 12).map(lambda hours: NOW + timedelta(hours=hours)))


@given(st.lists(st.tuples(IDS, IDS, WHEN, WHEN), max_size=6))
def test_a_row_goes_in_or_not_whatever_stands_beside_it(rows: list[tuple[str, str, datetime, datetime | None]]) -> None:
    apart = [not reasons(row) for row in rows]
    _, rejected = sorted_out(checkins(*rows), NOW, SINCE)
    assert rejected["row"].to_list() == [row for row, goes in enumerate(apart) if not goes]


def test_times_of_any_zone_and_precision_are_taken_and_a_leaving_may_be_missing() -> None:
    local = datetime(2022, 1, 21, 18, 30, tzinfo=SHANGHAI)
    kinds = {**CHECKINS, "came": pl.Datetime("ms", "Asia/Shanghai")}
    del kinds["left"]
    given = pl.DataFrame([("p1", "m1", local)], schema=kinds, orient="row")
    assert shaped(given).rows() == [("p1", "m1", datetime(2022, 1, 21, 10, 30, tzinfo=UTC), None)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (pl.lit(datetime(2022, 1, 21)).alias("came"), "came Datetime"),  # noqa: DTZ001 - that is the fault
        (pl.lit(7).alias("person"), "person Int32"),
        (pl.lit("x").alias("phone"), "phone"),
    ],
)
def test_a_frame_of_anything_else_is_refused(change: pl.Expr, said: str) -> None:
    with pytest.raises(CheckInsError, match=f"no check-ins: {said}.*allowed are person and place as text"):
        shaped(checkins(("p1", "m1", ago(1), None)).with_columns(change))
    with pytest.raises(CheckInsError, match="person missing"):
        shaped(checkins(("p1", "m1", ago(1), None)).drop("person"))


def test_check_ins_are_parted_at_local_midnight_each_in_their_order() -> None:
    midnight = datetime(2022, 1, 21, 16, 0, tzinfo=UTC)
    second = timedelta(seconds=1)
    given = checkins(*((f"p{n}", "m1", at, None) for n, at in enumerate([midnight, midnight - second, midnight])))
    assert [(day, part["person"].to_list()) for day, part in by_day(given, SHANGHAI)] == [
        (date(2022, 1, 21), ["p1"]),
        (date(2022, 1, 22), ["p0", "p2"]),
    ]
    assert list(by_day(given.clear(), SHANGHAI)) == []


def test_a_day_does_not_come_back_when_the_clocks_go_back_past_midnight() -> None:
    st_johns = ZoneInfo("America/St_Johns")  # at 00:01 on 7 November 2010 it was 23:01 on the 6th again
    again = datetime(2010, 11, 7, 2, 40, tzinfo=UTC)
    assert again.astimezone(st_johns).date() == date(2010, 11, 6)
    assert day_of(again, st_johns) == date(2010, 11, 7)
    given = checkins(("p1", "m1", again, None), ("p2", "m1", again - timedelta(hours=1), None))
    assert [day for day, _ in by_day(given, st_johns)] == [date(2010, 11, 6), date(2010, 11, 7)]
