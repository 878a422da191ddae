"""Check-ins without an end, in files."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from seawall.presence import events
from seawall.presence.files.reading import rows_of

NOON = datetime(2022, 1, 21, 12, tzinfo=UTC)


def test_pairs_say_where_who_came_and_who_came_then() -> None:
    checkins = pl.DataFrame(
        {"person": ["b", "a", "c"], "place": ["x", "x", "y"], "came": [NOON + timedelta(seconds=60), NOON, NOON]}
    )
    found = events.pairs(checkins, 60)
    assert found.rows() == [("x", "a", NOON, "b", NOON + timedelta(seconds=60))]
    assert events.pairs(checkins, 59).is_empty()


def test_two_people_who_met_twice_are_one_pair_of_people() -> None:
    came = [NOON, NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1)]
    checkins = pl.DataFrame({"person": ["a", "b", "b", "a"], "place": ["x"] * 4, "came": came})
    found = events.pairs(checkins, 0)
    assert (found.height, events.people(found)) == (2, 1)


def test_new_york_as_published(shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "events.tsv"
    plain = gzip.decompress((shared / "data" / "gowalla-nyc" / "events.tsv.gz").read_bytes())
    file.write_bytes(b"user\ttime\tlatitude\tlongitude\tvenue\n" + plain)
    checkins, rejected, _ = rows_of(file, ("person", "place", "came"), ZoneInfo("UTC"))
    assert (checkins.height, rejected.height) == (138_957, 0)
    for within, pairs, people in ((300, 2_856, 1_037), (1_800, 6_341, 3_520)):
        found = events.pairs(checkins, within)
        assert (found.height, events.people(found)) == (pairs, people)
