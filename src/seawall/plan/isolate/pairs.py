"""Carers with the children and helpless of their family: who goes with whom, and who stays at home with them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from seawall.plan.isolate.needs import Asked
from seawall.plan.isolate.rules import RISKS
from seawall.tables.inside import DESIGNATED, HOSPITAL

Row = Mapping[str, Any]
Groups = Mapping[str, tuple[Row, list[str]]]
"""By carer: the carer's row, and the people of the group, the carer first."""
NO_CARER = "no carer of its own family can come along: home isolation"
NO_BEDS = "no free room has beds for it and its carer: home isolation"
CARER_INSIDE = "its carer {} is in a room without a bed to spare: home isolation"
UNFIT = "its carer {} is in a room that will not do for it: home isolation"
CARER_STAYS = "its carer {} is kept at home: home isolation"
STAYS = "stays at home with {}, who would be parted from every carer"


@dataclass(frozen=True)
class Paired:
    """Carers with those who depend on them, and who stays at home instead, with the reason."""

    together: Sequence[tuple[str, ...]]
    at_home: Mapping[str, str]
    joins: Mapping[str, str]
    """Who moves in with a carer who is in a room already: person, carer."""


def paired(seeking: pl.DataFrame, inside: pl.DataFrame, beds: int, asked: Asked) -> Paired:
    """Each dependent with a carer of its family: of the same risk first, then with the fewest others.

    `inside`: placed people who may accompany, with `spare` beds; their site and room must do for who moves in, by what
    is `asked`, as a free room must. A room has at most `beds`. Where nobody may come
    along the dependent stays at home, and so does one adult of the family, if all of them would have left; so does one
    where somebody bound at home would be left alone (`minds`). Where somebody grown stays anyway (`attended`), contact
    or not, nobody else has to. Both are the same for a whole family.
    """
    needed = ("person", "risk", "family", "dependent", "companion", "grown", "known", "attended", "minds")
    own = seeking.filter(pl.col("family").is_not_null()).select(needed)
    families = own.filter(pl.col("dependent") | pl.col("minds").is_not_null())["family"].unique()
    homes = _by_family(own.join(families.to_frame(), on="family", how="semi"))
    there = _by_family(inside.join(families.to_frame("family"), on="family", how="semi"))
    alone = seeking.filter(pl.col("dependent"), pl.col("family").is_null())["person"]
    made = [Paired([], dict.fromkeys(alone, NO_CARER), {})]
    made += [_pair(homes[family], there.get(family, []), beds, asked) for family in sorted(homes)]
    return Paired(
        together=[group for each in made for group in each.together],
        at_home={person: why for each in made for person, why in each.at_home.items()},
        joins={child: carer for each in made for child, carer in each.joins.items()},
    )


def _pair(people: list[Row], inside: list[Row], beds: int, asked: Asked) -> Paired:
    """One family."""
    carers: Groups = {row["person"]: (row, [row["person"]]) for row in people if row["companion"]}
    there = {row["person"]: row for row in inside}
    spare = {name: row["spare"] for name, row in there.items()}
    joins: dict[str, str] = {}
    left: list[str] = []
    for child in (row for row in people if row["dependent"]):
        choice = min(_choices(child, carers, beds), default=None)
        host = next((name for name, row in there.items() if spare[name] > 0 and _may_join(child, row, asked)), None)
        if choice is not None:
            carers[choice[-1]][1].append(child["person"])
        elif host is not None:
            spare[host] -= 1
            joins[child["person"]] = host
        else:
            left.append(child["person"])
    at_home = _staying(people, carers, left, spare)
    going = [tuple(group) for name, (_, group) in carers.items() if len(group) > 1 and name not in at_home]
    return Paired(going, at_home, joins)


def _may_join(child: Row, carer: Row, asked: Asked) -> bool:
    """Nobody brings a higher risk into a room, or enters a hospital for the company; care and wheels come first."""
    sites, wheels = asked.get(child["person"], (None, False))
    cared = carer["kind"] not in (HOSPITAL, DESIGNATED) if sites is None else carer["site"] in sites
    lower = RISKS.index(carer["risk"]) <= RISKS.index(child["risk"])
    return lower and cared and (bool(carer["accessible"]) or not wheels)


def _choices(child: Row, carers: Groups, beds: int) -> Iterator[tuple[bool, int, str]]:
    for name, (row, group) in carers.items():
        if len(group) < beds:
            yield row["risk"] != child["risk"], len(group), name


def _staying(people: list[Row], carers: Groups, left: list[str], spare: Mapping[str, int]) -> dict[str, str]:
    """Who stays and why: those who cannot go, and with them, or with who is bound at home, one carer, else one grown
    person who would go; nobody for them where somebody grown stays anyway."""
    at_home = dict.fromkeys(left, NO_BEDS if carers else _inside(spare))
    minds = next(iter(left), people[0]["minds"])
    if minds is None or people[0]["attended"]:
        return at_home
    free = [name for name, (_, group) in carers.items() if len(group) == 1]
    grown = [row["person"] for row in people if not row["dependent"] and row["grown"] and row["person"] not in carers]
    keeper = next(iter([*free, *grown, *carers]), None)
    if keeper is None:
        return at_home
    theirs = carers[keeper][1][1:] if keeper in carers else []
    return {**at_home, **dict.fromkeys(theirs, CARER_STAYS.format(keeper)), keeper: STAYS.format(minds)}


def _inside(spare: Mapping[str, int]) -> str:
    """Why nobody can move in with the carers who are inside."""
    with_bed = next((name for name, beds in spare.items() if beds > 0), None)
    if with_bed is not None:
        return UNFIT.format(with_bed)
    return CARER_INSIDE.format(next(iter(spare))) if spare else NO_CARER


def _by_family(people: pl.DataFrame) -> dict[str, list[Row]]:
    homes: dict[str, list[Row]] = defaultdict(list)
    ordered = people.sort("known", "person", nulls_last=True) if "known" in people.columns else people
    for row in ordered.iter_rows(named=True):
        homes[row["family"]].append(row)
    return homes
