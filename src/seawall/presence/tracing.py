"""Whom cases met, and whom those met, out of an index: one row a case and person, the longest first."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import numpy as np
import polars as pl

from seawall.kernels import LATE, Found, Searches, scratch, searched
from seawall.presence.city import City
from seawall.presence.instants import INSTANT, moments, seconds

CONTACTS: dict[str, pl.DataType | type[pl.DataType]] = {
    "case": pl.String, "person": pl.String, "degree": pl.Int8, "minutes": pl.Float64, "first": INSTANT,
    "last": INSTANT, "meetings": pl.Int32, "via": pl.String,
}  # fmt: skip


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
    known = city.number(asked["person"])
    asked = asked.with_columns(known.alias("number")).filter(pl.col("number") >= 0)
    batches = _shares(asked, degrees)
    search = partial(_searched, city, two=degrees == 2, linger=within(linger), least=within(least))
    with ThreadPoolExecutor(len(batches) or 1) as pool:
        return told(city, list(pool.map(search, batches)))


def windows(cases: pl.DataFrame, window: timedelta | None) -> pl.DataFrame:
    """The windows of each person in order, those that overlap or touch as one; at most `window` long."""
    cut = cases if window is None else cases.with_columns(pl.max_horizontal("from", pl.col("until") - window))
    plain = cut.filter(pl.col("from") < pl.col("until")).sort("person", "from")
    apart = pl.col("from") > pl.col("until").cum_max().shift().over("person")
    return (
        plain.with_columns(apart.fill_null(value=True).cum_sum().alias("run"))
        .group_by("person", "run", maintain_order=True)
        .agg(pl.col("from").min(), pl.col("until").max())
        .drop("run")
    )


def unknown(city: City, cases: pl.DataFrame) -> list[str]:
    """The cases that the city knows no stay of, in order."""
    persons = cases["person"].unique().sort()
    return persons.filter(city.number(persons) < 0).to_list()


def told(city: City, found: Sequence[Found]) -> pl.DataFrame:
    """What was found in words and local moments, in CONTACTS: by case, degree, and the longest first."""
    columns = Found(*(np.concatenate(each) for each in zip(*found, strict=True))) if found else None
    if columns is None:
        return pl.DataFrame(schema=CONTACTS)
    names = city.people
    via = pl.Series(columns.via).replace(-1, None)
    named = pl.DataFrame(
        {
            "case": names.gather(columns.search), "person": names.gather(columns.person),
            "degree": (columns.via >= 0).astype(np.int8) + 1, "seconds": columns.seconds,
            "first": columns.first, "last": columns.last, "meetings": columns.meetings, "via": names.gather(via),
        }
    )  # fmt: skip
    return shown(named, city.zone.key)


def shown(named: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Contacts by name and in seconds, as CONTACTS, in their order."""
    return (
        named.with_columns((pl.col("seconds") / 60).alias("minutes"))
        .with_columns(moments(pl.col("first")).alias("first"), moments(pl.col("last")).alias("last"))
        .select(pl.col(name).cast(kind) for name, kind in CONTACTS.items())
        .sort("case", "degree", -pl.col("minutes"), "first", "person")
        .with_columns(pl.col("first", "last").dt.convert_time_zone(zone))
    )


def _searched(city: City, asked: pl.DataFrame, *, two: bool, linger: int, least: int) -> Found:
    """One share of the searches; `search` holds the number of the case's person."""
    grouped = asked.group_by("number", maintain_order=True).len()
    person = grouped["number"].to_numpy().astype(np.int32)
    heads = np.concatenate([[0], grouped["len"].cum_sum().to_numpy()]).astype(np.int32)
    since, until = (asked.select(seconds(pl.col(name))).to_series().to_numpy() for name in ("from", "until"))
    found = searched(
        city.days,
        Searches(person, heads, since, until),
        two=two,
        linger=linger,
        least=least,
        on=scratch(len(city.people)),
    )
    return found._replace(search=person[found.search])


def _shares(asked: pl.DataFrame, degrees: int) -> list[pl.DataFrame]:
    """The searches, dealt to the cores where they are long; a case stays whole."""
    if asked.is_empty():
        return []
    cores = pl.thread_pool_size() if degrees == 2 else 1
    share = asked["person"].rle_id() % cores
    return asked.with_columns(share.alias("share")).partition_by("share", include_key=False)


def within(span: timedelta) -> int:
    """A span in whole seconds, at most all there are."""
    return min(span // timedelta(seconds=1), LATE)
