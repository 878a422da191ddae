"""What a signature would change, many people in one line: + new, ~ changed, − released."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from seawall.tell.terminal.groups import grouped
from seawall.tell.terminal.language import Language, half, minus, say
from seawall.tell.terminal.moments import between, span

SIGNS: Mapping[str, str] = MappingProxyType({"+": "bold", "~": "", "-": "dim"})
"""The weight of ink is the weight of restriction: no sign is red or green."""
INDENT = 9
WHO: Mapping[str, str] = MappingProxyType({"confirm": "patient", "zone": "who.zone", "isolate": "who.isolate"})
"""Whom a verb's orders bind, where it is not a contact by ring."""
NOT_PEOPLE = ("zone", "isolate")
"""Verbs whose orders are of areas and batches: their days are not person-days."""


class Differences:
    """The differences of a plan to the orders in force, grouped by sign, verb, scope and ring."""

    def __init__(self, differences: pl.DataFrame, contacts: pl.DataFrame, zone: ZoneInfo, lang: Language) -> None:
        self.groups = grouped(differences, contacts)
        self.zone, self.lang = zone, lang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """A head and up to two lines of reason for each group."""
        if self.groups.is_empty():
            yield Text(say("nothing_to_sign", self.lang), "dim")
        for group in self.groups.iter_rows(named=True):
            yield head(group, self.zone, self.lang)
            for line in reasons(group, options.max_width - INDENT, self.zone, self.lang):
                yield Padding(line, (0, 0, 0, INDENT))


def head(group: Mapping[str, Any], zone: ZoneInfo, lang: Language) -> Text:
    """+ 87 close contacts: observation until 4 Feb 24:00."""
    style = SIGNS[group["sign"]]
    line = Text.assemble(
        (f" {minus(group['sign'])} ", f"{style} reverse"), (f" {group['people']:>3,}  {what(group, lang)}", style)
    )
    if group["verb"] != "inform" and group["scope"] != "release":
        line.append(f" {say('until', lang)} {between(group['first_until'], group['last_until'], zone, lang)}")
    return line


def what(group: Mapping[str, Any], lang: Language) -> str:
    """Who is bound to what: close contacts: provisional observation."""
    if group["verb"] == "inform":
        return say("bulletin", lang)
    named = _named(group, "s" if group["people"] != 1 else "", lang)
    measure = say(f"scope.{group['scope']}" if group["verb"] in NOT_PEOPLE else group["scope"], lang)
    if group["provisional"]:
        measure = f"{say('provisional', lang)}{' ' if lang == 'en' else ''}{measure}"
    return f"{named}{say(':', lang)}{measure}"


def _named(group: Mapping[str, Any], several: str, lang: Language) -> str:
    """Whom a group is about; what is released of a batch is its transfer."""
    if (group["verb"], group["scope"]) == ("isolate", "release"):
        return say(f"who.transfer{several}", lang)
    if group["verb"] in WHO:
        return say(WHO[group["verb"]] + several, lang)
    contact = f" contact{several}" if lang == "en" else ""
    return f"{say(group['ring'], lang)}{contact}" if group["ring"] else say("no_contact", lang)


def person_days(group: Mapping[str, Any], lang: Language) -> str:
    """Person-days asked for; a half-day is not none, and fewer has a true minus."""
    days = group["days"]
    figure = f"{days:,.1f}" if 0 < abs(days) < 10 and days != round(days) else f"{round(days):,}"
    sign = "+" if group["sign"] == "~" and days > 0 else ""
    return f"{sign}{minus(figure)} {say('person_days', lang)}"


def reasons(group: Mapping[str, Any], width: int, zone: ZoneInfo, lang: Language) -> Iterator[Text]:
    """What it costs and how they met; then the reason of one of them. A bulletin binds nobody."""
    if group["verb"] == "inform":
        return
    several = group["people"] > 1
    days = person_days(group, lang) if group["days"] or group["sign"] != "~" else say("same_term", lang)
    if group["verb"] in NOT_PEOPLE:
        days = ""
    settings = [(say(f"met.{each['setting']}", lang), each["count"]) for each in group["settings"] if each["setting"]]
    met = [f"{setting} {count}" for setting, count in settings]
    if said := " · ".join([*([days] if days else []), *(met if several else [])]):
        yield Text(said, "dim")
    example = f"{say('eg', lang)} {group['subject']}{say(':', lang)}" if several else ""
    yield shortened(f"{example}{why(group, zone, lang)}", width, 2)


class Called(Protocol):
    """What places are called."""

    def get(self, number: str, other: str) -> str:
        """The name of one; `other` where it has none."""
        ...


def why(group: Mapping[str, Any], zone: ZoneInfo, lang: Language, called: Called = MappingProxyType({})) -> str:
    """The meeting that makes the example a contact; for whoever is none, the order's own reason."""
    if not group["ring"]:
        return half(group["why_public"], lang) if lang == "zh" else group["why"].partition(";")[0]
    at = group["event"] or group["place"]
    where = called.get(at, at) if at else ""
    parts = [
        f"{say('through', lang)} {group['via']}" if group["via"] else "",
        say(f"met.{group['setting']}", lang) + (say("({})", lang).format(where) if where else ""),
        span(group["first_exposure"], group["last_exposure"], zone, lang),
        f"{round(group['minutes'])} min" if group["minutes"] is not None else "",
    ]
    return say(",", lang).join(part for part in parts if part)


def shortened(text: str, width: int, lines: int) -> Text:
    """At most so many lines of a text, cut where a line ends, with … where it goes on."""
    wrapped = Text(text).wrap(Console(width=width), width)
    kept = list(wrapped[:lines])
    if len(wrapped) > lines:
        kept[-1].truncate(width - 2)
        kept[-1].append(" …")
    return Text("\n").join(kept)
