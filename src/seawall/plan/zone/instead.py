"""Another unit in place of the smallest that holds a risk, where an officer wants it so, with a reason."""

import polars as pl

from seawall.plan.zone.rules import ZoneRules
from seawall.plan.zone.tree import Land, land
from seawall.tables.facts import Facts


def instead(risks: pl.DataFrame, facts: Facts, here: Land) -> pl.DataFrame:
    """The risks, each in the unit that the last amendment puts in place of its own; see tables.decided.Amendments.

    It counts for every axis: an area is not sealed as one unit and of high risk as another. What names no unit and no
    place of ours changes nothing.
    """
    stated = facts["amendments"].filter(pl.col("verb").cast(pl.String) == "zone").sort("recorded_at", "row")
    last = stated.unique(["subject", "scope"], keep="last", maintain_order=True)
    named = last.filter(pl.col("change").cast(pl.String) == "unit").unique("subject", keep="last")
    lies = pl.concat([here.places.select(put="place", lies="unit"), here.units.select(put="unit", lies="unit")])
    wanted = named.select("subject", put="unit").join(lies.unique("put", keep="last"), on="put")
    if wanted.is_empty():
        return risks
    is_unit = pl.col("put").is_in(here.units["unit"].implode())
    moved = risks.join(wanted, on="subject", how="left", maintain_order="left").with_columns(
        pl.coalesce("put", "subject").alias("subject"),
        pl.coalesce("lies", "unit").alias("unit"),
        pl.when(pl.col("put").is_null()).then("kind").when(is_unit).then(pl.lit("unit")).otherwise(pl.lit("place"))
        .alias("kind"),
    )  # fmt: skip
    return moved.select(risks.columns)


def around(subject: str, zones: pl.DataFrame, facts: Facts, rules: ZoneRules) -> list[str]:
    """The units that may be closed in place of an area, the smallest first: of the levels that its axis closes.

    The larger are those that hold it, inside the incident's own; the smaller is the part with the cases' homes, where
    there is one such part.
    """
    found = zones.filter(subject=subject).sort("axis")
    if found.is_empty():
        return []
    area, here = found.row(0, named=True), land(facts)
    levels = next((axis.units for axis in rules.axes if axis.name == area["axis"]), ())
    inside = here.places.filter(place=subject)["unit"] if area["kind"] == "place" else pl.Series([subject])
    above = here.above.filter(
        pl.col("unit").is_in(inside.implode()),
        pl.col("above").is_in(here.ours.implode()) & (pl.col("above") != subject),
        pl.col("level").is_in(levels),
    ).sort("steps")
    narrower = pl.col("unit").eq_missing(pl.lit(area["narrower"], pl.String))  # of no area where there is none
    below = here.units.filter(narrower, pl.col("level").is_in(levels))
    return [*below["unit"], *above["above"]]
