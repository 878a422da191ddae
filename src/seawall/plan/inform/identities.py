"""Sums that must hold among the figures of a bulletin, and between it and the one before."""

from collections.abc import Mapping
from dataclasses import dataclass

Figures = Mapping[str, int]


@dataclass(frozen=True)
class Term:
    """A figure that is added, or taken away; `before`: of the previous bulletin; `optional`: unstated means none."""

    name: str
    sign: int = 1
    before: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Identity:
    """A sum as the rule words it."""

    name: str
    left: str
    right: tuple[Term, ...]


@dataclass(frozen=True)
class Checked:
    """An identity against figures: `holds` is None where a figure it needs is not stated."""

    name: str
    holds: bool | None
    left: int | None
    right: int | None

    def __str__(self) -> str:
        return f"{self.name}: {self.left} is not {self.right}"


IDENTITIES = (
    Identity("cumulative = active + cured + deaths", "cumulative", (Term("active"), Term("cured"), Term("deaths"))),
    Identity(
        "cumulative[t] = cumulative[t-1] + new[t] - corrections[t]",
        "cumulative",
        (Term("cumulative", before=True), Term("new"), Term("corrections", -1, optional=True)),
    ),
    Identity(
        "asymptomatic_stock[t] = stock[t-1] + new - converted - released",
        "asym_stock",
        (
            Term("asym_stock", before=True),
            Term("asym_new"),
            Term("asym_converted", -1),
            Term("asym_released", -1),
            Term("asym_corrections", -1, optional=True),
        ),
    ),
    Identity(
        "new = imported + local",
        "new",
        (Term("new_imported"), Term("new_local"), Term("new_undetermined", optional=True)),
    ),
    Identity(
        "imported_cumulative = imported_active + imported_cured + imported_deaths",
        "imp_cumulative",
        (Term("imp_active"), Term("imp_cured"), Term("imp_deaths", optional=True)),
    ),
    Identity("close = close_local + close_elsewhere", "close", (Term("close_local"), Term("close_elsewhere"))),
    Identity(
        "secondary = secondary_local + secondary_elsewhere",
        "secondary",
        (Term("secondary_local"), Term("secondary_elsewhere")),
    ),
)
"""The first five in the words of publish.bulletin.identities; where an origin is undetermined it is counted as such."""


def check(figures: Figures, before: Figures | None = None) -> tuple[Checked, ...]:
    """Every identity against the figures of a bulletin; `before` are those of the bulletin that came before it."""
    return tuple(_check(identity, figures, before) for identity in IDENTITIES)


def _check(identity: Identity, figures: Figures, before: Figures | None) -> Checked:
    left = figures.get(identity.left)
    values = [_value(term, (before or {}) if term.before else figures) for term in identity.right]
    right = None if None in values else sum(value for value in values if value is not None)
    holds = None if left is None or right is None else left == right
    return Checked(identity.name, holds, left, right)


def _value(term: Term, figures: Figures) -> int | None:
    stated = figures.get(term.name)
    if stated is None:
        return 0 if term.optional else None
    return term.sign * stated
