"""The facts of each case while it runs: its tests, its sites."""

import polars as pl

from seawall.plan.confirm import held
from seawall.plan.confirm.episodes import latest_cases
from seawall.plan.confirm.measured import own_results
from seawall.plan.confirm.spans import of_cases, spans
from seawall.tables.facts import Facts

HOSPITALS = ("hospital", "designated_hospital")


def running(facts: Facts) -> pl.DataFrame:
    """(person, case, begins) of every case."""
    ended = held.ends(held.latest_class(facts["classifications"]), held.latest_outcome(facts["outcomes"]))
    return spans(latest_cases(facts), ended)


def tests(facts: Facts, span: pl.DataFrame) -> pl.DataFrame:
    """One row a result of a person's own specimen, antibodies left out, with its case."""
    return of_cases(own_results(facts["specimens"], facts["results"]), span, "taken")


def hospitals(facts: Facts, span: pl.DataFrame) -> pl.DataFrame:
    """(case, entered_from, entered_until): every entering of a hospital."""
    kinds = facts["sites"].filter(pl.col("kind").cast(pl.String).is_in(HOSPITALS)).select("site").unique()
    inside = of_cases(facts["admissions"], span, "at").join(kinds, on="site", how="semi")
    return inside.select("case", entered_from="at_from", entered_until="at_until")
