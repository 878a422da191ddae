"""The orders in force: whom they bind, until when, why, under which clause, and who signed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from seawall.tell.terminal.differences import NOT_PEOPLE, shortened
from seawall.tell.terminal.language import Language, half, say
from seawall.tell.terminal.moments import exact

MOST = 200
"""Orders of one kind that are listed; the others are counted."""
MEETING = re.compile(r"\): (?P<meeting>.*?); counts as ")
"""The part of a contact's reason that is its own; the rest it shares with every contact of the case."""


def orders_table(standing: pl.DataFrame, incident: str, zone: ZoneInfo, lang: Language) -> RenderableType:
    """The orders in force at a time, those of one kind, end and clause under one head."""
    if standing.is_empty():
        return Text(f"{incident}: {say('no_orders', lang)}")
    return Orders(standing, incident, zone, lang)


class Orders:
    """Orders under heads: what, until when and under which clause; a line for each person with its own reason."""

    def __init__(self, standing: pl.DataFrame, incident: str, zone: ZoneInfo, lang: Language) -> None:
        self.standing, self.incident, self.zone, self.lang = standing, incident, zone, lang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As wide as there is room; a clause and a reason take two lines at most. Areas, batches and the public are
        no people."""
        people = self.standing.filter(~pl.col("verb").is_in([*NOT_PEOPLE, "inform"]))["subject"].n_unique()
        counted = f"{self.standing.height:,} {say('orders_in_force', self.lang)}"
        yield Text(f"{self.incident}: {counted}, {people:,} {say('people', self.lang)}", "bold")
        groups = self.standing.sort("verb", "until", "clause", "subject")
        for group in groups.partition_by("verb", "scope", "until", "clause", maintain_order=True):
            yield Text()
            yield from self._group(group, options.max_width)

    def _group(self, group: pl.DataFrame, width: int) -> Iterator[RenderableType]:
        first = group.row(0, named=True)
        until = f"{say('until', self.lang)} {exact(first['until'], self.zone, self.lang, ends=True)}"
        yield Text(f"{group.height:,}  {named(first, self.lang)} {until}", "bold")
        yield Padding(shortened(first["clause"], width - 3, 2), (0, 0, 0, 3), style="dim")
        for row in group.head(MOST).iter_rows(named=True):
            who = f"{row['subject']}  {reason(row, self.lang)}{self._signed(row)}"
            yield Padding(shortened(who, width - 3, 2), (0, 0, 0, 3))
        if group.height > MOST:
            yield Text(f"   … {group.height - MOST:,}")

    def _signed(self, row: Mapping[str, Any]) -> str:
        """Who signed first, and when the last signature that was needed came."""
        if row.get("signed_at") is None:
            return ""
        at = exact(row["signed_at"], self.zone, self.lang)
        return f" · {say('signed', self.lang)} {at}, {row['recorded_by']}"


def named(row: Mapping[str, Any], lang: Language) -> str:
    """What an order asks, in the language; a zone's or a transfer's by its own word."""
    return say(f"scope.{row['scope']}" if row["verb"] in NOT_PEOPLE else row["scope"], lang)


def reason(row: Mapping[str, Any], lang: Language) -> str:
    """The officer's reason, of a contact the meeting alone; in Chinese the reason its subject reads."""
    if lang == "zh":
        return half(row["why_public"], lang)
    found = MEETING.search(row["why"])
    return found["meeting"] if found else str(row["why"])
