"""Contacts by stay: overlap at one place inside the window."""

from dataclasses import replace
from datetime import timedelta

import pytest

from seawall.plan.trace import Span
from tests.given import Row, local
from tests.plan.trace.drawn import BOTH, CLOSE, GENERAL, MEASLES, ROOM, RULES, contacts, people, stay

THERE = stay("P0", "21T10:00", "21T12:00")


def met(*stays: Row, **more: object) -> Row:
    """The contact A of the case that was in the room on the 21st from 10 to 12."""
    found = contacts(stays=[THERE, *stays], **more)  # type: ignore[arg-type]
    return next((row for row in found if row["person"] == "A"), {})


def test_an_hour_in_one_room_is_an_hour_of_contact() -> None:
    row = met(stay("A", "21T11:00", "21T13:00"))
    assert (row["ring"], row["minutes"], row["place"], row["relation"]) == ("close", 60, "room", None)
    assert (row["first_exposure"], row["last_exposure"]) == (local("21T11:00"), local("21T12:00"))


def test_arriving_as_the_case_leaves_does_not_expose() -> None:
    assert met(stay("A", "21T12:00", "21T13:00")) == {}


def test_leaving_as_the_case_arrives_does_not_expose() -> None:
    assert met(stay("A", "21T09:00", "21T10:00")) == {}


def test_who_met_one_case_has_not_met_another_who_came_as_they_left() -> None:
    stays = [stay("P0", "21T09:00", "21T10:00"), stay("P1", "21T10:00", "21T12:00")]
    stays += [stay("A", "21T09:00", "21T10:00"), stay("B", "21T08:00", "21T13:00")]
    found = contacts({"onset": "2022-01-22"}, {"case": "C2", "person": "P1", "onset": "2022-01-22"}, stays=stays)
    assert [(row["case"], row["person"]) for row in found] == [("C1", "A"), ("C1", "B"), ("C2", "B")]


def test_a_minute_exposes_where_no_minimum_is_stated() -> None:
    assert met(stay("A", "21T11:59", "21T13:00"))["minutes"] == 1


def test_another_room_does_not_expose() -> None:
    assert met(stay("A", "21T10:00", "21T12:00", "next door")) == {}


def test_nobody_meets_themselves() -> None:
    assert "P0" not in people(stays=[THERE, THERE])


def test_before_the_window_nobody_is_exposed() -> None:
    early = [stay("P0", "19T22:00", "20T01:00"), stay("A", "19T22:00", "20T00:00"), stay("B", "19T22:00", "20T00:30")]
    found = {row["person"]: row["minutes"] for row in contacts(stays=early)}
    assert found == {"B": 30}


def test_after_isolation_nobody_is_exposed() -> None:
    case = {"onset": "2022-01-22", "isolated": "21T11:00"}
    assert people(case, stays=[THERE, stay("A", "21T11:00", "21T12:00")]) == {}
    assert people(case, stays=[THERE, stay("A", "21T10:59", "21T12:00")]) == {"A": "close"}


def test_overlapping_and_touching_stays_of_one_person_are_one_stay() -> None:
    pieces = [stay("A", "21T10:00", "21T11:00"), stay("A", "21T10:30", "21T11:15"), stay("A", "21T11:15", "21T11:45")]
    assert met(*pieces)["minutes"] == 105


def test_a_long_stay_that_holds_a_short_one_is_not_cut_by_it() -> None:
    pieces = [stay("A", "21T10:00", "21T12:00"), stay("A", "21T10:10", "21T10:20"), stay("A", "21T11:00", "21T11:10")]
    assert met(*pieces)["minutes"] == 120


def test_two_meetings_at_one_place_count_together() -> None:
    row = met(stay("A", "21T10:00", "21T10:10"), stay("A", "21T11:50", "21T12:30"))
    assert (row["minutes"], row["first_exposure"], row["last_exposure"]) == (20, local("21T10:00"), local("21T12:00"))


def test_a_stay_known_by_its_day_may_have_met_everybody_of_that_day() -> None:
    row = met(stay("A", "2022-01-21", "2022-01-21"))
    assert row["minutes"] == 120
    assert "0 to 120 minutes" in row["why"]


def test_times_of_some_width_include_and_the_certain_minutes_are_said() -> None:
    row = met(stay("A", "21T11:00 .. 21T11:20", "21T11:40 .. 21T13:00"))
    assert row["minutes"] == 60
    assert "20 to 60 minutes" in row["why"]


def test_an_unknown_leaving_ends_after_the_usual_dwell_of_the_place_and_says_so() -> None:
    rules = replace(RULES, dwell={"restaurant": Span(timedelta(minutes=90), False, "test dwell")})
    assert met(stay("A", "21T08:30", None), rules=rules) == {}
    row = met(stay("A", "21T09:00", None), rules=rules)
    assert row["minutes"] == 30
    assert "usual dwell is assumed" in row["why"]


def test_an_unknown_leaving_without_a_dwell_ends_with_the_local_day() -> None:
    assert met(stay("A", "20T23:00", None)) == {}
    assert met(stay("A", "21T01:00", None))["minutes"] == 120
    assert met(stay("A", "2022-01-20", None)) == {}


