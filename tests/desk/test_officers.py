"""Who may act at the desk: those whom the roster names, in the role and for the house it names, at that time."""

from collections.abc import Callable

import pytest

from seawall.desk.officers import NotOnDutyError, refuse_unlisted
from seawall.desk.opening import Desk
from seawall.store import facts
from seawall.store.home import Home
from seawall.store.server import Server
from tests.given import Row, frame, local

WATCH: Row = {
    "officer": "wang", "role": "commander", "organisation": "hq", "rank": 1, "since": "22T08:00", "until": "23T08:00",
    "recorded": "2022-01-22T07:00",
}  # fmt: skip
LI: Row = {**WATCH, "officer": "li", "role": "doctor", "organisation": "cdc", "rank": 2}
Refused = Callable[..., str | None]


@pytest.fixture
def refused(database: Server, history: Home) -> Refused:
    """Keeps a roster, and says why somebody may not act at a time; None: they may."""

    def ask(officer: str, *said: str, roster: tuple[Row, ...] = (), at: str = "22T12:00") -> str | None:
        if roster:
            facts.append(database, history, "duties", frame("duties", roster).drop("row"), "wang", "roster")
        try:
            refuse_unlisted(Desk(history, database), officer, local(at), *said)
        except NotOnDutyError as error:
            return str(error)
        return None

    return ask


def test_a_home_without_a_roster_refuses_nobody(refused: Refused) -> None:
    assert refused("zhao", "janitor", "moon") is None


def test_only_whom_the_roster_names_may_act_in_that_role_and_for_that_house(refused: Refused) -> None:
    assert refused("wang", roster=(WATCH, LI)) is None
    assert refused("wang", "commander", "hq") is None
    there = "on duty: wang (commander, hq); li (doctor, cdc)"
    assert refused("zhao") == f"zhao is not on duty at that time; {there}"
    assert refused("wang", "doctor", "hq") == f"wang doctor hq is not on duty at that time; {there}"
    assert refused("wang", "commander", "cdc") == f"wang commander cdc is not on duty at that time; {there}"
    assert refused("li", "commander", "hq") == f"li commander hq is not on duty at that time; {there}"


def test_a_watch_counts_from_its_first_minute_to_its_last_and_when_all_are_over_nobody_may_act(
    refused: Refused,
) -> None:
    assert refused("wang", roster=(WATCH,), at="22T08:00") is None
    assert refused("wang", at="23T07:59") is None
    nobody = refused("wang", at="23T08:00")
    assert nobody is not None
    assert nobody.startswith("wang is not on duty at that time; on duty: nobody: import duties.csv")
    assert refused("wang", at="22T07:59") is not None


def test_a_roster_that_was_learned_later_names_nobody_yet_and_refuses_nobody(refused: Refused) -> None:
    assert refused("zhao", roster=(WATCH,), at="22T06:59") is None
    assert refused("zhao", at="22T07:00") is not None
