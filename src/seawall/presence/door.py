"""The door to a home's live stays: who met a case, where it was, who else was there; for an open case, and journalled.

Everything goes through one check (TRUST.md 8): each window asked for lies in a leave of its case and purpose.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from seawall.kernels import Stays, visits, whereabouts
from seawall.plan.trace.authorisation import NAMED, Authorisation, NotAuthorisedError, refuse_unauthorised
from seawall.presence.city import City
from seawall.presence.instants import INSTANT, moments, second_of
from seawall.presence.ranking import Ranked, Rules, ranked

Opening = Callable[[pl.DataFrame, str], None]
"""What is done before stays are read in windows, to answer a question: the journal says so."""
Refusing = Callable[[str], None]
"""What is done when stays were asked for and refused, with the reason."""
WHERE: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "place": pl.String, "came": INSTANT, "left": INSTANT,
    "assumed": pl.Boolean,
}  # fmt: skip
"""`assumed`: nobody stated when they left, and they are taken to have stayed as long as is usual at the place."""
TOGETHER: dict[str, pl.DataType | type[pl.DataType]] = {
    "place": pl.String, "case": pl.String, "other": pl.String, "since": INSTANT, "until": INSTANT,
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """`windows` everywhere are as the trace makes them: case, class, person, purpose, start, end (half-open), linger,
    opens_stays. `granted` are the leaves; what lies in none is refused before anything is read: NotAuthorisedError.
    `city` has the stays that are asked: those of now, or as they were known at some time.
    """

    city: Callable[[], AbstractContextManager[City]]
    opening: Opening
    refusing: Refusing

    def contacts(
        self, windows: pl.DataFrame, granted: Sequence[Authorisation], rules: Rules, *, most: int, after: int = 0,
        kinds: Mapping[str, int] | None = None,
    ) -> list[Ranked]:  # fmt: skip
        """Whom the windows' persons met, as ranking.ranked says, each person as a case of their own.

        How long air lingers is said by the windows, as the policy has it, and not by the rules.
        """
        self._pass(windows, granted, f"contacts to degree {rules.degrees}", others=True)
        asked = windows.select("person", pl.col("start").alias("from"), pl.col("end").alias("until"))
        lingers = rules._replace(linger=max(windows["linger"], default=timedelta()))
        with self.city() as city:
            return list(ranked(city, asked, lingers, most=most, after=after, kinds=kinds))

    def trail(self, windows: pl.DataFrame, granted: Sequence[Authorisation]) -> pl.DataFrame:
        """Where the windows' persons were inside them, in WHERE, by case and coming."""
        self._pass(windows, granted, "trail")
        with self.city() as city:
            return _trail(city, windows)

    def visitors(self, windows: pl.DataFrame, granted: Sequence[Authorisation], place: str) -> pl.DataFrame:
        """Who was at a place while a case was, and for how much of that, in WHERE.

        A place that is not on the trail of any of the cases has no visitors that anybody may see.
        """
        self._pass(windows, granted, f"visitors of {place}", others=True)
        with self.city() as city:
            own, number = _trail(city, windows).filter(place=place), city.places.index_of(place)
            rows = own.select("case", "person", "came", "left").iter_rows()
            found = [] if number is None else [_beside(city, number, *row) for row in rows]
        seen = pl.concat([pl.DataFrame(schema=WHERE), *found]).unique(maintain_order=True)
        return seen.sort("case", "came", "person")

    def shared(self, windows: pl.DataFrame, granted: Sequence[Authorisation]) -> pl.DataFrame:
        """Places and times that two cases shared, in TOGETHER, each pair once: where they may have caught it."""
        self._pass(windows, granted, "shared places")
        with self.city() as city:
            own = _trail(city, windows)
        both = own.join(own, on="place", suffix="_other").filter(
            pl.col("case") < pl.col("case_other"), pl.col("person") != pl.col("person_other")
        )
        return (
            both.select(
                "place", "case", pl.col("case_other").alias("other"),
                pl.max_horizontal("came", "came_other").alias("since"),
                pl.min_horizontal("left", "left_other").alias("until"),
            )
            .filter(pl.col("since") < pl.col("until"))
            .select(pl.col(name).cast(kind) for name, kind in TOGETHER.items())
            .sort("place", "since", "case", "other")
        )  # fmt: skip

    def _pass(
        self, windows: pl.DataFrame, granted: Sequence[Authorisation], question: str, *, others: bool = False
    ) -> None:
        """The one check. Refused or let through, the journal has it before anything is read."""
        try:
            refuse_unauthorised(windows, granted)
            if others and not windows["purpose"].is_in(NAMED).all():
                raise NotAuthorisedError(f"who else was there is shown for {', '.join(NAMED)} alone")
        except NotAuthorisedError as error:
            self.refusing(f"{question}: {error}")
            raise
        if not windows.is_empty():
            self.opening(windows, question)


def _trail(city: City, windows: pl.DataFrame) -> pl.DataFrame:
    asked = windows.with_columns(city.number(windows["person"]).alias("number")).filter(pl.col("number") >= 0)
    rows = asked.select("case", "number", "start", "end").unique(maintain_order=True).iter_rows()
    found = [
        _named(city, case, whereabouts(city.days, number, _second(start), _second(end)))
        for case, number, start, end in rows
    ]
    return pl.concat([pl.DataFrame(schema=WHERE), *found]).unique(maintain_order=True).sort("case", "came", "place")


def _beside(city: City, place: int, case: str, person: str, came: datetime, left: datetime) -> pl.DataFrame:
    """Who was at a place during one stay of a case there."""
    since, until = second_of(came), second_of(left)
    there = visits(city.days, place, since, until)
    cut = there._replace(start=np.maximum(there.start, since), end=np.minimum(there.end, until))
    return _named(city, case, cut).filter(pl.col("person") != person)


def _named(city: City, case: str, stays: Stays) -> pl.DataFrame:
    plain = pl.DataFrame(
        {
            "person": city.people.gather(stays.person), "place": city.places.gather(stays.place),
            "came": stays.start, "left": stays.end, "assumed": stays.assumed,
        }
    )  # fmt: skip
    times = [moments(pl.col(name)).alias(name) for name in ("came", "left")]
    named = plain.with_columns(pl.lit(case).alias("case"), *times)
    return named.select(pl.col(name).cast(kind) for name, kind in WHERE.items())


def _second(moment: datetime) -> int:
    return int(np.clip(second_of(moment), -(2**31), 2**31 - 1))
