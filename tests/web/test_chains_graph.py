"""The graph of the chains, and where it is drawn: small tables in, points and lines out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.tables.days import INSTANT
from seawall.web.chains.asked import Asked
from seawall.web.chains.fan import fan
from seawall.web.chains.finding import found, reached
from seawall.web.chains.graph import Graph, Rows, graph
from seawall.web.chains.graphml import graphml
from seawall.web.chains.lanes import MANY, MOST, merged
from seawall.web.chains.layout import laid

DAY = datetime(2022, 1, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = ZoneInfo("Asia/Shanghai")
CASE = ("case", "person", "origin", "class", "state")
MET: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "ring": pl.String, "case": pl.String, "via": pl.String, "first_exposure": INSTANT,
    "last_exposure": INSTANT, "setting": pl.String, "place": pl.String, "event": pl.String, "minutes": pl.Float64,
}  # fmt: skip
LINKS: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.String, "recorded_at": INSTANT, "case": pl.String, "infector": pl.String, "basis": pl.String,
    "setting": pl.String, "confidence": pl.Float64,
}  # fmt: skip
PLACES = pl.DataFrame({"place": ["cafe", "home-1"], "kind": ["restaurant", "household"], "unit": ["u1", "u2"]})
EVENTS = pl.DataFrame(schema={"event": pl.String, "place": pl.String})
LIVES = pl.DataFrame(
    [("A", "home-1", "current", DAY, "r")], schema=["person", "place", "kind", "recorded_at", "row"], orient="row"
)


def case(number: str, person: str, onset: datetime | None, wide: timedelta = timedelta(0)) -> dict[str, object]:
    moments = {f"{name}_{end}": None for name in ("sample", "positive") for end in ("from", "until")}
    return {
        "case": number, "person": person, "origin": None, "class": "confirmed", "state": "case_open",
        "onset_from": onset, "onset_until": onset + wide if onset else None, **moments,
        "opened_from": DAY, "opened_until": DAY,
    }  # fmt: skip


def met(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Rows of (person, ring, case, via, hour of meeting, setting, place)."""
    told = [(who, ring, of, via, DAY + hour * HOUR, DAY + (hour + 1) * HOUR, how, where, None, 60.0)
            for who, ring, of, via, hour, how, where in rows]  # fmt: skip
    return pl.DataFrame(told, schema=MET, orient="row")


def made(
    cases: Sequence[dict[str, object]], contacts: pl.DataFrame, *links: tuple[object, ...], unreached: str = ""
) -> Graph:
    kinds = pl.Schema({name: pl.String() if name in CASE else INSTANT for name in case("", "", None)})
    frame, said = pl.DataFrame(cases, schema=kinds), pl.DataFrame(links, schema=LINKS, orient="row")
    return graph(Rows(frame, contacts, said, PLACES, EVENTS, LIVES, pl.Series(list(unreached), dtype=pl.String)))


@pytest.fixture
def small() -> Graph:
    """A infected B, who was A's contact; P met A at the cafe, Q met P at home."""
    contacts = met(
        ("B", "close", "c1", None, -8, "meal", "cafe"), ("P", "close", "c1", None, -6, "meal", "cafe"),
        ("Q", "secondary", "c1", "P", -2, "household", "home-1"), ("A", "close", "c2", None, -8, "meal", "cafe"),
    )  # fmt: skip
    link = ("r", DAY, "c2", "c1", "interview", None, 0.5)
    return made([case("c1", "A", DAY), case("c2", "B", DAY + 48 * HOUR)], contacts, link)


def lines(of: Graph) -> set[tuple[str, str, str]]:
    return set(of.edges.select("source", "target", "kind").iter_rows())


def test_a_contact_who_fell_ill_is_one_point_and_who_stands_between_leads_on(small: Graph) -> None:
    assert set(small.nodes["key"]) == {"case:c1", "case:c2", "person:P", "person:Q"}
    assert lines(small) == {
        ("case:c1", "case:c2", "met"), ("case:c1", "case:c2", "link"), ("case:c1", "person:P", "met"),
        ("person:P", "person:Q", "met"), ("case:c2", "case:c1", "met"),
    }  # fmt: skip


def test_a_line_to_a_case_that_began_before_is_one_back_and_leads_nowhere(small: Graph) -> None:
    back = small.edges.filter("back")
    assert back.select("source", "target").rows() == [("case:c2", "case:c1")]
    assert set(reached("c2", 1, small)) == {"case:c1", "case:c2"}


def test_a_case_stands_where_an_earlier_case_met_it_else_where_it_lives(small: Graph) -> None:
    stands = dict(small.nodes.select("number", "lane").iter_rows())
    assert stands == {"c1": "home:u2", "c2": "place:cafe", "P": "place:cafe", "Q": "met:household"}


def test_a_link_is_sure_where_one_infector_is_named_without_doubt(small: Graph) -> None:
    assert small.edges.filter(pl.col("kind") == "link")["sure"].to_list() == [False]
    sure = made([case("c1", "A", DAY), case("c2", "B", DAY)], met(), ("r", DAY, "c2", "c1", "genome", None, None))
    assert sure.edges["sure"].to_list() == [True]
    assert dict(sure.nodes.select("number", "sourced").iter_rows()) == {"c1": False, "c2": True}


