"""Who rides together: people of one site, one place they are fetched from, and one risk class."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from seawall.plan.isolate.rules import CASE
from seawall.plan.isolate.vehicles import Fleet

WAY = ("site", "unit", "from_site", "risk")
"""Where to, from which unit, out of which site (none: from home), and as what."""


@dataclass(frozen=True)
class Load:
    """People who ride together; `due` and `surely`: from when on the first of them may be late, and is (due.dues).

    None: no rule says, or nobody can tell.
    """

    site: str
    unit: str | None
    from_site: str | None
    risk: str
    persons: tuple[str, ...]
    due: datetime | None
    surely: datetime | None

    @property
    def said(self) -> str:
        """How many of whom, from where to where."""
        start = self.from_site or self.unit or "a unit not known"
        return f"{len(self.persons)} {self.risk} from {start} to {self.site}"


def loads(moving: pl.DataFrame, means: Fleet) -> Iterator[Load]:
    """They go room by room, as many as the largest vehicle carries; the loads due first leading."""
    latest = datetime.max.replace(tzinfo=UTC)
    own = pl.coalesce("room", "person").alias("own")
    ordered = moving.sort("site", "room", "person", nulls_last=True)
    cells = ordered.group_by(*WAY, own, maintain_order=True)
    together = cells.agg(pl.col("person"), pl.col("due", "surely").min())
    ways = together.group_by(*WAY, maintain_order=True).agg("person", "due", "surely")
    found: list[Load] = []
    for site, unit, from_site, risk, people, due, surely in ways.iter_rows():
        seats = 1 if risk == CASE else means.largest(risk)
        for batch in _filled(people, seats):
            persons = tuple(person for number in batch for person in people[number])
            first, last = (min(filter(None, (ends[n] for n in batch)), default=None) for ends in (due, surely))
            found.append(Load(site, unit, from_site, risk, persons, first, last))
    yield from sorted(found, key=lambda load: (load.due or latest, load.risk, load.site, load.persons))


def _filled(cells: list[list[str]], seats: int) -> Iterator[list[int]]:
    """The cells, one after the other, as many as have seats; one that is larger rides by itself."""
    batch: list[int] = []
    for number, cell in enumerate(cells):
        if batch and sum(len(cells[n]) for n in batch) + len(cell) > seats:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
