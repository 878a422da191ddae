"""Check-ins as they come, days sealed and opened again, and a program that starts anew: always the same stays."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seawall.kernels import Ints, living
from seawall.presence.checkins import CHECKINS, day_of
from seawall.presence.instants import second_of
from seawall.presence.live import Live
from tests.slow import presence as slow

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZERO = datetime(2022, 1, 20, tzinfo=SHANGHAI).astimezone(UTC)
HOUR = timedelta(hours=1)
DWELL = 2
CheckIn = tuple[str, str, int, int | None]
"""Person, place, and the hours at which they came and left since 20 January."""


@dataclass
class Written:
    """A record in memory."""

    rows: list[tuple[int, CheckIn]] = field(default_factory=list)

    def append(self, *checkins: CheckIn) -> int:
        batch = self.rows[-1][0] + 1 if self.rows else 1
        self.rows += [(batch, each) for each in checkins]
        return batch

    def batches(
        self, since: int = 0, upto: int | None = None, at: datetime | None = None, days: Sequence[date] | None = None
    ) -> Iterator[pl.DataFrame]:
        assert upto is None
        assert at is None
        for batch, each in self.rows:
            if batch > since and (days is None or day_of(ZERO + each[2] * HOUR, SHANGHAI) in days):
                yield frame(each).with_columns(pl.lit(batch).alias("batch"))

    def days(self) -> list[date]:
        return sorted({day_of(ZERO + each[2] * HOUR, SHANGHAI) for _, each in self.rows})


def frame(*rows: CheckIn) -> pl.DataFrame:
    """Rows as check-ins."""
    times = [(person, place, ZERO + came * HOUR, None if left is None else ZERO + left * HOUR)
             for person, place, came, left in rows]  # fmt: skip
    return pl.DataFrame(times, schema=CHECKINS, orient="row")


def dwell(places: pl.Series) -> Ints:
    """Two hours everywhere."""
    return np.full(len(places), DWELL * 3600, np.int32)


def started(folder: Path, record: Written) -> Live:
    """The program as it starts."""
    return Live(folder / "sealed", folder / "keys", SHANGHAI, record, dwell)


def stays(live: Live) -> dict[int, list[tuple[str, str, int, int]]]:
    """By day, as days after 20 January: person, place, and the hours."""
    zero = second_of(ZERO)
    found: dict[int, list[tuple[str, str, int, int]]] = {}
    with live.city() as city:
        people, places, plain = city.people, city.places, city.days.plain
        for day, begins in enumerate(plain.begins[:-1]):
            for layer in city.days.layers[plain.heads[day] : plain.heads[day + 1]]:
                rows = zip(*(column.tolist() for column in living(layer)), strict=True)
                found.setdefault((int(begins) - zero) // 86_400, []).extend(
                    (people[person], places[place], (start - zero) // 3600, (end - zero) // 3600)
                    for person, place, start, end in rows
                )
    return {day: sorted(rows) for day, rows in found.items() if rows}


def expected(record: Written) -> dict[int, list[tuple[str, str, int, int]]]:
    """The same, worked out from all that was said at once."""
    left: dict[tuple[str, str, int], int | None] = {}
    for _, (person, place, came, until) in record.rows:
        left[person, place, came] = until if until is not None else left.get((person, place, came))
    names = sorted({key[0] for key in left}), sorted({key[1] for key in left})
    said = [
        slow.Stay(names[0].index(person), names[1].index(place), came, came + DWELL if until is None else until)
        for (person, place, came), until in left.items()
    ]
    found: dict[int, list[tuple[str, str, int, int]]] = {}
    for stay in slow.united(said):
        for day in range(stay.start // 24, (stay.end - 1) // 24 + 1):
            found.setdefault(day, []).append((names[0][stay.person], names[1][stay.place], stay.start, stay.end))
    return {day: sorted(rows) for day, rows in found.items()}


def test_a_check_in_is_searchable_at_once_and_stays_as_long_as_its_place_says(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    live.add(frame(("ann", "shop", 10, None)), record.append(("ann", "shop", 10, None)))
    assert stays(live) == {0: [("ann", "shop", 10, 12)]}


def test_a_check_out_ends_the_stay_and_the_same_message_again_changes_nothing(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    for each in (("ann", "shop", 10, None), ("ann", "shop", 10, 11), ("ann", "shop", 10, None)):
        live.add(frame(each), record.append(each))
        assert stays(live) == expected(record)
    assert stays(live) == {0: [("ann", "shop", 10, 11)]}


def test_a_sealed_day_takes_in_who_comes_late_and_who_is_put_right(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    for each in (("ann", "shop", 10, None), ("ben", "shop", 20, 30), ("ben", "shop", 29, 35)):
        live.add(frame(each), record.append(each))
    assert live.seal(date(2022, 1, 20)) == [date(2022, 1, 20)]
    for late in (("cid", "shop", 9, 11), ("ben", "shop", 20, 21), ("ann", "shop", 10, 10)):
        live.add(frame(late), record.append(late))
        assert stays(live) == expected(record)
    assert live.seal(date(2022, 1, 21)) == [date(2022, 1, 20), date(2022, 1, 21)]


def test_after_a_start_everything_is_as_it_was(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    for each in (("ann", "shop", 10, 40), ("ben", "shop", 20, 30), ("ben", "park", 29, 35)):
        live.add(frame(each), record.append(each))
    live.seal(date(2022, 1, 20))
    record.append(("ben", "shop", 20, 22))  # durable, and then the program was killed
    assert stays(started(tmp_path, record)) == expected(record)


def test_a_damaged_day_is_said_and_made_again_from_the_record(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    live.add(frame(("ann", "shop", 10, 40)), record.append(("ann", "shop", 10, 40)))
    live.seal(date(2022, 1, 20))
    file = tmp_path / "sealed" / "2022-01-20.seg"
    file.write_bytes(file.read_bytes()[:-1])
    again = started(tmp_path, record)
    assert [str(file) in fault for fault in again.faults] == [True]
    assert stays(again) == expected(record)


hour = st.integers(0, 71)
checkin = st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), hour, st.none() | st.integers(0, 30)).map(
    lambda each: (each[0], each[1], each[2], None if each[3] is None else each[2] + each[3])
)
step = st.one_of(
    st.lists(checkin, min_size=1, max_size=4), st.integers(0, 3), st.sampled_from(["start", "lost"])
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(step, min_size=1, max_size=14))
@example(steps=[[("a", "x", 48, None)], 2, [("a", "y", 25, None)], 1, [("a", "x", 0, None)], "start"])
@example(
    steps=[[("a", "x", 23, None), ("a", "x", 48, None)], 2, [("a", "y", 23, None)], 1, [("a", "x", 0, None)], "lost"]
)
@example(steps=[[("a", "x", 0, 25)], 0, "start"])
def test_whatever_comes_in_whatever_order_the_stays_are_those_of_the_record(
    steps: list[list[CheckIn] | int | str],
) -> None:
    record = Written()
    with tempfile.TemporaryDirectory() as folder:
        live = started(Path(folder), record)
        for each in steps:
            if isinstance(each, list):
                live.add(frame(*each), record.append(*each))
            elif isinstance(each, int):
                live.seal(date(2022, 1, 20 + each))
            else:
                if each == "lost" and record.rows:
                    record.append((*record.rows[0][1][:3], record.rows[0][1][2] + 1))
                live = started(Path(folder), record)
            assert stays(live) == expected(record)
