"""What the measures cost people, beside what they gain: TRUST.md 30."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan.command.kept_in import DAY_US, areas, kept_in
from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.signed import signed

HARM = pl.Schema(
    {
        "measure": pl.String(), "people": pl.Int64(), "person_days": pl.Float64(), "instead": pl.String(),
        "spared_people": pl.Int64(), "spared_days": pl.Float64(), "why": pl.String(),
    }
)  # fmt: skip
OBSERVATION = "observation"


@dataclass(frozen=True)
class Softer:
    """The same contacts as the next softer policy would hold them."""

    policy: str
    contacts: pl.DataFrame


def harm(
    contacts: pl.DataFrame, zones: pl.DataFrame, ill: pl.Series, softer: Softer | None, facts: Facts, now: datetime
) -> pl.DataFrame:
    """In HARM. `ill` are the people who are open cases: no longer bound as contacts; `zones` are of zone.

    observation: people restricted as contacts, the person-days still before them, and how many people and days the
    next softer policy would spare. never_exposed: people bound by a signed order as contacts whom the facts no longer
    make contacts or cases, and the days they were bound. kept_in: everybody in an area that keeps people in. Then each
    of these areas, with what its narrower units would spare (see `kept_in`).
    """
    bound = _bound(contacts, ill, now)
    rows = [_beside(bound, softer, ill, now), _never_exposed(contacts, ill, facts, now)]
    closed = areas(zones, now)
    return pl.concat(
        [pl.DataFrame(rows, schema=HARM, orient="row"), *(_rows(each) for each in (kept_in(closed, facts), closed))]
    )


def _rows(found: pl.DataFrame) -> pl.DataFrame:
    return found.select(HARM.names()).cast(HARM)


def _bound(contacts: pl.DataFrame, ill: pl.Series, now: datetime) -> pl.DataFrame:
    """(person, from, until): one row a restricted person, to the last end."""
    held = contacts.filter("restricted", pl.col("followed_until") > at(now), ~pl.col("person").is_in(ill.implode()))
    return held.group_by("person").agg(
        pl.col("restricted_from").min().alias("from"), pl.col("followed_until").max().alias("until")
    )


def _ahead(bound: pl.DataFrame, now: datetime) -> float:
    """The person-days still before them."""
    return _days(bound.select((pl.col("until") - pl.max_horizontal("from", at(now))).alias("length"))["length"])


def _days(lengths: pl.Series) -> float:
    """Days in all: whole microseconds are added, so that the order of people makes no difference."""
    return round(int(lengths.dt.total_microseconds().sum()) / DAY_US, 2)


def _beside(bound: pl.DataFrame, softer: Softer | None, ill: pl.Series, now: datetime) -> tuple[object, ...]:
    people, days = bound.height, _ahead(bound, now)
    if softer is None:
        return OBSERVATION, people, days, None, None, None, "the policy names no softer one"
    other = _bound(softer.contacts, ill, now)
    spared = people - other.height
    fewer = round(days - _ahead(other, now), 2)
    why = f"the same contacts under {softer.policy}: {other.height} people for {days - fewer:.0f} person-days"
    return OBSERVATION, people, days, softer.policy, spared, fewer, why


def _never_exposed(contacts: pl.DataFrame, ill: pl.Series, facts: Facts, now: datetime) -> tuple[object, ...]:
    """Orders of observation whose person is no contact any more, from their signature to their end or now."""
    exposed = pl.concat([contacts["person"], ill]).unique()
    orders = signed(facts).filter(pl.col("scope") == OBSERVATION, ~pl.col("subject").is_in(exposed.implode()))
    ends = _ends(orders, facts)
    served = orders.join(ends, on="row", how="left").with_columns(
        pl.min_horizontal("until", "ended", at(now)).alias("until"),
        pl.max_horizontal("from", "signed_at").alias("from"),
    )
    people = (
        served.filter(pl.col("until") > pl.col("from"))
        .group_by(person="subject")
        .agg(pl.col("from").min(), pl.col("until").max())
    )
    why = "people bound as contacts whom the facts no longer make contacts, and the days they were bound"
    return "never_exposed", people.height, _days(people["until"] - people["from"]), None, None, None, why


def _ends(orders: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(row, ended): when a later signed order took the place of one."""
    later = signed(facts).filter(pl.col("follows").is_not_null())
    ended = later.group_by("follows").agg(pl.col("signed_at").min().alias("ended"))
    return orders.select("row").join(ended, left_on="row", right_on="follows")
