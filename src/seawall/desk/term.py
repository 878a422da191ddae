"""Whose names are past their term: nothing that is known of them asks for a name any more."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.desk.incidents import incidents
from seawall.plan.orders.rules import RELEASE
from seawall.tables.facts import BINDING, Facts, merges
from seawall.tables.schema import UTC_MOMENT
from seawall.tables.signed import signed

READ = ("incidents", "cases", "orders", "signatures", "amendments", "appeals", "same_person", "relations")
"""The tables of facts that it hangs on."""


def due(facts: Facts, last: pl.DataFrame, days: int) -> pl.DataFrame:
    """(person, incident, since): whose names are past their term, since which day, and which incident held them last
    (None: the last row about them was recorded after all of theirs).

    `last` (person, at) says when anything that names no incident was last recorded of each number that has names. The
    term is so many `days`, the last of which still keeps; it begins on the day of whatever is last of

    1. the end of each incident that names the person (by a case, an order, an amendment) or has a case related to them
    2. that last row, and where it was recorded while none of these was handled, the end of each that was

    An incident that is handled, or of which an appeal is open, has not ended yet. Numbers of one person go together.
    """
    spans, stands = _spans(facts), merges(facts["same_person"])
    numbers = last.with_columns(pl.col("person").replace(stands).alias("one"))
    said = numbers.group_by(pl.col("one").alias("person")).agg(pl.col("at").max())
    named = _named(facts).join(spans, on="incident", how="left").with_columns(_or_now("over", facts))
    ends = pl.concat([_ENDS.to_frame(), *(part.select(_ENDS.names()) for part in _ends(said, named, spans))])
    held = ends.sort("at", "incident").unique("person", keep="last").rename({"person": "one"})
    over = held.with_columns((_day("at", facts.zone) + timedelta(days=days + 1)).alias("since"))
    there = over.filter(pl.col("since") <= facts.known_at.astimezone(facts.zone).date())
    return numbers.join(there, on="one").select("person", "incident", "since").sort("since", "incident", "person")


_ENDS = pl.Schema({"person": pl.String(), "incident": pl.String(), "at": UTC_MOMENT})


def _ends(said: pl.DataFrame, named: pl.DataFrame, spans: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """What holds somebody, and until when (person, incident, at)."""
    yield said.with_columns(pl.lit(None, pl.String).alias("incident"))
    yield named.with_columns(pl.col("over").alias("at"))
    own = named.join(said, on="person").filter(pl.col("at").is_between("opened", "over"))
    free = said.join(own, on="person", how="anti")
    for incident, opened, over in spans.iter_rows():
        there = free.filter(pl.col("at").is_between(opened, over))
        yield there.with_columns(pl.lit(incident).alias("incident"), pl.lit(over, UTC_MOMENT).alias("at"))


def _named(facts: Facts) -> pl.DataFrame:
    """(person, incident): whom a case, an order or an amendment names, and to whom a row relates the person of a case,
    for a plan may make them contacts by that alone, however old it is."""
    column, words = BINDING
    cases, related = facts["cases"].select("person", "incident"), facts["relations"].select("person", "other")
    pairs = pl.concat([related, related.select(person="other", other="person")])
    parts = [cases, cases.join(pairs, on="person").select(person="other", incident="incident")]
    for table in ("orders", "amendments"):
        of_person = pl.col(column).cast(pl.String).is_in(words)
        parts.append(facts[table].filter(of_person).select(person="subject", incident="incident"))
    return pl.concat(parts).drop_nulls().unique()


def _spans(facts: Facts) -> pl.DataFrame:
    """(incident, opened, over): of one that has not ended `over` is now."""
    opened = pl.coalesce("opened_from", "opened_until", "recorded_at").min().alias("opened")
    found, appeals = incidents(facts), _appealed(facts)
    rows = [(each.incident, each.closed) for each in found.over]
    closed = pl.DataFrame(rows, {"incident": pl.String, "at": UTC_MOMENT}, orient="row")
    ended = pl.concat([closed, _ordered(facts), appeals]).group_by("incident").agg(pl.col("at").max().alias("over"))
    going = pl.col("incident").is_in([*found.handled, *appeals.filter(pl.col("at").is_null())["incident"]])
    every = facts["incidents"].group_by("incident").agg(opened)
    there = every.join(ended.filter(~going), on="incident", how="left")
    return there.select("incident", "opened", _or_now("over", facts))


def _appealed(facts: Facts) -> pl.DataFrame:
    """(incident, at): when the appeal against each order was decided; empty: it is open."""
    orders = facts["orders"].select("order", "incident").unique()
    said = pl.when(pl.col("answer").is_not_null()).then(pl.coalesce("decided_until", "decided_from", "recorded_at"))
    decided = facts["appeals"].join(orders, on="order").group_by("order", "incident").agg(said.max().alias("at"))
    return decided.select("incident", "at")


def _or_now(column: str, facts: Facts) -> pl.Expr:
    """What has not ended, or is an incident that nobody opened, goes on now."""
    return pl.col(column).fill_null(pl.lit(facts.known_at, UTC_MOMENT))


def _ordered(facts: Facts) -> pl.DataFrame:
    """(incident, at): when each signed order ended, by itself or because the next was signed."""
    orders = signed(facts)
    after = orders.group_by(pl.col("follows").alias("row")).agg(pl.col("signed_at").min().alias("next"))
    binding = orders.filter(pl.col("scope") != RELEASE).join(after, on="row", how="left")
    return binding.select("incident", pl.min_horizontal("until", "next").alias("at"))


def _day(column: str, zone: ZoneInfo) -> pl.Expr:
    return pl.col(column).dt.convert_time_zone(zone.key).dt.date()
