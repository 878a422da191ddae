"""The children and helpless who are left at home, contacts or not, and whether anybody grown is left with them."""

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
    return _left(goes, stands, facts, rules, now)


def minds(people: pl.DataFrame, stands: Situation, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """(family, minds): the households where the policy binds somebody at home who depends on others, and who that is,
    with whom nobody grown would stay if everybody went who seeks a room.

    Of several the first by name. Whoever is no contact is bound by nothing: they can be brought to others.
    """
    goes = pl.concat([people.filter(pl.col("status") == SEEKS)["person"], stands.ill])
    bound = people.filter(pl.col("status") == HOME).select("person")
    alone = _left(goes, stands, facts, rules, now).filter("alone").join(bound, on="person", how="semi")
    return alone.group_by("family").agg(pl.col("person").min().alias("minds"))


def _left(goes: pl.Series, stands: Situation, facts: Facts, rules: IsolateRules, now: datetime) -> pl.DataFrame:
    """(person, family, alone): the dependents left at home where some of `goes` live, or some have left for a site."""
    away = pl.concat([goes, stands.there["person"]]).unique()
    known = stands.lived.drop_nulls("family").with_columns(pl.col("person").is_in(away.implode()).alias("away"))
    home = known.filter(pl.col("away").any().over("family")).filter(~pl.col("away"))
    people = ages(home.with_columns(pl.lit(None, INSTANT).alias("first_exposure")), facts, rules, now)
    alone = (~pl.col("grown").any().over("family")).alias("alone")
    return people.with_columns(alone).filter("dependent").select("person", "family", "alone")
