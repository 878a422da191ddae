"""Sealed roots: what the journal's first entries were at a time, signed by the home's key.

Each is kept in the database and in the home's own file, so that a journal whose tail was cut off is caught. A
root that somebody outside has kept (printed, sent to the auditor) catches even whoever owns both.
"""

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, text

from seawall import disk
from seawall.lock import locked
from seawall.store import merkle
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.journal import JournalError, canonical, peaks, size, stamp
from seawall.store.server import Server

ROOTS = "journal.roots"
"""The home's own file of sealed roots: one JSON object a line."""
SIGNERS = "journal.keys"
"""The home's own file of public keys that signed before, and up to how many entries: one JSON object a line."""

Signer = tuple[int, str]
"""Up to how many entries a key signs roots, and its public half, 64 hex digits."""

_SELECT = text("SELECT size, at, root, signature FROM journal.roots WHERE size > :after ORDER BY size")
_INSERT = text(
    "INSERT INTO journal.roots (size, at, root, signature) VALUES (:size, :at, :root, :signature) "
    "ON CONFLICT DO NOTHING"  # another desk has just sealed the same entries
)


@dataclass(frozen=True)
class Root:
    """What the first `size` entries of a home's journal were at `at`."""

    home: str
    size: int
    root: bytes
    at: datetime
    signature: bytes = b""

    def statement(self) -> bytes:
        """The bytes that are signed."""
        said = {"at": stamp(self.at), "home": self.home, "root": self.root.hex(), "size": self.size}
        return canonical(said).encode()

    def genuine(self, key: str) -> bool:
        """Whether the holder of the public key (64 hex digits) signed it."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(self.signature, self.statement())
        except InvalidSignature:
            return False
        return True

    def as_json(self) -> dict[str, object]:
        """The root as it is exported, and kept in the home."""
        return {**json.loads(self.statement()), "signature": self.signature.hex()}

    def digest(self) -> str:
        """The SHA-256 of its line in ROOTS, 64 hex digits: it holds whoever signed to this root, and without the
        signature, which nobody else can reckon, it tells nothing of what is under it."""
        return hashlib.sha256(canonical(self.as_json()).encode()).hexdigest()


def seal(server: Server, home: Home, at: datetime) -> Root | None:
    """Sign the root of what is committed, in a transaction of its own; None when nothing is new.

    Call it daily and after each signed order: entries cut off after the last sealed root leave no trace.
    """
    with locked(home.path / f"{ROOTS}.lock"):
        with transaction(server) as connection:
            root = sign(connection, home, at)
        with transaction(server) as connection:
            _remember(connection, home)  # also what a seal killed before this line could not
    return root


def public_key(home: Home) -> str:
    """The key that checks the roots that this home signs now, 64 hex digits: give it to whoever is to check."""
    return _key(home).public_key().public_bytes_raw().hex()


def signers(home: Home) -> list[Signer]:
    """The keys that signed this home's roots, in order; the last signs now. Raises JournalError for a damaged file."""
    try:
        before = [(int(said["size"]), str(said["key"])) for said in map(json.loads, _lines(home, SIGNERS))]
    except (ValueError, KeyError, TypeError) as error:
        raise JournalError(f"{home.path / SIGNERS} is damaged ({error}): put it back from a backup") from error
    return [*before, (sys.maxsize, public_key(home))]


def signer(of: Sequence[Signer], size: int) -> str:
    """The key that checks a root over so many entries."""
    return next(key for upto, key in of if size <= upto)


def retire(home: Home, size: int) -> None:
    """Remembers that the home's key signs roots over so many entries and no more; done again it changes nothing."""
    key, lines = public_key(home), _lines(home, SIGNERS)
    if key not in "".join(lines):
        half = home.path / f"{SIGNERS}.half"
        disk.write(half, "".join(f"{line}\n" for line in [*lines, canonical({"key": key, "size": size})]))
        half.rename(home.path / SIGNERS)
        disk.sync(home.path)


def roots(connection: Connection, home: Home, after: int = 0) -> list[Root]:
    """The sealed roots in the database over more than `after` entries, smallest first."""
    rows = connection.execute(_SELECT, {"after": after})
    return [Root(home.id, row.size, row.root, row.at.astimezone(UTC), row.signature) for row in rows]


def remembered(home: Home) -> list[Root]:
    """The sealed roots in the home's own file. Raises JournalError for a line that is none."""
    try:
        return [from_json(json.loads(line)) for line in _lines(home)]
    except (ValueError, KeyError, TypeError) as error:
        raise JournalError(f"{home.path / ROOTS} is damaged ({error}): put it back from a backup") from error


def from_json(said: Mapping[str, object]) -> Root:
    """The root that as_json wrote. Raises KeyError or ValueError for what is none."""
    at = datetime.strptime(str(said["at"]), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return Root(
        str(said["home"]),
        int(str(said["size"])),
        bytes.fromhex(str(said["root"])),
        at,
        bytes.fromhex(str(said["signature"])),
    )


def sign(connection: Connection, home: Home, at: datetime) -> Root | None:
    """Sign the root of all entries, the transaction's own included, in that transaction; None when none is new."""
    found = size(connection)
    if found == connection.scalar(text("SELECT coalesce(max(size), 0) FROM journal.roots")):
        return None
    unsigned = Root(home.id, found, merkle.crown(peaks(connection, found)), at.astimezone(UTC))
    root = replace(unsigned, signature=_key(home).sign(unsigned.statement()))
    connection.execute(_INSERT, {name: getattr(root, name) for name in ("size", "at", "root", "signature")})
    return root


def _remember(connection: Connection, home: Home) -> None:
    lines = _lines(home)
    known = from_json(json.loads(lines[-1])).size if lines else 0
    whole = sum(len(line.encode()) + 1 for line in lines)
    descriptor = os.open(home.path / ROOTS, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.truncate(whole)
        out.seek(whole)
        out.writelines(f"{canonical(root.as_json())}\n" for root in roots(connection, home, known))
        out.flush()
        os.fsync(descriptor)


def _lines(home: Home, name: str = ROOTS) -> list[str]:
    """The whole lines of the file; one that a crash cut short was never promised."""
    file = home.path / name
    return file.read_text(encoding="utf-8").split("\n")[:-1] if file.exists() else []


def _key(home: Home) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(home.key("journal"))
