"""The door to the stays, and the words it is asked in."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest

from seawall.plan.trace import Authorisation, FrameMeetings, NotAuthorisedError
from seawall.plan.trace.authorisation import PURPOSES, authorise
from seawall.plan.trace.stays import Reading
from seawall.plan.trace.sweep import OUT
from tests.given import SHANGHAI, frame, local
from tests.plan.trace.drawn import ROOM, episodes, stay

STAYS = frame("stays", [stay("P0", "21T10:00", "21T12:00"), stay("A", "21T10:00", "21T12:00")])
PLACES = frame("places", [ROOM])
READING = Reading(SHANGHAI, local("28T12:00"))
START, END = local("20T00:00"), local("23T00:00")
LEAVE = Authorisation("C1", "confirmed", "P0", "contact_tracing", START, END)


def windows(purpose: str = "contact_tracing", opens_stays: bool = True) -> pl.DataFrame:
    return (
        episodes({"opens_stays": opens_stays})
        .with_columns(
            pl.lit(START).alias("start"), pl.lit(END).alias("end"), pl.lit(purpose).alias("purpose"),
            pl.lit(timedelta()).alias("linger"),
        )
        .with_row_index("window")
    )  # fmt: skip


def meet(granted: list[Authorisation], purpose: str = "contact_tracing") -> pl.DataFrame:
    return FrameMeetings(STAYS, PLACES).meet(windows(purpose), granted, READING)


def test_with_a_leave_the_door_opens() -> None:
    found = meet([LEAVE])
    assert found["person"].to_list() == ["A"]
    assert found.schema == pl.Schema(OUT)


def test_without_a_leave_it_stays_shut_and_names_the_case() -> None:
    with pytest.raises(NotAuthorisedError, match=r"stays of case C1 for contact_tracing"):
        meet([])


@pytest.mark.parametrize(
    "leave",
    [
        Authorisation("C2", "confirmed", "P0", "contact_tracing", START, END),
        Authorisation("C1", "confirmed", "P1", "contact_tracing", START, END),
        Authorisation("C1", "confirmed", "P0", "source_search", START, END),
        Authorisation("C1", "confirmed", "P0", "contact_tracing", START + timedelta(minutes=1), END),
        Authorisation("C1", "confirmed", "P0", "contact_tracing", START, END - timedelta(minutes=1)),
    ],
    ids=["another case", "another person", "another purpose", "begins later", "ends sooner"],
)
def test_a_leave_holds_for_its_case_its_person_its_purpose_and_its_window(leave: Authorisation) -> None:
    with pytest.raises(NotAuthorisedError):
        meet([leave])


def test_a_leave_is_made_only_for_cases_that_open_stays_and_for_listed_purposes() -> None:
    assert authorise(windows()) == (LEAVE,)
    assert authorise(windows(opens_stays=False)) == ()
    assert authorise(windows("curiosity")) == ()
    assert set(PURPOSES) == {"contact_tracing", "source_search", "question", "zoning"}


def test_one_leave_of_several_is_enough_and_between_two_there_is_none() -> None:
    middle = local("21T00:00")
    halves = [replace(LEAVE, end=middle), replace(LEAVE, start=middle)]
    assert meet([*halves, LEAVE, replace(LEAVE, class_="asymptomatic", end=middle)]).height == 1
    with pytest.raises(NotAuthorisedError):
        meet(halves)


def test_a_search_for_the_source_shows_where_the_case_was_and_nobody_else() -> None:
    found = meet(list(authorise(windows("source_search"))), "source_search")
    assert found.select("person", "place", "minutes").rows() == [("P0", "room", 120)]


def test_nobody_is_asked_about_nothing() -> None:
    assert FrameMeetings(STAYS, PLACES).meet(windows().clear(), [], READING).is_empty()


def test_who_was_nowhere_met_nobody() -> None:
    assert FrameMeetings(STAYS.clear(), PLACES).meet(windows(), [LEAVE], READING).is_empty()
    alone = STAYS.filter(person="P0")
    assert FrameMeetings(alone, PLACES).meet(windows(), [LEAVE], READING).is_empty()


def test_many_at_one_place_are_swept_piece_by_piece_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    from seawall.plan.trace import sweep

    rows = [stay(f"V{n}", f"21T{10 + n % 2}:{n % 60:02}", "21T12:00") for n in range(200)]
    rows += [stay(f"P{n}", "21T10:00", "21T12:00") for n in range(5)]
    stays = frame("stays", rows)
    cases = pl.concat(windows().with_columns(pl.lit(f"P{n}").alias("person")) for n in range(5))
    cases = cases.drop("window").with_row_index("window")
    whole = FrameMeetings(stays, PLACES).meet(cases, authorise(cases), READING).sort("window", "person")
    monkeypatch.setattr(sweep, "PAIRS_AT_ONCE", 7)
    pieces = FrameMeetings(stays, PLACES).meet(cases, authorise(cases), READING).sort("window", "person")
    assert whole.equals(pieces)
    assert whole.height == 5 * 204


def test_evidence_is_the_longest_meeting() -> None:
    stays = frame(
        "stays",
        [
            stay("P0", "21T10:00", "21T12:00"),
            stay("A", "21T10:00", "21T10:05"),
            stay("A", "21T11:00", "21T12:00"),
        ],
    )
    found = FrameMeetings(stays, PLACES).meet(windows(), [LEAVE], READING)
    assert found["evidence"].to_list() == [["stays-0", "stays-2"]]
