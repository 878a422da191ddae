"""Letters to and from other places, one a place, with the receipt."""

from typing import Any

from tests.tell.papers.giving import TABLES, drawn, seen, tables, told

AWAY = [{"unit": "X", "level": "county", "name": "邻县 Next County"}, {"unit": "Y", "level": "county", "name": "远县"}]


def asked(*requests: dict[str, Any]) -> Any:
    """D lives in Next County and B in Far County."""
    places = [
        *TABLES["places"],
        {"place": "HX", "kind": "household", "unit": "X"},
        {"place": "HY", "kind": "household", "unit": "Y"},
    ]
    residences = [{"person": "D", "place": "HX", "kind": "current"}, {"person": "B", "place": "HY", "kind": "current"}]
    return told(units=[*TABLES["units"], *AWAY], places=places, residences=residences, requests=list(requests))


def test_each_other_place_has_a_letter_of_its_own_and_those_not_written_to_come_first() -> None:
    sent = {"request": "R1", "direction": "out", "unit": "X", "person": "D", "sent": "23T04:00", "received": "23T04:40"}
    paper = drawn("requests", asked(sent))
    assert [sheet.title for sheet in paper.sheets] == ["To 远县", "To Next County"]
    assert [row[0] for row in tables(paper, 0)[0].rows] == ["B"]


def test_the_state_of_each_request_stands_with_its_receipt() -> None:
    sent = {"request": "R1", "direction": "out", "unit": "X", "person": "D", "sent": "23T04:00", "received": "23T04:40"}
    paper = drawn("requests", asked(sent))
    states = [getattr(tables(paper, sheet)[0].rows[0][4], "word", None) for sheet in (0, 1)]
    assert states == ["to send", "received 23 Jan 04:40"]


def test_what_another_place_asked_of_us_is_answered_in_its_letter() -> None:
    came = {"request": "R9", "direction": "in", "unit": "X", "person": "A", "received": "22T20:00", "answer": "found"}
    paper = drawn("requests", told(units=[*TABLES["units"], *AWAY], requests=[came]))
    assert [sheet.title for sheet in paper.sheets] == ["To Next County"]
    assert tables(paper)[0].rows == [["R9", "A", None, "22 Jan 20:00", "found"]]


def test_without_a_request_the_page_says_so() -> None:
    assert "There is nothing to ask and nothing to answer." in seen("requests", told())
