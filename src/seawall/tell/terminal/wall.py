"""The wall: eight stones in a row, one a first time. Whole is met, cracked late, hollow open, hatched cannot tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from seawall.tell.terminal.language import Language, limit, say
from seawall.tell.terminal.moments import DAY, clock, day, over

STATES = ("met", "late", "open", "cannot_tell")
STYLES: Mapping[str, str] = MappingProxyType(
    {"met": "green", "late": "bold red", "open": "blue", "cannot_tell": "magenta"}
)
MARKS: Mapping[str, str] = MappingProxyType({"met": "■", "late": "▲", "open": "○", "cannot_tell": "▨"})
ENDS: Mapping[str, str] = MappingProxyType({"met": "", "late": "!", "open": "", "cannot_tell": "?"})


def mark(state: str) -> Text:
    """■, ▲!, ○ or ▨?: the shape of a state, in its colour."""
    return Text(MARKS[state] + ENDS[state], STYLES[state])


def named(state: str, lang: Language, width: int = 99) -> Text:
    """The shape of a state and its word, a shorter one where there is no room."""
    word = say(state, lang) if width >= len("▨? cannot tell") else say(f"{state}.short", lang)
    return Text.assemble(mark(state), Text(f" {word}", STYLES[state]))


def stone(state: str, width: int) -> Text:
    """A stone of the wall, so many columns wide."""
    middle = width // 2
    drawn = {
        "met": "█" * width,
        "late": "█" * (middle - 1) + "▚▞" + "█" * (width - middle - 1),
        "open": "▐" + "▔" * (width - 2) + "▌",
        "cannot_tell": "▒" * width,
    }
    return Text(drawn[state], STYLES[state], no_wrap=True, overflow="crop")


class Wall:
    """The first times of a clock as stones, each with its name, its state, and when it was done or is due."""

    def __init__(self, clock: pl.DataFrame, now: datetime, zone: ZoneInfo, lang: Language) -> None:
        self.steps = first_times(clock)
        self.now, self.zone, self.lang = now, zone, lang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Eight stones over the whole width; on a narrow terminal in two rows."""
        a_row = len(self.steps) if options.max_width >= 72 else (len(self.steps) + 1) // 2
        for start in range(0, len(self.steps), a_row or 1):
            yield self._row(self.steps[start : start + a_row], options.max_width // a_row - 1)

    def _row(self, steps: Sequence[Mapping[str, Any]], width: int) -> Table:
        grid = Table.grid(padding=(0, 1, 0, 0))
        for _ in steps:
            grid.add_column(width=width, no_wrap=True, overflow="crop")
        grid.add_row(*[stone(step["state"], width) for step in steps])
        grid.add_row(*[Text(say(step["step"], self.lang), "bold") for step in steps])
        grid.add_row(*[named(step["state"], self.lang, width) for step in steps])
        times = [when(step, self.now, self.zone, self.lang) for step in steps]
        grid.add_row(*[Text(first) for first, _ in times])
        grid.add_row(*[Text(second, "dim") for _, second in times])
        return grid


def first_times(clock: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of the eight first times, in the clock's order."""
    return clock.filter(pl.col("kind").cast(pl.String) == "first_time").to_dicts()


def turned(before: pl.DataFrame, now: pl.DataFrame, lang: Language) -> list[Text]:
    """A line for each stone that is not as it was: its state, its name, and its limit."""
    then = {step["step"]: step["state"] for step in first_times(before)}
    moved = [step for step in first_times(now) if then.get(step["step"]) != step["state"]]
    told = [(named(step["state"], lang), f" {say(step['step'], lang)}{say(':', lang)}", step) for step in moved]
    return [Text.assemble(word, (name, "bold"), limit(step["target"] or "", lang)) for word, name, step in told]


def states(clock: pl.DataFrame) -> list[str]:
    """The states of the eight stones."""
    return [step["state"] for step in first_times(clock)]


def when(step: Mapping[str, Any], now: datetime, zone: ZoneInfo, lang: Language) -> tuple[str, str]:
    """Two short lines: the day and hour it was done; else how late it is, when it is due, or that there is no limit."""
    if step["done_from"] is not None or step["done_until"] is not None:
        return _done(step["done_from"], step["done_until"], zone, lang)
    due = step["due_until"]
    if due is None:
        return _undated(step, lang), ""
    if now > due:
        return f"≥ {over(now - due, lang)}", say("over", lang)
    on, hour = clock(due.astimezone(zone), lang, ends=True)
    return on, f"限{hour}" if lang == "zh" else f"due {hour}"


def _undated(step: Mapping[str, Any], lang: Language) -> str:
    """A step without a due: it has no limit, waits for the step it counts from, or its state says all."""
    if step["clause"] is None:
        return say("no_limit", lang)
    return say("waits", lang) if step["state"] == "open" else ""


def _done(first: datetime | None, last: datetime | None, zone: ZoneInfo, lang: Language) -> tuple[str, str]:
    """Exact, a whole day, or given by the bound that is known: a span is too wide for a stone."""
    if first is not None and last is not None and last - first == DAY and first.astimezone(zone).hour == 0:
        return day(first.astimezone(zone), lang), say("hour?", lang)
    if first is not None and first == last:
        return clock(first.astimezone(zone), lang)
    if last is not None:
        on, hour = clock(last.astimezone(zone), lang, ends=True)
        return on, f"{hour}前" if lang == "zh" else f"by {hour}"
    if first is None:
        return say("unknown", lang), ""
    on, hour = clock(first.astimezone(zone), lang)
    return on, f"{hour}后" if lang == "zh" else f"> {hour}"


def mini(clock: pl.DataFrame, lang: Language) -> Text:
    """The wall in one line: its eight marks, then how many are met, late, open, or cannot be told."""
    steps = first_times(clock)
    marks = Text(" ").join(mark(step["state"]) for step in steps)
    counts = [(state, sum(step["state"] == state for step in steps)) for state in STATES]
    told = [Text(f"{n} {say(state, lang)}", STYLES[state]) for state, n in counts if n]
    return Text.assemble(marks, "   ", Text(" · ").join(told))
