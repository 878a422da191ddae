"""The test days of contacts, each from its own anchor."""

from collections.abc import Mapping

import polars as pl

from seawall.plan.screen.rules import ASKED, HOME_DAY, ISOLATION_DAY, TRACED_DAY, Course, ScreenRules

RING = {"close": "close contact", "secondary": "secondary contact", "general": "general contact"}
RULE = {"ring": pl.String, "anchor": pl.String, "number": pl.Int64, "rule": pl.String}


def of_contacts(anchors: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """What the rules ask of contacts: the days of the site, the days at home, and the last day of each.

    A day that lies before the isolation began or after its part of the term ended never comes. Home days count from
    the day after the term in the site.
    """
    numbered = _numbered(anchors, rules)
    return pl.concat(
        [_shaped(each, rules) for each in (numbered, _last_in_site(anchors, rules), _last(anchors, rules))]
    )


def _numbered(anchors: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    rows = [
        (ring, each.anchor, number, each.clause)
        for ring, course in rules.rings.items()
        for each in course.tests
        for number in each.days
    ]
    table = pl.DataFrame(rows, schema=RULE, orient="row")
    joined = anchors.join(table, on="ring")
    home, traced = pl.col("anchor") == HOME_DAY, pl.col("anchor") == TRACED_DAY
    first = (
        pl.when(home).then(pl.col("site_end") + pl.duration(days=1))
        .when(traced).then("traced")
        .otherwise("begin")
    )  # fmt: skip
    last = pl.when(pl.col("anchor") == ISOLATION_DAY).then("site_end").otherwise("own_end")
    day = first + pl.duration(days=pl.col("number") - 1)
    comes = (traced | (day >= pl.col("begin"))) & (last.is_null() | (day <= last))
    return joined.with_columns(day.alias("day"), _counted().alias("told")).filter(comes)


def _counted() -> pl.Expr:
    admitted = pl.format(
        "day {} of isolation, from the admission to {} on {}", "number", pl.col("site").fill_null("a site"), "admitted"
    )
    bound = pl.format(
        "day {} of isolation, from the beginning of the restriction on {}: no admission is known", "number", "begin"
    )
    home = pl.format("day {} at home, after the site's term that ends with {}", "number", "site_end")
    return (
        pl.when(pl.col("anchor") == HOME_DAY).then(home)
        .when(pl.col("anchor") == TRACED_DAY).then(pl.format("day {} since traced on {}", "number", "traced"))
        .when(pl.col("admitted").is_not_null()).then(admitted)
        .otherwise(bound)
    )  # fmt: skip


def _last_in_site(anchors: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """The last day in the site, where days at home follow: whoever leaves is tested."""
    ends = anchors.filter(pl.col("site_end") < pl.col("final"))
    return _ending(ends, "site_end", "last day of the term in the site", rules)


def _last(anchors: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    """The last day of a person's whole term, once, by the nearest ring."""
    return _ending(anchors.filter("nearest"), "final", "last day of the term", rules)


def _ending(ends: pl.DataFrame, day: str, words: str, rules: ScreenRules) -> pl.DataFrame:
    clause = _of_ring({name: course.last_day for name, course in rules.rings.items()})
    told = pl.format(words + ", which runs from the last exposure on {}", "last_exposure")
    asked = ends.with_columns(pl.col(day).alias("day"), clause.alias("rule"), told.alias("told"))
    return asked.filter(pl.col("rule") != "", pl.col("day") >= pl.col("begin"))


def _shaped(asked: pl.DataFrame, rules: ScreenRules) -> pl.DataFrame:
    double = _of_ring({name: course.double for name, course in rules.rings.items()})
    released = (pl.col("day") == pl.col("site_end")) | (pl.col("day") == pl.col("final"))
    twice = (double != "") & released
    return asked.select(
        pl.lit("person").alias("subject_kind"),
        pl.col("person").alias("subject"),
        "day",
        _of_ring(_kinds(rules.rings)).alias("kind"),
        twice.fill_null(value=False).alias("double"),
        pl.format("{} of {}: {}", _of_ring(RING, "co-exposed person"), "cases", "told").alias("why"),
        pl.when(twice).then(pl.format("{}; {}", "rule", double)).otherwise("rule").alias("clause"),
    ).cast(ASKED)


def _kinds(rings: Mapping[str, Course]) -> Mapping[str, str]:
    return {name: course.kind for name, course in rings.items()}


def _of_ring(words: Mapping[str, str], default: str = "") -> pl.Expr:
    return pl.col("ring").replace_strict(dict(words), default=default, return_dtype=pl.String)
