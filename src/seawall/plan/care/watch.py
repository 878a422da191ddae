"""People whom a seal or a quarantine binds and who need somebody: one row a need, with the carer's name or none."""

from datetime import datetime

import polars as pl

from seawall.plan.care.rules import CareRules
from seawall.tables.days import at
from seawall.tables.facts import Facts
from seawall.tables.inside import inside
from seawall.tables.lasting import lasting, surely_lasting
from seawall.tables.living import dead, holding, homes

COLUMNS = pl.Schema(
    {
        "person": pl.String(), "need": pl.String(), "under": pl.String(), "restriction": pl.String(),
        "owed": pl.String(), "carer": pl.String(), "state": pl.String(), "holds_seal": pl.Boolean(),
        "why": pl.String(), "clause": pl.String(),
    }
)  # fmt: skip
OWED = {"need": pl.String, "owed": pl.String, "owed_clause": pl.String}


def care(
    zones: pl.DataFrame, contacts: pl.DataFrame, ill: pl.Series, facts: Facts, rules: CareRules, now: datetime
) -> pl.DataFrame:
    """In COLUMNS, by what binds, person and need.

    `zones` has subject, kind (unit or place) and measure; `contacts` the trace's; `ill` are the people who are open
    cases. `under` is the zone, or for a restricted contact where they are: `site S`, `home H`, or `observation` where
    nobody knows. `why` says how many people the carer, or the lead of the team, is named for in all. `state` is named
    or lacking; `holds_seal` says that the seal cannot be signed without this person's carer (TRUST.md 25). Whoever is
    bound twice has a row for each.
    """
    traits, isolated = _traits(facts, now), _observed(contacts, facts, now)
    bound = pl.concat([_sealed(zones, facts, rules, now), isolated])
    needy = bound.join(traits, on="person").join(_owed(rules), on="need")
    listed_too = traits.filter(pl.col("need").is_in(sorted(rules.lists)))["person"]
    unable = pl.concat([ill.alias("person"), isolated["person"], dead(facts, now)["person"], listed_too]).unique()
    cared = needy.join(_carers(needy, unable, facts, rules, now), on="person", how="left")
    lacking = pl.col("carer").is_null()
    listed = (pl.col("restriction") == "seal") & pl.col("need").is_in(sorted(rules.lists))
    why = pl.format("{} ({}), {}", "person", "need", _where())
    named = pl.col("person").n_unique().over("by")
    burden = pl.format("{}; {} is named for {} {} in all", why, "by", named, _people(named))
    return (
        cared.with_columns(
            pl.when(lacking).then(pl.lit("lacking")).otherwise(pl.lit("named")).alias("state"),
            (lacking & listed).alias("holds_seal"),
            pl.when(lacking).then(pl.format("{}: nobody is named", why)).otherwise(burden).alias("why"),
            pl.when(listed).then(pl.lit(rules.lists_clause)).otherwise("owed_clause").alias("clause"),
        )
        .sort("under", "person", "need")
        .select(COLUMNS.names())
        .cast(COLUMNS)
    )


def _where() -> pl.Expr:
    """What binds somebody, and where."""
    under = pl.col("under")
    return (
        pl.when(pl.col("restriction") == "seal").then(pl.format("under the seal of {}", under))
        .when(under == "observation").then(pl.lit("under observation, nobody knows where"))
        .otherwise(pl.format("under observation, now in {}", under))
    )  # fmt: skip


def _people(number: pl.Expr) -> pl.Expr:
    return pl.when(number == 1).then(pl.lit("person")).otherwise(pl.lit("people"))


def _owed(rules: CareRules) -> pl.DataFrame:
    owed = [(trait, each.said, each.clause) for trait, each in rules.owed.items()]
    return pl.DataFrame(owed, schema=OWED, orient="row")


def _sealed(zones: pl.DataFrame, facts: Facts, rules: CareRules, now: datetime) -> pl.DataFrame:
    """(person, under, restriction) of everybody who lives in a zone that keeps people at home."""
    closed = zones.filter(pl.col("measure").is_in(sorted(rules.measures))).select("subject").unique()
    live = homes(facts, now)
    by_unit = live.join(holding(facts), on="unit").select("person", pl.col("above").alias("subject"))
    by_place = live.select("person", pl.col("place").alias("subject"))
    inside = pl.concat([by_unit, by_place]).join(closed, on="subject").unique()
    return inside.select("person", pl.col("subject").alias("under"), pl.lit("seal").alias("restriction"))


def _observed(contacts: pl.DataFrame, facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, under, restriction) of every restricted contact; `under` is the site or the home they are in."""
    people = contacts.filter("restricted", pl.col("followed_until") > at(now)).select("person").unique()
    there = people.join(inside(facts, now).select("person", "site"), on="person", how="left").join(
        homes(facts, now).select("person", "place"), on="person", how="left"
    )
    where = pl.coalesce(pl.format("site {}", "site"), pl.format("home {}", "place"), pl.lit("observation"))
    return there.select("person", where.alias("under"), pl.lit("observation").alias("restriction"))


def _traits(facts: Facts, now: datetime) -> pl.DataFrame:
    """(person, need): what is so now, as far as anybody said."""
    return facts["traits"].filter(lasting(now)).select("person", pl.col("trait").cast(pl.String).alias("need")).unique()


def _carers(needy: pl.DataFrame, unable: pl.Series, facts: Facts, rules: CareRules, now: datetime) -> pl.DataFrame:
    """(person, carer, by): somebody who surely cares for them now and is able to, else the nearest team with a leader.

    `by` is the carer, or the leader.
    """
    cares = facts["relations"].filter(pl.col("kind").cast(pl.String) == "care", surely_lasting(now))
    either = pl.concat([cares.select("person", "other"), cares.select(person="other", other="person")])
    named = (
        either.filter(pl.col("other") != pl.col("person"), ~pl.col("other").is_in(unable.implode()))
        .group_by("person")
        .agg(pl.col("other").min().alias("own"))
    )
    people = needy.select("person").unique()
    both = people.join(named, on="person", how="left").join(_teams(facts, rules, now), on="person", how="left")
    return both.select("person", pl.coalesce("own", "team").alias("carer"), pl.coalesce("own", "lead").alias("by"))


def _teams(facts: Facts, rules: CareRules, now: datetime) -> pl.DataFrame:
    """(person, team, lead): of the teams that care, with a known leader, that of the closest unit above the home."""
    teams = facts["teams"].filter(pl.col("kind").is_in(sorted(rules.teams)), pl.col("lead").is_not_null())
    said = pl.format("{} ({})", "team", "lead")
    return (
        homes(facts, now)
        .join(holding(facts), on="unit")
        .join(teams.select(pl.col("unit").alias("above"), said.alias("team"), "lead"), on="above")
        .sort("steps", "team")
        .unique("person", keep="first", maintain_order=True)
        .select("person", "team", "lead")
    )
