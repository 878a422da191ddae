"""A reserve site opens when it is needed, and only then."""

from typing import Any

import polars as pl

from tests.plan.isolate.drawn import born, family, household, plan, rooms, site, where
from tests.plan.isolate.pair import CLOSE, HOME


def test_the_reserve_opens_itself_when_it_is_needed_and_only_then() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    found = rooms("Q", "101") + rooms("R", "101")
    assert plan([CLOSE], sites=sites, rooms=found).opened.is_empty()
    made = plan([CLOSE, {"person": "P2"}], sites=sites, rooms=found)
    assert made.opened.select("site", "rooms", "people").rows() == [("R", 1, 1)]
    assert made.gap.row(0) == (1, 1, 0, "constructive", "no plan can cost less")


def test_a_reserve_that_helps_nobody_stays_shut_and_costs_nothing() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    made = plan([CLOSE], sites=sites, rooms=rooms("Q", "101") + rooms("R", "101"),
                traits=[{"person": "P1", "trait": "disabled"}])  # fmt: skip
    assert made.opened.is_empty()
    assert made.gap["objective"].item() == 100


def test_a_reserve_is_opened_for_beds_that_no_open_site_has() -> None:
    tables: dict[str, Any] = {**HOME, "sites": [site(), site("R", "reserve_quarantine", open=False)]}
    found = rooms("Q", "101", "102") + rooms("R", "101", beds=2)
    made = plan([CLOSE, {"person": "P2"}], rooms=found, persons=born(P1=1980, P2=2015), **tables)
    assert where(made) == {"P1": "R 101", "P2": "R 101"}
    assert made.opened["site"].to_list() == ["R"]
    assert made.gap["how"].item() == "constructive"


def test_a_smaller_reserve_that_has_the_beds_is_opened_and_the_largest_stays_shut() -> None:
    reserves = [site(name, "reserve_quarantine", open=False) for name in ("R", "S")]
    found = rooms("R", "101", beds=2) + rooms("S", "101", "102")
    made = plan([CLOSE, {"person": "P2"}], rooms=found, persons=born(P1=1980, P2=2015), **{**HOME, "sites": reserves})
    assert where(made) == {"P1": "R 101", "P2": "R 101"}
    assert made.opened["site"].to_list() == ["R"]
    assert made.gap.row(0) == (1, 1, 0, "constructive", "no plan can cost less")


def test_open_rooms_have_no_more_beds_in_the_least_than_they_have() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    found = rooms("Q", "101") + rooms("R", "101", beds=2)
    families: dict[str, Any] = {**HOME, "residences": [*family("h", "P1", "P2"), *family("g", "P3", "P4")]}
    made = plan([CLOSE, *({"person": f"P{n}"} for n in (2, 3, 4))], rooms=found,
                persons=born(P1=1980, P2=2015, P3=1981, P4=2016),
                **{**families, "places": household("g", "h"), "sites": sites})  # fmt: skip
    assert made.gap.row(0) == (201, 201, 0, "constructive", "no plan can cost less")


def test_a_reserve_that_an_order_opened_is_open() -> None:
    sites = [site(), site("R", "reserve_quarantine", open=False)]
    held = pl.DataFrame({"person": ["P1"], "site": ["R"], "room": ["101"]})
    made = plan([CLOSE, {"person": "P2"}], sites=sites, rooms=rooms("R", "101", "102"), held=held)
    assert where(made) == {"P1": "R 101", "P2": "R 102"}
    assert made.opened["site"].to_list() == ["R"]
    assert made.gap["objective"].item() == 0
