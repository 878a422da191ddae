"""When a case could infect: from before its anchor to its isolation, to so many days after, or to now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.trace.days import back
from seawall.plan.trace.rules import ANCHORS, Span, TraceRules
from seawall.plan.trace.settings import ENDS
from seawall.plan.trace.stays import Reading
from seawall.tables.days import INSTANT, at, day_ending, day_of, to_end_of

RELEASED = ("discharged", "released")


def contact_windows(
    episodes: pl.DataFrame, rules: TraceRules, how: Reading, purpose: str = "contact_tracing"
) -> pl.DataFrame:
    """The windows of the traced cases, numbered, with their purpose and the air that lingers after the case."""
    linger = rules.linger.length if rules.linger else timedelta()
    return (
        of_cases(episodes, rules, how.now, how.zone)
        .with_columns(pl.lit(purpose).alias("purpose"), pl.lit(linger).cast(pl.Duration("us")).alias("linger"))
        .with_row_index("window")
    )


def of_cases(episodes: pl.DataFrame, rules: TraceRules, now: datetime, zone: ZoneInfo) -> pl.DataFrame:
    """One row a traced case: its window [start, end), half-open, and what it hangs on.

    The start takes the earliest the anchor may be, the end the latest isolation may be: a window uses the bound
    that includes. `definite` says that the policy and the facts end it; otherwise it ends now. `start_intimate` is
    the start for sexual contact. A case whose window is empty has no row, and without a rule for the start no case
    has one.
    """
    intimate = rules.before_intimate or rules.before
    return (
        anchored(episodes, rules)
        .lazy()
        .with_columns(
            _start(rules.before, zone).alias("start"),
            _start(intimate, zone).alias("start_intimate"),
            _end(rules, zone).alias("end"),
        )
        .with_columns(pl.col("end").is_not_null().alias("definite"), pl.col("end").fill_null(at(now)))
        .filter(pl.min_horizontal("start", "start_intimate") < pl.col("end"))
        .collect()
    )


def traced(episodes: pl.DataFrame, rules: TraceRules) -> pl.DataFrame:
    """The cases whose contacts are traced: of a class the policy lists, and not excluded.

    Where the policy lists none, every case that is more than a suspicion.
    """
    alive = episodes.filter(~pl.col("excluded"), pl.col("class").is_not_null())
    if rules.classes is None:
        return alive.filter(~pl.col("provisional"))
    return alive.filter(pl.col("class").is_in(sorted(rules.classes)))


def anchored(episodes: pl.DataFrame, rules: TraceRules) -> pl.DataFrame:
    """The traced cases with what their windows hang on: `anchor` names it, `anchor_from` and `anchor_until` say when.

    The policy's own anchor where it is known, else the next known of rash, onset, first positive sample, its result,
    class and opening.
    """
    return traced(episodes, rules).with_columns(_anchor(rules))


def _anchor(rules: TraceRules) -> list[pl.Expr]:
    order = [*rules.anchors, *(each for each in ANCHORS[1:] if each not in rules.anchors)]
    stated = [pl.col(f"{each}_from").is_not_null() | pl.col(f"{each}_until").is_not_null() for each in order]
    named = [pl.when(known).then(pl.lit(each)) for known, each in zip(stated, order, strict=True)]
    bounds = [
        pl.coalesce(
            pl.when(known).then(pl.struct(pl.col(f"{each}_{end}").alias("at")))
            for known, each in zip(stated, order, strict=True)
        )
        .struct.field("at")
        .alias(f"anchor_{end}")
        for end in ("from", "until")
    ]
    return [pl.coalesce(named).alias("anchor"), *bounds]


def _start(before: Span | None, zone: ZoneInfo) -> pl.Expr:
    """An anchor known only as "before" hangs on its latest bound: a window without a beginning would hold everybody."""
    if before is None:
        return pl.lit(None, INSTANT)
    return back(pl.coalesce("anchor_from", "anchor_until"), before, zone)


def _end(rules: TraceRules, zone: ZoneInfo) -> pl.Expr:
    """The earlier of what may end the window; empty: nothing is known to."""
    ends = [pl.lit(None, INSTANT)]
    if rules.after is not None:
        ends.append(_after_anchor(rules.after, zone))
    if rules.end is not None and ENDS[rules.end] == "isolated":
        ends.append(pl.col("isolated_until"))
    if rules.end is not None and ENDS[rules.end] == "released":
        ends.append(pl.when(pl.col("outcome").is_in(RELEASED)).then(pl.col("outcome_until")))
    return pl.min_horizontal(ends)


def _after_anchor(after: Span, zone: ZoneInfo) -> pl.Expr:
    latest = pl.col("anchor_until")
    if not after.whole_days:
        return latest + after.length
    exact = pl.col("anchor_from") == latest
    day = pl.when(exact).then(day_of(latest, zone)).otherwise(day_ending(latest, zone))
    return to_end_of(day, after.length, zone)
