"""What was known at a time: corrections, retractions, merges and their undoing, and where the borders lie."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.tables.catalogue import TABLES
from seawall.tables.facts import Facts, in_force, known, merges

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 1, 23, 4, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=6)
LATER = NOW + timedelta(hours=6)


def table(name: str, *rows: dict[str, Any]) -> pl.DataFrame:
    """Rows of a table; what they leave out is empty, and they were recorded at NOW."""
    common = {"recorded_at": NOW, "recorded_by": "wang", "source": "interview"}
    schema = {column: said.dtype for column, said in TABLES[name].columns().items()}
    return pl.DataFrame([{"row": str(n), **common, **row} for n, row in enumerate(rows)], schema, orient="row")


def stay(row: str, place: str = "market", corrects: str | None = None, **more: Any) -> dict[str, Any]:
    return {"row": row, "person": "p1", "place": place, "came_from": NOW, "corrects": corrects} | more


def nothing(row: str, corrects: str, **more: Any) -> dict[str, Any]:
    """A retraction: the subject, and no values."""
    return stay(row, corrects=corrects, came_from=None, **more)


def standing(*rows: dict[str, Any]) -> list[str]:
    return sorted(in_force(table("stays", *rows), TABLES["stays"])["row"])


def at(now: datetime, **frames: pl.DataFrame) -> Facts:
    return known(frames, now, ZONE)


def test_a_correction_stands_and_what_it_corrects_does_not() -> None:
    assert standing(stay("a"), stay("b", "temple", corrects="a")) == ["b"]


def test_a_retraction_takes_the_row_back_and_leaves_nothing() -> None:
    assert standing(stay("a"), nothing("b", "a")) == []


def test_a_retraction_of_a_correction_brings_the_corrected_row_back() -> None:
    assert standing(stay("a"), stay("b", "temple", corrects="a"), nothing("c", "b", place="temple")) == ["a"]


def test_a_retraction_of_a_retraction_brings_the_row_back() -> None:
    assert standing(stay("a"), nothing("b", "a"), nothing("c", "b")) == ["a"]
    assert standing(stay("a"), nothing("b", "a"), nothing("c", "b"), nothing("d", "c")) == []


def test_a_correction_of_a_correction_does_not_bring_the_first_row_back() -> None:
    assert standing(stay("a"), stay("b", "temple", corrects="a"), stay("c", "school", corrects="b")) == ["c"]


def test_two_corrections_of_one_row_both_stand_because_it_may_have_been_two() -> None:
    assert standing(stay("a"), stay("b", "temple", corrects="a"), stay("c", "school", corrects="a")) == ["b", "c"]


def test_a_correction_of_whom_it_was_about_is_no_retraction_though_it_has_no_values() -> None:
    relation = {"person": "p1", "kind": "household"}
    rows = table(
        "relations",
        {"row": "a", "other": "p2", **relation},
        {"row": "b", "other": "p3", "corrects": "a", **relation},
    )
    assert in_force(rows, TABLES["relations"])["row"].to_list() == ["b"]


def test_a_retraction_whose_row_is_not_at_hand_is_still_one() -> None:
    assert standing(nothing("b", "elsewhere")) == []


def test_a_row_that_follows_another_leaves_it_standing() -> None:
    assert standing(stay("a"), stay("b", "temple", follows="a")) == ["a", "b"]


def test_retractions_in_a_circle_take_nothing_back_and_end() -> None:
    assert standing(stay("x"), nothing("a", "b"), nothing("b", "a")) == ["x"]


def test_a_chain_of_ten_thousand_retractions_is_followed_to_its_end() -> None:
    chain = [nothing(str(n), str(n - 1)) for n in range(1, 10_001)]
    assert standing(stay("0"), *chain) == ["0"]
    assert standing(stay("0"), *chain[:-1]) == []


def slowly(rows: list[dict[str, Any]]) -> list[str]:
    """The same by definition, one row at a time."""
    by_row = {row["row"]: row for row in rows}

    def retracts(row: dict[str, Any]) -> bool:
        target = by_row.get(row["corrects"])
        about = target is None or (row["person"], row["place"]) == (target["person"], target["place"])
        return row["corrects"] is not None and row["came_from"] is None and about

    def taken_back(row: dict[str, Any]) -> bool:
        return any(each["corrects"] == row["row"] and retracts(each) and not taken_back(each) for each in rows)

    def gone(row: dict[str, Any]) -> bool:
        return any(each["corrects"] == row["row"] and not taken_back(each) for each in rows)

    return sorted(row["row"] for row in rows if not retracts(row) and not taken_back(row) and not gone(row))


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of which each may correct or retract an earlier one, or one that is not there."""
    rows: list[dict[str, Any]] = []
    for n in range(draw(st.integers(1, 12))):
        target = draw(st.sampled_from([None, "elsewhere", *[row["row"] for row in rows]]))
        place = draw(st.sampled_from(["market", "temple"]))
        came = draw(st.sampled_from([NOW, None]))
        rows.append(stay(str(n), place, target, came_from=came))
    return rows


@given(histories(), st.randoms(use_true_random=False))
def test_what_stands_is_what_the_definition_says_in_whatever_order_rows_come(
    rows: list[dict[str, Any]], chance: Any
) -> None:
    expected = slowly(rows)
    chance.shuffle(rows)
    assert standing(*rows) == expected


def test_a_row_is_known_at_the_moment_it_was_recorded_and_not_before() -> None:
    rows = table("stays", stay("a"))
    assert len(at(NOW, stays=rows)["stays"]) == 1
    assert len(at(NOW - timedelta(microseconds=1), stays=rows)["stays"]) == 0


