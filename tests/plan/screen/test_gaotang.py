"""The tests of Gaotang's first days, as its own plans have them."""

import polars as pl
import pytest

from tests.drill.plans import planned


@pytest.mark.parametrize(("time", "under"), [("23T05:00", None), ("24T16:00", None), ("24T16:00", "covid19-cn-9")])
def test_every_bound_contact_of_gaotang_is_tested_on_the_last_day(time: str, under: str | None) -> None:
    plan = planned(time, under)
    ill = plan.episodes.filter("open")["person"]
    bound = plan.traced.contacts.filter(
        "restricted", pl.col("ring").is_in(["close", "secondary"]), ~pl.col("person").is_in(ill.implode())
    )  # fmt: skip
    ends = bound.group_by("person").agg(pl.col("followed_until").max().alias("due_until"))
    tests = plan.screened.tests
    assert ends.height > 20
    assert ends.join(tests, left_on=["person", "due_until"], right_on=["subject", "due_until"], how="anti").is_empty()


def test_no_test_of_the_first_night_is_late_before_anybody_could_be_tested() -> None:
    tests = planned("23T05:00").screened.tests
    assert set(tests["state"]) == {"due", "planned"}
    assert not tests.select("subject_kind", "subject", "due_from", "kind").is_duplicated().any()
