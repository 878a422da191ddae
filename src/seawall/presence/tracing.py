"""Whom cases met, and whom those met, out of an index: one row a case and person, the longest first."""

from datetime import timedelta

import numpy as np
import polars as pl

from seawall.kernels import LATE, Found, Ints, Searches, order
from seawall.presence.city import City
from seawall.presence.instants import INSTANT, moments, seconds
from seawall.presence.searching import found
from seawall.tables.spans import united

CONTACTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "degree": pl.Int8, "minutes": pl.Float64, "first": INSTANT,
    "last": INSTANT, "meetings": pl.Int32, "via": pl.String,
}  # fmt: skip
NAMED = "case", "person", "via"


def trace(
    city: City,
    cases: pl.DataFrame,
    *,
    degrees: int,
    least: timedelta,
    linger: timedelta = timedelta(),
    window: timedelta | None = None,
) -> pl.DataFrame:
    """The contacts of `cases` (person, from, until; half-open), in the columns of CONTACTS.

    Degree 1 met the case inside a window, in meetings of at least `least`; for `linger` after the case left, or until
    it came back, its air counts as the case. Degree 2, where asked for, met somebody of degree 1 after that one's
    first exposure and before the end of the case's last window; `via` is whom they met longest (then earliest), and
    the numbers are of that link. With `window`, only that long before its end counts of each. A case whose person the
    index does not know has no contacts.
    """
    asked = windows(cases, window)
    asked = asked.with_columns(city.number(asked["person"]).alias("number")).filter(pl.col("number") >= 0)
    asks = searches(asked)
    met = found(city, asks, two=degrees == 2, linger=within(linger), least=within(least))
    return told(city, met._replace(search=asks.person[met.search]))


def windows(cases: pl.DataFrame, window: timedelta | None) -> pl.DataFrame:
    """The windows of each person in order, those that overlap or touch as one; at most `window` long."""
    cut = cases if window is None else cases.with_columns(pl.max_horizontal("from", pl.col("until") - window))
    return united(cut.filter(pl.col("from") < pl.col("until")), "person")


def unknown(city: City, cases: pl.DataFrame) -> list[str]:
    """The cases that the city knows no stay of, in order."""
    persons = cases["person"].unique().sort()
    return persons.filter(city.number(persons) < 0).to_list()


def told(city: City, met: Found) -> pl.DataFrame:
    """What was found, where `search` is the case's number, in words and local moments: in CONTACTS, in their order."""
    degree = (met.via >= 0).astype(np.int32) + 1
    rows = order(_ranked(city, met.person), met.first, -met.seconds, degree, _ranked(city, met.search))
    plain = pl.DataFrame(
        {
            "case": met.search, "person": met.person, "degree": degree, "seconds": met.seconds, "first": met.first,
            "last": met.last, "meetings": met.meetings, "via": pl.Series(met.via).replace(-1, None),
        }
    )[rows]  # fmt: skip
    return _shown(plain.with_columns(city.people.gather(plain[name]).alias(name) for name in NAMED), city.zone.key)


def shown(named: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Contacts by name and in seconds, as CONTACTS, in their order."""
    return _shown(named, zone).sort("case", "degree", -pl.col("minutes"), "first", "person")


def searches(asked: pl.DataFrame) -> Searches:
    """The windows of each person by `number`, as windows() has them in order."""
    grouped = asked.group_by("number", maintain_order=True).len()
    heads = np.concatenate([[0], grouped["len"].cum_sum().to_numpy()]).astype(np.int32)
    since, until = (asked.select(seconds(pl.col(name))).to_series().to_numpy() for name in ("from", "until"))
    return Searches(grouped["number"].to_numpy().astype(np.int32), heads, since, until)


def _ranked(city: City, numbers: Ints) -> Ints:
    """Numbers of people in the order of their names: an index numbers them so, and what goes on numbers who comes."""
    return numbers if city.people.is_sorted() else city.people.rank("ordinal").cast(pl.Int32).to_numpy()[numbers]


def _shown(named: pl.DataFrame, zone: str) -> pl.DataFrame:
    return (
        named.with_columns((pl.col("seconds") / 60).alias("minutes"))
        .with_columns(moments(pl.col("first")).alias("first"), moments(pl.col("last")).alias("last"))
        .select(pl.col(name).cast(kind) for name, kind in CONTACTS.items())
        .with_columns(pl.col("first", "last").dt.convert_time_zone(zone))
    )


def within(span: timedelta) -> int:
    """A span in whole seconds, at most all there are."""
    return min(span // timedelta(seconds=1), LATE)