def test_a_correction_changes_nothing_before_it_was_recorded() -> None:
    rows = table("stays", stay("a", recorded_at=EARLIER), stay("b", "temple", corrects="a"))
    assert at(EARLIER, stays=rows)["stays"]["place"].to_list() == ["market"]
    assert at(NOW, stays=rows)["stays"]["place"].to_list() == ["temple"]


def test_a_table_that_nobody_filled_is_empty_and_has_its_columns() -> None:
    assert at(NOW)["cases"].columns == TABLES["cases"].column_names()
    with pytest.raises(KeyError):
        at(NOW)["no such table"]


def test_rows_stand_in_the_order_they_were_learned() -> None:
    rows = table("stays", stay("b", recorded_at=NOW), stay("a", recorded_at=EARLIER))
    assert at(NOW, stays=rows)["stays"]["row"].to_list() == ["a", "b"]


def test_of_several_rows_about_a_thing_the_one_learned_last_stands() -> None:
    market, hall = {"place": "m", "kind": "market"}, {"place": "m", "kind": "hall"}
    rows = table("places", hall, market | {"recorded_at": EARLIER})
    assert at(NOW, places=rows)["places"]["kind"].to_list() == ["hall"]
    assert at(EARLIER, places=rows)["places"]["kind"].to_list() == ["market"]


def decision(person: str, other: str, word: str = "same", **more: Any) -> dict[str, Any]:
    return {"person": person, "other": other, "decision": word} | more


def merged(*rows: dict[str, Any]) -> dict[str, str]:
    return merges(table("same_person", *rows))


def test_the_first_named_number_stays() -> None:
    assert merged(decision("p1", "p2")) == {"p2": "p1"}


def test_a_merge_is_undone_by_a_later_decision_in_either_order() -> None:
    for person, other in (("p1", "p2"), ("p2", "p1")):
        assert merged(decision("p1", "p2", recorded_at=EARLIER), decision(person, other, "undone")) == {}
        assert merged(decision("p1", "p2", recorded_at=EARLIER), decision(person, other, "different")) == {}


def test_a_merge_undone_can_be_made_again() -> None:
    undone = decision("p1", "p2", "undone")
    assert merged(decision("p1", "p2", recorded_at=EARLIER), undone, decision("p1", "p2", recorded_at=LATER)) == {
        "p2": "p1"
    }


def test_what_was_decided_later_counts_though_it_was_recorded_earlier() -> None:
    undone_at_night = decision("p1", "p2", "undone", at_from=NOW, recorded_at=NOW)
    merged_at_noon = decision("p1", "p2", at_from=EARLIER, recorded_at=LATER)
    assert merged(undone_at_night, merged_at_noon) == {}


def test_a_question_whether_two_are_one_merges_and_parts_nobody() -> None:
    assert merged(decision("p1", "p2", "possible")) == {}
    assert merged(decision("p1", "p2", recorded_at=EARLIER), decision("p1", "p2", "possible")) == {"p2": "p1"}


def test_merges_are_followed_to_the_number_that_stays() -> None:
    assert merged(decision("p2", "p3"), decision("p1", "p2", recorded_at=LATER)) == {"p2": "p1", "p3": "p1"}


def test_undoing_one_merge_of_three_numbers_leaves_the_other() -> None:
    assert merged(decision("p1", "p2"), decision("p1", "p3"), decision("p1", "p3", "undone", recorded_at=LATER)) == {
        "p2": "p1"
    }


pairs = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(pairs, max_size=8), st.randoms(use_true_random=False))
def test_numbers_stand_for_one_another_exactly_when_a_chain_of_merges_joins_them(
    joined: list[tuple[str, str]], chance: Any
) -> None:
    rows = [decision(*pair, row=f"{n:02}") for n, pair in enumerate(joined)]
    expected = merged(*rows)
    for number in "abcdef":
        reached, size = {number}, 0
        while size < len(reached):
            size = len(reached)
            reached |= {each for pair in joined if reached & set(pair) for each in pair}
        ours = expected.get(number, number)
        assert {each for each in "abcdef" if expected.get(each, each) == ours} == reached
    chance.shuffle(rows)
    assert merged(*rows) == expected


def test_merged_persons_have_one_number_in_every_table_until_the_merge_is_undone() -> None:
    frames = {
        "same_person": table("same_person", decision("p1", "p2"), decision("p1", "p2", "undone", recorded_at=LATER)),
        "stays": table("stays", stay("a", person="p2")),
        "relations": table("relations", {"person": "p3", "other": "p2", "kind": "household"}),
        "specimens": table(
            "specimens",
            {"specimen": "s1", "subject_kind": "person", "subject": "p2"},
            {"specimen": "s2", "subject_kind": "place", "subject": "p2"},
        ),
    }
    then, after = at(NOW, **frames), at(LATER, **frames)
    assert then["stays"]["person"].to_list() == ["p1"]
    assert then["relations"].select("person", "other").rows() == [("p3", "p1")]
    assert then["specimens"]["subject"].to_list() == ["p1", "p2"]  # the second is a place of that name
    assert after["stays"]["person"].to_list() == ["p2"]
    assert after["specimens"]["subject"].to_list() == ["p2", "p2"]


def test_a_relation_between_two_numbers_of_one_person_is_none() -> None:
    same = table("same_person", decision("p1", "p2"))
    relation = table("relations", {"person": "p1", "other": "p2", "kind": "household"})
    assert at(NOW, same_person=same, relations=relation)["relations"].is_empty()
    assert len(at(NOW, relations=relation)["relations"]) == 1