def test_an_assumed_stay_does_not_reach_beyond_now() -> None:
    case, now = {"onset": "2022-01-22"}, "21T11:00"
    found = contacts(case, now=now, stays=[stay("P0", "21T10:00", None), stay("A", "21T10:00", None)])
    assert found[0]["last_exposure"] == local(now)


def test_an_assumed_stay_ends_now_even_where_the_window_goes_on() -> None:
    stays = [stay("P0", "21T10:00", None), stay("A", "21T10:00", None)]
    found = contacts({"rash": "2022-01-20"}, rules=MEASLES, now="21T11:00", stays=stays)
    assert (found[0]["last_exposure"], found[0]["minutes"]) == (local("21T11:00"), 60)


def test_somebody_last_seen_there_later_stays_at_least_until_then() -> None:
    rules = replace(RULES, dwell={"restaurant": Span(timedelta(minutes=10), False, "test dwell")})
    assert met(stay("A", "21T09:00", "21T11:00 .."), rules=rules)["minutes"] == 60


def test_an_unknown_coming_begins_with_the_day_of_the_leaving() -> None:
    assert met(stay("A", None, "21T11:00"))["minutes"] == 60
    assert met(stay("A", ".. 21T11:30", "21T11:40"))["minutes"] == 100


def test_a_stay_without_any_time_meets_nobody() -> None:
    assert met(stay("A", None, None)) == {}


def test_a_retracted_stay_meets_nobody() -> None:
    wrong = {**stay("A", "21T10:00", "21T12:00"), "row": "wrong"}
    gone = {"person": "A", "place": "room", "corrects": "wrong"}
    assert met(wrong, gone) == {}


LINGERS = {"rules": MEASLES, "now": "28T12:00"}


def test_the_air_a_measles_case_left_exposes_who_comes_within_two_hours() -> None:
    case = {"rash": "2022-01-22"}
    for came, expected in (("21T13:59", "close"), ("21T14:00", None)):
        found = people(case, rules=MEASLES, stays=[THERE, stay("A", came, "21T16:00")])
        assert found.get("A") == expected


def test_air_lingers_after_the_case_and_not_before() -> None:
    assert people({"rash": "2022-01-22"}, rules=MEASLES, stays=[THERE, stay("A", "21T08:00", "21T10:00")]) == {}


def test_minutes_in_lingering_air_alone_are_said_to_be() -> None:
    found = contacts({"rash": "2022-01-22"}, rules=MEASLES, stays=[THERE, stay("A", "21T13:00", "21T13:30")])[0]
    assert found["minutes"] == 30
    assert "only in air that lingers" in found["why"]
    assert "test lingers" in found["clause"]


def test_who_met_the_case_is_not_said_to_have_shared_only_its_air() -> None:
    found = contacts({"rash": "2022-01-22"}, rules=MEASLES, stays=[THERE, stay("A", "21T11:00", "21T13:30")])[0]
    assert found["minutes"] == 150
    assert "lingers;" not in found["why"].split("(")[0]
    assert "only in air" not in found["why"]


def test_air_of_two_visits_is_not_counted_twice() -> None:
    twice = [stay("P0", "21T10:00", "21T11:00"), stay("P0", "21T12:00", "21T13:00"), stay("A", "21T10:00", "21T16:00")]
    found = contacts({"rash": "2022-01-22"}, rules=MEASLES, stays=twice)[0]
    assert found["minutes"] == 300


def test_outdoors_shares_no_air() -> None:
    places = [{"place": "room", "kind": "outdoors"}]
    found = people(
        {"rash": "2022-01-22"}, rules=MEASLES, places=places, stays=[THERE, stay("A", "21T11:00", "21T12:00")]
    )
    assert found == {}


def test_a_place_that_is_not_listed_counts_as_other() -> None:
    stays = [THERE, stay("A", "21T11:00", "21T12:00")]
    assert people(rules=BOTH, places=[{"place": "elsewhere", "kind": "bus"}], stays=stays) == {"A": "general"}


SHORT = Span(timedelta(minutes=15), False, "test minutes")


@pytest.mark.parametrize(("left", "ring"), [("21T11:15", "close"), ("21T11:14", "general")])
def test_a_stay_shorter_than_the_minutes_of_a_ring_falls_to_the_next(left: str, ring: str) -> None:
    rules = replace(RULES, rings={"close": replace(CLOSE, least={"restaurant": SHORT}), "general": GENERAL})
    assert people(rules=rules, stays=[THERE, stay("A", "21T11:00", left)]) == {"A": ring}


def test_the_minutes_of_any_other_kind_of_place_stand_under_a_star() -> None:
    rules = replace(
        RULES, rings={"close": replace(CLOSE, least={"*": SHORT, "lift": replace(SHORT, length=timedelta())})}
    )
    stays = [THERE, stay("A", "21T11:00", "21T11:05"), stay("P0", "21T13:00", "21T14:00", "lift")]
    stays += [stay("B", "21T13:00", "21T13:01", "lift")]
    lift = replace(rules, rings={"close": replace(rules.rings["close"], settings=(*CLOSE.settings, LIFT))})
    assert people(rules=lift, places=[ROOM, {"place": "lift", "kind": "lift"}], stays=stays) == {"B": "close"}


LIFT = "same_place_close_range(office,workshop,lift,canteen,classroom)"
