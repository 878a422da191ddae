"""Two risks never breathe the same air."""

from dataclasses import replace

import pytest

from tests.plan.isolate.drawn import RULES, born, plan, rooms, site, where
from tests.plan.isolate.pair import CLOSE, HOME, INSIDE, SECOND


def test_two_risks_do_not_share_air() -> None:
    found = rooms("Q", "101", "102", air="shared")
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=found)) == {"P1": "Q 101", "P2": None}
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=rooms("Q", "101", "202", air="shared"))) == {
        "P1": "Q 101", "P2": "Q 202",
    }  # fmt: skip
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=rooms("Q", "101", "102", air="own")))["P2"] == "Q 102"


def test_who_is_inside_breathes_too() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"}]
    found = rooms("Q", "101", "102", air="shared")
    assert where(plan([CLOSE, SECOND], sites=[site()], rooms=found, admissions=inside))["P2"] is None
    stranger = [{"person": "X", "site": "Q", "room": "101", "at": "23T08:00"}]
    assert where(plan([SECOND], sites=[site()], rooms=found, admissions=stranger))["P2"] is None


@pytest.mark.parametrize(("air", "joined"), [("shared", False), ("own", True)])
def test_a_child_does_not_join_its_carer_where_a_stranger_breathes_the_same_air(air: str, joined: bool) -> None:
    shared = rooms("Q", "101", "102", beds=2, air=air)
    others = [*INSIDE, {"person": "Z", "site": "Q", "room": "102", "at": "22T08:00"}]
    made = plan([CLOSE, {"person": "P2"}], rooms=shared, persons=born(P1=1980, P2=2018), admissions=others, **HOME)
    assert (where(made)["P2"] == "Q 101") is joined
    alone = plan([CLOSE, {"person": "P2"}], rooms=shared, persons=born(P1=1980, P2=2018), admissions=INSIDE, **HOME)
    assert where(alone)["P2"] == "Q 101"


def test_nobody_new_joins_two_risks_who_share_air_already() -> None:
    inside = [{"person": "P1", "site": "Q", "room": "101", "at": "23T08:00"},
              {"person": "P2", "site": "Q", "room": "102", "at": "23T08:00"}]  # fmt: skip
    found = rooms("Q", "101", "102", "103", air="shared")
    assert where(plan([CLOSE, SECOND, {"person": "P3"}], sites=[site()], rooms=found, admissions=inside))["P3"] is None


def test_air_nobody_stated_is_what_the_rules_say() -> None:
    careful = replace(RULES, air_unstated="shared")
    assert where(plan([CLOSE, SECOND], rules=careful, sites=[site()], rooms=rooms("Q", "101", "102")))["P2"] is None
