"""What a bulletin says besides figures: the area, the disease, the first times, and whether it is a drill."""

import polars as pl

from seawall.plan.inform.counted import ASYMPTOMATIC, CASES
from seawall.tables.facts import Facts
from seawall.tables.limit import first
from seawall.tables.moment import Moment

CONCLUDED = (*CASES, *ASYMPTOMATIC)


def course(facts: Facts, episodes: pl.DataFrame) -> dict[str, Moment]:
    """The first positive result and the first conclusion of the incident, those that have happened."""
    cases = episodes.filter(~pl.col("excluded"))
    dated = cases.filter(pl.col("positive_from").is_not_null() | pl.col("positive_until").is_not_null())
    concluded = facts["classifications"].filter(pl.col("class").cast(pl.String).is_in(CONCLUDED))
    mine = concluded.join(cases.select("case"), on="case", how="semi")
    found = {
        "positive": first(Moment(*row) for row in dated.select("positive_from", "positive_until").iter_rows()),
        "concluded": first(Moment(*row) for row in mine.select("at_from", "at_until").iter_rows()),
    }
    return {what: moment for what, moment in found.items() if moment is not None}


def area(facts: Facts) -> str | None:
    """The name of the unit whose desk handles the incident."""
    units = facts["incidents"].sort("recorded_at")["unit"].drop_nulls()
    if units.is_empty():
        return None
    names = facts["units"].filter(pl.col("unit") == units[-1])["name"]
    return None if names.is_empty() else str(names[0])


def disease(facts: Facts) -> str | None:
    """The disease of the incident, as the policies name its pathogen."""
    named = facts["incidents"].sort("recorded_at")["disease"].drop_nulls()
    return None if named.is_empty() else str(named[-1])


def invented(facts: Facts) -> bool:
    """Whether any of what there is says of itself that it was invented: then it is a drill."""
    sources = [facts[table]["source"] for table in ("persons", "places", "units", "sites")]
    return bool(pl.concat(sources).str.contains("invented").any())
