"""Which figures may be printed: none that counts so few people that it tells of one of them."""

from collections.abc import Mapping

from seawall.plan.inform.identities import Figures

PEOPLE = (
    "suspects", "close", "close_local", "close_elsewhere", "secondary", "secondary_local", "secondary_elsewhere",
    "observed", "tested", "tested_positive", "roomed",
)  # fmt: skip
"""Figures of people that the rule of small counts holds for. Cases and deaths of the whole area are told by law."""
SUMS = (
    ("close", ("close_local", "close_elsewhere")),
    ("secondary", ("secondary_local", "secondary_elsewhere")),
)


def printed(figures: Figures, small_count: int | None) -> Mapping[str, int | None]:
    """The figures as they may be printed; None: fewer people than may be told, and more than none.

    Where one part of a sum may not be printed its other parts may not either, for the rest would give it away; nor may
    the observed, who are the close and the secondary contacts together.
    """
    if small_count is None:
        return dict(figures)
    hidden = {name for name in PEOPLE if 0 < figures.get(name, 0) < small_count}
    for _, parts in SUMS:
        if hidden.intersection(parts):
            hidden.update(parts)
    if hidden & {"close", "secondary"}:
        hidden.add("observed")
    return {name: None if name in hidden else value for name, value in figures.items()}
