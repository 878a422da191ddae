"""What became of the rows of a file: the journal says how many came back, and how many of these are in since."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from seawall.desk.opening import Desk
from seawall.feeds.report import Imported
from seawall.store import entries, journal
from seawall.store.database import transaction
from seawall.store.entries import Entry, Wanted

FILE, REPAIR, PROGRAM = "file", "repair", "api"
"""Purposes of the entries that tell it: a file came in, rows of it were put right, a program sent rows."""
RECENT = 2_000


class Tally(NamedTuple):
    """What became of rows that came in together: the entry that says so, by whom and when, into which table, with which
    batch (None: none of them was new), how many came back, and how many of these are in since. `repairs` is the
    entry of the file whose rows these were, put right.
    """

    entry: int
    batch: int | None
    at: datetime
    by: str
    table: str
    new: int
    rejected: int
    repaired: int
    repairs: int | None


def note(desk: Desk, found: Imported, by: str, repairs: int | None = None, repaired: int = 0) -> int:
    """Says in the journal what became of a file; or of rows of the file of an earlier entry that were put right, how
    many of them are in now. The entry's place.
    """
    said: dict[str, object] = {"new": found.new, "rejected": found.rejected}
    if repairs is not None:
        said |= {"repairs": repairs, "repaired": repaired}
    batch = found.batch if found.new else None
    purpose = FILE if repairs is None else REPAIR
    with transaction(desk.server) as connection:
        return journal.append(connection, "import", by, purpose, found.table, said, datetime.now(UTC), batch)


def tallies(desk: Desk) -> list[Tally]:
    """The last of them, the latest first."""
    with transaction(desk.server, "auditor") as connection:
        found = entries.find(connection, Wanted(kind="import"), None, RECENT)
    repaired: dict[int, int] = {}
    for each in found:
        if each.purpose == REPAIR:
            repaired[each.body["repairs"]] = repaired.get(each.body["repairs"], 0) + each.body["repaired"]
    told = [each for each in found if each.purpose in (FILE, REPAIR, PROGRAM) and "new" in each.body]
    return [_tally(each, repaired) for each in told]


def _tally(entry: Entry, repaired: Mapping[int, int]) -> Tally:
    said = entry.body
    return Tally(
        entry.place, entry.batch, entry.at, entry.actor, entry.subject, said["new"],
        said["rejected"] if entry.purpose != REPAIR else 0, repaired.get(entry.place, 0), said.get("repairs"),
    )  # fmt: skip
