"""Spans of one key that are one."""

from datetime import UTC, datetime

import polars as pl
import pytest

from seawall.tables.schema import UTC_MOMENT
from seawall.tables.spans import united

Span = tuple[str, int, int]


def spans(*rows: Span) -> pl.DataFrame:
    """Who, from which hour until which."""
    said = [(who, *(datetime(2022, 1, 21, hour, tzinfo=UTC) for hour in hours)) for who, *hours in rows]
    return pl.DataFrame(said, {"who": pl.String, "from": UTC_MOMENT, "until": UTC_MOMENT}, orient="row")


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ([("ann", 1, 4), ("ann", 3, 6)], [("ann", 1, 6)]),
        ([("ann", 1, 4), ("ann", 4, 6)], [("ann", 1, 6)]),
        ([("ann", 1, 9), ("ann", 3, 4), ("ann", 8, 10)], [("ann", 1, 10)]),
        ([("ann", 1, 4), ("ann", 1, 4)], [("ann", 1, 4)]),
    ],
    ids=["overlapping", "touching", "nested", "twice"],
)
def test_spans_that_share_a_moment_or_a_border_are_one(said: list[Span], one: list[Span]) -> None:
    assert united(spans(*said), "who").equals(spans(*one))


def test_spans_apart_stay_apart_and_come_in_order() -> None:
    assert united(spans(("ann", 5, 6), ("ann", 1, 4)), "who").equals(spans(("ann", 1, 4), ("ann", 5, 6)))


def test_spans_of_two_have_nothing_to_do_with_each_other() -> None:
    both = spans(("ben", 3, 6), ("ann", 1, 4), ("ben", 6, 7), ("ann", 8, 9))
    assert united(both, "who").equals(spans(("ann", 1, 4), ("ann", 8, 9), ("ben", 3, 7)))


def test_of_no_span_there_is_none() -> None:
    assert united(spans(), "who").equals(spans())


def test_what_else_a_row_says_is_not_kept() -> None:
    assert united(spans(("ann", 1, 4)).with_columns(why=pl.lit("shop")), "who").equals(spans(("ann", 1, 4)))
