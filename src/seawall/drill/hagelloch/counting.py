"""The referee: whom the plans listed in time, by their own prodrome, and for how long before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from seawall.drill.hagelloch.replay import Noon
from seawall.drill.hagelloch.village import Ill

FAMILY = frozenset({"family"})
FAMILY_OR_CLASS = frozenset({"family", "class"})
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Count:
    """A number for family contacts, and the same for contacts of family or school class."""

    family: int
    family_or_class: int


def listed(people: Sequence[Ill], noons: Mapping[date, Noon], *, on_prodrome_day: bool = False) -> Count:
    """How many were followed on the eve of their own prodrome; or, a wrong rule, `on_prodrome_day`."""
    return Count(
        *(
            sum(_followed(noons, each, _day(each, on_prodrome_day), relations) for each in people)
            for relations in (FAMILY, FAMILY_OR_CLASS)
        )
    )


def person_days(people: Sequence[Ill], noons: Mapping[date, Noon]) -> Count:
    """The days spent on a list before the own rash."""
    counts = (
        sum(len(_days_listed(noons, each, relations)) for each in people) for relations in (FAMILY, FAMILY_OR_CLASS)
    )
    return Count(*counts)


def median_lead(people: Sequence[Ill], noons: Mapping[date, Noon]) -> int:
    """Days from the first day on a list to the prodrome, for the middle one of those listed by family or class."""
    in_time = [each for each in people if _followed(noons, each, _day(each, False), FAMILY_OR_CLASS)]
    leads = [(each.prodrome - min(_days_listed(noons, each, FAMILY_OR_CLASS))).days for each in in_time]
    return int(median(leads))


def _day(ill: Ill, on_prodrome_day: bool) -> date:
    return ill.prodrome if on_prodrome_day else ill.prodrome - DAY


def _days_listed(noons: Mapping[date, Noon], ill: Ill, relations: frozenset[str]) -> list[date]:
    return [day for day in noons if day < ill.rash and _followed(noons, ill, day, relations)]


def _followed(noons: Mapping[date, Noon], ill: Ill, day: date, relations: frozenset[str]) -> bool:
    return day in noons and bool(relations & noons[day].followed.get(ill.who.person, frozenset()))
