"""Where people live, and what lies in what."""

from seawall.tables.living import holding, homes
from tests.given import given, local


def test_a_person_is_looked_for_where_they_live_now_and_not_where_they_are_registered() -> None:
    facts = given(
        at="28T12:00",
        places=[{"place": "a", "kind": "household", "unit": "v1"}, {"place": "b", "kind": "household"}],
        residences=[
            {"person": "P", "place": "b", "kind": "registered"},
            {"person": "P", "place": "a", "kind": "current"},
            {"person": "Q", "place": "b", "kind": "registered"},
        ],
    )
    assert sorted(homes(facts, local("28T12:00")).rows()) == [("P", "a", "v1"), ("Q", "b", None)]


def test_who_has_moved_out_lives_there_no_more() -> None:
    moved = [
        {"person": "P", "place": "a", "kind": "current", "until": "20T12:00"},
        {"person": "P", "place": "b", "kind": "current", "since": "20T12:00"},
    ]
    facts = given(at="28T12:00", places=[], residences=moved)
    assert homes(facts, local("28T12:00"))["place"].to_list() == ["b"]


def test_a_unit_lies_in_itself_and_in_all_above_it_and_a_circle_ends() -> None:
    tree = [
        {"unit": "v", "parent": "t", "level": "village", "name": "v"},
        {"unit": "t", "parent": "c", "level": "street", "name": "t"},
        {"unit": "x", "parent": "y", "level": "grid", "name": "x"},
        {"unit": "y", "parent": "x", "level": "grid", "name": "y"},
    ]
    found = holding(given(at="28T12:00", units=tree)).select("unit", "above").rows()
    assert sorted(found) == [
        ("t", "c"), ("t", "t"), ("v", "c"), ("v", "t"), ("v", "v"), ("x", "x"), ("x", "y"), ("y", "x"), ("y", "y"),
    ]  # fmt: skip
