"""The columns of what zone answers."""

from dataclasses import dataclass

import polars as pl

from seawall.tables.schema import UTC_MOMENT

ZONE = pl.Schema(
    {
        "subject": pl.String(), "kind": pl.String(), "axis": pl.String(), "level": pl.String(), "measure": pl.String(),
        "from": UTC_MOMENT, "until": UTC_MOMENT, "people": pl.UInt32(), "cases": pl.List(pl.String()),
        "why": pl.String(), "why_public": pl.String(), "clause": pl.String(), "staff": pl.String(),
        "evidence": pl.List(pl.String()),
        "provisional": pl.Boolean(), "smaller": pl.String(), "larger": pl.String(), "narrower": pl.String(),
        "narrower_people": pl.UInt32(),
    }
)  # fmt: skip
RELEASE = pl.Schema(
    {
        "subject": pl.String(), "axis": pl.String(), "condition": pl.String(), "met_on": UTC_MOMENT,
        "state": pl.String(), "if_positive": pl.String(), "clause": pl.String(),
    }
)  # fmt: skip
STAFFING = pl.Schema(
    {"subject": pl.String(), "role": pl.String(), "needed": pl.UInt32(), "named": pl.String(), "why": pl.String()}
)
CLEAN = pl.Schema({"unit": pl.String(), "clean_days": pl.UInt32(), "since": UTC_MOMENT})
SHAPES = pl.Schema(
    {
        "shape": pl.String(), "kind": pl.String(), "lon": pl.Float64(), "lat": pl.Float64(), "radius_m": pl.Float64(),
        "datum": pl.String(), "place": pl.String(),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Zoned:
    """What zone proposes.

    `zones`: one row an area and axis with its level now; `until` ends that level if nothing happens, null: nobody can
    tell; `people` null: nobody knows; `narrower` and `narrower_people` are as `reach.smaller` says. `releases`: one row
    a condition. `staffing`: one row an area and role; `named` is empty where nobody is.
    `clean`: every community and village, with the whole days since something was last found there (since the
    incident opened, where nothing was; then `since` is empty). `shapes`: the circles that vector zones are.
    """

    zones: pl.DataFrame
    releases: pl.DataFrame
    staffing: pl.DataFrame
    clean: pl.DataFrame
    shapes: pl.DataFrame


def shaped(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """The frame's columns in the order and types of the schema; a column it lacks is empty."""
    lacking = [pl.lit(None, kind).alias(name) for name, kind in schema.items() if name not in frame.columns]
    return frame.with_columns(lacking).select(pl.col(name).cast(kind) for name, kind in schema.items())
