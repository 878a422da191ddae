"""Where somebody lives, as the report card asks it: the parts of the address, and how far from the county it is."""

from seawall.tell.papers.brief import Brief
from seawall.tell.papers.tongue import Tongue

PARTS = ("province", "city", "county", "street", "community", "village", "compound", "building")
NEAREST = (
    ("county", "本县区"),
    ("city", "本市其他县区"),
    ("province", "本省其它地市"),
    ("country", "外省"),
)
"""The smallest area that holds both the home and the incident's unit, and what the card calls such a patient."""


def address(person: str, brief: Brief, tongue: Tongue) -> str | None:
    """The home from the province down to the place, as far as the area tree tells it."""
    place, unit = brief.home(person)
    levels = brief.levels(unit)
    parts = [levels[level] for level in PARTS if level in levels]
    return " ".join(tongue.name(each) or "" for each in (*parts, brief.place(place)) if each) or None


def belongs(person: str, brief: Brief) -> str | None:
    """The card's word for where the patient belongs; None where the area tree does not tell."""
    _, unit = brief.home(person)
    home, ours = brief.levels(unit), brief.levels(_our_unit(brief))
    if not home or not ours:
        return None
    return next((word for level, word in NEAREST if level in home and home[level] == ours.get(level)), None)


def _our_unit(brief: Brief) -> str | None:
    units = brief.facts["incidents"].sort("recorded_at")["unit"].drop_nulls()
    return None if units.is_empty() else str(units[-1])
