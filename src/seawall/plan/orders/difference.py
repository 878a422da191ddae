"""How a plan differs from the orders in force: + new, ~ changed, - to release."""

from datetime import datetime

import polars as pl

from seawall.plan.orders.rules import AREAS, BULK, KEY, ONCE, PROPOSAL, PUBLICATION, RELEASE, OrderRules
from seawall.plan.orders.standing import signed
from seawall.tables.facts import Facts
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
RELEASED = "现有事实不再要求此项措施，予以解除。 / The facts no longer ask for this measure; it is released."
WHOM = pl.Struct({"people": pl.Int64, "persons": pl.List(pl.String)})
"""How many people the content of an area says live there, and whom that of a transfer names."""


def difference(
    proposals: pl.DataFrame,
    standing: pl.DataFrame,
    facts: Facts,
    rules: OrderRules,
    now: datetime,
    waiting: pl.Series | None = None,
) -> pl.DataFrame:
    """What would be signed: proposals that are new or change an order, and releases of what is no longer asked.

    `waiting` are areas whose seal is held back for want of a carer: the facts still ask for it, so nothing of theirs
    is released.

    A provisional order that stands is not changed by a later end of the same provisional proposal, and a change of it
    does not lengthen it. Once one has run out, a single signature cannot renew it (TRUST.md 26).
    """
    changes = _signed(proposals, standing)
    run_out = signed(facts, now).filter(pl.col("provisional") & (pl.col("until") <= now)).select(KEY).unique()
    again = changes.join(run_out, on=KEY, how="semi").with_columns(
        pl.max_horizontal("signatures", rules.again_signatures)
    )
    first = changes.join(run_out, on=KEY, how="anti")
    asked = pl.concat([first, again]).sort("verb", "subject", "scope").select(DIFFERENCE.names())
    held = pl.Series([], dtype=pl.String) if waiting is None else waiting
    stays = (pl.col("verb") == "zone") & pl.col("subject").is_in(held.implode())
    return pl.concat([_bulk(asked, rules), _releases(proposals, standing.filter(~stays), rules, now)])


def _bulk(asked: pl.DataFrame, rules: OrderRules) -> pl.DataFrame:
    """Restricting more people at once than the policy's number takes the signatures of many (TRUST.md 9).

    A provisional area takes its own whatever its size (TRUST.md 26), and counts for nothing here.
    """
    by_the_hour = pl.col("scope").is_in(AREAS) & pl.col("provisional")
    restricting = (pl.col("scope") != PUBLICATION) & ~by_the_hour
    if _people(asked.filter(restricting), rules) <= rules.bulk_people:
        return asked
    many = pl.when(restricting).then(pl.max_horizontal("signatures", rules.needed(BULK))).otherwise("signatures")
    return asked.with_columns(many.alias("signatures"))


def _people(asked: pl.DataFrame, rules: OrderRules) -> int:
    """How many people are bound, each by whatever name once, and those of the areas beside them.

    An area of which nobody knows how many live there is more than the policy's number.
    """
    whom = asked.select("subject", "scope", pl.col("content").str.json_decode(WHOM).struct.unnest())
    areas = whom.filter(pl.col("scope").is_in(AREAS))["people"].fill_null(rules.bulk_people + 1).sum()
    one = pl.concat_list("subject")
    named = whom.filter(~pl.col("scope").is_in(AREAS)).select(pl.coalesce("persons", one).explode())
    return int(areas) + named["persons"].n_unique()


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
    kept_short = pl.when(pl.col("provisional") & pl.col("old_provisional")).then(
        pl.min_horizontal("until", "old_until")
    )
    changed = joined.with_columns(sign.alias("sign")).filter(pl.col("sign") != "=")
    return changed.with_columns(kept_short.otherwise("until").alias("until"))


def _releases(proposals: pl.DataFrame, standing: pl.DataFrame, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """A release for each standing order that the facts no longer ask for; what is done once is never taken back."""
    ended = standing.filter(~pl.col("scope").is_in(ONCE)).join(proposals, on=KEY, how="anti")
    return ended.with_columns(
        pl.lit("-").alias("sign"),
        pl.lit(RELEASE).alias("scope"),
        pl.lit(now).cast(UTC_MOMENT).alias("from"),
        pl.format("the facts no longer ask for {}; it was signed because: {}", "scope", "why").alias("why"),
        pl.lit(RELEASED).alias("why_public"),
        pl.col("rows").alias("evidence"),
        pl.lit("nothing: a release is final, and a new finding makes a new order").alias("ends"),
        pl.lit(value=False).alias("provisional"),
        pl.lit(rules.needed(RELEASE), dtype=pl.Int64).alias("signatures"),
        pl.col("row").alias("follows"),
        pl.col("order").alias("changes"),
        pl.col("until").alias("old_until"),
    ).select(DIFFERENCE.names())
