"""What officers want otherwise of what is proposed: small tables in, small tables out."""

from datetime import timedelta
from typing import Any

import polars as pl

from seawall.plan.care.watch import COLUMNS as CARE
from seawall.plan.orders import areas, limits
from seawall.plan.orders.amending import amended
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import Facts
from tests.given import SHANGHAI
from tests.plan.orders.test_areas import NOW, RULES, TYPES, ZONE

END = NOW + timedelta(hours=72)
MADE = NOW - timedelta(hours=1)


def zones(**more: Any) -> pl.DataFrame:
    return pl.DataFrame([ZONE | more], schema_overrides=TYPES)


def proposed(**more: Any) -> pl.DataFrame:
    return areas(zones(**more), pl.DataFrame(schema=CARE), RULES, NOW)


def facts(**more: Any) -> Facts:
    row = {
        "row": "a1", "recorded_at": MADE, "recorded_by": "li", "source": "plan", "incident": "I", "verb": "zone",
        "subject": "village", "scope": "seal", "change": "end", "until": None, "proposed": END, "why": "food is short",
        "officer": "li", "role": "commander", "organisation": "hq", "plan": "d",
    }  # fmt: skip
    schema = {name: kind.dtype for name, kind in TABLES["amendments"].columns().items()}
    return Facts(NOW, SHANGHAI, {"amendments": pl.DataFrame([row | more], schema)})


def one(known: Facts, **more: Any) -> dict[str, Any]:
    return amended(proposed(**more), zones(**more), known, RULES, NOW).proposals.row(0, named=True)


def state(known: Facts, **more: Any) -> str:
    return str(amended(proposed(**more), zones(**more), known, RULES, NOW).amendments["state"].item())


def test_an_end_that_an_officer_wants_takes_the_place_of_the_one_proposed_and_the_order_says_so() -> None:
    sooner = NOW + timedelta(hours=12)
    row = one(facts(until=sooner))
    assert row["until"] == sooner
    assert row["clause"] == proposed()["clause"].item()
    assert row["why"] == (
        "why; amended by li (hq): until 2022-01-24 04:00 instead of 2022-01-26 16:00, because: food is short"
    )
    assert (
        row["why_public"]
        == ("told本令经签署人改定，至 2022-01-24 04:00 止。 / Those who signed changed it: it ends 2022-01-24 04:00.")
        or "ends 2022-01-24 04:00" in row["why_public"]
    )
    assert row["evidence"] == ["row", "a1"]
    assert row["signatures"] == 2


def test_an_end_later_than_proposed_takes_the_signatures_of_many_and_no_longer_than_the_term() -> None:
    short = {"from": NOW - timedelta(hours=30), "people": 2}
    base = proposed(**short)
    assert base["until"].item() == NOW + timedelta(hours=42)
    longer = one(facts(until=NOW + timedelta(hours=100), proposed=base["until"].item()), **short)
    assert (longer["until"], longer["signatures"]) == (NOW + timedelta(hours=72), 2)


def test_what_is_left_out_is_not_proposed() -> None:
    left = amended(proposed(), zones(), facts(change="leave_out"), RULES, NOW)
    assert left.proposals.is_empty()
    assert left.left_out.rows() == [("zone", "village", "seal")]


def test_once_facts_move_the_end_the_plans_own_proposal_stands_again_and_says_what_was_wanted() -> None:
    moved = facts(until=NOW + timedelta(hours=12), proposed=END - timedelta(hours=60))
    assert state(moved) == "moved"
    row = one(moved)
    assert row["until"] == END
    assert "li (hq) had amended it when it was to end 2022-01-24 04:00" in row["why"]


def test_an_amendment_is_over_with_the_end_that_it_gave() -> None:
    assert state(facts(until=NOW)) == "over"
    assert one(facts(until=NOW)) == proposed().row(0, named=True)


def test_of_what_is_proposed_no_more_it_stays_idle() -> None:
    assert state(facts(subject="town", change="leave_out")) == "idle"


def test_what_is_provisional_and_moves_by_the_hour_stays_amended_until_the_end_that_was_proposed() -> None:
    wanted = facts(change="leave_out", proposed=NOW + timedelta(hours=3))
    assert state(wanted, provisional=True) == "holds"
    assert state(facts(change="leave_out", proposed=NOW), provisional=True) == "over"


def test_another_unit_stands_at_the_order_of_the_unit_that_took_its_place() -> None:
    wanted = facts(change="unit", subject="house", unit="village")
    row = one(wanted)
    assert row["why"] == "why; amended by li (hq): instead of house, because: food is short"
    assert row["signatures"] == 2
    assert state(wanted) == "holds"


def test_an_area_may_end_up_to_one_term_from_now_and_no_later_than_its_level() -> None:
    found = limits(proposed(), zones(), RULES, NOW).row(0, named=True)
    assert found["latest"] == NOW + timedelta(hours=72)
    short = {"until": NOW + timedelta(hours=20)}
    assert limits(proposed(**short), zones(**short), RULES, NOW)["latest"].item() == short["until"]
