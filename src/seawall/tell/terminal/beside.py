"""One plan beside another of the same facts: what each policy asks of people, rooms and days."""

from collections.abc import Mapping

import polars as pl
from rich.table import Table

from seawall.flow import Plan
from seawall.tables.ring import RINGS
from seawall.tell.terminal.language import Language, minus, say

DAY_US = 86_400_000_000


def beside(plan: Plan, other: Plan, lang: Language) -> Table:
    """A table of figures: the plan, the other, and how the other differs."""
    ours, theirs = figures(plan), figures(other)
    table = Table(title=say("beside", lang), title_justify="left", box=None, padding=(0, 2, 0, 0))
    for head in ("", plan.policy, other.policy, "±"):
        table.add_column(head, justify="left" if head == "" else "right", overflow="fold")
    for name in dict.fromkeys([*ours, *theirs]):
        mine, his = ours.get(name, 0), theirs.get(name, 0)
        table.add_row(named(name, lang), f"{mine:,}", f"{his:,}", minus(f"{his - mine:+,}") if his != mine else "=")
    return table


def figures(plan: Plan) -> Mapping[str, int]:
    """People by ring, restricted, kept in by areas and in rooms, with their days; rooms, tests, and areas by level."""
    followed = plan.traced.contacts.filter(pl.col("followed_until") > plan.now)
    rings = {ring: followed.filter(pl.col("ring") == ring)["person"].n_unique() for ring in RINGS}
    inside = plan.isolated.rooms.filter(pl.col("site").is_not_null(), pl.col("risk") != "case")
    rooms = inside.drop_nulls("room").select("site", "room").n_unique()
    bound, kept = (
        plan.harm.filter(pl.col("measure") == name).row(0, named=True) for name in ("observation", "kept_in")
    )
    levels = plan.zoned.zones.group_by("axis", "level", maintain_order=True).len().sort("axis", "level")
    return {
        **{f"beside.{ring}": people for ring, people in rings.items() if people},
        "beside.restricted": int(bound["people"]),
        "beside.person_days": round(bound["person_days"]),
        "beside.kept_in": int(kept["people"]),
        "beside.kept_in_days": round(kept["person_days"]),
        "beside.in_site": inside["person"].n_unique(),
        "beside.rooms": rooms,
        "beside.site_days": _days(inside, plan),
        "beside.tests": plan.screened.tests.filter(pl.col("state").is_in(["due", "planned"])).height,
        **{f"beside.zone {axis} {level}": int(n) for axis, level, n in levels.iter_rows()},
    }


def _days(inside: pl.DataFrame, plan: Plan) -> int:
    """Person-days in a site that are still to come."""
    lengths = inside.select((pl.col("until") - plan.now).dt.total_microseconds().clip(0).sum()).item()
    return round((lengths or 0) / DAY_US)


def named(name: str, lang: Language) -> str:
    """What a figure counts, in the language."""
    if name.startswith("beside.zone "):
        _, axis, level = name.split()
        opens, closes = ("（", "）") if lang == "zh" else (" (", ")")
        return f"{say('who.zone', lang)} {say(f'level.{level}', lang)}{opens}{say(f'axis.{axis}', lang)}{closes}"
    return say(name, lang)
