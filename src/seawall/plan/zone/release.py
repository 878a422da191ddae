"""When each condition of release is met if nothing happens, and which level an area has at `now`."""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.days import at, day_ending, day_of, midnight, to_end_of
from seawall.tables.limit import CANNOT_TELL, MET, OPEN


def dated(areas: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """Adds `new_on`, `contact_on` (null: nothing known of it), `first_on`, the later of both, and `start`.

    No contact inside: that condition is met from the beginning. `start` is from when on a negative test counts.
    """
    new_on = to_end_of(pl.col("last_day"), pl.duration(days="without_new"), zone)
    asked = pl.col("contact_days").is_not_null()
    contact = to_end_of(pl.col("contact_day"), pl.duration(days="contact_days"), zone)
    exposed = pl.when(pl.col("contacts").is_null()).then("begins").otherwise(pl.when(~pl.col("unknown")).then(contact))
    dated = areas.with_columns(new_on.alias("new_on"), pl.when(asked).then(exposed).alias("contact_on"))
    known = pl.col("new_on").is_not_null() & (~asked | pl.col("contact_on").is_not_null())
    first = pl.when(known).then(pl.max_horizontal("new_on", "contact_on")).alias("first_on")
    start = midnight(day_of(pl.col("first_on"), zone) - pl.duration(days=pl.col("tested")), zone)
    return dated.with_columns(first).with_columns(start.alias("start"))


def staged(areas: pl.DataFrame, now: datetime, zone: ZoneInfo) -> pl.DataFrame:
    """Adds `tests_on`, `tests_state`, `released_on`, `stage` (0 own level, 1 the next, 2 over), the ends, and `over`.

    While tests are all that lacks, the level lasts to the end of the present day, and again the next. A level without
    a rule of release has no end. `over` is when nothing remains of the zone.
    """
    today = midnight(day_of(at(now), zone) + pl.duration(days=1), zone)
    due, asked = pl.col("first_on") <= at(now), pl.col("tested").is_not_null()
    told = pl.col("everybody").fill_null(value=False)
    all_tested = told & pl.col("tested_at").is_not_null()
    state = (
        pl.when(~asked).then(None).when(due & all_tested).then(pl.lit(MET))
        .when(~told).then(pl.lit(CANNOT_TELL)).otherwise(pl.lit(OPEN))
    )  # fmt: skip
    tests = (
        pl.when(~asked | pl.col("first_on").is_null()).then(None).when(~due).then("first_on")
        .when(all_tested).then(pl.max_horizontal("first_on", "tested_at")).when(told).then(today)
    )  # fmt: skip
    held = areas.with_columns(tests.alias("tests_on"), state.fill_null("").alias("tests_state"))
    own_until = pl.when(asked).then("tests_on").otherwise("first_on")
    released = pl.when(due & (~asked | all_tested)).then(own_until)
    lasts = held.with_columns(own_until.alias("own_until"), released.alias("released_on"))
    end = pl.coalesce("released_on", "own_until")
    next_until = to_end_of(day_ending(end, zone), pl.duration(days="then_days"), zone)
    ends = lasts.with_columns(pl.coalesce(next_until, end).alias("over"), next_until.alias("next_until"))
    stage = (
        pl.when(pl.col("released_on").is_null()).then(0)
        .when((pl.col("next_until") > at(now)).fill_null(value=False)).then(1).otherwise(2)
    )  # fmt: skip
    return ends.with_columns(stage.alias("stage"))
