"""How a plan differs from the orders in force: + new, ~ changed, - to release."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.rules import KEY, PROPOSAL, PUBLICATION, RELEASE, OrderRules
from seawall.tables.schema import UTC_MOMENT

DIFFERENCE = pl.Schema(
    {
        "sign": pl.String(),
        **PROPOSAL,
        "follows": pl.String(),
        "changes": pl.String(),
        "old_until": UTC_MOMENT,
    }
)
"""A proposal with its sign, the row and order it changes, and that order's end."""


def difference(
    proposals: pl.DataFrame, standing: pl.DataFrame, expired: pl.DataFrame, rules: OrderRules, now: datetime
) -> pl.DataFrame:
    """What would be signed: proposals that are new or change an order, and releases of what is no longer asked.

    A provisional order that stands is not changed by a later end of the same provisional proposal: it lasts its
    hours from its signature. Once it has run out, one signature cannot renew it (`expired`).
    """
    signs = _signed(proposals, standing)
    renewed = signs.join(expired.filter("provisional").select(KEY), on=KEY, how="semi").select(
        *KEY, pl.lit(1).alias("again")
    )
    needs = pl.when(pl.col("again").is_not_null()).then(pl.max_horizontal("signatures", 2)).otherwise("signatures")
    asked = signs.join(renewed, on=KEY, how="left", maintain_order="left").with_columns(needs.alias("signatures"))
    return pl.concat([asked.select(DIFFERENCE.names()), _releases(proposals, standing, rules, now)])


def _signed(proposals: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    orders = standing.select(
        *KEY,
        pl.col("row").alias("follows"),
        pl.col("order").alias("changes"),
        pl.col("until").alias("old_until"),
        pl.col("clause").alias("old_clause"),
        pl.col("content").alias("old_content"),
        pl.col("provisional").alias("old_provisional"),
    )
    joined = proposals.join(orders, on=KEY, how="left", maintain_order="left")
    same_term = (pl.col("until") == pl.col("old_until")) | (pl.col("provisional") & pl.col("old_provisional"))
    same_rule = pl.col("clause") == pl.col("old_clause")
    same_content = pl.col("content").eq_missing(pl.col("old_content"))
    sign = (
        pl.when(pl.col("changes").is_null())
        .then(pl.lit("+"))
        .when(same_term & same_rule & same_content)
        .then(pl.lit("="))
        .otherwise(pl.lit("~"))
    )
    return joined.with_columns(sign.alias("sign")).filter(pl.col("sign") != "=")


def _releases(proposals: pl.DataFrame, standing: pl.DataFrame, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """A release for each standing order that the facts no longer ask for; a publication is never taken back."""
    ended = standing.filter(pl.col("scope") != PUBLICATION).join(proposals, on=KEY, how="anti")
    return ended.with_columns(
        pl.lit("-").alias("sign"),
        pl.lit(RELEASE).alias("scope"),
        pl.lit(now).cast(UTC_MOMENT).alias("from"),
        pl.format("the facts no longer ask for {}; it was signed because: {}", "scope", "why").alias("why"),
        pl.lit("现有事实不再要求此项措施,予以解除。 / The facts no longer ask for this measure; it is released.").alias(
            "why_public"
        ),
        pl.col("rows").alias("evidence"),
        pl.lit("nothing: a release is final, and a new finding makes a new order").alias("ends"),
        pl.lit(value=False).alias("provisional"),
        pl.lit(rules.needed(RELEASE), dtype=pl.Int64).alias("signatures"),
        pl.col("row").alias("follows"),
        pl.col("order").alias("changes"),
        pl.col("until").alias("old_until"),
    ).select(DIFFERENCE.names())
