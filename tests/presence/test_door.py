"""Live stays are asked for an open case, and for nothing else."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seawall.plan.trace.authorisation import NotAuthorisedError, authorise
from seawall.presence.door import Door
from seawall.presence.ranking import Rules
from tests.presence.live.test_live import HOUR, ZERO, CheckIn, Written, frame, started

HALF = Rules(timedelta(minutes=30))
STAYS: tuple[CheckIn, ...] = (
    ("ann", "shop", 10, 14), ("ben", "shop", 11, 13), ("cid", "shop", 13, 15), ("dan", "shop", 15, 16),
    ("ben", "park", 20, 26), ("eve", "park", 22, 24), ("ann", "home", 18, 32), ("cid", "home", 30, 40),
)  # fmt: skip


@dataclass
class Noted:
    """A journal in memory."""

    opened: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def opening(self, windows: pl.DataFrame, question: str) -> None:
        self.opened += [(*row, question) for row in windows.select("case", "purpose").rows()]


def door(folder: Path, journal: Noted, *rows: CheckIn) -> Door:
    record = Written()
    live = started(folder, record)
    live.add(frame(*rows), 0, record.append(*rows))
    return Door(live.city, journal.opening, journal.refused.append)


def windows(*rows: tuple[str, str, int, int], purpose: str = "contact_tracing", opens: bool = True) -> pl.DataFrame:
    """Rows of case, person, and the hours from which and until which."""
    made: list[dict[str, Any]] = [
        {"case": case, "class": "confirmed", "person": person, "purpose": purpose, "start": ZERO + since * HOUR,
         "end": ZERO + until * HOUR, "linger": timedelta(), "opens_stays": opens}
        for case, person, since, until in rows
    ]  # fmt: skip
    return pl.DataFrame(made)


ANN = windows(("C1", "ann", 0, 48))


def hours(found: pl.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Rows with moments as hours."""
    times = [((pl.col(name) - ZERO).dt.total_minutes() / 60).alias(name) for name in names]
    return found.with_columns(times).rows()


def test_contacts_come_from_the_top_with_their_longest_meeting_and_its_crowd_and_the_rest_is_counted(
    tmp_path: Path,
) -> None:
    asked = door(tmp_path, journal := Noted(), *STAYS)
    (top,) = asked.contacts(ANN, authorise(ANN), HALF._replace(degrees=2), most=1)
    assert top.contacts.select("person", "minutes", "meetings", "place", "longest", "crowd").rows() == [
        ("cid", 180.0, 2, "home", 120.0, 2)
    ]
    assert top.counted == {1: 2, 2: 1}
    assert journal.opened == [("C1", "contact_tracing", "contacts to degree 2")]
    (rest,) = asked.contacts(ANN, authorise(ANN), HALF._replace(degrees=2), most=9, after=1)
    assert rest.contacts.select("rank", "person", "degree", "via").rows() == [(2, "ben", 1, None), (3, "eve", 2, "ben")]


def test_of_each_contact_all_places_are_told_where_they_met(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), *STAYS)
    (found,) = asked.contacts(ANN, authorise(ANN), HALF._replace(degrees=2), most=9)
    assert found.contacts.select("person", "places").rows() == [
        ("cid", "shop | home"), ("ben", "shop"), ("eve", "park"),
    ]  # fmt: skip


def test_places_outside_a_window_or_left_before_the_shortest_meeting_are_not_told(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), *STAYS)
    early = windows(("C1", "ann", 0, 14), ("C1", "ann", 31, 48))
    (found,) = asked.contacts(early, authorise(early), Rules(2 * HOUR), most=9)
    assert found.contacts.select("person", "places", "minutes").rows() == [("ben", "shop", 120.0)]


def test_a_window_that_reaches_further_than_seconds_count_is_asked_as_far_as_they_do(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), *STAYS)
    ever = ANN.with_columns(
        pl.lit(datetime(1900, 1, 1, tzinfo=UTC)).alias("start"), pl.lit(datetime(2100, 1, 1, tzinfo=UTC)).alias("end")
    )
    (found,) = asked.contacts(ever, authorise(ever), HALF, most=9)
    assert found.counted == {1: 2}
    assert asked.trail(ever, authorise(ever))["place"].to_list() == ["shop", "home"]


def test_the_trail_of_a_case_is_inside_its_window(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), *STAYS)
    cut = windows(("C1", "ann", 12, 20))
    assert hours(asked.trail(cut, authorise(cut)), "came", "left") == [
        ("C1", "ann", "shop", 12, 14, False), ("C1", "ann", "home", 18, 20, False),
    ]  # fmt: skip


def test_visitors_are_seen_where_and_while_the_case_was_there(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), *STAYS)
    assert hours(asked.visitors(ANN, authorise(ANN), "shop"), "came", "left") == [
        ("C1", "ben", "shop", 11, 13, False), ("C1", "cid", "shop", 13, 14, False),
    ]  # fmt: skip
    assert asked.visitors(ANN, authorise(ANN), "park").is_empty()
    assert asked.visitors(ANN, authorise(ANN), "moon").is_empty()


def test_of_whom_nobody_stated_a_leaving_that_is_said_also_where_the_window_ends_before_it(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), ("ann", "shop", 10, None), ("ben", "shop", 9, 13), ("cid", "shop", 11, None))
    cut = windows(("C1", "ann", 0, 11))
    assert hours(asked.trail(cut, authorise(cut)), "came", "left") == [("C1", "ann", "shop", 10, 11, True)]
    assert hours(asked.visitors(ANN, authorise(ANN), "shop"), "came", "left") == [
        ("C1", "ben", "shop", 10, 12, False), ("C1", "cid", "shop", 11, 12, True),
    ]  # fmt: skip


def test_where_two_cases_were_at_one_time_they_may_have_caught_it(tmp_path: Path) -> None:
    asked = door(tmp_path, Noted(), *STAYS)
    both = windows(("C1", "ann", 0, 12), ("C2", "ben", 0, 48), purpose="source_search")
    assert hours(asked.shared(both, authorise(both)), "since", "until") == [("shop", "C1", "C2", 11, 12)]


def test_without_a_leave_nothing_is_read_and_the_refusal_is_noted(tmp_path: Path) -> None:
    asked = door(tmp_path, journal := Noted(), *STAYS)
    closed = windows(("C1", "ann", 0, 48), opens=False)
    with pytest.raises(NotAuthorisedError, match="no leave covers 1 of 1 windows"):
        asked.trail(closed, authorise(closed))
    with pytest.raises(NotAuthorisedError):
        asked.contacts(windows(("C1", "ann", 0, 49)), authorise(ANN), HALF, most=1)
    with pytest.raises(NotAuthorisedError):
        asked.trail(windows(("C1", "dan", 0, 48)), authorise(ANN))
    assert journal.opened == []
    assert len(journal.refused) == 3


@pytest.mark.parametrize("purpose", ["source_search", "zoning", "question"])
def test_who_else_was_there_is_shown_to_trace_contacts_and_for_nothing_else(tmp_path: Path, purpose: str) -> None:
    asked = door(tmp_path, journal := Noted(), *STAYS)
    other = windows(("C1", "ann", 0, 48), purpose=purpose)
    with pytest.raises(NotAuthorisedError, match="for contact_tracing alone"):
        asked.visitors(other, authorise(other), "shop")
    with pytest.raises(NotAuthorisedError, match="for contact_tracing alone"):
        asked.contacts(other, authorise(other), HALF, most=1)
    assert len(journal.refused) == 2
