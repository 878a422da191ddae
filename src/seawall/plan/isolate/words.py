"""Why somebody is in a room, at home or without one, in the officer's words."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.rules import IsolateRules
from seawall.tables.days import day_ending, shown


def base(rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    """The contact and its term: ring, cases, last exposure, days in a site and to when, clause."""
    term = pl.lit("no days in a site under this policy")
    for ring, terms in rules.terms.items():
        if terms.central is not None:
            said = pl.format(
                "{} d in a site, to {} ({})",
                pl.lit(terms.central.days), shown(pl.col("central_until"), zone), pl.lit(terms.central.clause),
            )  # fmt: skip
            term = pl.when(pl.col("risk") == ring).then(said).otherwise(term)
    return pl.format(
        "{} contact of {}, last exposed {}: {}",
        "risk", pl.col("cases").list.join(", "), day_ending(pl.col("last"), zone).cast(pl.String), term,
    )  # fmt: skip


def at_home(rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    """At home under which rule, until when."""
    clause = pl.lit("the policy's term")
    for ring, terms in rules.terms.items():
        stated = terms.home or terms.central
        if stated is not None:
            clause = pl.when(pl.col("risk") == ring).then(pl.lit(stated.clause)).otherwise(clause)
    served = pl.when(pl.col("central_until").is_not_null()).then(pl.lit("the days in a site are served; "))
    return pl.format(
        "{} contact of {}: {}at home under {}, until {}",
        "risk", pl.col("cases").list.join(", "), served.otherwise(pl.lit("")), clause,
        shown(pl.col("followed_until"), zone),
    )  # fmt: skip


def stays(rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    """Somebody who is in a room: since when, and whether a positive restarted the days."""
    reset = pl.format(
        "; days begin anew because case {} was found there ({}), to {}",
        "reset_by", pl.lit(rules.resets_clause), shown(pl.col("reset_until"), zone),
    )  # fmt: skip
    child = pl.format("; accompanies {} to {}", "companion_of", shown(pl.col("stays_until"), zone))
    together = pl.format("; shares the room with {}, to {}", "kept_with", shown(pl.col("kept_until"), zone))
    return pl.format(
        "{}; in it since {}, stays there{}{}{}",
        base(rules, zone), shown(pl.col("since"), zone).fill_null("a time not known"), reset.fill_null(""),
        together.fill_null(""), child.fill_null(""),
    )  # fmt: skip


def goes(rules: IsolateRules, zone: ZoneInfo) -> pl.Expr:
    """Somebody who gets a room, or the named reason why none."""
    carer = pl.format("; shares the room with its carer {}", "stays").fill_null("")
    child = pl.format("; accompanies {}", "companion_of").fill_null("")
    higher = pl.when(pl.col("housed") != pl.col("risk")).then(
        pl.format("; kept as {} with them, to {}", "housed", shown(pl.col("ends"), zone))
    )
    roomed = pl.concat_str(base(rules, zone), carer, child, higher.fill_null(""))
    return pl.when(pl.col("reason").is_null()).then(roomed).otherwise(
        pl.format("{}; at home: {}", base(rules, zone), "reason")
    )  # fmt: skip
