"""Proofs about the journal that somebody without the database can check, with the home's public key alone.

A proof is plain JSON: the entry (or the earlier root), the path of hashes, and the sealed root it leads to.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from seawall.store import merkle
from seawall.store.audit import ENTRY, bytes_of
from seawall.store.home import Home
from seawall.store.journal import JournalError
from seawall.store.seal import Root, from_json, roots

Proof = Mapping[str, Any]


class ProofError(JournalError):
    """The proof does not hold; the message says where it breaks."""


def prove_inclusion(connection: Connection, home: Home, index: int) -> Proof:
    """That entry `index` is under the latest sealed root; one that names another key for roots, under the last that
    the key before it signed. Raises JournalError when it is not sealed yet."""
    sealed = roots(connection, home, after=index)
    row = connection.execute(
        text(f"SELECT {ENTRY} FROM journal.entries WHERE index = :index"),  # noqa: S608 - our own columns
        {"index": index},
    ).one_or_none()
    if row is None or not sealed:
        raise JournalError("entry {index} is under no sealed root: see that it exists, and seal first", index=index)
    root = sealed[0] if row.kind == "key" else sealed[-1]
    path = merkle.inclusion(_leaves(connection, root.size), index)
    return {"index": index, "entry": bytes_of(row).decode(), "path": _hex(path), "root": root.as_json()}


def prove_consistency(connection: Connection, home: Home, old: int, new: int) -> Proof:
    """That the sealed journal of `new` entries begins with the sealed one of `old`; both must be sealed sizes."""
    sealed = {root.size: root for root in roots(connection, home)}
    if old not in sealed or new not in sealed or old > new:
        sizes = ", ".join(map(str, sealed)) or "none yet"
        raise JournalError(f"a proof leads from a sealed size to a later one, not {old} to {new}; sealed: {sizes}")
    path = merkle.consistency(_leaves(connection, new), old)
    return {"old": sealed[old].as_json(), "path": _hex(path), "root": sealed[new].as_json()}


def check_inclusion(proof: Proof, key: str) -> dict[str, Any]:
    """The proven entry, checked offline against the home's public key. Raises ProofError."""
    root = _genuine(proof, "root", key)
    entry = str(proof["entry"]).encode()
    if not merkle.includes(merkle.leaf(entry), int(proof["index"]), root.size, _bytes(proof), root.root):
        raise ProofError(f"the path does not lead from entry {proof['index']} to the root over {root.size}")
    found: dict[str, Any] = json.loads(entry)
    return found


def check_consistency(proof: Proof, key: str, before: str | None = None) -> tuple[Root, Root]:
    """The earlier and the later root, checked offline against the home's public key; the earlier against the one
    `before`, where the home has changed it meanwhile. Raises ProofError."""
    old, new = _genuine(proof, "old", before or key), _genuine(proof, "root", key)
    if not merkle.extends(old.size, new.size, _bytes(proof), old.root, new.root):
        raise ProofError(f"the journal of {new.size} entries does not begin with that of {old.size}")
    return old, new


def _genuine(proof: Proof, name: str, key: str) -> Root:
    try:
        root = from_json(proof[name])
    except (KeyError, ValueError, TypeError) as error:
        raise ProofError(f"the proof's {name} is no sealed root: {error}") from error
    if not root.genuine(key):
        raise ProofError(f"the root over {root.size} entries is not signed by the key {key[:16]}...")
    return root


def _leaves(connection: Connection, size: int) -> list[bytes]:
    found = connection.scalars(
        text("SELECT substring(nodes FOR 32) FROM journal.entries WHERE index < :size ORDER BY index"), {"size": size}
    ).all()
    if len(found) != size:
        raise JournalError("the journal has lost entries: `seawall journal verify` says which")
    return list(found)


def _hex(path: list[bytes]) -> list[str]:
    return [step.hex() for step in path]


def _bytes(proof: Proof) -> list[bytes]:
    try:
        return [bytes.fromhex(step) for step in proof["path"]]
    except (KeyError, ValueError, TypeError) as error:
        raise ProofError(f"the proof's path is no list of hashes: {error}") from error
