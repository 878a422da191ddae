"""One figure, one truth: what the situation counts is what the lists hold, at any time of the drill."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.tables.ring import nearness
from seawall.web import plans, times
from seawall.web.people.lists import LISTS
from seawall.web.situation import handlers
from tests.web.played import played


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("day"), "2022-01-23T16:00") as desk:
        yield desk


def listed(made: Made, name: str) -> pl.DataFrame:
    return LISTS[name].rows(made)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(part=st.floats(0, 1))
def test_the_situation_counts_what_the_lists_hold(drill: Desk, part: float) -> None:
    span = times.span(drill)
    at = span.first + timedelta(seconds=round((span.now - span.first).total_seconds() * part))
    for made in plans.every(drill, at):
        row = handlers.counted(made.plan)
        cases, contacts = listed(made, "cases"), listed(made, "contacts")
        open_ = cases.filter(pl.col("state") == "case_open")
        still = contacts.filter(
            pl.col("followed_until") > made.plan.now, ~pl.col("person").is_in(open_["person"].implode())
        )
        assert row.cases == open_.height
        assert row.followed == still.height
        assert row.late == made.plan.clock.filter(pl.col("state").cast(pl.String) == "late").height
        assert row.to_sign == made.plan.differences.height
        assert contacts["person"].n_unique() == contacts.height
        assert contacts.height == made.plan.traced.contacts["person"].n_unique()
        strongest = made.plan.traced.contacts.sort(nearness()).unique("person", keep="first")
        assert dict(contacts["ring"].value_counts().iter_rows()) == dict(strongest["ring"].value_counts().iter_rows())
