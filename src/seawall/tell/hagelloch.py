"""What the Hagelloch drill shows: how many each set of rules would have listed in time, beside the published count."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

Row = tuple[str, int, int, int, int]
"""Rule set; listed by family, by family or class; the same as published."""


def counts(rows: Sequence[Row], cases: int) -> Table:
    """One line a set of rules; a number that is not the published one is marked."""
    table = Table(
        title=f"Hagelloch 1861: of {cases} cases, listed on the eve of their own prodrome", title_justify="left"
    )
    table.add_column("rules")
    for column in ("family", "published", "family or class", "published"):
        table.add_column(column, justify="right")
    for name, family, either, published, published_either in rows:
        table.add_row(
            name, _count(family, published), str(published), _count(either, published_either), str(published_either)
        )
    return table


def _count(found: int, published: int) -> Text:
    return Text(str(found)) if found == published else Text(f"{found} differs", "bold reverse")


def sentences(report: Mapping[str, Any]) -> Text:
    """The rest of the report, a line each."""
    days, late = report["person_days"], report["vaccine"].get("too_late", 0)
    return Text(
        f"Days on a list before the own rash: {days.family:,} by family, {days.family_or_class:,} by family or class; "
        f"median lead {report['median_lead']} days.\n"
        f"Invented immune classmates: {report['invented_listed']} listed, {report['invented_restricted']} restricted.\n"
        f"Vaccine within its limit after the first exposure: too late for {late:,} of "
        f"{sum(report['vaccine'].values()):,} contacts over all days, because a case is known on its rash day.\n"
        f"{report['plans']} days replayed, each from what was known at its noon."
    )
