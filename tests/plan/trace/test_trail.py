"""Where the traced cases were while they could infect."""

from typing import Any

import polars as pl

from seawall.plan.trace import FrameMeetings, trace
from tests.given import Row, given, local
from tests.plan.trace.drawn import ROOM, RULES, episodes, stay

SHOP = {"place": "shop", "kind": "shop"}


def trail(*cases: Row, stays: Any, now: str = "28T12:00") -> pl.DataFrame:
    facts = given(at=now, places=[ROOM, SHOP], stays=stays)
    return trace(episodes(*cases), facts, RULES, local(now), FrameMeetings(facts["stays"], facts["places"])).trail


def test_it_shows_each_place_with_its_minutes_and_how_many_became_contacts_there() -> None:
    stays = [stay("P0", "22T10:00", "22T12:00"), stay("A", "22T11:00", "22T13:00"), stay("B", "22T11:00", "22T13:00")]
    found = trail({"onset": "2022-01-22"}, stays=stays)
    assert found.select("case", "place", "minutes", "met").rows() == [("C1", ROOM["place"], 120.0, 2)]


def test_a_place_where_nobody_is_known_to_have_been_is_there_too() -> None:
    alone = [{"person": "P0", "place": "shop", "came": "2022-01-22T10:00", "left": "2022-01-22T10:30"}]
    found = trail({"onset": "2022-01-22"}, stays=alone)
    assert found.select("place", "kind", "met").rows() == [("shop", "shop", 0)]


def test_what_was_before_the_window_or_of_a_case_whose_stays_are_closed_is_not() -> None:
    early = [stay("P0", "10T10:00", "10T12:00")]
    assert trail({"onset": "2022-01-22"}, stays=early).is_empty()
    inside = [stay("P0", "22T10:00", "22T12:00")]
    assert trail({"onset": "2022-01-22", "opens_stays": False}, stays=inside).is_empty()
