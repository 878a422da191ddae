"""The spans of a rule, laid before an instant or after an interval."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.trace.rules import Span
from seawall.tables.days import day_ending, day_of, midnight, to_end_of


def back(instant: pl.Expr, span: Span, zone: ZoneInfo) -> pl.Expr:
    """`span` before an instant: whole days reach back to 00:00 of that many local days earlier."""
    if not span.whole_days:
        return instant - span.length
    return midnight(day_of(instant, zone) - span.length, zone)


def after(end: pl.Expr, spans: Sequence[Span], zone: ZoneInfo) -> pl.Expr:
    """`spans` one after the other from the end of an interval: whole days run to 24:00 of the last one."""
    days = sum((span.length for span in spans if span.whole_days), timedelta())
    exact = sum((span.length for span in spans if not span.whole_days), timedelta())
    if not any(span.whole_days for span in spans):
        return end + exact
    return to_end_of(day_ending(end, zone), days, zone) + exact
