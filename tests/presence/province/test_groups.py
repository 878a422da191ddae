"""Whole groups of rows, and what is made of them, as each task does it."""

import polars as pl
import pytest

pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'seawall[spark]'")
from seawall.presence.province import links, meetings, trails
from seawall.presence.province.groups import whole

HOUR = 3600


def rows(*each: tuple[int | None, str, str | None, int, int]) -> pl.DataFrame:
    """Search (none for a stay), person, place, start, end; the case has the number of the search."""
    frame = pl.DataFrame(each, schema=("search", "person", "place", "start", "end"), orient="row")
    return frame.cast({"search": pl.Int32, "start": pl.Int32, "end": pl.Int32}).with_columns(case=pl.col("search"))


def test_a_group_is_never_cut_however_long_it_is() -> None:
    frames = [pl.DataFrame({"at": each}) for each in (["a", "a"], ["a", "b"], ["b", "b"], ["b", "c"])]
    assert [list(each["at"]) for each in whole(iter(frames), "at", 2)] == [["a", "a", "a"], ["b", "b", "b", "b", "c"]]
    assert list(whole(iter(frames[:0]), "at", 2)) == []


def test_a_trail_is_what_somebody_stayed_inside_of_each_window() -> None:
    found = trails.trails(
        rows(
            (None, "ann", "shop", 0, 100), (None, "ann", "shop", 100, 200), (None, "ann", "home", 300, 400),
            (7, "ann", None, 50, 150), (8, "ann", None, 150, 350),
        )
    )  # fmt: skip
    told = found.select("search", "since", "until", "place", "start", "end").sort("search", "start").rows()
    assert told == [(7, 50, 150, "shop", 50, 150), (8, 150, 350, "shop", 150, 200), (8, 150, 350, "home", 300, 350)]


def test_meetings_at_some_places_are_told_by_search() -> None:
    found = meetings.meetings(
        rows(
            (None, "ann", "shop", 0, HOUR), (None, "ben", "shop", 1800, 2 * HOUR), (None, "cid", "bar", 0, HOUR),
            (None, "ben", "bar", 0, HOUR), (7, "ann", "shop", 0, HOUR), (8, "cid", "bar", 1800, 2 * HOUR),
        ),
        linger=0,
        least=900,
    )  # fmt: skip
    assert found.sort("search").rows() == [(7, 7, "ben", 1800, 1800, 3600, 1), (8, 8, "ben", 1800, 1800, 3600, 1)]


def test_meetings_over_years_are_found_though_the_parts_searched_are_longer_than_a_day() -> None:
    year = 365 * 24 * HOUR
    found = meetings.meetings(
        rows((None, "ann", "shop", 0, year), (None, "ben", "shop", year // 2, year), (7, "ann", "shop", 0, year)),
        linger=0,
        least=900,
    )
    assert found.select("person", "seconds", "meetings").rows() == [("ben", year // 2, 1)]


def test_places_are_summed_and_the_strongest_link_is_kept_of_those_not_known() -> None:
    met = pl.DataFrame(
        [
            (1, 0, "dot", 60, 10, 70, 1), (1, 0, "dot", 60, 90, 150, 1), (2, 0, "dot", 119, 0, 119, 1),
            (1, 0, "eve", 60, 50, 110, 1), (2, 0, "eve", 60, 50, 110, 1), (2, 0, "fay", 60, 40, 110, 1),
            (None, 0, "fay", None, None, None, None), (3, 1, "fay", 60, 40, 110, 1),
        ],
        schema=("search", "case", "person", "seconds", "first", "last", "meetings"),
        orient="row",
    )  # fmt: skip
    found = links.strongest(met).sort("case", "person")
    assert found.select("search", "case", "person", "seconds", "first", "last", "meetings").rows() == [
        (1, 0, "dot", 120, 10, 150, 2), (1, 0, "eve", 60, 50, 110, 1), (3, 1, "fay", 60, 40, 110, 1),
    ]  # fmt: skip


def test_seconds_at_several_places_at_once_end_where_the_kernels_own_do() -> None:
    decades = 40 * 365 * 24 * HOUR
    stays = [(None, who, place, 0, decades) for who in ("ann", "ben") for place in ("bar", "shop")]
    asked = {place: (7, "ann", place, 0, decades) for place in ("bar", "shop")}
    kernel = meetings.meetings(rows(*stays, *asked.values()), linger=0, least=900)
    apart = (rows(*(each for each in stays if each[2] == place), asked[place]) for place in asked)
    summed = links.strongest(pl.concat(meetings.meetings(each, linger=0, least=900) for each in apart))
    assert summed.select(kernel.columns).rows() == kernel.rows() == [(7, 7, "ben", 2**31 - 1, 0, decades, 2)]
