"""Who is on duty, who has been called, and who is next when nobody answers."""

from datetime import timedelta
from typing import Any

from seawall.plan.command import CommandRules, duty
from tests.given import Row, given, local

RULES = CommandRules((), visit_days=1, answer_limit=timedelta(minutes=15), sign_limit=timedelta(minutes=30))
THREE = [
    {"officer": name, "role": "commander", "organisation": "hq", "rank": rank, "recorded_at": local("22T08:00")}
    for rank, name in ((2, "li"), (1, "wang"), (3, "zhao"))
]
FACT = {"person": "A", "recorded_at": local("23T03:00")}


def states(now: str, *seen: Row, waiting: int = 1, duties: Any = THREE) -> list[tuple[str, str]]:
    said = [{"incident": "I", **each} for each in seen]
    facts = given(at=now, persons=[FACT], duties=duties, acknowledgements=said)
    return duty(facts, waiting, "I", RULES, local(now)).select("officer", "state").rows()


def test_the_first_is_called_and_the_next_when_a_quarter_of_an_hour_has_passed_in_silence() -> None:
    assert states("23T03:14") == [("wang", "called"), ("li", "next"), ("zhao", "next")]
    assert states("23T03:15") == [("wang", "silent"), ("li", "called"), ("zhao", "next")]
    assert states("23T03:45") == [("wang", "silent"), ("li", "silent"), ("zhao", "silent_last")]


def test_who_acknowledges_has_half_an_hour_to_sign() -> None:
    seen = {"officer": "wang", "at": "23T03:10"}
    assert states("23T03:39", seen)[:2] == [("wang", "seen"), ("li", "next")]
    assert states("23T03:40", seen)[:2] == [("wang", "late"), ("li", "called")]


def test_an_answer_to_an_earlier_plan_or_another_incident_is_none() -> None:
    assert states("23T03:20", {"officer": "wang", "at": "23T02:59"})[0] == ("wang", "silent")
    assert states("23T03:20", {"officer": "wang", "at": "23T03:05", "incident": "J"})[0] == ("wang", "silent")


def test_nobody_is_called_when_nothing_waits() -> None:
    assert {state for _, state in states("23T05:00", waiting=0)} == {"on_duty"}


def test_who_is_off_duty_is_not_called() -> None:
    night = [{**THREE[1], "until": "23T02:00"}, THREE[0]]
    assert states("23T03:05", duties=night) == [("li", "called")]


def test_an_acknowledgement_starts_no_new_wait() -> None:
    seen = {"officer": "wang", "at": "23T03:10", "recorded_at": local("23T03:10")}
    assert states("23T03:12", seen)[0] == ("wang", "seen")


def test_after_the_last_of_the_roster_nobody_is_left_to_call() -> None:
    alone = [{**THREE[1]}]
    assert states("23T03:20", duties=alone) == [("wang", "silent_last")]
    assert states("23T03:40", {"officer": "wang", "at": "23T03:10"}, duties=alone) == [("wang", "late_last")]
    assert states("23T03:14", duties=alone) == [("wang", "called")]


def test_it_says_how_many_orders_wait() -> None:
    facts = given(at="23T03:46", persons=[FACT], duties=THREE)
    assert duty(facts, 153, "I", RULES, local("23T03:46"))["waiting"].to_list() == [153, 153, 153]
    assert duty(facts, 0, "I", RULES, local("23T03:46"))["waiting"].to_list() == [0, 0, 0]
