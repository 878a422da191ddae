"""Rows that a program sent, through the door of an import: good ones go in, the others come back with every reason."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from seawall.desk.importing import StoredBooks
from seawall.desk.opening import Desk
from seawall.feeds.checking import Checked
from seawall.feeds.headers import Layout
from seawall.feeds.how import How
from seawall.feeds.mapping import Reading
from seawall.feeds.opened import Opened, batches
from seawall.feeds.references import Mentioned
from seawall.feeds.report import Imported
from seawall.feeds.storing import store
from seawall.feeds.wish import Wish
from seawall.files.grid import Broken, Fault, Grid, Record
from seawall.store import reading, sight
from seawall.store.facts import Appended

Noting = Callable[[Connection, Appended, int], None]
"""What is written of new rows in the transaction that stores them, told also how many rows were refused."""


@dataclass(frozen=True)
class Sent:
    """Rows as they were sent: their columns, their cells as text, and what of them could not become a cell.

    `speaks_for` are the laboratories for which whoever sent them speaks.
    """

    table: str
    columns: Sequence[str]
    records: Sequence[Record]
    broken: Sequence[Broken]
    speaks_for: Collection[str]


@sight.whole()
def post(desk: Desk, sent: Sent, by: str, source: str, note: Noting) -> tuple[Imported, list[Fault]]:
    """Stores what is good with a note of it, all or none; what became of the rows, and what is wrong with the others.

    A row is stored once however often it is sent. Raises FactsError, ServerError, and what an import raises.
    """
    books = StoredBooks(desk, by)
    places = {name: place for place, name in enumerate(sent.columns)}
    layout = Layout(1, tuple(sent.columns), places, ())
    how = How(sent.table, layout, Reading(), books.zone, undated=books.history, speaks_for=sent.speaks_for)
    grid = Grid(source, iter(()), "JSON", broken=list(sent.broken))
    found, mentioned = Imported(source, sent.table, grid.read_as), Mentioned()
    faults, good = list[Fault](), list[Checked]()
    with reading.together():
        for batch in batches(books, Opened(grid, sent.records, how)):
            faults += batch.checked.faults
            good.append(batch.checked)
        found.rejected = len({fault.row for fault in faults})
        noted = replace(books, noted=sent.table, note=lambda at, done: note(at, done, found.rejected))
        store(noted, good, found, Wish(sent.table), mentioned)
        mentioned.report(books, [found])
    return found, list({(fault.row, fault.column or fault.value): fault for fault in reversed(faults)}.values())[::-1]
