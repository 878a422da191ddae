"""Whose results count as such: those that a registered laboratory sends itself (docs/stays.md, TRUST.md 8)."""

from collections.abc import Collection, Iterator

import polars as pl

from seawall.feeds.books import Books
from seawall.feeds.rules import Finding
from seawall.plan.confirm.measured import registered_laboratories
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import known


def of_another(table: str, columns: list[str], own: Collection[str] | None) -> Iterator[Finding]:
    """Which results name a laboratory that does not send them: `own` are those that whoever sends them speaks for.

    None: whoever holds the home enters them, and is asked nothing. A result may name no laboratory: it opens no stays.
    """
    if table == "results" and "laboratory" in columns and own is not None:
        other = pl.col("laboratory").is_not_null() & ~pl.col("laboratory").is_in(list(own))
        allowed = ", ".join(sorted(own)) or "no laboratory"
        yield "laboratory", "its results are sent by that laboratory itself", other, allowed


def unregistered(books: Books, named: pl.Series) -> list[str]:
    """What must be said of laboratories that results name: which of them open nothing, for nobody registered them."""
    strange = named.filter(~named.is_in(_registered(books).implode())).sort().to_list()
    if not strange:
        return []
    shown = ", ".join(strange[:5]) + (" and others" if strange[5:] else "")
    said = "only those of a registered laboratory do, a row of sites with kind laboratory and registered yes"
    return [f"laboratory: results of {shown} open no stays: {said}"]


def _registered(books: Books) -> pl.Series:
    sites = books.rows("sites", TABLES["sites"].column_names())
    last = max(sites["recorded_at"].drop_nulls(), default=None)
    return registered_laboratories(sites if last is None else known({"sites": sites}, last, books.zone)["sites"])
