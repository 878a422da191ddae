"""Why somebody is a contact, in the officer's words: case, window, meeting, rule, end."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.trace.rules import Ring, TraceRules
from seawall.tables.days import shown, shown_moment
from seawall.tables.facts import Facts
from seawall.tables.ring import RINGS

ANCHOR_WORDS = {
    "rash": "rash", "onset": "onset", "sample": "first positive sample taken", "positive": "first positive result",
    "class": "classified", "opened": "opened",
}  # fmt: skip
RING_WORDS = {
    "close": "Close contact", "secondary": "Secondary contact", "general": "General contact",
    "co_exposed": "Exposed together",
}  # fmt: skip
PRIVATE = "private"
"""What is said of intimate contact, and no more."""


def of_windows(windows: pl.DataFrame, rules: TraceRules, facts: Facts) -> pl.DataFrame:
    """(case, common, provisional, case_why): which case, what its window hangs on, its end, how it was found."""
    zone = facts.zone
    ends = pl.when("definite").then(pl.format("until {}", shown(pl.col("end"), zone)))
    named = pl.format(
        "case {} ({}; {} {}), infectious from {} {}",
        "case", "class", pl.col("anchor").replace_strict(ANCHOR_WORDS),
        shown_moment(pl.col("anchor_from"), pl.col("anchor_until"), zone), shown(pl.col("start"), zone),
        ends.otherwise(pl.lit("on, no end known")),
    )  # fmt: skip
    clause = "; ".join(window_clauses(rules))
    said = pl.format("{}{} ({})", named, pl.col("asked").fill_null(""), pl.lit(clause))
    return windows.join(_found_by_request(facts), on="person", how="left").select(
        "case", pl.lit(value=False).alias("common"), "provisional", said.alias("case_why")
    )


def of_sources(windows: pl.DataFrame, rules: TraceRules, facts: Facts) -> pl.DataFrame:
    """The same of source windows: where the case may have caught it."""
    zone = facts.zone
    named = pl.format(
        "case {} ({}; {} {}), who may have caught it from {} on ({})",
        "case", "class", pl.col("anchor").replace_strict(ANCHOR_WORDS),
        shown_moment(pl.col("anchor_from"), pl.col("anchor_until"), zone), shown(pl.col("start"), zone),
        pl.lit(rules.source.clause if rules.source else ""),
    )  # fmt: skip
    return windows.select("case", pl.lit(value=True).alias("common"), "provisional", named.alias("case_why"))


def _found_by_request(facts: Facts) -> pl.DataFrame:
    """(person, asked): another place's request about the person, with its receipt: how the case was found."""
    asked = facts["requests"].filter(pl.col("direction").cast(pl.String) == "in", pl.col("person").is_not_null())
    received = shown_moment(pl.col("received_from"), pl.col("received_until"), facts.zone)
    said = pl.format(", found because {} asked (request {}, received {})", "unit", "request", received)
    return asked.sort("received_from", "row").group_by("person", maintain_order=True).agg(said.first().alias("asked"))


def window_clauses(rules: TraceRules) -> list[str]:
    """The rules that bound the window."""
    spans = [span.clause for span in (rules.before, rules.after) if span is not None]
    return [*spans, *([rules.end_clause] if rules.end else [])]


def met(zone: ZoneInfo) -> pl.Expr:
    """What happened between the two, with its times as far as they are known."""
    times = pl.format("{} to {}", shown(pl.col("first"), zone), shown(pl.col("last"), zone))
    private = pl.col("setting") == "sexual"
    relation = pl.format("{} contact, {}", pl.when(private).then(pl.lit(PRIVATE)).otherwise("relation"), times)
    where = (
        pl.when(pl.col("event").is_not_null()).then(pl.format("both at event {} ({})", "event", "setting"))
        .otherwise(pl.format("both at place {} ({})", "place", "setting"))
    )  # fmt: skip
    stay = pl.concat_str(pl.format("{}, {}", where, times), _minutes(), _doubts())
    through = pl.format("through close contact {}: ", "via").fill_null("")
    return pl.concat_str(through, pl.when(pl.col("by") == "relation").then(relation).otherwise(stay))