def test_of_a_case_that_may_not_be_seen_a_contact_tells_which_and_no_more() -> None:
    seen = made([], met(("P", "close", "c9", None, 0, "meal", "cafe"), ("Q", "secondary", "c9", "Z", 1, "work", None)))
    unseen = seen.nodes.filter(pl.col("kind") == "unseen")
    assert unseen.select("number", "person").rows() == [("c9", None)]
    assert dict(seen.edges.select("target", "sure").iter_rows()) == {"person:P": True, "person:Q": False}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(), {"c1", "c2", "P", "Q"}), (Asked(focus="Q", steps=1), {"P", "Q"}),
        (Asked(focus="B", steps=1), {"c1", "c2"}), (Asked(ring="secondary"), {"c1", "c2", "Q"}),
        (Asked(lane="met:household"), {"Q"}), (Asked(class_="suspect"), set()),
        (Asked(class_="confirmed"), {"c1", "c2", "P", "Q"}),
        (Asked(since=DAY + HOUR), {"c2"}), (Asked(until=DAY - 7 * HOUR), set()), (Asked(focus="nobody"), set()),
    ],
)  # fmt: skip
def test_what_is_asked_for_has_all_of_it_and_who_led_to_it_stands_near(
    small: Graph, asked: Asked, expected: set[str]
) -> None:
    part = found(asked, small)
    assert set(part.nodes.filter(~pl.col("near"))["number"]) == expected
    assert set(part.edges["source"]) <= set(part.nodes["key"])


def test_whom_nobody_has_reached_can_be_asked_for_with_who_led_to_them() -> None:
    contacts = met(
        ("P", "close", "c1", None, -6, "meal", "cafe"), ("Q", "close", "c1", None, -2, "household", "home-1")
    )  # fmt: skip
    every = made([case("c1", "A", DAY), case("c2", "B", DAY)], contacts, unreached="QB")
    part = found(Asked(reached="no"), every)
    assert dict(part.nodes.select("number", "near").iter_rows()) == {"c1": True, "c2": False, "Q": False}
    assert part.edges["target"].to_list() == ["person:Q"]
    assert '<data key="node.unreached">true</data>' in "".join(graphml(part, ZONE, "now"))
    assert found(Asked(reached="no", ring="secondary"), every).nodes["number"].to_list() == ["c2"]


def test_points_of_one_place_and_hour_stand_below_one_another_in_an_order_that_rows_do_not_change() -> None:
    rows = [(f"P{nth}", "close", "c1", None, 0, "meal", "cafe") for nth in range(30)]
    one = laid(found(Asked(), made([case("c1", "A", DAY)], met(*rows))), PLACES, DAY)
    two = laid(found(Asked(), made([case("c1", "A", DAY)], met(*rows[::-1]))), PLACES, DAY)
    assert one.nodes.equals(two.nodes)
    assert one.edges.equals(two.edges)
    cells = one.nodes.select("at", "row")
    assert cells.n_unique() == cells.height
    assert one.nodes.filter(pl.col("row") >= one.rows).is_empty()


def test_a_case_stands_in_the_middle_of_its_moment() -> None:
    drawn = laid(found(Asked(), made([case("c1", "A", DAY, 24 * HOUR)], met())), PLACES, DAY)
    assert drawn.nodes["at"].to_list() == [13 * 60]  # an hour is left before the first


def test_places_of_very_many_points_stand_in_their_units_and_few_stand_for_themselves() -> None:
    nodes = pl.DataFrame({"lane": [f"place:{nth % 200}" for nth in range(MANY + 1)]})
    places = pl.DataFrame({"place": [str(nth) for nth in range(200)], "unit": [f"u{nth % 5}" for nth in range(200)]})
    wide = merged(nodes, places)["wide"]
    assert wide.n_unique() <= MOST
    assert {"place:0", "unit:u0"} <= set(wide)
    few = nodes.head(MANY)
    assert merged(few, places)["wide"].equals(few["lane"], check_names=False)


def test_round_a_case_stand_whom_it_met_by_place_with_a_stroke_for_each_they_met(small: Graph) -> None:
    round_c1 = fan(small, "c1")
    assert round_c1 is not None
    assert [(each.lane, each.many, each.beyond) for each in round_c1.groups] == [("place:cafe", 2, 1)]
    assert [(mark.number, mark.kind) for mark in round_c1.groups[0].marks] == [("P", "close"), ("c2", "case")]
    assert [each.number for each in round_c1.up] == [""]
    round_c2 = fan(small, "c2")
    assert round_c2 is not None
    assert [each.number for each in round_c2.up] == ["c1"]
    picked = fan(small, "P")
    assert picked is not None
    assert picked.groups[0].picked == "P"
    assert fan(small, "") is None
    assert fan(small, "nobody") is None


def test_graphml_is_xml_with_each_point_and_line_and_its_times_with_their_offset() -> None:
    one = made([case('c<"&1', "A", DAY)], met(("P\x01", "close", 'c<"&1', None, -6, "meal", "cafe")))
    tree = ET.fromstring("".join(graphml(one, ZONE, "a & b")))  # noqa: S314 - of what we wrote ourselves
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes, edges = list(tree.iter(f"{space}node")), list(tree.iter(f"{space}edge"))
    assert {each.get("id") for each in nodes} == {'case:c<"&1', "person:P"}
    assert [(each.get("source"), each.get("target")) for each in edges] == [('case:c<"&1', "person:P")]
    said = {each.get("key"): each.text for each in edges[0]}
    assert said["edge.first"] == "2022-01-20T02:00:00+08:00"
    assert said["edge.sure"] == "true"
    assert "edge.basis" not in said
