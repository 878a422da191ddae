"""Visits to contacts: due, done, missed, lost."""

from typing import Any

import polars as pl

from seawall.plan.command import CommandRules, visits
from tests.given import Row, given, local

DAILY = CommandRules((), visit_days=1, lost_after_days=2)


def visit(
    *followups: Row, rules: CommandRules = DAILY, now: str = "25T12:00", until: str = "2022-02-05T00:00"
) -> dict[str, Any]:
    """The one contact's row; empty where nobody is followed."""
    contacts = pl.DataFrame({"person": ["A"], "followed_until": [local(until)]})
    rows = visits(contacts, given("2023-01-01T00:00", followups=followups), rules, local(now)).to_dicts()
    return rows[0] if rows else {}


def seen(day: str, at: str | None = None) -> Row:
    return {"person": "A", "due": day, "seen": True, **({"at": at} if at else {})}


def test_seen_today_is_done() -> None:
    row = visit(seen("25", "25T09:00"))
    assert (row["state"], row["done_from"], row["missed"]) == ("done", local("25T09:00"), 0)


def test_seen_yesterday_is_due_today_until_midnight() -> None:
    row = visit(seen("24"))
    assert (row["state"], row["due_from"], row["due_until"]) == ("due", local("25T00:00"), local("26T00:00"))
    assert row["why"] == "last seen on 2022-01-24, 1 days ago"


def test_a_visit_at_which_nobody_was_seen_is_missed() -> None:
    row = visit(seen("23"), {"person": "A", "due": "24", "seen": False})
    assert (row["state"], row["missed"]) == ("missed", 1)


def test_a_visit_to_which_nobody_went_is_missed_once_its_day_is_over() -> None:
    unmade: Row = {"person": "A", "due": "24"}
    assert visit(seen("23"), unmade)["state"] == "missed"
    assert visit(seen("24"), {"person": "A", "due": "25"})["state"] == "due"


def test_a_team_that_was_asked_to_go_and_went_in_vain_missed_one_visit() -> None:
    asked: Row = {"person": "A", "due": "24", "by": "team-1"}
    assert visit(seen("23"), asked, {"person": "A", "due": "24", "seen": False, "at": "24T10:00"})["missed"] == 1
    assert visit(asked, {"person": "A", "due": "23", "seen": False})["missed"] == 2


def test_of_days_that_want_one_visit_one_is_missed() -> None:
    every_third = CommandRules((), visit_days=3, lost_after_days=9)
    asked: Row = {"person": "A", "due": "20 .. 22", "by": "team-1"}
    in_vain: Row = {"person": "A", "due": "21", "seen": False, "at": "21T10:00"}
    assert visit(asked, in_vain, rules=every_third)["missed"] == 1
    assert visit(asked, in_vain, {**in_vain, "due": "23", "at": "23T10:00"}, rules=every_third)["missed"] == 2


def test_not_seen_for_longer_than_the_policy_allows_is_lost() -> None:
    assert visit(seen("23"))["state"] == "due"
    assert visit(seen("22"))["state"] == "lost"
    assert visit({"person": "A", "due": "24", "seen": False})["state"] == "missed"
    assert visit({"person": "A", "due": "22", "seen": False})["state"] == "lost"


def test_being_seen_again_ends_it() -> None:
    assert visit(seen("20"), seen("25", "25T08:00"))["state"] == "done"


def test_without_a_number_nobody_is_lost() -> None:
    assert visit(seen("2022-01-10"), rules=CommandRules((), visit_days=1))["state"] == "due"


def test_a_visit_every_second_day_is_done_for_two_days() -> None:
    every_second = CommandRules((), visit_days=2, lost_after_days=4)
    assert visit(seen("24"), rules=every_second)["state"] == "done"
    assert visit(seen("23"), rules=every_second)["state"] == "due"


def test_nobody_was_to_go_yet_so_the_visit_is_due() -> None:
    row = visit()
    assert (row["state"], row["why"]) == ("due", "nobody has gone yet")


def test_who_is_no_longer_followed_needs_no_visit() -> None:
    assert visit(seen("24"), until="2022-01-25T00:00") == {}


def test_a_visit_after_midnight_counts_for_the_local_day() -> None:
    assert visit(seen("25", "25T00:30"))["state"] == "done"
    assert visit(seen("24", "24T23:59"))["state"] == "due"