def _minutes() -> pl.Expr:
    most, sure = (pl.col(name).round(0).cast(pl.Int64) for name in ("minutes", "sure_minutes"))
    exact = pl.col("minutes") - pl.col("sure_minutes") < 1
    width = pl.format(", {} to {} minutes", sure, most)
    return pl.when(exact).then(pl.format(", {} minutes", most)).otherwise(width).fill_null("")


def _doubts() -> pl.Expr:
    assumed = pl.when("assumed").then(pl.lit("; when one of them left is not known, the usual dwell is assumed"))
    air = pl.when(pl.col("together_minutes") == 0).then(pl.lit("; never together, only in air that lingers"))
    return pl.concat_str(assumed.otherwise(pl.lit("")), air.otherwise(pl.lit("")))


def clause(rules: TraceRules) -> pl.Expr:
    """The rules a contact rests on, each with its doubt, separated by semicolons: setting, window, term."""
    text = pl.lit("")
    for name in RINGS:
        ring = rules.rings.get(name)
        if ring is not None:
            text = pl.when(pl.col("ring") == name).then(_clauses(ring, rules)).otherwise(text)
    lingers = pl.lit(f"; {rules.linger.clause}" if rules.linger else "")
    air = pl.when(pl.col("together_minutes") < pl.col("minutes")).then(lingers).otherwise(pl.lit(""))
    immune = pl.when("immune").then(pl.lit(f"; {rules.immune_clause}")).otherwise(pl.lit(""))
    return pl.concat_str(text, air, immune)


def _clauses(ring: Ring, rules: TraceRules) -> pl.Expr:
    rest = dict.fromkeys(each for each in (*window_clauses(rules), *terms(ring)) if each)
    return pl.concat_str(_setting(ring), pl.lit("".join(f"; {each}" for each in rest if each != ring.clause)))


def _setting(ring: Ring) -> pl.Expr:
    """The rule that has the setting's own word."""
    return pl.col("token").replace_strict(dict(ring.clauses), default=ring.clause, return_dtype=pl.String)


def terms(ring: Ring) -> list[str]:
    """The rules of how long the ring is followed."""
    return list(dict.fromkeys(span.clause for span in ring.followup))


def _basis(rules: TraceRules) -> pl.Expr:
    """The rule of the setting and those of the term; the window's stand with the case."""
    text = pl.lit("")
    for name, ring in rules.rings.items():
        rest = pl.lit("".join(f"; {each}" for each in terms(ring) if each != ring.clause))
        text = pl.when(pl.col("ring") == name).then(pl.concat_str(_setting(ring), rest)).otherwise(text)
    return text


def why(rules: TraceRules, zone: ZoneInfo) -> pl.Expr:
    """The whole chain, in English."""
    ends = pl.format("Followed until {}", shown(pl.col("followed_until"), zone)).fill_null(
        "Nobody of this ring is followed"
    )
    immune = pl.format(", not restricted: {}", "immunity").fill_null("")
    judged = pl.when(pl.col("setting") == "sexual").then(pl.lit("a setting of the rule")).otherwise("token")
    doubt = pl.when("provisional").then(pl.lit(" Provisional: the case is not yet concluded.")).otherwise(pl.lit(""))
    others = pl.when(pl.col("others") > 0).then(pl.format(" Other reasons: {}.", "others"))
    return pl.format(
        "{} of {}: {}; counts as {}. {}{} ({}).{}{}",
        pl.col("ring").replace_strict(RING_WORDS), "case_why", met(zone), judged, ends, immune, _basis(rules),
        others.otherwise(pl.lit("")), doubt,
    )  # fmt: skip
