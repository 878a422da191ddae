"""Checked rows into a home: names, then facts, then the queue of possible duplicates.

A kill between two of these leaves nobody without a name, and the next import of the file asks what was not asked.
"""

from collections.abc import Sequence

import polars as pl

from seawall.feeds import duplicates
from seawall.feeds.books import Books
from seawall.feeds.checking import Checked
from seawall.feeds.references import Mentioned
from seawall.feeds.report import Imported
from seawall.feeds.wish import Wish


def store(books: Books, part: Sequence[Checked], found: Imported, wish: Wish, mentioned: Mentioned) -> None:
    good = pl.concat([checked.good for checked in part])
    if good.is_empty():
        return
    if wish.recorded_at is not None:
        stated = pl.col("recorded_at") if "recorded_at" in good.columns else pl.lit(None)
        good = good.with_columns(pl.coalesce(stated, pl.lit(wish.recorded_at)).alias("recorded_at"))
    people = pl.concat([checked.register for checked in part])
    if not people.is_empty():
        books.keep(people)
    entered = books.enter(found.table, good, found.file)
    found.batch = max(found.batch, entered.batch)
    found.new += entered.new
    found.already += len(good) - entered.new
    mentioned.add(found.table, good)
    if found.table == "persons":
        found.duplicates += _queue(books, good, people, found, wish)


def _queue(books: Books, good: pl.DataFrame, people: pl.DataFrame, found: Imported, wish: Wish) -> int:
    asked, crowds = duplicates.possible(books, good, people)
    found.warnings += crowds
    if asked.is_empty():
        return 0
    if books.history:
        when = good["recorded_at"].max() if "recorded_at" in good.columns else wish.recorded_at
        asked = asked.with_columns(pl.lit(when).alias("recorded_at"))
    return books.enter("same_person", asked, f"{found.file}, matched").new
