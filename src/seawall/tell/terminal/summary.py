"""A plan in the terminal: what happened, what is late, what is to be signed, what it costs people."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from seawall.flow import Plan
from seawall.tables.ring import RINGS, nearness
from seawall.tell.terminal.differences import Differences, shortened
from seawall.tell.terminal.language import Language, half, minus, say
from seawall.tell.terminal.moments import exact, length
from seawall.tell.terminal.wall import STYLES, Wall, mini
from seawall.tell.urgent import urgent

MOST_QUESTIONS = 3


def plan_summary(plan: Plan, zone: ZoneInfo, lang: Language) -> RenderableType:
    """The whole of a plan: its head, the four answers, the wall, the differences, the questions."""
    return Group(
        title(f"{plan.incident} · {exact(plan.now, zone, lang)}", plan.policy),
        four_answers(plan, lang),
        *(Text(f"! {zh if lang == 'zh' else en}", STYLES["late"]) for zh, en in urgent(plan)),
        *_roomed(plan, lang),
        "",
        Wall(plan.clock, plan.now, zone, lang),
        mini(plan.clock, lang),
        "",
        Text(say("to_sign", lang), "bold"),
        Differences(plan.differences, plan.traced.contacts, zone, lang),
        *_questions(plan, lang),
    )


def _roomed(plan: Plan, lang: Language) -> Iterator[Text]:
    """How many are in rooms or go into one, and how far from the least that any plan of rooms could cost."""
    given = plan.isolated.rooms.filter(pl.col("site").is_not_null())
    if given.is_empty() or plan.isolated.gap.is_empty():
        return
    row = plan.isolated.gap.row(0, named=True)
    told = say("rooms.gap" if row["gap"] else "rooms.best", lang).format(**row)
    yield Text(say("rooms.given", lang).format(given.height, given["site"].n_unique()) + told, "dim")


def title(left: str, right: str) -> Table:
    """A line over the whole width: what it is about, and the policy it stands on."""
    line = Table.grid(expand=True)
    line.add_column()
    line.add_column(justify="right", style="dim")
    line.add_row(Text(left, "bold"), right)
    framed = Table.grid(expand=True)
    framed.add_row(Rule(style="bold", characters="━"))
    framed.add_row(line)
    return framed


def four_answers(plan: Plan, lang: Language) -> Table:
    """Four questions, each answered by a sentence."""
    answers = (happened(plan, lang), is_late(plan, lang), to_sign(plan, lang), costs(plan, lang))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for question, answer in zip(("happened", "is_late", "must_sign", "costs"), answers, strict=True):
        table.add_row(say(question, lang), answer)
    return table


def followed(plan: Plan) -> pl.DataFrame:
    """The contacts followed now, one row a person in the strongest ring; people who are cases themselves are not."""
    ill = plan.episodes.filter("open")["person"]
    now = plan.traced.contacts.filter((pl.col("followed_until") > plan.now) & ~pl.col("person").is_in(ill.implode()))
    return now.sort(nearness(), "person").unique("person", keep="first", maintain_order=True)


def happened(plan: Plan, lang: Language) -> Text:
    """How many cases of which class, and how many people are followed in which ring."""
    cases = plan.episodes.filter("open")["class"].fill_null("unclassified").value_counts(sort=True).iter_rows()
    held = [f"{n} {say(f'class.{name}', lang)}" for name, n in cases] or [say("no_case", lang)]
    rings = dict(followed(plan)["ring"].value_counts().iter_rows())
    people = [f"{rings[ring]:,} {say(ring, lang)}" for ring in RINGS if ring in rings]
    away = plan.traced.requests["person"].n_unique()
    parts = [held, people, [say("elsewhere", lang).format(away)] if away else []]
    return Text(say(";", lang).join(say(",", lang).join(part) for part in parts if part))


def is_late(plan: Plan, lang: Language) -> Text:
    """The limits that are past, with how long for at least, and whose they are."""
    late = plan.clock.filter(pl.col("state").cast(pl.String) == "late")
    told = [f"{say(row['step'], lang)}{_past(plan, row['due_until'], lang)}" for row in late.to_dicts()]
    return Text(" · ".join(told), STYLES["late"]) if told else Text(say("nothing_late", lang))


def _past(plan: Plan, due: datetime | None, lang: Language) -> str:
    """For at least how long; a step done late says it in the clock."""
    return f" ≥ {length(plan.now - due, lang)}" if due is not None and due <= plan.now else ""


def to_sign(plan: Plan, lang: Language) -> Text:
    """How many orders are new, changed and released."""
    counts = dict(plan.differences["sign"].value_counts().iter_rows())
    told = [f"{minus(sign)} {counts[sign]:,} {say(f'sign.{sign}', lang)}" for sign in "+~-" if sign in counts]
    return Text(" · ".join(told) or say("nothing_to_sign", lang))


def costs(plan: Plan, lang: Language) -> Text:
    """People kept in by areas and restricted as contacts, and the person-days still before both: as harm.csv has it."""
    kept, bound = (
        plan.harm.filter(pl.col("measure") == name).row(0, named=True) for name in ("kept_in", "observation")
    )
    said = [_cost(row, name, lang) for row, name in ((kept, "kept_in"), (bound, "restricted_contacts"))]
    told = said[1:] if not kept["people"] else said
    return Text(say(";", lang).join(told) + _spared(plan, lang))


def _cost(row: Mapping[str, Any], name: str, lang: Language) -> str:
    people, days = f"{row['people']:,}", f"{round(row['person_days'] or 0):,}"
    if lang == "zh":
        return f"{say(name, lang)} {people} 人、{days} 人日"
    return f"{people} {say(name, lang)}, {days} person-days"


def _spared(plan: Plan, lang: Language) -> str:
    """What the next softer policy would spare of the same contacts; nothing where there is none or it spares nobody."""
    row = plan.harm.filter(pl.col("measure") == "observation").row(0, named=True)
    if not row["instead"] or not (row["spared_people"] or row["spared_days"]):
        return ""
    people, days = f"{row['spared_people']:,}", f"{round(row['spared_days']):,}"
    if lang == "zh":
        return f"；按 {row['instead']} 可少 {people} 人、{days} 人日"
    return f"; under {row['instead']} {people} people and {days} person-days fewer"


def _questions(plan: Plan, lang: Language) -> Iterator[RenderableType]:
    top = plan.traced.questions.head(MOST_QUESTIONS)
    if top.is_empty():
        return
    yield ""
    yield Text(say("questions", lang), "bold")
    yield from (Padding(Question(row, lang), (0, 0, 0, 1)) for row in top.to_dicts())


class Question:
    """What is unknown, and how many people the answer would add and take out, in at most two lines."""

    def __init__(self, row: Mapping[str, Any], lang: Language) -> None:
        moves = [f"{sign}{row[name]}" for sign, name in (("+", "gains"), ("−", "loses")) if row[name]]
        self.text = f"? {half(row['question'], lang)} {half(row['if_answered'], lang)}: {' '.join(moves) or '?'}"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """As wide as there is room."""
        yield shortened(self.text, options.max_width, 2)
