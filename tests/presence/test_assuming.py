"""Contacts whose longest meeting rests on a leaving that nobody stated."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from seawall.plan.trace.authorisation import authorise
from seawall.presence.ranking import Rules
from tests.presence.live.test_live import HOUR, CheckIn
from tests.presence.test_door import Noted, door, windows

NO_AIR = timedelta()


def assumed(folder: Path, *rows: CheckIn, linger: timedelta = NO_AIR, until: int = 48) -> dict[str, bool]:
    """By person met by ann, or by whom she met."""
    asked = windows(("C1", "ann", 0, until)).with_columns(pl.lit(linger).alias("linger"))
    rules = Rules(timedelta(minutes=30), degrees=2)
    (found,) = door(folder, Noted(), *rows).contacts(asked, authorise(asked), rules, most=9)
    return dict(found.contacts.select("person", "assumed").iter_rows())


def test_a_leaving_of_the_case_or_of_the_other_that_nobody_stated_is_told_with_their_meeting(tmp_path: Path) -> None:
    rows = ("ann", "shop", 10, None), ("ben", "shop", 10, 12), ("ann", "mill", 14, 20), ("cid", "mill", 14, None)
    assert assumed(tmp_path, *rows, ("dan", "mill", 14, 18)) == {"dan": False, "ben": True, "cid": True}


def test_of_several_meetings_the_longest_says_it(tmp_path: Path) -> None:
    rows = ("ann", "shop", 10, 15), ("ben", "shop", 10, None), ("ann", "mill", 20, 30), ("ben", "mill", 20, 25)
    assert assumed(tmp_path, *rows) == {"ben": False}


def test_another_stay_of_theirs_there_or_elsewhere_says_nothing(tmp_path: Path) -> None:
    rows = ("ann", "shop", 10, 12), ("ben", "shop", 10, 12), ("ben", "shop", 5, None), ("ann", "shop", 13, None)
    assert assumed(tmp_path, *rows, ("ben", "mill", 10, None)) == {"ben": False}


def test_of_the_second_ring_the_leaving_of_whom_they_met_counts_and_not_that_of_the_case(tmp_path: Path) -> None:
    first = ("ann", "shop", 10, None), ("ben", "shop", 10, 12)
    stated = ("ben", "mill", 14, 16), ("cid", "mill", 14, 16), ("ben", "park", 20, None), ("dan", "park", 20, 21)
    assert assumed(tmp_path, *first, *stated) == {"ben": True, "cid": False, "dan": True}


@pytest.mark.parametrize(("left", "told"), [(None, True), (25, False)])
def test_air_that_lingers_after_an_assumed_leaving_over_midnight_is_assumed(
    tmp_path: Path, left: int | None, told: bool
) -> None:
    rows = ("ann", "shop", 23, left), ("ben", "shop", 26, 28)
    assert assumed(tmp_path, *rows, linger=3 * HOUR) == {"ben": told}


def test_whoever_stays_on_after_the_window_of_the_case_is_told_by_the_whole_stay(tmp_path: Path) -> None:
    rows = ("ann", "shop", 10, 14), ("ben", "shop", 11, None)
    assert assumed(tmp_path, *rows, until=12) == {"ben": True}


def test_a_case_that_nobody_knows_has_no_meeting(tmp_path: Path) -> None:
    assert assumed(tmp_path, ("ben", "shop", 10, None)) == {}
