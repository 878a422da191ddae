"""The clock as a table."""

from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from seawall.tell.terminal.language import Language, limit, say
from seawall.tell.terminal.moments import exact, moment
from seawall.tell.terminal.wall import named


def clock_table(clock: pl.DataFrame, zone: ZoneInfo, lang: Language) -> RenderableType:
    """The incident clock: each step with its limit, what was due and done, its state in a word, and whose it is."""
    table = _table(lang, "step", "target", "due", "done", "state", "owner")
    for kind in clock["kind"].cast(pl.String).unique(maintain_order=True):
        table.add_row(Text(say(kind, lang), "bold"), end_section=False)
        for row in clock.filter(pl.col("kind").cast(pl.String) == kind).iter_rows(named=True):
            table.add_row(
                say(row["step"], lang),
                Text(limit(row["target"] or "", lang)),
                _due(row, zone, lang),
                moment(row["done_from"], row["done_until"], zone, lang) if _dated(row, "done") else "",
                named(row["state"], lang),
                Text(say(row["owner"] or "", lang)),
            )
    return table


def duty_table(duty: pl.DataFrame, zone: ZoneInfo, lang: Language) -> RenderableType:
    """How many orders wait; who is on duty, called, silent, has seen them, or is next; when the call passes on."""
    table = _table(lang, "rank", "officer", "role", "organisation", "state", "called", "passes_on")
    for row in duty.iter_rows(named=True):
        times = ("" if row[name] is None else exact(row[name], zone, lang) for name in ("called", "until"))
        state = say(f"duty.{row['state']}", lang)
        table.add_row(str(row["rank"]), row["officer"], say(row["role"], lang), row["organisation"], state, *times)
    if duty.is_empty():
        return Text(say("duty.nobody", lang))
    return Group(Text(say("duty.waits", lang).format(duty["waiting"][0]), "bold"), table)


def _due(row: dict[str, Any], zone: ZoneInfo, lang: Language) -> str:
    """When it is due; a due time at 00:00 is the end of a day."""
    if not _dated(row, "due"):
        return ""
    if row["due_from"] == row["due_until"]:
        return exact(row["due_until"], zone, lang, ends=True)
    return moment(row["due_from"], row["due_until"], zone, lang)


def _dated(row: dict[str, object], name: str) -> bool:
    return row[f"{name}_from"] is not None or row[f"{name}_until"] is not None


def _table(lang: Language, *columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(say(column, lang), no_wrap=column == "state", overflow="fold")
    return table
