"""Care needs, settled before rooms: what is owed to whom, and which sites can give it (TRUST.md 28)."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from seawall.plan.isolate.people import with_trait
from seawall.plan.isolate.rules import IsolateRules, Need
from seawall.tables.facts import Facts
from seawall.tables.inside import OURS

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "need": pl.String, "owed": pl.String, "clause": pl.String, "site": pl.String,
    "capacity": pl.String, "accessible": pl.Boolean,
}  # fmt: skip
Asked = Mapping[str, tuple[frozenset[str] | None, bool]]
"""By person: the sites that can give the care they need (None: any will do), and whether wheels must pass."""


def needs(people: pl.DataFrame, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """One row a person and need, in SCHEMA; `site` is filled when the rooms are given."""
    wanted = {need.trait: need for need in rules.needs}
    stated = with_trait(facts, list(wanted), now).join(people.select("person").unique(), on="person", how="semi")
    rows = [(person, *_row(wanted[trait])) for person, trait in stated.iter_rows()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def able(facts: Facts) -> Mapping[str, frozenset[str]]:
    """The sites that can do something, by what; a designated hospital is for cases and none of them."""
    kinds = [kind for kind in OURS if kind != "designated_hospital"]
    sites = facts["sites"].filter(pl.col("kind").cast(pl.String).is_in(kinds)).select("site")
    can = facts["capacities"].filter(pl.col("per_day") > 0).join(sites, on="site", how="semi")
    said = can.group_by("what").agg(pl.col("site").unique())
    return {what: frozenset(sites) for what, sites in said.iter_rows()}


def asked(found: pl.DataFrame, can: Mapping[str, frozenset[str]]) -> Asked:
    """By person: the sites that can give everything needed (None: any), and whether the room must be accessible."""
    by_person: dict[str, tuple[frozenset[str] | None, bool]] = {}
    for person, capacity, accessible in found.select("person", "capacity", "accessible").iter_rows():
        sites, wheels = by_person.get(person, (None, False))
        if capacity is not None:
            those = can.get(capacity, frozenset())
            sites = those if sites is None else sites & those
        by_person[person] = (sites, wheels or accessible)
    return by_person


def placed(found: pl.DataFrame, rooms: pl.DataFrame, can: Mapping[str, frozenset[str]]) -> pl.DataFrame:
    """The needs with the site that can: where the person's room is, else the first that could."""
    at = dict(rooms.filter(pl.col("site").is_not_null()).select("person", "site").iter_rows())
    sites = [
        _site(at.get(person), can.get(capacity, frozenset()) if capacity else None)
        for person, capacity in found.select("person", "capacity").iter_rows()
    ]
    return found.with_columns(pl.Series("site", sites, dtype=pl.String)).select(
        "person", "need", "owed", "clause", "site"
    )


def _site(own: str | None, those: frozenset[str] | None) -> str | None:
    if those is None or own in those:
        return own
    return min(those, default=None)


def _row(need: Need) -> tuple[str, str, str, None, str | None, bool]:
    return need.trait, need.owed, need.clause, None, need.capacity, need.accessible
