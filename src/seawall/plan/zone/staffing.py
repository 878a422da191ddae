"""Whom each area needs, and which team is named for it; nobody is a row without a name."""

from collections.abc import Mapping

import polars as pl

from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.schemas import STAFFING, shaped
from seawall.plan.zone.tree import Tree
from seawall.tables.facts import Facts


def staffing(zones: pl.DataFrame, facts: Facts, rules: ZoneRules, tree: Tree) -> pl.DataFrame:
    """One row an area and role, in STAFFING: people of sealed areas, posts of closed ones, posts at the exits.

    A team is named whose kind is the role, of the nearest unit at or above the area; a team has one area.
    """
    wanted = [
        _asked(zones, rules.staff, rules.staff_levels, rules.clauses.get("staff", "")),
        _asked(zones, rules.posts, rules.posts_levels, rules.clauses.get("posts", ""), after=len(rules.staff)),
        _exits(zones, rules, tree),
    ]
    needed = pl.concat(wanted).sort("subject", "order", "role")
    return shaped(needed.join(_named(needed, facts, tree), on=["subject", "role"], how="left", maintain_order="left")
                  .with_columns(_why().alias("why")), STAFFING)  # fmt: skip


def staff_text(zones: pl.DataFrame, staffing: pl.DataFrame) -> pl.DataFrame:
    """The zones with `staff`: the roles that their subject needs and how many, as their rows of staffing say."""
    said = pl.format("{} {}", "role", "needed").str.join(", ").alias("staff")
    texts = staffing.group_by("subject", maintain_order=True).agg(said)
    return zones.join(texts, on="subject", how="left", maintain_order="left").with_columns(
        pl.col("staff").fill_null("")
    )


def _asked(
    zones: pl.DataFrame, roles: Mapping[str, int], levels: tuple[str, ...], clause: str, after: int = 0
) -> pl.DataFrame:
    """The roles of areas of some levels, in the policy's order and `after` so many others."""
    asked = pl.DataFrame(
        {"role": list(roles), "needed": list(roles.values()), "order": range(after, after + len(roles))},
        schema={"role": pl.String, "needed": pl.UInt32, "order": pl.UInt32},
    )
    areas = zones.filter(pl.col("level").is_in(list(levels))).unique("subject", keep="first", maintain_order=True)
    return areas.select("subject", "unit", "level").join(asked, how="cross").with_columns(clause=pl.lit(clause))


def _exits(zones: pl.DataFrame, rules: ZoneRules, tree: Tree) -> pl.DataFrame:
    """Posts at the expressway exits, of the whole county, while any of its areas is closed."""
    closed = zones.filter(pl.col("level").is_in(list(rules.posts_levels)))
    found = [
        (tree.root, tree.root, "exits", "expressway_exit", rules.exit_posts, 0, rules.clauses.get("exit_posts", ""))
    ]
    rows = [] if closed.is_empty() or tree.root is None or rules.exit_posts is None else found
    kinds = {
        "subject": pl.String, "unit": pl.String, "level": pl.String, "role": pl.String, "needed": pl.UInt32,
        "order": pl.UInt32, "clause": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _named(needed: pl.DataFrame, facts: Facts, tree: Tree) -> pl.DataFrame:
    """(subject, role, named, size): area by area as they stand, the nearest team at or above it that is still free."""
    teams = facts["teams"].select("team", "size", role="kind", above="unit").unique("team", keep="last")
    near = needed.join(tree.above.select("unit", "above", "steps"), on="unit").join(teams, on=["role", "above"])
    ordered = near.sort("subject", "role", "steps", "team").select("subject", "role", "team", "size")
    taken: set[str] = set()
    found: dict[tuple[str, str], tuple[str, int | None]] = {}
    for subject, role, team, size in ordered.iter_rows():
        if (subject, role) not in found and team not in taken:
            taken.add(team)
            found[subject, role] = team, size
    rows = [(*key, *held) for key, held in found.items()]
    kinds = {"subject": pl.String, "role": pl.String, "named": pl.String, "size": pl.Int64}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _why() -> pl.Expr:
    named = pl.col("named").is_not_null()
    few = (pl.col("size") < pl.col("needed")).fill_null(value=False)
    state = (
        pl.when(~named).then(pl.lit("no team is named: no team of this kind is free here"))
        .when(few).then(pl.format("the team has {} people", "size")).otherwise(pl.lit("named"))
    )  # fmt: skip
    return pl.format("{} ({}); {}", "level", "clause", state)
