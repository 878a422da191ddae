"""One step of a replay: the time, the wall in a line, and who is followed since the step before."""

from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.text import Text

from seawall.flow import Plan
from seawall.tables.ring import RINGS
from seawall.tell.terminal.language import Language, say
from seawall.tell.terminal.moments import exact
from seawall.tell.terminal.summary import followed
from seawall.tell.terminal.wall import mini


def replayed(plan: Plan, before: Plan | None, zone: ZoneInfo, lang: Language) -> RenderableType:
    """One step of a replay in two or three lines: the time, the wall, and what changed since the step before."""
    now, then = counted(plan), counted(before) if before else {}
    line = Text.assemble((exact(plan.now, zone, lang), "bold"), "  ", mini(plan.clock, lang), f"  {plan.policy}")
    if before and now == then and plan.policy == before.policy:
        return line
    return Group(line, Text.assemble("              ", followed_since(plan, before, lang), style="dim"))


def followed_since(plan: Plan, before: Plan | None, lang: Language) -> Text:
    """How many are followed in each ring, with how many were before: close 57 → 87."""
    now, then = counted(plan), counted(before) if before else {}
    rings = [ring for ring in RINGS if ring in now or ring in then]
    moved = [f"{say(ring, lang)} {_step(then.get(ring, 0), now.get(ring, 0))}" for ring in rings]
    return Text(" · ".join(moved) or say("no_contacts", lang))


def counted(plan: Plan) -> dict[str, int]:
    """How many people are followed in each ring."""
    return dict(followed(plan)["ring"].value_counts().iter_rows())


def _step(then: int, now: int) -> str:
    return f"{now:,}" if then == now else f"{then:,} → {now:,}"
