"""A disk that is full: a clear error, nothing lost, and on it goes when there is room."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from seawall.desk.intake import Intake
from seawall.desk.record import Record
from seawall.presence.live.checkins import CHECKINS
from seawall.store import embedded
from seawall.store.account import ServerError
from seawall.store.home import Home
from tests.desk.homes import disk, running

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
ROWS = 10_000
MIB = 1 << 20


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 MiB, of which 64 are held by a file that can be removed."""
    with disk(tmp_path / "disk", mebibytes=200, mode=0o755) as found:
        (found / "ballast").write_bytes(bytes(64 * MIB))
        yield found


@pytest.fixture
def home(small: Path) -> Iterator[Home]:
    with running(small / "home") as home:
        yield home


def checkins(nth: int) -> pl.DataFrame:
    rows = [(f"p{nth}-{row}", "m1", NOW - timedelta(hours=1), None) for row in range(ROWS)]
    return pl.DataFrame(rows, schema=dict(CHECKINS), orient="row")


def until_full(intake: Intake) -> tuple[int, ServerError]:
    """Hands in one frame after another until one is refused: how many were kept, and what was said."""
    for nth in range(1_000):
        try:
            intake.put(checkins(nth)).result()
        except ServerError as error:
            return nth, error
    raise AssertionError("the disk holds more than was thought")


def test_when_the_disk_is_full_nothing_acknowledged_is_lost_and_it_goes_on_when_there_is_room(
    home: Home, small: Path
) -> None:
    record = Record(embedded.start(home), home.zone, home.path / "day-keys", timedelta(days=21))
    with Intake(record, lambda: NOW) as intake:
        kept, refused = until_full(intake)
        assert "No space left on device): make room on its disk" in str(refused) or "went away" in str(refused)
        (small / "ballast").unlink()
        embedded.start(home)  # a server that found no room for its log has stopped
        intake.put(checkins(kept)).result()
    assert kept > 10
    assert sorted(record.known()["person"]) == sorted(f"p{nth}-{row}" for nth in range(kept + 1) for row in range(ROWS))
    record.close()
