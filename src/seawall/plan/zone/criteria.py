"""What the policies' words for zones mean: criteria, units, what a positive makes of an area."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.plan.zone.rules import Criterion
from seawall.tables.errors import SeawallError


class CriterionError(SeawallError):
    """A policy uses a word that nobody told the desk the meaning of: map it in `seawall.plan.zone.criteria`."""


HOME = Criterion(home=True)
CRITERIA: Mapping[str, Criterion] = MappingProxyType(
    {
        "home_compound_of_case": HOME,
        "home_of_case": HOME,
        "places_active_with_high_spread_risk_and_contacts_hard_to_trace": Criterion(spread="high", hard=True),
        "places_active_with_some_spread_risk_and_contacts_hard_to_trace": Criterion(hard=True),
        "work_or_activity_place_frequent_and_high_spread_risk": Criterion(spread="high", frequent=True),
        "work_or_activity_place_with_stay_and_possible_spread": Criterion(),
    }
)
"""A criterion by its word; the days of "active_from_minus_2d" stand apart, as a number of the axis."""

REST = "rest_of_county"
UNITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "compound_or_village": ("compound", "village"),
        "stairwell_or_building": ("stairwell", "building"),
        "subdistrict_or_township": ("street",),
    }
)
POSITIVE_FOUND: Mapping[str, str] = MappingProxyType({"becomes_sealed": "sealed"})


def criterion(word: str) -> Criterion:
    """Raises CriterionError for a word outside the vocabulary."""
    if word not in CRITERIA:
        raise CriterionError(f"zone does not know the criterion {word!r}; it knows {', '.join(sorted(CRITERIA))}")
    return CRITERIA[word]


def units(word: str) -> tuple[str, ...]:
    """The levels of the tree a word means. Raises CriterionError for a word outside the vocabulary."""
    if word not in UNITS:
        raise CriterionError(f"zone does not know the unit {word!r}; it knows {', '.join(sorted(UNITS))}")
    return UNITS[word]
