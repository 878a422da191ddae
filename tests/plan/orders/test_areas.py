"""Zones and transfers as orders."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.plan.care.watch import COLUMNS as CARE
from seawall.plan.orders import OrderRules, areas, difference, held_back, moves, waiting
from seawall.tables.facts import Facts
from tests.given import SHANGHAI, local

NOW = datetime(2022, 1, 23, 8, tzinfo=UTC)
INSTANT = pl.Datetime("us", "UTC")
RULES = OrderRules(
    provisional_limit=timedelta(hours=12),
    sign_again_after=timedelta(hours=72),
    sign_again_ahead=timedelta(hours=12),
    signatures={"seal": 2, "bulk": 2},
    bulk_people=200,
    provisional_signatures=1,
    again_signatures=2,
    provisional_clause="provisional",
    sign_again_clause="again",
    publication_clause="publication",
    seal_people=200,
    transfer_clause="night",
    scopes={"stay_in_flat_service_to_door": "seal", "stay_in_area_no_gathering": "control", "stay_at_home": "seal"},
)
ZONE = {
    "subject": "village", "axis": "control", "level": "sealed", "measure": "stay_in_flat_service_to_door",
    "from": NOW, "until": NOW + timedelta(days=14), "people": 40, "cases": ["C1"], "why": "why", "why_public": "told",
    "clause": "clause", "staff": "police 10", "evidence": ["row"], "provisional": False,
}  # fmt: skip
TYPES: pl.Schema = pl.Schema({"from": INSTANT, "until": INSTANT, "people": pl.UInt32()})


def zones(**changes: Any) -> pl.DataFrame:
    return pl.DataFrame([{**ZONE, **changes}], schema_overrides=TYPES)


def care(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"person": "P", "need": "dialysis", "under": "village", "restriction": "seal", "state": "named"}
    return pl.DataFrame([{**usual, **row} for row in rows], schema=CARE)


def ordered(zone: pl.DataFrame, *needs: dict[str, Any]) -> dict[str, Any]:
    (row,) = areas(zone, care(*needs), RULES, NOW).to_dicts()
    return row


def test_a_seal_is_signed_by_two_for_three_days_and_again_twelve_hours_before_counted_from_its_beginning() -> None:
    row = ordered(zones(**{"from": NOW - timedelta(days=4)}))
    assert (row["verb"], row["scope"], row["signatures"]) == ("zone", "seal", 2)
    assert row["until"] == NOW + timedelta(hours=60 + 72 - 96)
    assert row["clause"] == "clause; again"


def test_a_seal_whose_beginning_nobody_knows_ends_at_one_time_whenever_it_is_asked_for() -> None:
    asked = [
        areas(zones(**{"from": None}), care(), RULES, NOW + timedelta(hours=hours))["until"].item() for hours in (0, 1)
    ]
    assert asked[0] == asked[1]
    assert NOW < asked[0] <= NOW + timedelta(hours=72)


def test_it_does_not_outlast_the_zone() -> None:
    assert ordered(zones(until=NOW + timedelta(hours=5)))["until"] == NOW + timedelta(hours=5)


def test_a_control_takes_one_signature_and_two_for_more_people_than_the_policy_says() -> None:
    control = {"measure": "stay_in_area_no_gathering", "level": "controlled"}
    assert [ordered(zones(**control, people=n))["signatures"] for n in (200, 201)] == [1, 2]
    assert ordered(zones(**control))["scope"] == "control"


def test_an_area_of_which_nobody_knows_how_many_live_there_counts_as_many() -> None:
    control = {"measure": "stay_in_area_no_gathering", "level": "controlled"}
    assert ordered(zones(**control, people=None))["signatures"] == 2


def together(*asked: pl.DataFrame, rules: OrderRules = RULES) -> list[int]:
    """The signatures of all that is asked for at once, where nothing stands."""
    nothing = areas(zones(), care(), RULES, NOW).clear()
    standing = nothing.with_columns(
        pl.lit("").alias(name) for name in ("row", "order", "plan")
    ).with_columns(rows=pl.col("evidence"))  # fmt: skip
    facts = Facts(NOW, ZoneInfo("UTC"), {})
    return difference(pl.concat(asked), standing, facts, rules, NOW)["signatures"].to_list()


def controlled(people: int | None, *, provisional: bool = False, subject: str = "street") -> pl.DataFrame:
    control = {"measure": "stay_in_area_no_gathering", "level": "controlled", "subject": subject}
    return areas(zones(**control, people=people, provisional=provisional), care(), RULES, NOW)


def test_areas_closed_at_once_count_with_all_their_people() -> None:
    assert together(controlled(100), controlled(100, subject="next")) == [1, 1]
    assert together(controlled(100), controlled(101, subject="next")) == [2, 2]
    assert together(controlled(10), controlled(None, subject="next")) == [2, 2]


def test_a_bus_counts_with_all_who_ride_in_it_and_nobody_counts_twice() -> None:
    few, many = (moved(persons=[f"A{n}" for n in range(size)]) for size in (200, 201))
    assert (together(few), together(many)) == ([1], [2])
    assert together(few, observed("A0"), observed("A1")) == [1, 1, 1]
    assert together(few, observed("B")) == [2, 2]


def test_a_provisional_area_takes_one_signature_and_makes_nothing_else_take_two() -> None:
    assert together(controlled(5_000, provisional=True), controlled(10, subject="next")) == [1, 1]


def test_a_level_that_keeps_nobody_in_is_no_order() -> None:
    assert areas(zones(measure="", level="precaution"), care(), RULES, NOW).is_empty()


def test_a_measure_asks_what_the_policy_says_and_not_what_its_word_begins_with() -> None:
    assert ordered(zones(measure="stay_at_home"))["scope"] == "seal"
    assert areas(zones(measure="stay_in_flat"), care(), RULES, NOW).is_empty()


def test_a_provisional_seal_lasts_twelve_hours_under_one_signature_whatever_its_size() -> None:
    row = ordered(zones(provisional=True, people=5_000))
    assert (row["signatures"], row["until"]) == (1, NOW + timedelta(hours=12))


def test_a_seal_carries_its_lists_with_the_carer_of_each() -> None:
    content = json.loads(ordered(zones(), {"carer": "T (lead)", "holds_seal": False})["content"])
    assert content["lists"] == [{"person": "P", "need": "dialysis", "carer": "T (lead)"}]
    assert (content["people"], content["staff"]) == (40, "police 10")


def test_a_seal_one_of_whose_people_has_no_carer_cannot_be_signed_and_says_who() -> None:
    lacking = {"state": "lacking", "holds_seal": True}
    assert areas(zones(), care(lacking), RULES, NOW).is_empty()
    (said,) = held_back(zones(), care(lacking), RULES)
    assert "the seal of village cannot be signed: no carer is named for P (dialysis)" in said


@pytest.mark.parametrize("change", [{"holds_seal": False}, {"holds_seal": True, "under": "elsewhere"}])
def test_a_need_with_a_carer_or_in_another_area_holds_nothing_back(change: dict[str, Any]) -> None:
    assert held_back(zones(), care(change), RULES) == []
    assert len(areas(zones(), care(change), RULES, NOW)) == 1


def test_a_seal_that_stands_is_not_released_because_somebody_lost_their_carer() -> None:
    sealed = areas(zones(), care(), RULES, NOW).with_columns(
        row=pl.lit("row"), order=pl.lit("o"), rows=pl.col("evidence"), plan=pl.lit("x")
    )
    facts, lacking = Facts(NOW, ZoneInfo("UTC"), {}), care({"state": "lacking", "holds_seal": True})
    asked = areas(zones(), lacking, RULES, NOW)
    kept = difference(asked, sealed, facts, RULES, NOW, waiting(zones(), lacking, RULES))
    assert kept.is_empty()
    gone = zones().clear()
    assert difference(asked, sealed, facts, RULES, NOW, waiting(gone, lacking, RULES))["sign"].to_list() == ["-"]


BATCH = {
    "batch": "b1", "site": "q1", "vehicle": "bus", "crew": "t", "persons": ["A", "B"], "named": ["A", "B"],
    "risk": "close", "from_unit": "v", "from_site": None, "depart_from": NOW, "ordered_until": None,
    "arrive_from": NOW + timedelta(hours=2), "arrive_until": NOW + timedelta(hours=4), "signatures": 1,
    "why": "to their rooms",
}  # fmt: skip


def moved(*, provisional: bool = False, **changes: Any) -> pl.DataFrame:
    times = dict.fromkeys(("depart_from", "arrive_from", "arrive_until", "ordered_until"), INSTANT)
    whole = {**BATCH, **changes, "named": changes.get("persons", BATCH["persons"])}
    batch = pl.DataFrame([whole], schema_overrides=times)
    contacts = pl.DataFrame({"person": ["A", "B"], "case": ["C1", "C2"]})
    more = pl.DataFrame({"person": batch["persons"].explode()}).join(contacts, on="person", how="anti")
    contacts = pl.concat([contacts, more.with_columns(case=pl.lit("C1"))])
    ill = pl.DataFrame(
        {"person": ["P0", "P1"], "case": ["C1", "C2"], "open": [True] * 2, "provisional": [provisional] * 2}
    )
    return moves(batch, ill, contacts, RULES, NOW, SHANGHAI)


def observed(person: str) -> pl.DataFrame:
    order = pl.lit("trace").alias("verb"), pl.lit("observation").alias("scope"), pl.lit(person).alias("subject")
    return controlled(1).with_columns(*order, pl.lit('{"site":"q","room":"101"}').alias("content"))


def test_a_transfer_rests_on_the_cases_of_everybody_in_it_and_ends_when_it_must_have_arrived() -> None:
    (row,) = moved().to_dicts()
    assert (row["subject"], row["scope"], row["signatures"], row["cases"]) == ("b1", "transfer", 1, ["C1", "C2"])
    assert row["until"] == NOW + timedelta(hours=4)
    assert json.loads(row["content"])["persons"] == ["A", "B"]


def test_a_transfer_at_night_takes_the_signatures_it_says() -> None:
    assert moved(signatures=2)["signatures"].to_list() == [2]


def test_a_transfer_of_contacts_of_provisional_cases_alone_is_provisional() -> None:
    one = moved(provisional=True, persons=["A"], arrive_until=NOW + timedelta(hours=20))
    assert one.select("provisional", "until").row(0) == (True, NOW + timedelta(hours=12))


@pytest.mark.parametrize(
    ("leaves", "arrives", "ends"),
    [
        ("23T16:00", "23T18:00", "24T00:00"),
        ("24T06:00", "24T08:00", "25T00:00"),
        ("23T23:00", "24T01:00", "25T00:00"),
    ],
    ids=["today", "it waits for the morning", "it arrives after midnight"],
)
def test_a_transfer_that_nothing_makes_due_ends_with_the_local_day_on_which_it_arrives(
    leaves: str, arrives: str, ends: str
) -> None:
    row = moved(arrive_until=None, depart_from=local(leaves), arrive_from=local(arrives))
    assert row["until"].to_list() == [local(ends)]


def test_a_transfer_that_should_have_arrived_is_not_proposed() -> None:
    assert moved(arrive_until=NOW).is_empty()
