"""Ends made one: rooms, contacts and the words for whoever is bound longer. Literal rows."""

from typing import Any

import polars as pl
import pytest

from seawall.plan.isolate.terms import TERMS, held, roomed, terms, told
from seawall.tables.days import INSTANT
from tests.given import SHANGHAI, given, local
from tests.plan.isolate.drawn import NOW, RULES, contacts, episodes

ENDS = ("central_until", "followed_until", "asked_until", "reset_until")
PEOPLE: dict[str, Any] = dict.fromkeys(ENDS, INSTANT) | dict.fromkeys(
    ("person", "status", "kept_with", "reset_by"), pl.String
)
ROOMS: dict[str, Any] = {"until": INSTANT} | dict.fromkeys(
    ("person", "site", "room", "family", "companion_of"), pl.String
)


def rows(schema: dict[str, Any], *said: dict[str, Any]) -> pl.DataFrame:
    """A frame; a time is the day of January or, above 31, of February at whose beginning it is."""
    times = {name for name, kind in schema.items() if kind == INSTANT}
    whole = [
        {name: midnight(row[name]) if name in times and row.get(name) else row.get(name) for name in schema}
        for row in said
    ]
    return pl.DataFrame(whole, schema=schema, orient="row")


def midnight(day: int) -> Any:
    return local(f"2022-{1 + (day > 31):02}-{day - 31 * (day > 31):02}T00:00")


def person(name: str = "P1", **more: Any) -> dict[str, Any]:
    usual = {"status": "seeks", "central_until": 25, "followed_until": 28, "asked_until": 28}
    return {"person": name, **usual, **more}


def room(name: str = "P1", until: int = 30, **more: Any) -> dict[str, Any]:
    return {"person": name, "site": "Q", "room": "101", "family": "h", "until": until, **more}


def after(one: dict[str, Any], *given_rooms: dict[str, Any]) -> tuple[Any, ...]:
    """(central_until, followed_until, kept_with) of one person in these rooms."""
    found = roomed(rows(PEOPLE, one), rows(ROOMS, *given_rooms))
    assert found.columns == list(PEOPLE)
    return found.select("central_until", "followed_until", "kept_with").row(0)


@pytest.mark.parametrize(("until", "central", "followed"), [(24, 25, 28), (25, 25, 28), (26, 26, 28), (30, 30, 30)])
def test_the_days_in_a_site_and_all_days_end_no_earlier_than_the_room(until: int, central: int, followed: int) -> None:
    child = room("P1", until, companion_of="P2")
    longer = until > 25
    assert after(person(), child) == (midnight(central), midnight(followed), "P2" if longer else None)


def test_where_the_policy_has_no_days_in_a_site_the_room_is_measured_by_all_days() -> None:
    assert after(person(central_until=None), room(until=30)) == (midnight(30), midnight(30), None)
    assert after(person(central_until=None), room(until=28)) == (None, midnight(28), None)


def test_whom_another_place_isolates_no_room_of_ours_binds_longer() -> None:
    assert after(person(status="handed"), room(until=30)) == (midnight(25), midnight(28), None)


def test_a_carer_is_beside_the_child_and_the_child_beside_its_carer() -> None:
    both = [room("P1", companion_of="P2"), room("P2")]
    assert after(person("P1"), *both)[2] == "P2"
    assert after(person("P2"), *both)[2] == "P1"
    assert after(person("P2", kept_with="P3"), *both)[2] == "P1"
    assert after(person("P2", kept_with="P3"), room("P2"))[2] == "P3"


def test_of_two_carers_in_one_room_a_child_is_told_of_the_first_in_whatever_order_they_stand() -> None:
    three = [room("P3", companion_of="P4"), room("P1", companion_of="P2"), room("P2")]
    for given_rooms in (three, three[::-1]):
        found = roomed(rows(PEOPLE, person("P2")), rows(ROOMS, *given_rooms))
        assert found["kept_with"].to_list() == ["P1"]


