"""Who is left at home, contacts or not, and whether anybody grown is left with the children and helpless."""

from datetime import datetime

import polars as pl

from seawall.plan.isolate.ages import ages
from seawall.plan.isolate.rules import CASE, IsolateRules
from seawall.plan.isolate.situation import Situation
from seawall.plan.isolate.ways import HOME, SEEKS
from seawall.tables.days import INSTANT
from seawall.tables.facts import Facts


def minded(rooms: pl.DataFrame, stands: Situation, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """(person, family, alone): who depends on others, in households that somebody leaves or has left.

    Who leaves: whoever has a room or is a case; who has left: whoever is in a site. `alone`: nobody who stays is an
    adult for certain, without a carer's need.
    """
    goes = rooms.filter(pl.col("site").is_not_null() | (pl.col("risk") == CASE))["person"]
    return _left(goes, stands, facts, rules, now).filter("dependent").select("person", "family", "alone")


def minds(people: pl.DataFrame, stands: Situation, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """(family, attended, minds): of each household, if everybody went who seeks a room, whether somebody grown would
    stay; if not, who depends on others and is bound there by the policy.

    Of several the first by name. Whoever is no contact is bound by nothing: they can be brought to others. A household
    of which nobody would stay is not here.
    """
    goes = pl.concat([people.filter(pl.col("status") == SEEKS)["person"], stands.ill])
    bound = people.filter(pl.col("status") == HOME)["person"]
    alone = pl.col("dependent") & pl.col("alone") & pl.col("person").is_in(bound.implode())
    left = _left(goes, stands, facts, rules, now).group_by("family")
    return left.agg((~pl.col("alone").first()).alias("attended"), pl.col("person").filter(alone).min().alias("minds"))


def _left(goes: pl.Series, stands: Situation, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """(person, family, dependent, alone): who is left at home where some of `goes` live, or have left for a site."""
    away = pl.concat([goes, stands.there["person"]]).unique()
    known = stands.lived.drop_nulls("family").with_columns(pl.col("person").is_in(away.implode()).alias("away"))
    home = known.filter(pl.col("away").any().over("family")).filter(~pl.col("away"))
    people = ages(home.with_columns(pl.lit(None, INSTANT).alias("first_exposure")), facts, rules, now)
    alone = (~pl.col("grown").any().over("family")).alias("alone")
    return people.select("person", "family", "dependent", alone)
