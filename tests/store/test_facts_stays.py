"""Stays are read by window: what may touch it comes, as it stands, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.store import facts, reading
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.stays import MANY, stays_at, stays_by
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import in_force
from seawall.tables.schema import UTC_MOMENT

NOON = datetime(2022, 1, 22, 12, 0, tzinfo=UTC)
EVER = datetime(2100, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def stays(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Stays as (person, place, came, left), in hours from noon; None is not known."""
    hours = [
        (person, place, *(None if at is None else NOON + at * HOUR for at in times)) for person, place, *times in rows
    ]
    plain = pl.DataFrame(
        hours, {"person": pl.String, "place": pl.String, "came": UTC_MOMENT, "left": UTC_MOMENT}, orient="row"
    )
    return plain.select("person", "place", came_from="came", came_until="came", left_from="left", left_until="left")


def windows(key: str, *rows: tuple[str, float, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [(who, NOON + since * HOUR, NOON + until * HOUR) for who, since, until in rows],
        {key: pl.String, "from": UTC_MOMENT, "until": UTC_MOMENT},
        orient="row",
    )


def append(server: Server, home: Home, frame: pl.DataFrame) -> int:
    return facts.append(server, home, "stays", frame, "wang", "interview").batch


MARKET = stays(("p1", "market", 0, 1), ("p2", "market", 2, 3), ("p3", "market", -9, None), ("p1", "temple", 0, 1))


def test_the_stays_of_a_person_and_the_visitors_of_a_place_come_by_window(database: Server, home: Home) -> None:
    batch = append(database, home, MARKET)
    of_p1 = stays_by(database, windows("person", ("p1", 0, 1)), EVER, batch)
    assert sorted(of_p1["place"]) == ["market", "temple"]
    assert of_p1.columns == TABLES["stays"].column_names()
    assert sorted(stays_at(database, windows("place", ("market", 0, 1)), EVER, batch)["person"]) == ["p1", "p3"]
    assert stays_at(database, windows("place", ("school", 0, 1)), EVER, batch).is_empty()


def test_each_window_holds_for_its_own_person_only(database: Server, home: Home) -> None:
    batch = append(database, home, stays(("p1", "market", 0, 1), ("p2", "market", 0, 1)))
    asked = windows("person", ("p1", 0, 1), ("p2", 5, 6))
    assert stays_by(database, asked, EVER, batch)["person"].to_list() == ["p1"]


def test_a_stay_that_touches_two_windows_comes_once(database: Server, home: Home) -> None:
    batch = append(database, home, stays(("p1", "market", 0, 4)))
    assert len(stays_by(database, windows("person", ("p1", 0, 1), ("p1", 2, 3)), EVER, batch)) == 1


@pytest.mark.parametrize(
    ("since", "until", "comes"), [(1, 2, True), (1.001, 2, False), (-1, 0, True), (-1, -0.001, False)]
)
def test_a_stay_that_only_touches_a_window_is_left_to_the_trace(
    database: Server, home: Home, since: float, until: float, comes: bool
) -> None:
    batch = append(database, home, stays(("p1", "market", 0, 1)))
    assert len(stays_by(database, windows("person", ("p1", since, until)), EVER, batch)) == comes


def test_an_unknown_bound_touches_every_window_on_its_side(database: Server, home: Home) -> None:
    batch = append(database, home, stays(("p1", "a", None, None), ("p1", "b", None, 0), ("p1", "c", 0, None)))
    before = stays_by(database, windows("person", ("p1", -5, -4)), EVER, batch)
    after = stays_by(database, windows("person", ("p1", 4, 5)), EVER, batch)
    assert (sorted(before["place"]), sorted(after["place"])) == (["a", "b"], ["a", "c"])


def test_a_stay_corrected_away_from_the_window_is_gone_from_it(database: Server, home: Home) -> None:
    first = append(database, home, stays(("p1", "market", 0, 1)))
    row = reading.read(database, ["stays"]).frames["stays"]["row"]
    moved = append(database, home, stays(("p1", "market", 7, 8)).with_columns(corrects=row))
    asked = windows("place", ("market", 0, 1))
    assert len(stays_at(database, asked, EVER, first)) == 1
    assert stays_at(database, asked, EVER, moved).is_empty()
    correction = reading.read(database, ["stays"]).frames["stays"].filter(pl.col("corrects").is_not_null())["row"]
    back = append(database, home, stays(("p1", "market", None, None)).with_columns(corrects=correction))
    assert len(stays_at(database, asked, EVER, back)) == 1


def test_what_was_not_known_yet_does_not_come(database: Server, history: Home) -> None:
    batch = append(database, history, stays(("p1", "market", 0, 1)).with_columns(recorded_at=pl.lit(NOON)))
    asked = windows("person", ("p1", 0, 1))
    assert len(stays_by(database, asked, NOON, batch)) == 1
    assert stays_by(database, asked, NOON - timedelta(microseconds=1), batch).is_empty()


def test_stays_under_every_number_of_a_merged_person_come_under_one(database: Server, home: Home) -> None:
    batch = append(database, home, stays(("p1", "market", 0, 1), ("p9", "temple", 0, 1), ("p7", "school", 0, 1)))
    found = stays_by(database, windows("person", ("p1", 0, 1)), EVER, batch, {"p9": "p1"})
    assert found.select("person", "place").sort("place").rows() == [("p1", "market"), ("p1", "temple")]
    visitors = stays_at(database, windows("place", ("temple", 0, 1)), EVER, batch, {"p9": "p1"})
    assert visitors["person"].to_list() == ["p1"]


hours = st.one_of(st.none(), st.integers(-6, 6))
people, places = st.sampled_from(["p1", "p2", "p3"]), st.sampled_from(["market", "temple"])


@st.composite
def some_stays(draw: st.DrawFn) -> tuple[Any, ...]:
    came, left = draw(hours), draw(hours)
    if came is not None and left is not None:
        came, left = sorted((came, left))
    return draw(people), draw(places), came, left


some_windows = st.tuples(places, st.integers(-6, 6), st.integers(0, 6)).map(lambda w: (w[0], w[1], w[1] + w[2]))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=20
)
@given(st.lists(some_stays(), min_size=1, max_size=20), st.lists(some_windows, min_size=1, max_size=4))
def test_the_database_gives_what_a_look_at_every_row_gives(
    database: Server, home: Home, rows: list[tuple[Any, ...]], asked: list[tuple[str, int, int]]
) -> None:
    append(database, home, stays(*rows))
    read = reading.read(database, ["stays"])
    every = in_force(read.frames["stays"], TABLES["stays"])

    def touches(stay: dict[str, Any], window: tuple[str, int, int]) -> bool:
        place, since, until = window
        return (
            stay["place"] == place
            and (stay["came_from"] is None or stay["came_from"] <= NOON + until * HOUR)
            and (stay["left_until"] is None or stay["left_until"] >= NOON + since * HOUR)
        )

    expected = {stay["row"] for stay in every.iter_rows(named=True) if any(touches(stay, window) for window in asked)}
    found = stays_at(database, windows("place", *asked), EVER, read.batch)
    assert found["row"].is_unique().all()
    assert set(found["row"]) == expected


def test_where_so_much_is_asked_that_the_table_is_read_in_halves_each_stay_comes_once(
    database: Server, home: Home
) -> None:
    batch = append(database, home, stays(*((f"p{n}", f"shop {n % 9}", n % 5, n % 5 + 1) for n in range(600))))
    asked = [(f"shop {n % 8}", n % 4, n % 4 + 0.001 * n) for n in range(MANY)]
    found = stays_at(database, windows("place", *asked), EVER, batch)
    few = [stays_at(database, windows("place", *asked[half::2]), EVER, batch) for half in (0, 1)]
    assert found["row"].is_unique().all()
    assert set(found["row"]) == set(pl.concat(few)["row"])
    assert 0 < found.height < 600
