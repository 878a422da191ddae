"""Cases and contacts as every page counts them."""

import polars as pl

from seawall.desk.planning import Made
from seawall.tables.ring import nearness
from seawall.web import discreet


def cases(made: Made) -> pl.DataFrame:
    """Every case that is or was: state says which."""
    state = pl.when("excluded").then(pl.lit("case_excluded")).when("open").then(pl.lit("case_open"))
    return made.plan.episodes.with_columns(
        state.otherwise(pl.lit("case_closed")).alias("state"), pl.col("class").fill_null("unclassified")
    )


def contacts(made: Made) -> pl.DataFrame:
    """One row a person: their strongest ring, of it the last exposure."""
    return strongest(discreet.contacts(made))


def strongest(met: pl.DataFrame) -> pl.DataFrame:
    """Of the rows of each contact the one of the strongest ring, and of it the last exposure."""
    ordered = met.sort(nearness(), "last_exposure", "case", descending=[False, True, False], nulls_last=True)
    return ordered.unique("person", keep="first", maintain_order=True)
