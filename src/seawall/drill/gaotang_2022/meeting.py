"""How the invented people met: the index on the way, their homes, and their circles the day after."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from seawall.drill.gaotang_2022.people import Cast, Somebody, Story
from seawall.drill.gaotang_2022.writing import Row, instant, row

Made = Iterator[tuple[str, Row]]


def meetings(people: Cast, story: Story) -> Made:
    """The index at each place, and those who met it there."""
    seen: set[tuple[str, str]] = set()
    for meeting in story["meeting"]:
        how, index = meeting["how"], story["index"]
        was_there = how in ("stay", "judged", "event") and meeting.get("index_there", True)
        if was_there and (stay := (meeting["place"], meeting["from"])) not in seen:
            seen.add(stay)
            left = meeting["until"] if meeting.get("index_left", True) else ""
            yield _stay(index, meeting, meeting["from"], left, "23T01:30")
        if how == "event":
            yield from _event(meeting, [index, *(each.person for each in people.met(meeting["key"]))])
        for nth, each in enumerate(people.met(meeting["key"])):
            yield from _met(each, nth, meeting, index)


def _met(each: Somebody, nth: int, meeting: Mapping[str, Any], index: str) -> Made:
    if meeting["how"] in ("stay", "judged"):
        came, left = around(meeting, nth)
        yield _stay(each.person, meeting, came, left, each.told)
    if meeting["how"] == "judged":
        yield _relation(each.person, index, "other", meeting, each, f"camera, judged by tracing team {each.team}")
    if meeting["how"] in ("care", "vehicle", "household"):
        yield _relation(each.person, index, meeting["how"], meeting, each, "interview")


def around(meeting: Mapping[str, Any], nth: int) -> tuple[str, str]:
    """When the nth of a place came and left: some minutes apart from one another, all while the index was there."""
    start, end = instant(meeting["from"]), instant(meeting["until"])
    came = start - timedelta(minutes=40) + timedelta(minutes=nth * 7 % 50)
    left = end - timedelta(minutes=8) + timedelta(minutes=nth * 11 % 45)
    return f"{came:%dT%H:%M}", f"{left:%dT%H:%M}"


def misread(story: Story) -> Made:
    """The visitor of the waiting room who was listed and had left before: two rows that a later one corrects."""
    told, index, who = story["misread"], story["index"], story["misread"]["person"]
    yield row("persons", {"person": who, "birth": "1971", "sex": "female"}, told["told"], told["team"])
    wrong = _stay(who, told, told["came"], told["left"], told["told"])
    yield wrong
    yield _stay(who, told, told["came"], told["really_left"], told["corrected"], corrects=wrong[1]["row"])
    judged = {"person": who, "other": index, "kind": "other", "place": told["place"]}
    wrongly = row("relations", {**judged, "since": told["came"], "until": told["left"]}, told["told"], told["team"])
    yield wrongly
    taken_back = {"person": who, "other": index, "kind": "other"}
    yield row("relations", taken_back, told["corrected"], told["team"], corrects=wrongly[1]["row"])


def households(people: Cast) -> Made:
    """Every two people of one home, known when the later of them was."""
    for one, other in people.pairs():
        pair = {"person": one.person, "other": other.person, "kind": "household", "place": other.home}
        yield row("relations", {**pair, "stated_by": "interview"}, other.told, other.team)


def circles(people: Cast, story: Story) -> Made:
    """Whom a close contact met: at a meal as an event, at work or a pastime as a relation."""
    for circle in story["circle"]:
        meeting, nth = circle["through"]
        through = people.met(meeting)[nth]
        around_them = people.circle(circle["key"])
        if circle["how"] == "meal":
            yield from _event(circle, [through.person, *(each.person for each in around_them)])
        else:
            for each in around_them:
                yield _relation(each.person, through.person, circle["how"], circle, each, "interview")


def _stay(person: str, at: Mapping[str, Any], came: str, left: str, told: str, **more: str) -> tuple[str, Row]:
    stay = {"person": person, "place": at["place"], "came": came, "left": left}
    return row("stays", stay, told, at["team"], **more)


def _relation(
    person: str, other: str, kind: str, at: Mapping[str, Any], each: Somebody, stated_by: str
) -> tuple[str, Row]:
    known = {"person": person, "other": other, "kind": kind, "place": at.get("place", "")}
    while_ = {"since": at["from"], "until": at.get("until", "")}
    return row("relations", {**known, **while_, "stated_by": stated_by}, each.told, each.team)


def _event(at: Mapping[str, Any], guests: list[str]) -> Made:
    known = {"event": at["key"], "place": at.get("place", ""), "kind": "meal", "from": at["from"], "until": at["until"]}
    yield row("events", known, at["told"], at["team"])
    for guest in guests:
        yield row("attended", {"event": at["key"], "person": guest, "role": "guest"}, at["told"], at["team"])
