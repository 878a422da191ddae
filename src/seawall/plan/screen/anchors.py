"""From which day the tests of a contact count, and to which day they run."""

from datetime import datetime

import polars as pl

from seawall.plan.screen.rules import ScreenRules
from seawall.tables.days import day_ending, day_of
from seawall.tables.facts import Facts
from seawall.tables.inside import stays
from seawall.tables.ring import nearness

NAMED_BY = ("relations", "attended")
READ = (
    "person", "ring", "case", "first_exposure", "days_from", "central_until", "followed_until", "restricted",
    "restricted_from", "immune", "evidence",
)  # fmt: skip


def anchors(
    contacts: pl.DataFrame, cases: pl.DataFrame, facts: Facts, rules: ScreenRules, now: datetime
) -> pl.DataFrame:
    """One row a tested (person, ring): cases, begin, admitted, traced, last_exposure, site_end, final; all days local.

    `begin` is day 1 of the isolation: the day of the first admission since the first exposure, else the first day the
    restriction can hold, which is not before the case was opened and the contact named. `site_end` and `final` are the
    last days of the term in the site and of the whole term; both run from the last exposure, whenever the isolation
    began, and are never before the end of the room they have (`central_until` of the contacts). `final` is that of the
    person, over all rings; no `site_end` is later. `cases` is of `standing.cases`.
    """
    people = _tested(contacts, cases, rules, now)
    began = people.join(_begins(people, cases, facts), on=["person", "case"], how="left").sort("case")
    rows = began.group_by("person", "ring").agg(
        pl.col("case").str.join(", ").alias("cases"),
        pl.col("begins").min(),
        pl.col("first_exposure").min(),
        pl.col("days_from").max().alias("last_exposure"),
        pl.col("central_until", "followed_until").max(),
    )
    return _days(rows.join(_admitted(rows, facts, now), on=["person", "ring"], how="left"), facts, rules)


def _tested(contacts: pl.DataFrame, cases: pl.DataFrame, rules: ScreenRules, now: datetime) -> pl.DataFrame:
    """The contacts whom the policy has tested: followed, not immune, no open case, and bound where their ring is."""
    unbound = [name for name, course in rules.rings.items() if not course.bound]
    ill = cases.filter("open")["person"]
    return contacts.select(READ).filter(
        pl.col("ring").is_in(list(rules.rings)),
        ~pl.col("immune").fill_null(value=False),
        pl.col("restricted") | pl.col("ring").is_in(unbound),
        pl.col("followed_until").is_null() | (pl.col("followed_until") > now),
        ~pl.col("person").is_in(ill.implode()),
    )


def _begins(people: pl.DataFrame, cases: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(person, case, begins): the restriction's beginning, but not before the case was opened and the contact named."""
    starts = people.select(
        "person", "case", pl.coalesce("restricted_from", "first_exposure").alias("start"), "evidence"
    )
    named = pl.concat([facts[table].select("row", "recorded_at") for table in NAMED_BY])
    rows = starts.select("person", "case", "evidence").explode("evidence").join(
        named, left_on="evidence", right_on="row"
    ).group_by("person", "case").agg(pl.col("recorded_at").max().alias("named"))  # fmt: skip
    opened = cases.select("case", "opened")
    whole = starts.join(rows, on=["person", "case"], how="left").join(opened, on="case", how="left")
    return whole.group_by("person", "case").agg(pl.max_horizontal("start", "named", "opened").min().alias("begins"))


def _admitted(rows: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, ring, admitted, site): the first admission by now that may have been after the first exposure began."""
    came = pl.coalesce("at_from", "at_until").alias("admitted")
    entered = stays(facts, now).select("person", "site", came, latest="since").drop_nulls("admitted")
    joined = rows.select("person", "ring", "first_exposure").join(entered, on="person")
    after = joined.filter(pl.col("first_exposure").is_null() | (pl.col("latest") >= pl.col("first_exposure")))
    return (
        after.sort("admitted", "site")
        .group_by("person", "ring", maintain_order=True)
        .agg(pl.col("admitted", "site").first())
    )


def _days(rows: pl.DataFrame, facts: Facts, rules: ScreenRules) -> pl.DataFrame:
    final = day_ending(pl.col("followed_until").max().over("person"), facts.zone)
    own = day_ending(pl.col("followed_until"), facts.zone)
    days = {name: course.site_days for name, course in rules.rings.items()}
    site = pl.col("ring").replace_strict(days, default=None, return_dtype=pl.Int64)
    asked = pl.coalesce(pl.col("last_exposure") + pl.duration(days=site), own)
    inside = day_ending(pl.col("central_until"), facts.zone)
    return rows.with_columns(
        day_of(pl.coalesce("admitted", "begins"), facts.zone).alias("begin"),
        day_of(pl.col("admitted"), facts.zone).alias("admitted"),
        day_of(pl.col("begins"), facts.zone).alias("traced"),
        pl.min_horizontal(pl.max_horizontal(asked, inside), final).alias("site_end"),
        own.alias("own_end"),
        final.alias("final"),
        (nearness() == nearness().min().over("person")).alias("nearest"),
    ).drop("begins", "first_exposure", "central_until", "followed_until")  # fmt: skip
