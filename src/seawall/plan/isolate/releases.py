"""When people may go, and what must be so first: the term, the floor, and the tests of somebody else."""

from datetime import datetime

import polars as pl

from seawall.plan.isolate.conditions import shaped
from seawall.plan.isolate.linked import linked, own
from seawall.plan.isolate.rules import IsolateRules
from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.inside import QUARANTINE, RESERVE
from seawall.tables.limit import MET, OPEN
from seawall.tables.verdict import specimens

TERM, FLOOR = "term", "floor"


def releases(
    people: pl.DataFrame,
    there: pl.DataFrame,
    contacts: pl.DataFrame,
    facts: Facts,
    rules: IsolateRules,
    now: datetime,
) -> pl.DataFrame:
    """One row a person and condition, in conditions.COLUMNS; somebody may go when all of theirs are met.

    `term`: the days in the site, or those at home. `floor`: no positive near them since. `linked`: the first tests of
    the close contact a secondary contact hangs on. `own_tests`: their own, which the same rule asks for.
    """
    rows = [_term(people, now), _over(people, there, contacts, now), _floor(people, rules, now)]
    if rules.linked is not None:
        taken = specimens(facts, rules.swabs)
        rows += [linked(people, contacts, taken, rules.linked), own(people, taken, rules.linked)]
    return pl.concat(rows).sort("person", "condition")


def _term(people: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The site's days first; once they are served, those at home."""
    central = pl.col("central_until")
    inside = central.is_not_null() & ((central > at(now)) | pl.col("site").is_not_null())
    until = pl.when(inside).then(central).otherwise("followed_until")
    why = pl.when(inside).then(pl.lit("days in a site")).otherwise(pl.lit("days at home"))
    return shaped(people.with_columns(until.alias("until"), why.alias("why")), TERM, _by_time(now))


def _over(people: pl.DataFrame, there: pl.DataFrame, contacts: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Contacts whom nothing binds any more and who are still in a quarantine site: they may go."""
    inside = there.filter(pl.col("kind").is_in([QUARANTINE, RESERVE])).join(people, on="person", how="anti")
    ends = contacts.group_by("person").agg(pl.col("followed_until").max().alias("until"))
    over = inside.join(ends, on="person").filter(pl.col("until") <= at(now))
    why = pl.lit("the term is over, and no leaving was recorded")
    return shaped(over.with_columns(why.alias("why")), TERM, _by_time(now))


def _floor(people: pl.DataFrame, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    why = pl.format("case {} was found in the same part of the site ({})", "reset_by", pl.lit(rules.resets_clause))
    near = people.filter(pl.col("reset_until").is_not_null())
    return shaped(near.with_columns(pl.col("reset_until").alias("until"), why.alias("why")), FLOOR, _by_time(now))


def _by_time(now: datetime) -> pl.Expr:
    return pl.when(pl.col("until") <= at(now)).then(pl.lit(MET)).otherwise(pl.lit(OPEN))
