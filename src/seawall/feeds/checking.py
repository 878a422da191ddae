"""Rows of text against the table's schema: the good rows, typed; and every fault of every other row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from seawall.feeds.how import How
from seawall.feeds.laboratories import of_another
from seawall.feeds.rowwise import lengths, needed, one_id_one_row
from seawall.feeds.rules import between
from seawall.feeds.sheet import FINDINGS, Sheet
from seawall.feeds.typed import column
from seawall.files import names
from seawall.files.cells import clean, named
from seawall.files.grid import Broken, Fault, Record
from seawall.files.times import moments
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import pairs


@dataclass(frozen=True)
class Checked:
    """`good`: rows of the table, in the columns the file gives; `register`: names and numbers by person; `faults`:
    everything wrong with the rows that are not among the good; `left_out`: how many rows the mapping passes over.
    """

    good: pl.DataFrame
    register: pl.DataFrame
    faults: Sequence[Fault]
    left_out: int
    numbers: pl.Series
    """The row of the file that each good row stands in."""


def check(records: Sequence[Record], broken: Sequence[Broken], how: How) -> Checked:
    """The rows of a part of a file. A row with a fault gives nothing to the table; its faults are all named."""
    meant = [record for record in records if not _passed_over(record[1], how)]
    sheet = Sheet(pl.Series("row", [row for row, _ in meant], dtype=pl.Int64))
    sheet.found += [_broken(broken, how)]
    for name, text in _texts(meant, how):
        _read(sheet, name, text, how)
    lengths(sheet, meant, how)
    needed(sheet, how)
    columns = list(sheet.values)
    for name, reason, wrong, allowed in (*between(how.table, columns), *of_another(how.table, columns, how.speaks_for)):
        sheet.where(how.title(name), pl.DataFrame(sheet.values).select(wrong).to_series(), reason, allowed)
    one_id_one_row(sheet, how)
    return _parted(sheet, left_out=len(records) - len(meant))


def _passed_over(cells: list[str], how: How) -> bool:
    for title, texts in how.mapping.unless.items():
        index = how.layout.titles.index(title) if title in how.layout.titles else len(cells)
        if index < len(cells) and cells[index].strip() in texts:
            return True
    return False


def _texts(records: Sequence[Record], how: How) -> Iterator[tuple[str, pl.Series]]:
    """Each column of the table that the file or its mapping gives, as text."""
    width = len(how.layout.titles)
    padded = [cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))] for _, cells in records]
    for name, place in how.layout.places.items():
        yield name, pl.Series(name, [cells[place] for cells in padded], dtype=pl.String)
    for name, value in how.mapping.values.items():
        yield name, pl.Series(name, [value] * len(records), dtype=pl.String)


def _read(sheet: Sheet, name: str, raw: pl.Series, how: How) -> None:
    cleaned = clean(raw)
    text = cleaned["text"].set(cleaned["reason"].is_not_null(), None)
    title = how.title(name)
    sheet.note(title, raw, cleaned["reason"], cleaned["allowed"])
    ends = [ends for ends in pairs(TABLES[how.table]) if name in (*ends, names.whole(how.table, ends[0]))]
    if ends or name == "recorded_at":
        read = moments(text, how.zone, how.reading.hints, how.reading.base)
        sheet.values |= _ends(name, read, ends[0] if ends else None)
    elif name in TABLES[how.table].column_names():
        read = column(text, how.table, name, how.mapping.words.get(name, {}))
        sheet.values[name] = read["value"]
    else:  # a column of the register
        sheet.values[f"register.{name}"] = named(text)
        return
    sheet.note(title, raw, read["reason"], read["allowed"])


def _ends(name: str, read: pl.DataFrame, ends: tuple[str, str] | None) -> dict[str, pl.Series]:
    """A whole moment fills both its columns; a column of its own takes its side. What was recorded on a day is
    claimed to have been known from its beginning (docs/decisions/043).
    """
    if ends is None:
        return {"recorded_at": read["from"]}
    if name in ends:
        return {name: read["from"] if name == ends[0] else read["until"]}
    return {ends[0]: read["from"], ends[1]: read["until"]}


def _broken(broken: Sequence[Broken], how: How) -> pl.DataFrame:
    """The reader's own findings, of rows and of cells that the table uses."""
    titles = {place: how.layout.titles[place] for place in how.layout.places.values()}
    rows = [
        (b.row, "" if b.index is None else titles[b.index], b.value, b.reason, b.allowed)
        for b in broken
        if b.index is None or b.index in titles
    ]
    types = [pl.Int64, *[pl.String] * 4]
    return pl.DataFrame(rows, schema=list(zip(FINDINGS, types, strict=True)), orient="row")


def _parted(sheet: Sheet, left_out: int) -> Checked:
    found = pl.concat(sheet.found).sort("row", maintain_order=True) if sheet.found else pl.DataFrame()
    faults = [Fault(*row) for row in found.rows()]
    stays = ~sheet.rows.is_in(list({fault.row for fault in faults}))
    frame = pl.DataFrame(sheet.values).filter(stays)
    secret = {name: name.removeprefix("register.") for name in frame.columns if name.startswith("register.")}
    register = frame.select("person", *secret).rename(secret) if secret else pl.DataFrame()
    return Checked(frame.drop(secret), register, faults, left_out, sheet.rows.filter(stays))
