"""Hagelloch 1861: 188 real cases of measles, replayed day by day under five sets of rules.

A case is known on its rash day. It was listed in time when a plan made before, from nothing but what was known then,
followed it as a contact on the eve of its own prodrome.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress

from seawall.drill.hagelloch import counting, village
from seawall.drill.hagelloch.counting import Count
from seawall.drill.hagelloch.replay import Noon, planned, policy, replay, traced
from seawall.tell import hagelloch as telling

INVENTED = 50
"""Classmates who never existed, all immune: they must be listed and none restricted."""
ZONE = ZoneInfo("Europe/Berlin")
WRONG = (
    ("follow-up 3 days", "hagelloch-follow-3"),
    ("follow-up 5 days", "hagelloch-follow-5"),
    ("exposure ends on the rash day, follow-up 5 days", "hagelloch-rash-day", "hagelloch-follow-5"),
)
"""Rules made wrong on purpose, so that a wrong rule shows: a name, and the overlays in `rules/`."""
PUBLISHED = {
    "as the policy says": Count(86, 152),
    "prodrome day counted": Count(92, 156),
    "follow-up 3 days": Count(79, 145),
    "follow-up 5 days": Count(85, 152),
    "exposure ends on the rash day, follow-up 5 days": Count(61, 119),
}
"""What an independent count of the same data gives."""
PERSON_DAYS, MEDIAN_LEAD = Count(933, 2858), 11

Step = Callable[[], None]


@dataclass(frozen=True)
class HagellochReport:
    """What the replay counted. `vaccine` counts, over all plans, the contacts by the state of the vaccine."""

    cases: int
    plans: int
    listed: Mapping[str, Count]
    person_days: Count
    median_lead: int
    invented_listed: int
    invented_restricted: int
    others_restricted: int
    vaccine: Mapping[str, int]

    @property
    def as_published(self) -> bool:
        """Every number is the one an independent count gives, and nobody was misled."""
        counts = dict(self.listed) == PUBLISHED and self.person_days == PERSON_DAYS and self.median_lead == MEDIAN_LEAD
        immune = self.invented_listed == INVENTED and self.invented_restricted == 0
        return counts and immune and set(self.vaccine) == {"too_late"}


def run(folder: Path, step: Step = lambda: None, zone: ZoneInfo = ZONE) -> HagellochReport:
    """Replay `folder`/cases.csv: whole plans under the right rules, traces under the wrong ones; `step` after each.

    Raises VillageMissingError without the data.
    """
    people, immune = village.villagers(folder), village.invented(INVENTED)
    tables, days = village.tables(people, immune, zone), _days(people)

    def noons(*wrong: str) -> dict[date, Noon]:
        found = {}
        for noon in replay(tables, policy(*wrong), days, zone, traced if wrong else planned):
            found[noon.day] = noon
            step()
        return found

    right = noons()
    listed = {
        "as the policy says": counting.listed(people, right),
        "prodrome day counted": counting.listed(people, right, on_prodrome_day=True),
        **{name: counting.listed(people, noons(*wrong)) for name, *wrong in WRONG},
    }
    return _report(people, right, listed, {each.person for each in immune})


def plans(folder: Path) -> int:
    """How many plans a run makes."""
    return len(_days(village.villagers(folder))) * (1 + len(WRONG))


def play(folder: Path, console: Console) -> HagellochReport:
    """Run with a progress bar, and show what came out."""
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Hagelloch, day by day", total=plans(folder))
        report = run(folder, lambda: progress.advance(bar))
    rows = [(name, count.family, count.family_or_class, *_published(name)) for name, count in report.listed.items()]
    console.print(telling.counts(rows, report.cases))
    console.print(telling.sentences(report.__dict__))
    return report


def _published(name: str) -> tuple[int, int]:
    return PUBLISHED[name].family, PUBLISHED[name].family_or_class


def _days(people: list[village.Ill]) -> list[date]:
    rashes = [each.rash for each in people]
    first, last = min(rashes), max(rashes)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _report(
    people: list[village.Ill], right: Mapping[date, Noon], listed: Mapping[str, Count], immune: set[str]
) -> HagellochReport:
    restricted = {person for noon in right.values() for person in noon.restricted}
    vaccine: Counter[str] = Counter()
    for noon in right.values():
        vaccine.update(noon.vaccine)
    return HagellochReport(
        cases=len(people),
        plans=len(right) * (1 + len(WRONG)),
        listed=listed,
        person_days=counting.person_days(people, right),
        median_lead=counting.median_lead(people, right),
        invented_listed=len({person for noon in right.values() for person in noon.followed} & immune),
        invented_restricted=len(restricted & immune),
        others_restricted=len(restricted - immune),
        vaccine=dict(vaccine),
    )
