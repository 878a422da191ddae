"""A home's live stays for who asks beside the program that takes them: as known up to a batch of check-ins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from seawall.desk.dwelling import dwelling
from seawall.desk.opening import Desk
from seawall.desk.reader import DAY_KEYS, Reader
from seawall.desk.stays import Source
from seawall.kernels import Days, Ints, Stays, at_places, of_people
from seawall.plan.trace.stays import Reading
from seawall.policy import Policy
from seawall.presence.city import City
from seawall.presence.instants import clipped, moments
from seawall.presence.live.known import known
from seawall.presence.live.merging import merged
from seawall.store.ids import row_ids
from seawall.tables.days import INSTANT, at
from seawall.tables.spans import united

SEALED = "presence"
"""The folder of a home that holds its sealed days. All of it can be made again from the record."""
_Reached = Callable[[Days, Ints, Ints, Ints], Stays]


def seen(desk: Desk, rules: Policy, places: pl.DataFrame, upto: int, same: Mapping[str, str], noted: list[str]) -> City:
    """The city as of a batch, without what came in since; `rules` and `places` as presence.opened has them.

    `same` says which person stands for which. `noted` takes what could not be read. Raises RuleMissing, ServerError.
    """
    record, dwell = Reader(desk.server, desk.zone, desk.home.path / DAY_KEYS), dwelling(rules, places)
    found = known(desk.home.path / SEALED, record.keys, record, desk.zone, dwell, upto)
    noted += [f"check-ins of {day} cannot be read, for the key of that day is gone" for day in record.lost()]
    noted += sorted(record.faults)
    return merged(found, same)


def source(city: City, desk: Desk) -> Source:
    """Live stays beside those that were imported: each its own evidence, under an id that the home keys.

    Who stated no leaving is there until the usual time at the place is over, and not later than now: assumed.
    """
    shown = Shown(city, desk.home.key("row"))
    return Source(shown.by_person, shown.by_place)


@dataclass(frozen=True)
class Shown:
    """The stays of a city, as a plan reads stays."""

    city: City
    key: bytes

    def by_person(self, spans: pl.DataFrame, reading: Reading) -> pl.DataFrame:
        """Of persons, by (person, from, until), as `plan.trace.meetings.StaysOf` says."""
        asked = united(spans.drop_nulls(), "person")
        return self._told(asked.with_columns(self.city.number(asked["person"]).alias("number")), of_people, reading)

    def by_place(self, spans: pl.DataFrame, reading: Reading) -> pl.DataFrame:
        """At places, by (place, from, until), as `plan.trace.meetings.StaysOf` says."""
        numbers = self.city.places.alias("place").to_frame().with_row_index("number")
        return self._told(united(spans.drop_nulls(), "place").join(numbers, on="place"), at_places, reading)

    def _told(self, asked: pl.DataFrame, reached: _Reached, reading: Reading) -> pl.DataFrame:
        """The stays that lie in spans of a number, each once."""
        there = asked.filter(pl.col("number") >= 0)
        beyond = pl.col("until") + timedelta(seconds=1)  # of the second that it ends in all
        spans = there.select(pl.col("number").cast(pl.Int32), clipped(pl.col("from")), clipped(beyond))
        found = reached(self.city.days, *(column.to_numpy() for column in spans))
        each = pl.DataFrame(found._asdict()).unique(maintain_order=True)
        return self._named(each).with_columns(
            pl.when("assumed").then(pl.min_horizontal("end", at(reading.now))).otherwise("end").alias("end")
        ).filter(pl.col("start") < pl.col("end")).select(
            "row", "person", "place", "start", "end", "assumed", pl.col("start").alias("sure_start"),
            pl.when("assumed").then("start").otherwise("end").alias("sure_end"),
        )  # fmt: skip

    def _named(self, stays: pl.DataFrame) -> pl.DataFrame:
        named = stays.select(
            self.city.people.gather(stays["person"]).alias("person"),
            self.city.places.gather(stays["place"]).alias("place"),
            moments(pl.col("start")).cast(INSTANT).alias("start"), moments(pl.col("end")).cast(INSTANT).alias("end"),
            "assumed",
        )  # fmt: skip
        rows = row_ids(self.key, "check-ins", named.select("person", "place", pl.col("start").alias("came")))
        return named.with_columns(rows)
