"""Which cases a bulletin counts in which group."""

from collections.abc import Mapping

import polars as pl

from seawall.tables.facts import Facts
from seawall.tables.outbreak import DEATHS

CASES = ("confirmed", "clinical")
ASYMPTOMATIC = ("asymptomatic", "carrier")
CURED = ("discharged", "released")
Counted = Mapping[str, frozenset[str]]


def counted(facts: Facts, episodes: pl.DataFrame) -> dict[str, frozenset[str]]:
    """Case ids by group; excluded cases are in none.

    cases: held to be confirmed or clinical. active, cured, deaths: what became of these; somebody lost from sight is
    active. asym_stock: asymptomatic or carrier, and not released. asym_ever: those, and all who were once.
    suspects: suspected and open. imported and local: by origin, of any class.
    """
    known = episodes.filter(~pl.col("excluded")).select("case", "class", "origin", "open")
    whole = known.join(_became(facts), on="case", how="left").join(_once(facts), on="case", how="left")
    case, asymptomatic = pl.col("class").is_in(CASES), pl.col("class").is_in(ASYMPTOMATIC)
    cured = pl.col("became").is_in(CURED).fill_null(value=False)
    died = pl.col("became").is_in(DEATHS).fill_null(value=False)
    groups = {
        "cases": case,
        "active": case & ~cured & ~died,
        "cured": case & cured,
        "deaths": case & died,
        "asym_stock": asymptomatic & ~cured & ~died,
        "asym_ever": asymptomatic | (case & pl.col("once").fill_null(value=False)),
        "suspects": (pl.col("class") == "suspect") & pl.col("open"),
        "imported": pl.col("origin") == "imported",
        "local": pl.col("origin") == "local",
    }
    return {group: frozenset(whole.filter(chosen)["case"]) for group, chosen in groups.items()}


def _became(facts: Facts) -> pl.DataFrame:
    """(case, became): the latest outcome; being lost from sight is none."""
    said = facts["outcomes"].filter(pl.col("outcome").cast(pl.String) != "lost")
    latest = pl.min_horizontal(pl.coalesce("at_until", "recorded_at"), "recorded_at")
    ordered = said.sort(latest, "recorded_at", "row").unique("case", keep="last", maintain_order=True)
    return ordered.select("case", pl.col("outcome").cast(pl.String).alias("became"))


def _once(facts: Facts) -> pl.DataFrame:
    """(case, once): cases that somebody ever held to be asymptomatic, and nobody said that was wrong."""
    held = facts["classifications"].filter(pl.col("class").cast(pl.String).is_in(ASYMPTOMATIC))
    return held.select("case").unique().with_columns(pl.lit(value=True).alias("once"))
