"""Whom somebody may look at: everybody, or who lives in the areas of their roles."""

import polars as pl

from seawall.tables.facts import Facts
from seawall.web.access import Subject, decide


def units_of(subject: Subject | None, facts: Facts) -> pl.Series | None:
    """The units in which somebody may look at people; None: everywhere. Nobody may nowhere."""
    if subject is None:
        return pl.Series([], dtype=pl.String)
    looks = [
        role for role in subject.roles if decide(Subject(subject.account, subject.officer, (role,)), "look", "people")
    ]
    if any(role.area is None for role in looks):
        return None
    return _below({role.area for role in looks if role.area is not None}, facts)


def _below(areas: set[str], facts: Facts) -> pl.Series:
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