def say(**more: Any) -> dict[str, Any]:
    (row,) = told(rows(PEOPLE, person(**more)), RULES, SHANGHAI).to_dicts()
    assert list(row) == list(TERMS)
    return row


def test_who_is_bound_as_long_as_the_exposures_ask_has_no_words() -> None:
    row = say(kept_with="P2", reset_until=27, reset_by="C1")
    assert (row["lengthened"], row["why"], row["why_public"], row["clause"]) == (False, None, None, None)


def test_the_reason_is_what_the_end_comes_from() -> None:
    anew = say(followed_until=30, reset_until=30, reset_by="C1", kept_with="P2")
    assert (anew["lengthened"], anew["clause"]) == (True, "test resets")
    assert anew["why"] == "Days begin anew because case C1 was found there, to 2022-01-30 00:00 (test resets)."
    beside = say(followed_until=30, reset_until=29, reset_by="C1", kept_with="P2")
    assert (beside["lengthened"], beside["clause"]) == (True, "test companion")
    assert beside["why"] == "In one room with P2, to 2022-01-30 00:00 (test companion)."
    assert beside["why_public"] == (
        "与家人同住一室，至2022-01-29 24:00止。 / You share a room with one of your family, to 2022-01-29 24:00."
    )


CONTACTS: dict[str, Any] = {"restricted": pl.Boolean, "followed_until": INSTANT} | dict.fromkeys(
    ("person", "ring", "why", "why_public", "clause"), pl.String
)


def contact(name: str = "P1", until: int = 28, **more: Any) -> dict[str, Any]:
    usual = {"ring": "close", "restricted": True, "why": "met", "why_public": "公。 / Public.", "clause": "k"}
    return {"person": name, "followed_until": until, **usual, **more}


def term(name: str = "P1", **more: Any) -> dict[str, Any]:
    usual = {"central_until": 25, "followed_until": 28, "lengthened": False}
    return {"person": name, **usual, **more}


LONGER: dict[str, Any] = {
    "followed_until": 30,
    "lengthened": True,
    "why": "More.",
    "why_public": "多。 / More.",
    "clause": "m",
}


def joined(term_rows: list[dict[str, Any]], *met: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = held(rows(CONTACTS, *met), rows(TERMS, *term_rows))
    return found.select("central_until", "followed_until", "why", "why_public", "clause").rows()


SAME, TOGETHER = ("met", "公。 / Public.", "k"), ("met More.", "公。多。 / Public. More.", "k; m")


def test_a_contact_ends_no_earlier_than_the_term_and_each_language_says_why_in_its_own_part() -> None:
    assert joined([term(**LONGER)], contact()) == [(midnight(25), midnight(30), *TOGETHER)]


def test_a_row_that_lasts_as_long_or_longer_is_as_it_was() -> None:
    for until in (30, 31):
        assert joined([term(**LONGER)], contact(until=until)) == [(midnight(25), midnight(until), *SAME)]


def test_a_row_that_restricts_nobody_is_as_it_was_and_has_no_days_in_a_site() -> None:
    free = contact(restricted=False)
    assert joined([term(**LONGER)], free) == joined([term()], free) == [(None, midnight(28), *SAME)]


def test_a_term_that_nothing_lengthened_lengthens_no_row_also_where_that_of_another_does() -> None:
    short = contact("P2", until=26)
    assert joined([term(**LONGER), term("P2")], short) == joined([term("P2")], short) == [
        (midnight(25), midnight(26), *SAME)
    ]  # fmt: skip


def test_a_contact_of_a_provisional_case_that_was_retested_negative_has_no_term() -> None:
    met = contacts({"person": "P1", "provisional": True})
    for cleared, bound in ((False, ["P1"]), (True, [])):
        case = episodes({"provisional": True, "retested_negative": cleared})
        assert terms(case, met, given(NOW), RULES, local(NOW))["person"].to_list() == bound
