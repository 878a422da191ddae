"""Which figures of small areas are not shown: none may tell of a few people, nor give another away (TRUST.md 13)."""

from collections.abc import Mapping

import polars as pl

REST = "\0rest"
"""Who is counted in a unit, but in none of the units inside it."""


def hidden(counted: Mapping[str, int], parents: Mapping[str, str | None], least: int) -> frozenset[str]:
    """The units whose figure is not shown: more than none and fewer than `least`, and what would give one away.

    Of what a shown unit holds at least two figures are hidden, of `least` people in all, or none; whatever lies in a
    hidden unit, and counts anybody, is hidden.
    """
    below = _below(counted, parents)
    found: set[str] = set()
    level = ["" if "" in below else REST]
    while level:
        unit = level.pop()
        children = below.get(unit, {})
        found |= set(children) if unit in found else _hidden_of(children, least)
        level += [child for child in children if child in below]
    return frozenset(each for each in found if counted.get(each))


def _below(counted: Mapping[str, int], parents: Mapping[str, str | None]) -> dict[str, dict[str, int]]:
    """What each unit holds with its figure, and who is in none of it; "" holds the highest."""
    found: dict[str, dict[str, int]] = {}
    for unit, count in counted.items():
        found.setdefault(parents.get(unit) or "", {})[unit] = count
    for unit, children in found.items():
        if unit in counted:
            children[REST + unit] = max(0, counted[unit] - sum(children.values()))
    return found


def _hidden_of(children: Mapping[str, int], least: int) -> set[str]:
    found = {unit for unit, count in children.items() if 0 < count < least}
    others = sorted((count, unit) for unit, count in children.items() if count >= least)
    while found and others and (len(found) < 2 or sum(children[unit] for unit in found) < least):
        found.add(others.pop(0)[1])
    return found


def counts(frame: pl.DataFrame, column: str) -> dict[str, int]:
    """A column of figures by unit."""
    return dict(frame.select("unit", pl.col(column).fill_null(0).cast(pl.Int64)).iter_rows())
