"""Whom somebody may look at: everybody, or who lives in the areas of their roles."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from seawall.tables.facts import Facts
from seawall.web.access import Subject, granting

PEOPLE = ("plan", "people", "chains", "tasks", "stays", "facts")
"""What tells of people. Who looks at the map alone is shown figures that tell of nobody."""


def areas_of(
    subject: Subject | None, action: str = "look", resources: str | Sequence[str] = PEOPLE
) -> tuple[str, ...] | None:
    """The areas in which somebody may do this, as the roles say that grant it; None: everywhere.

    A role that does not grant it widens nothing. Where none does, all roles are asked: what everybody may is limited as
    they are. Of a program, who may read facts of some areas alone is limited to these.
    """
    if subject is None:
        return None
    either = (resources,) if isinstance(resources, str) else resources
    roles = {role for each in either for role in granting(subject, action, each)} or subject.roles
    reads = [scope.area for scope in subject.scopes or () if (scope.action, scope.resource) == ("look", "facts")]
    for areas in ([role.area for role in roles], reads if action == "look" else []):
        if areas and all(areas):
            return tuple(sorted({area for area in areas if area}))
    return None


def asked_in(subject: Subject | None, opt: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The areas in which the database is asked for what a handler does (store/sight.py); None: everywhere.

    Who looks is limited as their roles are that look at people, whatever the page; who does something, as the roles
    are that let them.
    """
    action = opt.get("action", "look")
    return areas_of(subject) if action in ("look", "keep") else areas_of(subject, action, opt.get("resource", ()))


def units_of(subject: Subject | None, facts: Facts, resource: str = "people") -> pl.Series | None:
    """The units in which somebody may look at people, or what else is named; None: everywhere. Nobody may nowhere."""
    roles = () if subject is None else granting(subject, "look", resource)
    if any(role.area is None for role in roles):
        return None
    return below({role.area for role in roles if role.area is not None}, facts)


def below(areas: set[str], facts: Facts) -> pl.Series:
    """The areas and every unit inside of them."""
    pairs, found = facts["units"].select("unit", "parent"), set(areas)
    while True:
        inside = set(pairs.filter(pl.col("parent").is_in(found))["unit"]) - found
        if not inside:
            return pl.Series(sorted(found), dtype=pl.String)
        found |= inside


def people_of(units: pl.Series, facts: Facts) -> pl.Series:
    """Who lives, or ever was said to live, in these units; of whom nobody knows where, nobody of an area sees."""
    places = _places_of(units, facts)
    return facts["residences"].filter(pl.col("place").is_in(places.implode()))["person"].unique()


def among(rows: pl.DataFrame, units: pl.Series | None, facts: Facts) -> pl.DataFrame:
    """The differences of a plan that are about people, places or parts of these units; a bulletin is everybody's."""
    if units is None:
        return rows
    there = pl.concat([units, _places_of(units, facts), people_of(units, facts)]).implode()
    return rows.filter((pl.col("verb").cast(pl.String) == "inform") | pl.col("subject").is_in(there))


def within(rows: pl.DataFrame, units: pl.Series | None, facts: Facts) -> pl.DataFrame:
    """The rows of a list about people, or places, of these units; all of them where units are None.

    A row that names a person goes by where that person lives, and one that names none by its place.
    """
    if units is None:
        return rows
    people, there = people_of(units, facts).implode(), pl.concat([units, _places_of(units, facts)]).implode()
    place = next((name for name in ("subject", "place") if name in rows.columns), None)
    its_place = pl.col(place).is_in(there).fill_null(value=False) if place else pl.lit(value=False)
    if "person" not in rows.columns:
        return rows.filter(its_place)
    of_person = pl.col("person").is_in(people).fill_null(value=False)
    return rows.filter(pl.when(pl.col("person").is_null()).then(its_place).otherwise(of_person))


def _places_of(units: pl.Series, facts: Facts) -> pl.Series:
    return facts["places"].filter(pl.col("unit").is_in(units.implode()))["place"]
