"""The test days of contacts, each from its own anchor."""

from typing import NamedTuple

import polars as pl

from seawall.plan.screen.rules import ASKED, HOME_DAY, ISOLATION_DAY, TRACED_DAY, Course, Days, ScreenRules

RING = {
    "close": "close contact",
    "secondary": "secondary contact",
    "general": "general contact",
    "co_exposed": "co-exposed person",
}
ADMITTED = "of isolation, from the admission to {} on {}"
BOUND = "of isolation, from the beginning of the restriction on {}: no admission is known"


class Anchor(NamedTuple):
    """What days are counted from: day 1, the earliest and the last day that may come, and how it is told."""

    first: pl.Expr
    earliest: pl.Expr
    last: pl.Expr
    told: pl.Expr


ANCHORS = {
    ISOLATION_DAY: Anchor(
        pl.col("begin"),
        pl.col("begin"),
        pl.col("site_end"),
        pl.coalesce(pl.format(ADMITTED, pl.col("site").fill_null("a site"), "admitted"), pl.format(BOUND, "begin")),
    ),
    HOME_DAY: Anchor(
        pl.col("site_end") + pl.duration(days=1),
        pl.col("begin"),
        pl.col("own_end"),
        pl.format("at home, after the term in the site that ends with {}", "site_end"),
    ),
    TRACED_DAY: Anchor(
        pl.col("traced"), pl.col("traced"), pl.col("own_end"), pl.format("since traced on {}", "traced")
    ),
}


def of_contacts(anchors: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """What the rules ask of contacts: the days of the site, the days at home, and the last day of each.

    A day that lies before the isolation began or after its part of the term ended never comes. Home days count from
    the day after the term in the site.
    """
    asked = [ASKED.to_frame().with_columns(pl.col("subject").cast(anchors.schema["person"]))]
    for ring, course in rules.rings.items():
        of_ring = anchors.filter(pl.col("ring") == ring)
        people = of_ring.with_columns(pl.format("{} of {}", pl.lit(RING[ring]), "cases").alias("who"))
        asked += [_shaped(_numbered(people, days), course) for days in course.tests]
        asked += [_shaped(each, course) for each in _last_days(people, course)]
    return pl.concat(asked)


def _numbered(people: pl.DataFrame, tests: Days) -> pl.DataFrame:
    anchor = ANCHORS[tests.anchor]
    numbers = pl.DataFrame({"number": tests.days}, schema={"number": pl.Int64})
    dated = people.with_columns(
        anchor.first.alias("first"),
        anchor.earliest.alias("earliest"),
        anchor.last.alias("last"),
        anchor.told.alias("told"),
    )
    day = pl.col("first") + pl.duration(days=pl.col("number") - 1)
    asked = dated.join(numbers, how="cross").with_columns(
        day.alias("day"),
        pl.format("{}: day {} {}", "who", "number", "told").alias("why"),  # before the filter: after it Polars 2.1 may
        pl.lit(tests.clause).alias("clause"),  # panic on a number's empty chunk
    )
    comes = (pl.col("day") >= pl.col("earliest")) & (pl.col("last").is_null() | (pl.col("day") <= pl.col("last")))
    return asked.filter(comes)


def _last_days(people: pl.DataFrame, course: Course) -> list[pl.DataFrame]:
    """The last day in the site where days at home follow, and that of a person's whole term, by the nearest ring."""
    if not course.last_day:
        return []
    leaving = _ending(people, "site_end", "last day of the term in the site", course.last_day)
    ending = _ending(people, "final", "last day of the term", course.last_day)
    return [leaving.filter(pl.col("site_end") < pl.col("final")), ending.filter("nearest")]


def _ending(people: pl.DataFrame, day: str, words: str, clause: str) -> pl.DataFrame:
    why = pl.format("{}: " + words + ", which runs from the last exposure on {}", "who", "last_exposure")
    asked = people.with_columns(pl.col(day).alias("day"), why.alias("why"), pl.lit(clause).alias("clause"))
    return asked.filter(pl.col("day") >= pl.col("begin"))


def _shaped(asked: pl.DataFrame, course: Course) -> pl.DataFrame:
    """The days on which somebody leaves the site or the term take two swabs where the policy says so."""
    released = (pl.col("day") == pl.col("site_end")) | (pl.col("day") == pl.col("final"))
    twice = released.fill_null(value=False) if course.double else pl.lit(value=False)
    both = pl.concat_str("clause", pl.lit(f"; {course.double}"))
    return asked.select(
        pl.lit("person").alias("subject_kind"),
        pl.col("person").alias("subject"),
        "day",
        pl.lit(course.kind).alias("kind"),
        twice.alias("double"),
        "why",
        pl.when(twice).then(both).otherwise("clause").alias("clause"),
    )
