"""Whose results count as such: those of laboratories that are registered (docs/stays.md)."""

import polars as pl

from seawall.feeds.books import Books
from seawall.plan.confirm.measured import registered_laboratories
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import known


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
