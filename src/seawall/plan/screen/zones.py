"""The test days of zones: everybody who lives in one, and specimens of its places."""

from datetime import datetime

import polars as pl

from seawall.plan.screen.rules import ASKED, ScreenRules
from seawall.tables.days import day_ending, day_of
from seawall.tables.facts import Facts
from seawall.tables.inside import inside
from seawall.tables.living import addresses, holding, homes

RULE = {"level": pl.String, "number": pl.Int64, "clause": pl.String, "kind": pl.String}


def of_residents(
    zones: pl.DataFrame, rooms: pl.DataFrame, cases: pl.DataFrame, facts: Facts, rules: ScreenRules, now: datetime
) -> pl.DataFrame:
    """What the rules ask of those who live in a zone: its days from the one it began on, and the last before release.

    People with an open case are not there, nor are those who are in a site or are to have a room in one.
    """
    if zones.is_empty():
        return ASKED.to_frame()
    away = [
        cases.filter("open")["person"],
        inside(facts, now)["person"],
        rooms.filter(pl.col("site").is_not_null())["person"],
    ]
    gone = pl.concat([each.cast(pl.String) for each in away])
    living = homes(facts, now).filter(~pl.col("person").is_in(gone.implode()))
    people = living.join(places(zones, facts), on="place").select("person", "zone").unique()
    asked = [numbered(zones, cases, days(rules), facts), releases(zones, rules, facts)]
    joined = pl.concat(asked).join(people, on="zone")
    return shaped(joined, "person", pl.col("person"))


def of_places(
    zones: pl.DataFrame, cases: pl.DataFrame, facts: Facts, rules: ScreenRules, now: datetime
) -> pl.DataFrame:
    """The specimens of places: a zone that is a place, and the homes of its cases inside one that is a unit."""
    if rules.environment is None or zones.is_empty():
        return ASKED.to_frame()
    tests, kind = rules.environment.tests, rules.environment.kind
    rows = [(level, number, tests.clause, kind) for level in rules.environment.levels for number in tests.days]
    asked = numbered(zones, cases, pl.DataFrame(rows, schema=RULE, orient="row"), facts)
    ill = zones.select("subject", pl.col("cases").alias("case")).with_row_index("zone").explode("case")
    lived = ill.join(cases, on="case").join(addresses(facts, now), on="person")
    dwellings = lived.select("zone", "place").join(places(zones, facts), on=["zone", "place"], how="semi")
    itself = zones.with_row_index("zone").filter(pl.col("kind") == "place").select("zone", place="subject")
    return shaped(asked.join(pl.concat([dwellings, itself]).unique(), on="zone"), "place", pl.col("place"))


def places(zones: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(zone, place): the places inside each zone, by its number; a shape has none here."""
    numbered = zones.with_row_index("zone").select("zone", "subject", "kind")
    itself = numbered.filter(pl.col("kind") == "place").select("zone", place="subject")
    units = numbered.filter(pl.col("kind") == "unit").select("zone", above="subject")
    below = units.join(holding(facts), on="above")
    within = below.join(facts["places"].select("place", "unit"), on="unit")
    return pl.concat([itself, within.select("zone", "place")]).unique()


def days(rules: ScreenRules) -> pl.DataFrame:
    rows = [
        (level, number, asked.tests.clause, asked.kind)
        for level, asked in rules.zones.items()
        if asked.tests is not None
        for number in asked.tests.days
    ]
    return pl.DataFrame(rows, schema=RULE, orient="row")


def numbered(zones: pl.DataFrame, cases: pl.DataFrame, table: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """The numbered days of each zone that lie before its end, where one is known.

    They count from the day it began, but not before the first of its cases was known: nobody could be tested then.
    """
    begin = day_of(pl.max_horizontal("from", "known"), facts.zone)
    day = begin + pl.duration(days=pl.col("number") - 1)
    told = pl.format("day {} of the {} {} {}, from {}", "number", "level", "zone_kind", "subject", begin)
    first = zones.with_row_index("zone").select("zone", case="cases").explode("case").join(cases, on="case")
    since = _named(zones).join(first.group_by("zone").agg(pl.col("known").min()), on="zone", how="left")
    joined = since.join(table, on="level").with_columns(day.alias("day"), told.alias("why"))
    last = day_ending(pl.col("until"), facts.zone)
    return joined.filter(last.is_null() | (pl.col("day") <= last)).select("zone", "day", "kind", "why", "clause")


def releases(zones: pl.DataFrame, rules: ScreenRules, facts: Facts) -> pl.DataFrame:
    """The last day of a zone whose release takes a negative test of all, where its end is known."""
    rows = [(level, 0, asked.release, asked.kind) for level, asked in rules.zones.items() if asked.release]
    table = pl.DataFrame(rows, schema=RULE, orient="row")
    told = pl.format(
        "last day of the {} {} {}: its release takes a negative test of all", "level", "zone_kind", "subject"
    )
    day = day_ending(pl.col("until"), facts.zone)
    joined = _named(zones).join(table, on="level").with_columns(day.alias("day"), told.alias("why"))
    return joined.drop_nulls("day").select("zone", "day", "kind", "why", "clause")


def _named(zones: pl.DataFrame) -> pl.DataFrame:
    return zones.with_row_index("zone").select("zone", "subject", "level", "from", "until", zone_kind="kind")


def shaped(asked: pl.DataFrame, subject_kind: str, subject: pl.Expr) -> pl.DataFrame:
    return asked.select(
        pl.lit(subject_kind).alias("subject_kind"),
        subject.alias("subject"),
        "day",
        "kind",
        pl.lit(value=False).alias("double"),
        "why",
        "clause",
    ).cast(ASKED)
