"""Reading the whole journal and saying what is wrong with it, believing nothing but the home's key."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, text

from seawall.store import merkle
from seawall.store.home import Home
from seawall.store.journal import JournalError, entry
from seawall.store.seal import ROOTS, Root, Signer, public_key, remembered, roots, signer, signers

SAID = ("actor", "kind", "purpose", "subject", "batch")
"""The columns of an entry that its hash covers, beside index, at and body."""

ENTRY = """index, kind, actor, purpose, subject, body, batch, nodes,
    to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at"""
"""The columns to select for bytes_of(), `at` as stamp() writes it."""

_NAMED = 100  # so many edited entries are compared with one another, to tell a move from an edit


@dataclass(frozen=True)
class Verdict:
    """What a reading found: entries read, sealed roots checked, and one sentence for each thing wrong."""

    size: int
    roots: int
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(connection: Connection, home: Home) -> Verdict:
    """Read every entry and every sealed root, of the database and of the home's file.

    Finds entries edited, missing, moved, rehashed, cut off at the end since the last sealed root, and roots
    that the home did not sign or that no longer fit. Needs the role auditor.
    """
    kept, faults = _kept(home)
    keys, damage = believed(home)
    sealed = roots(connection, home)  # after the file's and before the entries: each is at least as new
    sizes = {root.size for root in [*kept, *sealed]}
    found = _read(connection, sizes)
    faults += damage + _gaps(found, max(sizes, default=0)) + _edits(found.edited) + _chains(found.rehashed)
    faults += _forgeries(sealed, keys, home, "the database") + _forgeries(kept, keys, home, ROOTS)
    faults += _lost(kept, sealed) + _misfits([*kept, *sealed], found, keys)
    return Verdict(found.size, len(sizes), tuple(faults))


def bytes_of(row: Row[Any], index: int | None = None) -> bytes:
    """The entry's bytes, as its hash covers them; at another place if `index` says so."""
    said = {name: getattr(row, name) for name in SAID}
    return entry(row[0] if index is None else index, row.at, row.body, said)


@dataclass
class _Found:
    """What one pass over the entries saw; `tops` are the roots at the sizes asked for, up to the first gap."""

    size: int = 0
    missing: list[range] = field(default_factory=list)
    edited: dict[int, Row[Any]] = field(default_factory=dict)
    rehashed: list[int] = field(default_factory=list)
    tops: dict[int, bytes] = field(default_factory=dict)


def _read(connection: Connection, sizes: set[int]) -> _Found:
    found, peaks = _Found(), list[bytes]()
    for row in _entries(connection):
        index: int = row[0]
        if index != found.size:
            found.missing.append(range(found.size, index))
        found.size = index + 1
        if merkle.leaf(bytes_of(row)) != row.nodes[:32]:
            found.edited[index] = row
        if found.missing:
            continue  # what a tree with a hole was, nobody can say
        nodes = merkle.completed(index, row.nodes[:32], peaks)
        peaks[len(peaks) - len(nodes) + 1 :] = nodes[-1:]
        if b"".join(nodes) != row.nodes:
            found.rehashed.append(index)
        if found.size in sizes:
            found.tops[found.size] = merkle.crown(peaks)
    return found


def _entries(connection: Connection) -> Iterator[Row[Any]]:
    with connection.execution_options(yield_per=5000).execute(
        text(f"SELECT {ENTRY} FROM journal.entries ORDER BY index")  # noqa: S608 - our own columns
    ) as rows:
        yield from rows


def _kept(home: Home) -> tuple[list[Root], list[str]]:
    try:
        return remembered(home), []
    except JournalError as error:
        return [], [str(error)]


def believed(home: Home) -> tuple[list[Signer], list[str]]:
    """The keys that roots are held against, and what is damaged: then it is the home's present one alone."""
    try:
        return signers(home), []
    except JournalError as error:
        return [(sys.maxsize, public_key(home))], [str(error)]


def _gaps(found: _Found, sealed: int) -> list[str]:
    faults = [f"{_entries_named(gap)} missing" for gap in found.missing]
    if sealed > found.size:
        cut = range(found.size, sealed)
        faults.append(f"{_entries_named(cut)} missing at the end: a root over {sealed} entries was sealed")
    return faults


def _entries_named(places: range) -> str:
    return f"entry {places[0]} is" if len(places) == 1 else f"entries {places[0]} to {places[-1]} are"


def _edits(edited: dict[int, Row[Any]]) -> list[str]:
    return [_edit(index, row, edited) for index, row in edited.items()]


def _edit(index: int, row: Row[Any], edited: dict[int, Row[Any]]) -> str:
    for origin in list(edited)[:_NAMED]:
        if merkle.leaf(bytes_of(row, origin)) in (row.nodes[:32], edited[origin].nodes[:32]):
            return f"entry {origin} was moved to place {index}"
    return f"entry {index} was edited"


def _chains(rehashed: list[int]) -> list[str]:
    return [f"the hashes kept with entry {index} do not follow from the entries up to it" for index in rehashed]


def _forgeries(claimed: list[Root], keys: list[Signer], home: Home, where: str) -> list[str]:
    return [
        f"the root over {root.size} entries in {where} was not signed by this home"
        for root in claimed
        if root.home != home.id or not root.genuine(signer(keys, root.size))
    ]


def _lost(kept: list[Root], sealed: list[Root]) -> list[str]:
    present = {root.size for root in sealed}
    return [
        f"the root over {root.size} entries is in {ROOTS} but no longer in the database"
        for root in kept
        if root.size not in present
    ]


def _misfits(claimed: list[Root], found: _Found, keys: list[Signer]) -> list[str]:
    """The first genuine root that the entries no longer have; all later ones fail with it."""
    fits = 0
    for root in sorted(claimed, key=lambda root: root.size):
        if root.size not in found.tops or not root.genuine(signer(keys, root.size)):
            continue
        if found.tops[root.size] != root.root:
            span = _entries_named(range(fits, root.size))
            return [f"{span} not as sealed at {root.at:%Y-%m-%d %H:%M} UTC: changed, hashes and all"]
        fits = root.size
    return []
