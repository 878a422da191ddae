"""Why a row of a plan's differences asks what it asks, for who signs: in the names that facts have."""

import json
import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from seawall.desk.planning import Made
from seawall.plan.orders.rules import RELEASE
from seawall.tell.terminal.differences import why as terminal
from seawall.tell.terminal.language import Language
from seawall.tell.terminal.language import half as said
from seawall.web.names import Names, half, names
from seawall.web.words import say

AREA = re.compile(r"(?P<kind>unit|place) \S+ \((?P<name>.+?)\): ")
"""An area by its number and its whole name."""
LEFT = re.compile(r"(?<=病例何时离开)[^？]+|(?<=the case at this place: )[^?]+")
"""The place that a question is about, by its number or its whole name."""


def why(row: Mapping[str, Any], made: Made, lang: Language) -> str:
    """The reason of one row, or of the example of a group.

    Of a transfer it is its drive, of a case its class, and in Chinese of an area, a release and whoever was not met the
    words of those it binds. A bulletin binds nobody, and has none.
    """
    called = names(made.facts, lang)
    if row["verb"] == "inform":
        return ""
    if row["verb"] == "isolate":
        drive = driven(json.loads(row["content"]), called)
        return f"{drive}{say(';', lang)}{say('not_asked', lang)}" if row["scope"] == RELEASE else drive
    if row["verb"] == "confirm" and row["sign"] != "-":
        return held(row["subject"], made.plan.episodes, lang)
    said = terminal(row, made.zone, lang, called)
    if row["verb"] != "zone":
        return said
    if lang == "zh":
        return f"{called.get(row['subject'], row['subject'])}，{said}"
    return AREA.sub(lambda area: f"{area['kind']} {half(area['name'], lang)}: ", said, count=1)


def held(person: str, episodes: pl.DataFrame, lang: Language) -> str:
    """Which open case somebody is, and what it is held to be."""
    case, of = episodes.filter("open", person=person).sort("case").select("case", "class").row(-1)
    if of is None:
        return say("unheld", lang).format(case=case)
    return say("held", lang).format(case=case, of=say(of, lang) if lang == "zh" else of.replace("_", " "))


def example(group: Mapping[str, Any], made: Made, lang: Language) -> str:
    """The reason of a group; of several orders that of the first, as an example."""
    said = why(group, made, lang)
    return f"{say('for_example', lang)}{said}" if said and group["people"] > 1 else said


def driven(order: Mapping[str, Any], called: Names) -> str:
    """How many of whom the order of a transfer drives, from which place to which site."""
    people, lang = len(order["persons"]), called.lang
    risk, start = say(f"driven.{order['risk']}", lang), order["from_site"] or order["from_unit"]
    return say("driven", lang).format(
        people=people,
        whom=f"{risk}s" if lang == "en" and people != 1 else risk,
        start=called.get(start, start) if start else say("driven.unknown", lang),
        site=called.get(order["site"], order["site"]),
    )


def asks(question: str, made: Made, lang: Language) -> str:
    """A question in the language, its place by its name there."""
    called = names(made.facts, lang)
    return LEFT.sub(lambda place: called.get(place[0], half(place[0], lang)), said(question, lang))
