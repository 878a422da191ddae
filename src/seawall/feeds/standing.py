"""Rows that name other rows: refused one by one where the store would refuse the whole file."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from seawall.feeds.books import Books
from seawall.feeds.checking import Checked
from seawall.feeds.how import How
from seawall.files.grid import Fault

_NOT_SAID = ("recorded_by", "source", "recorded_at")


def against(books: Books, checked: Checked, how: How) -> Checked:
    """The rows without those that correct or follow a row nobody has stored, give a stored id to something else, or
    give names to a number whose names were destroyed."""
    faults = [*_unknown(books, checked, how), *_taken(books, checked, how), *_destroyed(books, checked, how)]
    if not faults:
        return checked
    stays = ~checked.numbers.is_in([fault.row for fault in faults])
    people = checked.register.filter(stays) if len(checked.register) else checked.register
    return replace(
        checked,
        good=checked.good.filter(stays),
        register=people,
        numbers=checked.numbers.filter(stays),
        faults=sorted([*checked.faults, *faults], key=lambda fault: fault.row),
    )


def _unknown(books: Books, checked: Checked, how: How) -> Iterator[Fault]:
    good = checked.good
    for name in ("follows", "corrects"):
        if name in good.columns and good[name].null_count() < len(good):
            known = books.ids(how.table, "row")
            beside = good["row"] if "row" in good.columns else known.clear()
            lost = ~good[name].is_in(pl.concat([known, beside]).implode()) & good[name].is_not_null()
            allowed = f"the id of a stored row of {how.table}"
            for row, value in zip(checked.numbers.filter(lost), good[name].filter(lost), strict=True):
                yield Fault(row, how.title(name), value, "no row of that id is stored", allowed)


def _taken(books: Books, checked: Checked, how: How) -> Iterator[Fault]:
    good = checked.good
    if "row" not in good.columns or good["row"].null_count() == len(good):
        return
    said = [name for name in good.columns if name not in _NOT_SAID]
    stored = books.rows(how.table, said)
    same = good.with_columns(checked.numbers.alias("_row")).join(stored, on=said, how="semi", nulls_equal=True)
    taken = good["row"].is_in(stored["row"].implode()) & ~checked.numbers.is_in(same["_row"].implode())
    for row, value in zip(checked.numbers.filter(taken), good["row"].filter(taken), strict=True):
        allowed = "no id in row, and the id of the wrong row in corrects"
        yield Fault(row, how.title("row"), value, "a row of that id is stored and says something else", allowed)


def _destroyed(books: Books, checked: Checked, how: How) -> Iterator[Fault]:
    if checked.register.is_empty():
        return
    named = pl.any_horizontal(pl.exclude("person").is_not_null())
    people = checked.register.with_columns(checked.numbers.alias("_row"), named.alias("_named")).filter("_named")
    gone = people.filter(pl.col("person").is_in(books.destroyed(people["person"]).implode()))
    for row, person in gone.select("_row", "person").iter_rows():
        reason = "the names of this number were destroyed, their term being over"
        yield Fault(row, how.title("person"), person, reason, "a number that nobody has had, or the row without names")
