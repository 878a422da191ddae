"""A language of the papers: what it calls things, and how it writes a moment."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from seawall.tables.moment import Moment
from seawall.tables.shown import CHINESE, ENGLISH, ending, shown
from seawall.tell.papers.words import WORDS
from seawall.tell.papers.written import NOTES, written
from seawall.tell.terminal.language import Language, half, limit, say

DAY = timedelta(days=1)
TWICE = re.compile(r"(\S*[㐀-鿿]\S*)\s+([ -~]+)")


@dataclass(frozen=True)
class Tongue:
    """One of the two languages, in the city's zone. `tongue("姓名", "Name")` is the text in it."""

    lang: Language
    zone: ZoneInfo

    def __call__(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def other(self, zh: str, en: str) -> str:
        """The text in the other language, to stand beside."""
        return en if self.lang == "zh" else zh

    def word(self, word: str) -> str:
        """A word of the tables or of a verb; one that nobody has translated stands as it is."""
        return self(*WORDS[word]) if word in WORDS else say(word, self.lang)

    def clock(self, word: str) -> str:
        """A step, a state or an owner of the clock: some words mean another thing there than in a table."""
        return say(word, self.lang)

    def note(self, name: str) -> str:
        """A sentence out of notes.toml."""
        return str(written(NOTES)[name][self.lang])

    def name(self, name: str | None) -> str | None:
        """A name in this language, where it is written in both one after the other: "河东街道 Hedong"."""
        both = TWICE.fullmatch(name or "")
        return self(both[1], both[2]) if both else name

    def half(self, text: str) -> str:
        """The half of a "中文。 / English." text."""
        return half(text, self.lang)

    def limit(self, target: str) -> str:
        """A limit of the clock."""
        return limit(target, self.lang)

    def when(self, earliest: datetime | None, latest: datetime | None) -> str | None:
        """A moment with its width; None where nothing is known of it."""
        if earliest is None and latest is None:
            return None
        return shown(Moment(earliest, latest), self.zone, CHINESE if self.lang == "zh" else ENGLISH)

    def end(self, at: datetime | None) -> str | None:
        """A time that ends something: midnight is 24:00 of the day before."""
        return None if at is None else ending(at, self.zone, CHINESE if self.lang == "zh" else ENGLISH)

    def minute(self, at: datetime | None) -> str | None:
        """A time with its year, to the minute."""
        return None if at is None else f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    def day(self, earliest: datetime | None, latest: datetime | None) -> str | None:
        """The local day with its year, where the moment lies in one; else the moment with its width."""
        days = None if earliest is None or latest is None else _one_day(earliest, latest, self.zone)
        return days.isoformat() if days else self.when(earliest, latest)

    def destroyed(self, day: date) -> str:
        """What stands in place of a name whose term was over."""
        return self(f"姓名已于 {day} 销毁", f"name destroyed on {day}")

    def people(self, count: int) -> str:
        """So many people, who do not part from their number."""
        return self(f"{count:,}\u00a0人", f"{count:,}\u00a0{'person' if count == 1 else 'people'}")


def _one_day(earliest: datetime, latest: datetime, zone: ZoneInfo) -> date | None:
    first, last = earliest.astimezone(zone), latest.astimezone(zone)
    inside = last.date() == first.date() or last <= first.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
    return first.date() if inside else None
