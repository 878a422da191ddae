"""A disk that is full while days are sealed: a clear error, nothing sealed is touched; with room it goes on."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from seawall import policy
from seawall.desk import living, opening, presence
from seawall.desk.opening import Desk
from seawall.desk.presence import Presence
from seawall.presence.errors import SegmentError
from seawall.presence.live.checkins import CHECKINS
from tests.desk.homes import disk

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
RULES = policy.load("covid19-cn-9", at=NOW.date())
PLACES = pl.DataFrame({"place": ["m1"], "kind": ["work"]})
EARLY, LATE = date(2022, 1, 19), date(2022, 1, 20)
PEOPLE = 10_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A home whose sealed days lie on a disk of 4 MiB."""
    home = tmp_path / "home"
    opening.init(home, zone="Asia/Shanghai", history=False)
    try:
        with disk(home / living.SEALED, mebibytes=4, mode=0o700):
            yield opening.opened(home)
    finally:
        opening.stop(home)


def checkins(day: date, first: int, many: int = PEOPLE) -> pl.DataFrame:
    """So many people who came at noon of a day and stayed over midnight."""
    came = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    rows = [(f"p{first + nth}", "m1", came, came + timedelta(hours=13)) for nth in range(many)]
    return pl.DataFrame(rows, schema=dict(CHECKINS), orient="row")


def fill(desk: Desk, room: int = 0) -> Path:
    """A file that takes all the room there is, but for so many bytes."""
    ballast = desk.home.path / living.SEALED / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as out:
        while out.write(bytes(4096)):
            pass
    os.truncate(ballast, ballast.stat().st_size - room)
    return ballast


def stays(live: Presence) -> dict[int, int]:
    """How many stays are found by the layers of the days that have any."""
    with live.live.city() as city:
        plain = city.days.plain
        layers = [city.days.layers[low:high] for low, high in zip(plain.heads[:-1], plain.heads[1:], strict=True)]
        return {nth: sum(int((each.start < each.end).sum()) for each in day) for nth, day in enumerate(layers)}


@pytest.mark.parametrize(("room", "file"), [(0, "names"), (160 << 10, "2022-01-19.seg")])
def test_a_day_for_which_there_is_no_room_stays_open_and_the_file_is_named(desk: Desk, room: int, file: str) -> None:
    live = presence.opened(desk, RULES, PLACES)
    live.append(checkins(EARLY, 0), NOW)
    ballast = fill(desk, room)
    with pytest.raises(SegmentError, match=f"presence/{file} cannot be written .*make room and seal the day again"):
        live.seal(NOW)
    assert stays(live) == {0: PEOPLE, 1: PEOPLE}
    ballast.unlink()
    assert live.seal(NOW) == [EARLY, LATE]
    live.close()
    live = presence.opened(desk, RULES, PLACES)
    assert (live.live.faults, live.live.seal(LATE), stays(live)) == ((), [], {0: PEOPLE, 1: PEOPLE})
    live.close()


def test_on_a_full_disk_days_stay_open_and_searchable_and_are_sealed_when_there_is_room(desk: Desk) -> None:
    live = presence.opened(desk, RULES, PLACES)
    live.append(checkins(EARLY, 0), NOW)
    assert live.seal(NOW) == [EARLY, LATE]
    ballast = fill(desk)
    live.append(checkins(EARLY, PEOPLE, many=1), NOW)
    whole = {0: PEOPLE + 1, 1: PEOPLE + 1}
    for _ in range(2):
        with pytest.raises(SegmentError, match=r"presence/.* cannot be written \(No space left on device\).*make room"):
            live.seal(NOW)
        assert stays(live) == whole
        live.close()
        live = presence.opened(desk, RULES, PLACES)  # as after a kill
        assert (live.live.faults, stays(live)) == ((), whole)
    ballast.unlink()
    assert live.seal(NOW) == [EARLY, LATE]
    live.close()
    live = presence.opened(desk, RULES, PLACES)
    assert (live.live.faults, live.live.seal(LATE), stays(live)) == ((), [], whole)
    live.close()
