"""The draft: the frozen snapshot of a plan, beside the bulletin before it, and whether it can be published."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.plan.inform import IDENTITIES, Bulletin, Checked
from seawall.plan.inform.identities import Term
from seawall.store.orders import Signature
from seawall.tell.bulletin import markdown
from seawall.tell.terminal.language import Language, minus
from seawall.web.bulletin import shelf, words
from seawall.web.bulletin.begun import begun, signatures
from seawall.web.bulletin.text import Pair, beside, blocks
from seawall.web.chosen import made_of
from seawall.web.looking import Looking

LANGUAGES: tuple[Language, Language] = ("zh", "en")


class Line(NamedTuple):
    """A figure: what it was in the last bulletin, what it is in the draft, both as printed, and what changed.

    `hidden`: it counts too few people to be printed. `nought`: it was 0, or nothing, and is 0.
    """

    name: str
    label: str
    last: str
    draft: str
    change: str
    hidden: bool
    nought: bool


class Sum(NamedTuple):
    """A sum that must come out: whether it does (None: a figure is not stated), in words, and in numbers."""

    holds: bool | None
    words: str
    numbers: str


class Side(NamedTuple):
    """One language: the text of the last bulletin and that of the draft, with what differs marked."""

    lang: Language
    last: list[Pair]
    draft: list[Pair]


@dataclass(frozen=True)
class Draft:
    """A plan's bulletin, what was published of its incident by its time, the newest first, and who signed it so far."""

    made: Made
    published: list[shelf.Bulletin]
    signatures: list[Signature]

    @property
    def bulletin(self) -> Bulletin:
        """The snapshot."""
        return self.made.plan.bulletin

    @property
    def waits(self) -> bool:
        """Whether there is something to publish."""
        return not self.made.plan.differences.filter(pl.col("verb") == "inform").is_empty()

    @property
    def needed(self) -> int:
        """How many signatures publish it, each of another organisation."""
        asked = self.made.plan.differences.filter(pl.col("verb") == "inform")["signatures"]
        return 0 if asked.is_empty() else int(asked[0])

    @cached_property
    def last(self) -> shelf.Bulletin | None:
        """The bulletin that the draft follows."""
        return next((each for each in self.published if each.release.at == self.bulletin.since), None)

    @property
    def nth(self) -> int:
        """The number of the draft among the incident's bulletins; of one that stands already its own."""
        return len(self.published) + (1 if self.waits or self.bulletin.refused or not self.published else 0)

    def groups(self, lang: Language) -> list[tuple[str, list[Line]]]:
        """Every figure that is stated, as it is printed, in groups."""
        there = self.bulletin.printed
        return [
            (words.group(group, lang), [self._line(name, lang) for name in names if name in there])
            for group, (_, names) in words.GROUPS.items()
        ]

    def _line(self, name: str, lang: Language) -> Line:
        small, now = self.bulletin.small_count, self.bulletin.printed[name]
        release = self.last.release if self.last else None
        was = release.figures.get(name, 0) if release else 0
        change = "" if release is None or now is None or was is None else changed(now - was)
        last = "" if release is None else words.count(was, release.small_count)
        return Line(name, words.figure(name, lang), last, words.count(now, small), change, now is None, now == 0 == was)

    def sums(self, lang: Language) -> list[Sum]:
        """Every sum against the exact figures; it is told in numbers only where it does not come out."""
        return [
            Sum(checked.holds, _worded(identity.left, identity.right, lang), _numbers(checked))
            for identity, checked in zip(IDENTITIES, self.bulletin.identities, strict=True)
        ]

    @property
    def sides(self) -> list[Side]:
        """Both languages beside the last bulletin."""
        release = self.last.release if self.last else None
        return [
            Side(lang, *beside(blocks(release.text[lang]) if release else [], blocks(markdown(self.bulletin, lang))))
            for lang in LANGUAGES
        ]


def changed(by: int) -> str:
    """+31, −2, or 0."""
    return minus(f"{by:+,}") if by else "0"


def _worded(left: str, right: tuple[Term, ...], lang: Language) -> str:
    """A sum in the names of its figures."""
    said = words.figure(left, lang)
    for nth, term in enumerate(right):
        sign = "=" if nth == 0 else "+" if term.sign > 0 else "−"
        name = words.figure(term.name, lang)
        before, after = (("上一号", "") if lang == "zh" else ("", " of the last one")) if term.before else ("", "")
        said += f" {sign} {before}{name if lang == 'zh' else name[:1].lower() + name[1:]}{after}"
    return said


def _numbers(checked: Checked) -> str:
    return f"{checked.left:,} ≠ {checked.right:,}" if checked.holds is False else ""


def drafted(looking: Looking) -> Draft | None:
    """The draft of the incident that is looked at, else of the first; None while none is open."""
    made = made_of(looking)
    return None if made is None else of(looking, begun(looking, made))


def of(looking: Looking, made: Made) -> Draft:
    """The draft of a plan."""
    by = None if looking.live else made.plan.now
    published = shelf.shelf(looking.desk, now=True).every(made.plan.incident, by)
    return Draft(made, published, signatures(looking, made) if looking.live else [])
