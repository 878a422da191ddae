"""What officers want otherwise of what is proposed: applied while it is still proposed so, and told beside it."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from seawall.plan.orders.rules import AREAS, BULK, ISOLATION, KEY, OBSERVATION, TRANSFER, OrderRules
from seawall.tables.days import shown
from seawall.tables.facts import Facts
from seawall.tables.schema import UTC_MOMENT

AMENDED = pl.Schema(
    {
        **dict.fromkeys(KEY, pl.String()),
        "change": pl.String(), "state": pl.String(), "until": UTC_MOMENT, "unit": pl.String(), "proposed": UTC_MOMENT,
        "asked": UTC_MOMENT, "why": pl.String(), "officer": pl.String(), "role": pl.String(),
        "organisation": pl.String(), "plan": pl.String(), "row": pl.String(), "recorded_at": UTC_MOMENT,
    }
)  # fmt: skip
"""One row an amendment that counts: what it changes of which order, by whom and why.

`proposed` is the end that was proposed when it was made, `asked` the one that the facts ask for now (null: nothing of
the kind is proposed any more). `state`: it `holds`; facts have `moved` the proposal since, which stands as it is; it is
`over`, because the end that it is about has passed: the one that it gave, but of what has one term and is not signed
again, the one that was proposed; it is `idle`, because nothing of the kind is proposed.
"""


OWN = ("trace", "confirm", "zone")
"""The verbs whose proposals are what the facts alone ask for. Drives and bulletins follow from those as amended."""


class Amended(NamedTuple):
    """The proposals as amended, each amendment with what became of it, in AMENDED, and the `limits` it is held to."""

    proposals: pl.DataFrame
    amendments: pl.DataFrame
    limits: pl.DataFrame

    @property
    def left_out(self) -> pl.DataFrame:
        """(verb, subject, scope) of what is not to be ordered, or to stay as it was signed."""
        return self.amendments.filter(state="holds", change="leave_out").select(KEY)

    def undriven(self, standing: pl.DataFrame) -> pl.Series:
        """The drives that are left out and that no order in force names."""
        left = self.left_out.filter(scope=TRANSFER)
        return left.join(standing, on=KEY, how="anti", maintain_order="left")["subject"]


def limits(proposals: pl.DataFrame, zones: pl.DataFrame, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """(verb, subject, scope, until, provisional, latest): the proposals, and the last end that each may be given.

    What is signed again and again lasts one such term at most, and an area no longer than its level; what is
    provisional as long as anything provisional may. Anything else ends when the facts say, or before (TRUST.md 6).
    """
    ends = zones.group_by("subject").agg(pl.col("until").max().alias("level_until"))
    area, term = pl.col("scope").is_in(AREAS), pl.lit(now + rules.sign_again_after).cast(UTC_MOMENT)
    latest = (
        pl.when("provisional").then(pl.max_horizontal("until", pl.lit(now + rules.provisional_limit).cast(UTC_MOMENT)))
        .when(area).then(pl.min_horizontal(term, "level_until"))
        .when(pl.col("scope") == ISOLATION).then(term).otherwise("until")
    )  # fmt: skip
    known = proposals.join(ends, on="subject", how="left", maintain_order="left")
    return known.select(*KEY, "until", "provisional", latest.alias("latest"))


def amended(
    proposals: pl.DataFrame, zones: pl.DataFrame, facts: Facts, rules: OrderRules, now: datetime,
    alone: pl.DataFrame | None = None,
) -> Amended:  # fmt: skip
    """Proposals with the ends and reasons that officers gave them, less what they left out.

    `alone` is what the facts alone ask for, in `limits`, where the proposals are those of a plan that obeys amendments.

    An amendment of an end or of whether to order holds while the same end is proposed as then; one of something
    provisional, whose end moves by the hour, until the end that was proposed. One of the unit has its effect in `zone`.
    An end that is later than proposed, and another unit, take the signatures of many.
    """
    asked = limits(proposals, zones, rules, now)
    if alone is not None:
        asked = pl.concat([alone, asked.filter(~pl.col("verb").is_in(OWN))])
    told = judged(facts, asked, now)
    if told.is_empty():
        return Amended(proposals, told, asked)
    kept = proposals.join(told.filter(state="holds", change="leave_out"), on=KEY, how="anti", maintain_order="left")
    about = _about(told).join(asked.select(*KEY, "latest"), on=KEY, how="left")
    joined = kept.join(about, on=KEY, how="left", maintain_order="left")
    ends = pl.when(pl.col("wanted").is_not_null()).then(pl.min_horizontal("wanted", "latest"))
    harder = pl.col("another") | (ends > pl.col("until")).fill_null(value=False)
    changed = joined.with_columns(
        pl.coalesce(ends, "until").alias("until"),
        pl.concat_str("why", _said(facts), ignore_nulls=True).alias("why"),
        pl.when(ends.is_not_null()).then(_public(ends, facts)).otherwise("why_public").alias("why_public"),
        pl.concat_list("evidence", pl.col("fact").fill_null([])).alias("evidence"),
        pl.when(harder).then(pl.max_horizontal("signatures", rules.needed(BULK))).otherwise("signatures")
        .alias("signatures"),
    )  # fmt: skip
    return Amended(changed.select(proposals.columns).cast(proposals.schema), told, asked)


def judged(facts: Facts, asked: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """The last amendment of each order, in AMENDED, against what is asked, in `limits`."""
    stated = facts["amendments"].with_columns(pl.col("verb", "change").cast(pl.String))
    last = stated.sort("recorded_at", "row").unique(KEY, keep="last", maintain_order=True)
    there = asked.select(*KEY, "provisional", asked="until")
    other = there.select("verb", "scope", unit="subject", instead="asked").unique(["verb", "scope", "unit"])
    known = last.join(there, on=KEY, how="left", maintain_order="left").join(
        other, on=["verb", "scope", "unit"], how="left", maintain_order="left"
    )
    unit, own = pl.col("change") == "unit", (pl.col("scope") == OBSERVATION) & ~pl.col("provisional")
    past = pl.when(own).then("proposed").otherwise(pl.coalesce("until", "proposed")) <= pl.lit(now)
    state = (
        pl.when(unit & pl.col("instead").is_not_null()).then(pl.lit("holds"))
        .when(unit & pl.col("asked").is_not_null()).then(pl.lit("moved"))
        .when(~unit & past).then(pl.lit("over"))
        .when(pl.col("asked").is_null()).then(pl.lit("idle"))
        .when(~pl.col("provisional") & (pl.col("asked") != pl.col("proposed"))).then(pl.lit("moved"))
        .otherwise(pl.lit("holds"))
    )  # fmt: skip
    told = known.with_columns(state.alias("state"), pl.coalesce("asked", "instead").alias("asked"))
    return told.select(AMENDED.names()).cast(AMENDED)


def _about(told: pl.DataFrame) -> pl.DataFrame:
    """What an order is to say of its amendment: `wanted` end, `another` unit, and `moved`, with who, why and the fact.

    An amendment of the unit stands at the order of the unit that was put in its place.
    """
    there = told.filter(pl.col("state").is_in(["holds", "moved"]))
    other = (pl.col("change") == "unit") & (pl.col("state") == "holds")
    end = pl.when(pl.col("state") == "holds", pl.col("change") == "end").then("until")
    return there.select(
        "verb", pl.when(other).then("unit").otherwise("subject").alias("subject"), "scope",
        end.alias("wanted"), other.alias("another"), (pl.col("state") == "moved").alias("moved"),
        pl.col("subject").alias("instead_of"), "proposed", pl.col("why").alias("reason"),
        "officer", "organisation", pl.concat_list("row").alias("fact"),
    ).unique(KEY, keep="last", maintain_order=True)  # fmt: skip


def _said(facts: Facts) -> pl.Expr:
    """What an officer reads behind the reason of an amended order; null where it is not amended."""
    who = pl.format("{} ({})", "officer", "organisation")
    end = pl.format(
        "; amended by {}: until {} instead of {}, because: {}", who, shown(pl.col("wanted"), facts.zone),
        shown(pl.col("proposed"), facts.zone), "reason",
    )  # fmt: skip
    unit = pl.format("; amended by {}: instead of {}, because: {}", who, "instead_of", "reason")
    moved = pl.format(
        "; {} had amended it when it was to end {}, because: {}; facts have moved it since", who,
        shown(pl.col("proposed"), facts.zone), "reason",
    )  # fmt: skip
    return pl.when("another").then(unit).when("moved").then(moved).when(pl.col("wanted").is_not_null()).then(end)


def _public(ends: pl.Expr, facts: Facts) -> pl.Expr:
    """The reason that those it binds read, with the end that was signed."""
    halves = pl.col("why_public").str.splitn(" / ", 2).struct
    day = shown(ends, facts.zone)
    zh, en = pl.format("本令经签署人改定，至 {} 止。", day), pl.format("Those who signed changed it: it ends {}.", day)
    return pl.concat_str(
        halves.field("field_0"), zh, pl.lit(" / "), halves.field("field_1"), pl.lit(" "), en, ignore_nulls=True
    )
