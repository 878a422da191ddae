"""What a drill shows of each arrival: what was said, what it changes, who signs, the wall, the bulletin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from seawall.drill.playing import Arrival, Officer
from seawall.flow import Plan
from seawall.tell import bulletin, terminal
from seawall.tell.terminal import Language

WORDS = {
    "learned": ("{} 条事实", "{} facts learned"),
    "published": ("时间已公布", "at a published time"),
    "invented": ("时间为虚构", "at an invented hour"),
    "signed": ("已签署：{}", "Signed: {}"),
    "followed": ("在管", "Followed"),
    "no_incident": ("还没有立案。", "No incident has been opened yet."),
}


@dataclass(frozen=True)
class Stage:
    """Where a drill is shown: a console, a language, a zone."""

    console: Console
    lang: Language
    zone: ZoneInfo

    def word(self, name: str, *parts: object) -> str:
        """A word of the stage in its language."""
        return WORDS[name][self.lang == "en"].format(*parts)

    def arrives(self, nth: int, of: int, arrival: Arrival, policy: str) -> None:
        """The head of an arrival: its time, its place in the drill, what is said, and how many facts came."""
        at = terminal.exact(arrival.at, self.zone, self.lang)
        self.console.print(terminal.title(f"{at}   {nth} / {of}", policy))
        self.console.print(Text(arrival.says[self.lang]))
        when = self.word("published" if arrival.published else "invented")
        by_table = " · ".join(f"{table} {len(rows):,}" for table, rows in arrival.tables.items())
        where = f"{terminal.say(',', self.lang)}{when}{terminal.say(':', self.lang)}{by_table}" if arrival.facts else ""
        learned = self.word("learned", f"{arrival.facts:,}") + where
        self.console.print(Text(learned, "dim"), no_wrap=True, overflow="ellipsis")
        self.console.print()

    def changes(self, plan: Plan, before: Plan | None, officers: Sequence[Officer], *, publish: bool) -> None:
        """What differs from the orders in force, who signed it, who is followed, and the wall.

        A bulletin is among it when it is published; until then it is a draft, and no news.
        """
        asked = plan.differences.filter((pl.col("verb") != "inform") | publish)
        if not asked.is_empty():
            self.console.print(terminal.Differences(asked, plan.traced.contacts, self.zone, self.lang))
            if officers:
                self.console.print(Padding(Text(self.word("signed", self._names(officers)), "bold"), (0, 0, 0, 1)))
            self.console.print()
        self.console.print(self._followed(plan, before))
        questions = plan.traced.questions
        if not questions.is_empty() and (before is None or not questions.equals(before.traced.questions)):
            self.console.print(terminal.Question(questions.to_dicts()[0], self.lang))
        self.console.print(self._wall(plan, before))
        self.console.print()

    def publishes(self, plan: Plan) -> None:
        """The bulletin, set off by a line at its side."""
        for line in written(bulletin.markdown(plan.bulletin, self.lang), self.console, self.console.width - 4):
            self.console.print(Text.assemble((" ┃ ", "bold"), line))
        self.console.print()

    def _names(self, officers: Sequence[Officer]) -> str:
        return " · ".join(f"{each.officer} ({each.role}, {each.organisation})" for each in officers)

    def _followed(self, plan: Plan, before: Plan | None) -> Text:
        moved = terminal.followed_since(plan, before, self.lang)
        return Text.assemble((f"{self.word('followed')}  ", "dim"), moved)

    def _wall(self, plan: Plan, before: Plan | None) -> RenderableType:
        """The whole wall when a stone has changed, else one line."""
        line = terminal.mini(plan.clock, self.lang)
        if before is not None and terminal.states(before.clock) == terminal.states(plan.clock):
            return line
        moved = terminal.turned(before.clock, plan.clock, self.lang) if before is not None else []
        return Group("", terminal.Wall(plan.clock, plan.now, self.zone, self.lang), line, *moved)


def written(markdown: str, console: Console, width: int) -> Iterator[Text]:
    """The lines of a bulletin without their marks: heads are bold, and blank lines stand only before a head."""
    for paragraph in markdown.split("\n\n"):
        head = paragraph.startswith("#")
        plain = paragraph.lstrip("# ").replace("**", "").replace("`", "").replace("\n", " ").strip()
        if head and not paragraph.startswith("# "):
            yield Text()
        if plain.strip("-"):
            yield from Text(plain, "bold" if head else "").wrap(console, width)
