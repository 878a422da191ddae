"""The journal: what was done, by whom, why, in the order of commits; it cannot be edited unnoticed.

Entries are the leaves of a Merkle tree (RFC 9162). Each row keeps the subtrees it completes, so that
appending reads some twenty rows however long the journal is. seal.py signs roots, audit.py reads the whole
and says what is wrong, proof.py lets somebody without the database check one entry.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from seawall.store import merkle
from seawall.tables.errors import SeawallError

KINDS = {
    "order": "an order, with its signature, became or ceased to be in force",
    "signature": "somebody signed a thing that is not in force by that alone",
    "appeal": "an appeal was opened or decided",
    "amendment": "what a plan proposes is wanted otherwise, or as proposed after all",
    "bulk": "many rows of a list were changed at once",
    "import": "a file of facts was entered, or one was undone",
    "read": "names or numbers were read in the register",
    "search": "the register was asked who has a name or a number",
    "stays": "the stays of a case were opened",
    "sign_in": "somebody signed in, or out",
    "grant": "an account, a role or a registered laboratory changed",
    "policy": "a policy came into force",
    "issue": "a bulletin, a notice or a request left the desk",
    "export": "a list of people left the desk as a file",
    "term": "data came to the end of their term and were destroyed",
    "key": "passwords and keys of the home were renewed",
    "refusal": "something was asked for and refused",
}
"""Every kind of entry; the body says more, in the words of whoever appends it."""

_LOCK = 0x10A2  # of the database: whoever appends waits for the one before to commit


class JournalError(SeawallError):
    """The journal cannot take or show this; the message says why."""


def append(
    connection: Connection,
    kind: str,
    actor: str,
    purpose: str,
    subject: str,
    body: Mapping[str, object],
    at: datetime,
    batch: int | None = None,
) -> int:
    """Add an entry inside the caller's transaction; its index.

    Appenders queue until that transaction ends, so append last, then commit. The body is plain JSON without
    anything that names a person. Raises JournalError for a kind not in KINDS, a naive time, or a body that is
    not JSON.
    """
    if kind not in KINDS:
        raise JournalError(f"the journal has no entries of kind {kind!r}; allowed are {', '.join(KINDS)}")
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    index = size(connection)
    said = {"actor": actor, "kind": kind, "purpose": purpose, "subject": subject, "batch": batch}
    words = canonical(body)
    leaf = merkle.leaf(entry(index, stamp(at), words, said))
    nodes = merkle.completed(index, leaf, peaks(connection, index))
    connection.execute(_INSERT, said | {"index": index, "at": at, "body": words, "nodes": b"".join(nodes)})
    return index


_INSERT = text(
    "INSERT INTO journal.entries (index, at, kind, actor, purpose, subject, body, batch, nodes) "
    "VALUES (:index, :at, :kind, :actor, :purpose, :subject, :body, :batch, :nodes)"
)


def size(connection: Connection) -> int:
    """How many entries there are."""
    return int(connection.scalar(text("SELECT coalesce(max(index), -1) + 1 FROM journal.entries")) or 0)


def peaks(connection: Connection, size: int) -> list[bytes]:
    """The complete subtrees of the first `size` entries, largest first."""
    where = merkle.ends(size)
    found = connection.execute(
        text("SELECT index, nodes FROM journal.entries WHERE index = ANY(:ends)"), {"ends": [end for end, _ in where]}
    )
    nodes = {row[0]: row[1] for row in found}
    try:
        return [nodes[end][32 * height : 32 * height + 32] for end, height in where]
    except KeyError as error:
        raise JournalError(f"the journal has lost entry {error}: `seawall journal verify` says what else") from None


def entry(index: int, at: str, body: str, said: Mapping[str, object]) -> bytes:
    """The bytes of an entry that its leaf hash covers: canonical JSON of all its columns but `nodes`.

    `at` is stamped and `body` canonical already; `said` holds actor, batch, kind, purpose and subject.
    """
    rest = canonical({**said, "at": at, "index": index})
    return f'{{"body":{body},{rest[1:]}'.encode()  # one JSON object: the body as it is stored, then the rest


def canonical(value: Mapping[str, object]) -> str:
    """JSON in the one form that is hashed and signed: keys sorted, no spaces, UTF-8. Raises JournalError."""
    try:
        words = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        words.encode()
    except (TypeError, ValueError) as error:
        raise JournalError(f"a journal entry holds text, whole numbers, lists and objects only: {error}") from error
    return words


def stamp(at: datetime) -> str:
    """A moment as the journal writes it, in UTC to the microsecond. Raises JournalError for a naive one."""
    if at.tzinfo is None:
        raise JournalError(f"{at} has no time zone: the journal takes aware times only")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
