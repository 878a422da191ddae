"""Check-ins as they come, days sealed and opened again, and a program that starts anew: always the same stays."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seawall.disk import sync
from seawall.kernels import Ints, living
from seawall.presence import keys
from seawall.presence.errors import LiveElsewhereError
from seawall.presence.instants import second_of
from seawall.presence.live.checkins import CHECKINS, day_of
from seawall.presence.live.live import Live
from seawall.tables.errors import SeawallError
from tests.slow import presence as slow

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZERO = datetime(2022, 1, 20, tzinfo=SHANGHAI).astimezone(UTC)
HOUR = timedelta(hours=1)
DWELL = 2
CheckIn = tuple[str, str, int, int | None]
"""Person, place, and the hours at which they came and left since 20 January."""
Days = dict[int, list[tuple[str, str, int, int, bool]]]
"""By day, as days after 20 January: person, place, the hours, and whether the leaving is assumed."""


@dataclass
class Written:
    """A record in memory. It can be asked `answers` times, and then is not there once.

    As in the other one, a batch has at least a row, and its number is given once, dropped or not.
    """

    rows: list[tuple[int, CheckIn]] = field(default_factory=list)
    answers: int | None = None
    keyless: set[date] = field(default_factory=set)
    since: int = 0
    """The hour before which nothing is held any more."""
    dropped: int = 0
    """The highest batch when something was last dropped."""

    def append(self, *checkins: CheckIn) -> int:
        batch = self.highest() + 1
        self.rows += [(batch, each) for each in checkins]
        return self.highest()

    def batches(
        self, since: int = 0, upto: int | None = None, at: datetime | None = None, days: Sequence[date] | None = None
    ) -> Iterator[pl.DataFrame]:
        assert at is None
        self._answer()
        for batch, each in self.rows:
            there = days is None or self._day(each) in days
            if since < batch <= (upto or self.highest()) and there and self._day(each) not in self.keyless:
                yield frame(each).with_columns(pl.lit(batch).alias("batch"))

    def highest(self) -> int:
        return max(self.dropped, self.rows[-1][0] if self.rows else 0)

    def days(self) -> list[date]:
        return sorted({self._day(each) for _, each in self.rows} - self.keyless)

    def lost(self) -> list[date]:
        return sorted(self.keyless)

    def _day(self, checkin: CheckIn) -> date:
        return day_of(ZERO + checkin[2] * HOUR, SHANGHAI)

    def _answer(self) -> None:
        if self.answers == 0:
            self.answers = None
            raise GoneError("the record is not there")
        if self.answers:
            self.answers -= 1


class GoneError(SeawallError):
    """What a record raises that cannot be asked."""


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


def come(live: Live, record: Written, *rows: CheckIn) -> None:
    """Recorded, and searchable."""
    live.add(frame(*rows), record.highest(), record.append(*rows))


def again(live: Live, folder: Path, record: Written) -> Live:
    """The program after it was killed."""
    live.close()
    return started(folder, record)


def stays(live: Live) -> Days:
    """As they are searched."""
    zero = second_of(ZERO)
    found: Days = {}
    with live.city() as city:
        people, places, plain = city.people, city.places, city.days.plain
        for day, begins in enumerate(plain.begins[:-1]):
            for layer in city.days.layers[plain.heads[day] : plain.heads[day + 1]]:
                rows = zip(*(column.tolist() for column in living(layer)), strict=True)
                found.setdefault((int(begins) - zero) // 86_400, []).extend(
                    (people[person], places[place], (start - zero) // 3600, (end - zero) // 3600, assumed)
                    for person, place, start, end, assumed in rows
                )
    return {day: sorted(rows) for day, rows in found.items() if rows}


def expected(record: Written) -> Days:
    """The same, worked out from all that was said at once."""
    left: dict[tuple[str, str, int], int | None] = {}
    for _, (person, place, came, until) in record.rows:
        left[person, place, came] = until if until is not None else left.get((person, place, came))
    names = sorted({key[0] for key in left}), sorted({key[1] for key in left})
    said = [
        slow.Stay(
            names[0].index(person), names[1].index(place), came, came + DWELL if until is None else until, until is None
        )
        for (person, place, came), until in left.items()
    ]
    found: Days = {}
    for stay in slow.united(said):
        for day in range(stay.start // 24, (stay.end - 1) // 24 + 1):
            found.setdefault(day, []).append((names[0][stay.person], names[1][stay.place], *stay[2:]))
    return {day: sorted(rows) for day, rows in found.items()}


def test_a_check_in_is_searchable_at_once_and_stays_as_long_as_its_place_says(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, None))
    assert stays(live) == {0: [("ann", "shop", 10, 12, True)]}


def test_a_check_out_ends_the_stay_and_the_same_message_again_changes_nothing(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    for each in (("ann", "shop", 10, None), ("ann", "shop", 10, 11), ("ann", "shop", 10, None)):
        come(live, record, each)
        assert stays(live) == expected(record)
    assert stays(live) == {0: [("ann", "shop", 10, 11, False)]}


@pytest.mark.parametrize("how", ["open", "sealed", "started"])
def test_a_check_out_at_the_very_second_that_was_assumed_is_stated_on_both_sides_of_midnight(
    tmp_path: Path, how: str
) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 23, None), ("ben", "shop", 47, None))
    assert stays(live)[0] == [("ann", "shop", 23, 25, True)]
    if how != "open":
        live.seal(date(2022, 1, 21))
    if how == "started":
        record.append(("ann", "shop", 23, 25))
        live = again(live, tmp_path, record)
    else:
        come(live, record, ("ann", "shop", 23, 25))
    ann, ben = ("ann", "shop", 23, 25, False), ("ben", "shop", 47, 49, True)
    assert stays(live) == {0: [ann], 1: [ann, ben], 2: [ben]}
    live.seal(date(2022, 1, 22))
    assert stays(again(live, tmp_path, record)) == {0: [ann], 1: [ann, ben], 2: [ben]}


def test_of_two_comings_the_one_that_stays_longest_says_whether_the_leaving_is_assumed(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, None), ("ann", "shop", 11, 15))
    assert stays(live) == {0: [("ann", "shop", 10, 15, False)]}
    come(live, record, ("ann", "shop", 14, None))
    assert stays(live) == {0: [("ann", "shop", 10, 16, True)]}
    come(live, record, ("ann", "shop", 11, 16))
    assert stays(live) == {0: [("ann", "shop", 10, 16, False)]}


def test_a_sealed_day_takes_in_who_comes_late_and_who_is_put_right(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    for each in (("ann", "shop", 10, None), ("ben", "shop", 20, 30), ("ben", "shop", 29, 35)):
        come(live, record, each)
    assert live.seal(date(2022, 1, 20)) == [date(2022, 1, 20)]
    for late in (("cid", "shop", 9, 11), ("ben", "shop", 20, 21), ("ann", "shop", 10, 10)):
        come(live, record, late)
        assert stays(live) == expected(record)
    assert live.seal(date(2022, 1, 21)) == [date(2022, 1, 20), date(2022, 1, 21)]


def test_who_is_there_at_a_sealed_midnight_and_comes_again_opens_no_sealed_day(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 23, None), ("ben", "shop", 34, None))
    live.seal(date(2022, 1, 20))
    come(live, record, ("ann", "shop", 29, None))
    assert stays(live) == expected(record)
    assert live.seal(date(2022, 1, 20)) == []


def test_after_a_start_everything_is_as_it_was(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    for each in (("ann", "shop", 10, 40), ("ben", "shop", 20, 30), ("ben", "park", 29, 35)):
        come(live, record, each)
    live.seal(date(2022, 1, 20))
    record.append(("ben", "shop", 20, 22))  # durable, and then the program was killed
    assert stays(again(live, tmp_path, record)) == expected(record)


@pytest.mark.parametrize("damaged", ["2022-01-20.seg", "names", "sealed.json"])
@pytest.mark.parametrize("how", ["cut", "altered", "removed"])
def test_what_is_damaged_at_rest_is_said_and_made_again_from_the_record(tmp_path: Path, damaged: str, how: str) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 40), ("ben", "shop", 20, 30), ("cid", "park", 60, 70))
    live.seal(date(2022, 1, 22))
    spoil(tmp_path / "sealed" / damaged, how)
    live = again(live, tmp_path, record)
    named = [] if (damaged, how) == ("sealed.json", "removed") else [damaged]  # then nothing says that any was
    assert [each in fault for fault, each in zip(live.faults, named, strict=True)] == [True] * len(named)
    assert stays(live) == expected(record)
    live.seal(date(2022, 1, 22))
    live = again(live, tmp_path, record)
    assert (live.faults, stays(live)) == ((), expected(record))


def spoil(file: Path, how: str) -> None:
    """Damages a file at rest."""
    raw = file.read_bytes()
    if how == "removed":
        file.unlink()
    else:
        middle = len(raw) // 2
        file.write_bytes(raw[:-1] if how == "cut" else raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :])


def test_of_a_damaged_day_and_sound_ones_only_the_damaged_one_is_read_from_the_record(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 12), ("ben", "shop", 34, 35), ("cid", "park", 60, 70))
    live.seal(date(2022, 1, 22))
    spoil(tmp_path / "sealed" / "2022-01-21.seg", "cut")
    record.rows = [row for row in record.rows if row[1][0] == "ben"]
    live = again(live, tmp_path, record)
    assert stays(live) == {
        0: [("ann", "shop", 10, 12, False)], 1: [("ben", "shop", 34, 35, False)], 2: [("cid", "park", 60, 70, False)],
    }  # fmt: skip


def test_a_day_whose_key_is_gone_is_said_the_others_are_whole_and_no_new_key_hides_it(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 30), ("ben", "shop", 34, 35), ("cid", "park", 60, 70))
    live.seal(date(2022, 1, 22))
    day = date(2022, 1, 21)
    keys.drop(tmp_path / "keys", day)
    record.keyless.add(day)
    live = again(live, tmp_path, record)
    assert ["2022-01-21.key" in fault for fault in live.faults] == [True]
    assert stays(live) == {
        0: [("ann", "shop", 10, 30, False)],
        1: [("ann", "shop", 10, 30, False)],
        2: [("cid", "park", 60, 70, False)],
    }
    assert live.seal(date(2022, 1, 22)) == []
    assert day not in keys.days(tmp_path / "keys")


def test_when_the_key_of_the_names_is_gone_all_is_made_again(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 12), ("ben", "shop", 34, 35))
    live.seal(date(2022, 1, 21))
    keys.drop(tmp_path / "keys", date(2022, 1, 21))
    record.keyless.add(date(2022, 1, 21))
    live = again(live, tmp_path, record)
    assert ["2022-01-21.key" in fault and "all days" in fault for fault in live.faults] == [True]
    assert stays(live) == {0: [("ann", "shop", 10, 12, False)]}
    assert live.seal(date(2022, 1, 21)) == [date(2022, 1, 20)]


def test_names_of_before_a_day_was_sealed_do_not_fit_it_and_that_is_said(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 12))
    live.seal(date(2022, 1, 20))
    names = tmp_path / "sealed" / "names"
    before = names.read_bytes()
    come(live, record, ("ben", "park", 34, 35))
    live.seal(date(2022, 1, 21))
    names.write_bytes(before)
    live = again(live, tmp_path, record)
    assert ["2022-01-21.seg counts people" in fault for fault in live.faults] == [True]
    assert stays(live) == expected(record)


def test_killed_while_lost_names_are_made_again_nobody_is_taken_for_another(tmp_path: Path) -> None:
    record, home = Written(), tmp_path / "home"
    live = started(home, record)
    come(live, record, ("zoe", "shop", 1, 2), ("ann", "shop", 30, 31), ("ben", "shop", 60, 61))
    live.seal(date(2022, 1, 22))
    record.rows = record.rows[1:]
    live.drop(date(2022, 1, 20))  # and with it number 0
    spoil(home / "sealed" / "names", "cut")
    live = again(live, home, record)
    with moments(home, tmp_path / "then") as folders:
        live.seal(date(2022, 1, 22))
    assert len(folders) > 4
    assert [stays(started(folder, record)) for folder in folders] == [expected(record)] * len(folders)


@contextmanager
def moments(home: Path, then: Path) -> Iterator[list[Path]]:
    """A folder as it was after each file that was put in its place, at which a program may be killed."""
    folders: list[Path] = []

    def noted(folder: Path) -> None:
        sync(folder)
        folders.append(then / str(len(folders)))
        shutil.copytree(home, folders[-1])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("seawall.presence.durable.sync", noted)
        yield folders


def test_two_programs_at_once_have_no_home_and_the_second_says_so(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    with pytest.raises(LiveElsewhereError, match="another program holds"):
        started(tmp_path, record)
    live.close()
    started(tmp_path, record).close()


def test_who_has_closed_seals_nothing_any_more(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 12))
    live.close()
    with pytest.raises(LiveElsewhereError, match="was closed"):
        live.seal(date(2022, 1, 20))


def test_a_start_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    record = Written(answers=0)
    record.append(("ann", "shop", 10, 12))
    with pytest.raises(GoneError):
        started(tmp_path, record)
    assert stays(started(tmp_path, record)) == expected(record)


def test_what_is_in_the_record_and_nobody_added_comes_with_the_next_that_is_added(tmp_path: Path) -> None:
    """As when the server went away after it kept something and before it said so."""
    record = Written()
    live = started(tmp_path, record)
    record.append(("ann", "shop", 10, 12))
    come(live, record, ("ben", "shop", 10, 12))
    assert stays(live) == expected(record)
    live.seal(date(2022, 1, 20))
    assert stays(again(live, tmp_path, record)) == expected(record)


def test_when_the_record_cannot_be_asked_a_search_says_so_and_the_next_one_is_right(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 12))
    live.seal(date(2022, 1, 20))
    record.answers = 0
    come(live, record, ("ben", "shop", 11, 13))
    with pytest.raises(GoneError):
        stays(live)
    assert stays(live) == expected(record)


def test_what_is_added_while_somebody_searches_is_found_by_the_next_search(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, 12))
    with live.city() as city, ThreadPoolExecutor(1) as other:
        other.submit(come, live, record, ("ann", "shop", 10, 15)).result(60)
        with live.city() as same:
            assert (len(city.days.layers), len(same.days.layers)) == (1, 1)
        assert living(city.days.layers[0]).end.tolist() == [second_of(ZERO + 12 * HOUR)]
    assert stays(live) == {0: [("ann", "shop", 10, 15, False)]}


def test_who_checks_in_twice_within_a_second_came_twice(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    first, moment = ZERO + 10 * HOUR, timedelta(microseconds=1)
    rows = [("ann", "shop", first, first + 2 * HOUR), ("ann", "shop", first + moment, first + HOUR)]
    live.add(pl.DataFrame(rows, schema=CHECKINS, orient="row"), 0, 1)
    assert stays(live) == {0: [("ann", "shop", 10, 12, False)]}


def test_a_check_in_that_was_taken_back_stays_so_when_it_is_delivered_again_after_the_day_was_sealed(
    tmp_path: Path,
) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 10, None), ("ann", "shop", 10, 10), ("ben", "shop", 30, 31))
    assert live.seal(date(2022, 1, 21)) == [date(2022, 1, 20), date(2022, 1, 21)]
    come(live, record, ("ann", "shop", 10, None))
    assert stays(live) == expected(record) == {1: [("ben", "shop", 30, 31, False)]}


def test_a_check_in_that_was_taken_back_stays_so_when_an_older_day_was_dropped(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ben", "shop", 1, 2), ("ann", "park", 30, None), ("ann", "park", 30, 30))
    live.seal(date(2022, 1, 20))
    record.rows = [row for row in record.rows if row[1][0] != "ben"]
    live.drop(date(2022, 1, 20))
    come(live, record, ("ann", "park", 30, None))
    assert stays(live) == expected(record) == {}


def drop(live: Live, record: Written, day: int) -> None:
    """As days whose term is over are dropped: in the record, then in what is searched."""
    forget(record, day)
    for each in range(day + 1):
        live.drop(date(2022, 1, 20 + each))


def forget(record: Written, day: int) -> None:
    record.since, record.dropped = 24 * (day + 1), record.highest()
    record.rows = [row for row in record.rows if row[1][2] >= record.since]


@pytest.mark.parametrize("sealed", [[], [0], [0, 1], [0, 1, 2]])
def test_who_stayed_on_after_a_day_that_is_dropped_is_forgotten_in_the_next_ones_too(
    tmp_path: Path, sealed: list[int]
) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 20, 52), ("ben", "shop", 23, 30), ("ben", "shop", 29, 35), ("cid", "park", 1, 2))
    for day in sealed:
        live.seal(date(2022, 1, 20 + day))
    drop(live, record, 0)
    assert stays(live) == expected(record) == {1: [("ben", "shop", 29, 35, False)]}
    assert stays(again(live, tmp_path, record)) == expected(record)


def test_killed_after_the_record_dropped_a_day_a_program_forgets_who_stayed_on_after_it(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 20, 52), ("ben", "shop", 23, 30), ("ben", "shop", 29, 35))
    live.seal(date(2022, 1, 22))
    forget(record, 0)
    keys.drop(tmp_path / "keys", date(2022, 1, 20))
    live = again(live, tmp_path, record)
    assert stays(live) == expected(record)
    live.drop(date(2022, 1, 20))
    assert stays(live) == expected(record)


def test_a_day_is_dropped_again_where_the_record_could_not_be_asked(tmp_path: Path) -> None:
    record = Written()
    live = started(tmp_path, record)
    come(live, record, ("ann", "shop", 20, 52), ("ben", "shop", 29, 35))
    live.seal(date(2022, 1, 22))
    forget(record, 0)
    record.answers = 0
    with pytest.raises(GoneError):
        live.drop(date(2022, 1, 20))
    live.drop(date(2022, 1, 20))
    assert stays(live) == expected(record)


def test_what_a_killed_program_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    half = tmp_path / "sealed" / "names.01234567.half"
    half.parent.mkdir()
    half.touch()
    started(tmp_path, Written())
    assert not half.exists()


hour = st.integers(0, 71)
checkin = st.tuples(
    st.sampled_from("abc"), st.sampled_from("xy"), hour, st.none() | st.just(DWELL) | st.integers(0, 30)
).map(lambda each: (each[0], each[1], each[2], None if each[3] is None else each[2] + each[3]))
word = st.sampled_from(
    [
        "start",
        "late",
        "as assumed",
        "unsaid",
        "gone",
        "twice",
        "spoil 2022-01-20.seg",
        "spoil 2022-01-21.seg",
        "spoil names",
        "drop 0",
        "drop 1",
    ]
)
step = st.one_of(st.lists(checkin, min_size=1, max_size=4), st.integers(0, 3), word)


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(step, min_size=1, max_size=14))
@example(steps=[[("a", "x", 48, None)], 2, [("a", "y", 25, None)], 1, [("a", "x", 0, None)], "start"])
@example(
    steps=[[("a", "x", 23, None), ("a", "x", 48, None)], 2, [("a", "y", 23, None)], 1, [("a", "x", 0, None)], "late"]
)
@example(steps=[[("a", "x", 23, None)], 1, "as assumed", "start"])
@example(steps=[[("a", "x", 23, None), ("b", "y", 30, None)], 1, "spoil 2022-01-20.seg", "start", "as assumed"])
@example(steps=[[("a", "x", 0, 25)], 0, "start"])
@example(steps=[[("a", "x", 0, 25), ("b", "x", 30, None)], 2, "spoil names", "start", 0, "start"])
@example(steps=[[("a", "x", 20, 24), ("b", "y", 30, 31)], 1, [("a", "x", 24, 26)]])
@example(steps=[[("a", "x", 23, 26), ("b", "y", 30, 31)], 1, [("b", "y", 33, 34)], [("a", "x", 25, 28)]])
@example(steps=[[("a", "x", 23, 26)], 1, "spoil 2022-01-20.seg", "late"])
@example(steps=[[("a", "x", 0, 25)], 2, "gone", [("a", "x", 0, 20), ("b", "y", 49, None)]])
@example(steps=[[("a", "x", 0, 50), ("b", "y", 49, None)], 1, "gone", "drop 0", "start", "drop 0"])
@example(steps=[[("a", "x", 0, 1), ("a", "x", 49, 50)], [("a", "x", 1, 2)], "drop 1", 2, [("b", "x", 48, 49)], "start"])
def test_whatever_comes_in_whatever_order_the_stays_are_those_of_the_record(
    steps: list[list[CheckIn] | int | str],
) -> None:
    record = Written()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        live = started(folder, record)
        for each in steps:
            if each in ("gone", "twice"):
                record.answers = 0 if each == "gone" else 1
                continue
            with suppress(GoneError):
                live = gone_on(live, folder, record, each)
                assert stays(live) == expected(record)
            record.answers = None
            if isinstance(each, str) and each.startswith("drop"):
                live = gone_on(live, folder, record, each)
            live.add(frame(), record.highest(), record.highest())
            assert stays(live) == expected(record)


def gone_on(live: Live, folder: Path, record: Written, step: list[CheckIn] | int | str) -> Live:
    """Somebody comes; days are sealed; a file is damaged; the program is killed, or the server is, after something was
    kept and before that was said."""
    if isinstance(step, list):
        come(live, record, *(each for each in step if each[2] >= record.since))
    elif isinstance(step, int):
        live.seal(date(2022, 1, 20 + step))
    elif step.startswith("spoil"):
        file = folder / "sealed" / step.removeprefix("spoil ")
        if file.is_file():
            spoil(file, "altered")
    elif step.startswith("drop"):
        drop(live, record, max(int(step[-1]), record.since // 24 - 1))
    else:
        return left_out(live, folder, record, step)
    return live


def left_out(live: Live, folder: Path, record: Written, step: str) -> Live:
    """Something is kept, and nobody is told of it before the next that comes, or the next start."""
    if step in ("late", "unsaid") and record.rows:
        record.append((*record.rows[0][1][:3], record.rows[0][1][2] + 1))
    if step == "as assumed" and record.rows:
        come(live, record, (*record.rows[0][1][:3], record.rows[0][1][2] + DWELL))
    elif step == "unsaid":
        come(live, record, *([("c", "y", 40, None)] if record.since <= 40 else []))
    else:
        record.answers = None
        return again(live, folder, record)
    return live


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.one_of(st.lists(checkin, min_size=1, max_size=4), st.integers(0, 3), st.just("spoil names")),
        min_size=2,
        max_size=8,
    )
)
@example(steps=[[("a", "x", 0, 25), ("b", "y", 30, 60)], 2, "spoil names", "start", [("b", "x", 1, 30)], 2])
@example(steps=[[("a", "x", 1, 25), ("b", "y", 50, 60)], 2, [("a", "x", 1, 2)], 0, 2])
@example(steps=[[("a", "x", 0, 25), ("b", "x", 30, None)], 2, [("c", "x", 20, 60)], 1])
def test_killed_after_whatever_was_written_a_program_has_the_stays_of_the_record(
    steps: list[list[CheckIn] | int | str],
) -> None:
    record = Written()
    with tempfile.TemporaryDirectory() as name:
        home, rows = Path(name) / "home", list[int]()
        live = started(home, record)
        with moments(home, Path(name) / "then") as folders:
            for each in steps:
                live = gone_on(live, home, record, each)
                rows += [len(record.rows)] * (len(folders) - len(rows))
        for folder, many in zip(folders, rows, strict=True):
            for then in (Written(record.rows[:many]), record):
                live = started(folder, then)
                assert stays(live) == expected(then)
                assert live.faults == () or "spoil names" in steps
                live.close()
