"""Names destroyed once their term is over, and the certificate that says so.

A certificate is made of the journal's entry and the proof of it, so whoever has it needs neither home nor database; one
that a crash left unwritten is written by whoever looks next.
"""

import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl
from sqlalchemy import text

from seawall import disk
from seawall.desk.names import Due, due_at
from seawall.desk.opening import Desk
from seawall.store import journal, proof, seal
from seawall.store import term as stored
from seawall.store.database import transaction

OVER = "the term of names is over"
"""What the journal says names were destroyed for."""
DUE = "names are past their term"
"""What the journal says of those that a server is going to destroy."""
SERVER = "seawall"
"""Who destroys them where nobody does."""
CERTIFICATES = "certificates"
"""The folder of a home in which they lie."""


class Destroyed(NamedTuple):
    """Of how many people the register holds nothing any more, how many rows that were, the journal's entry, and the
    certificate."""

    people: int
    rows: int
    entry: int
    certificate: Path


def destroy(desk: Desk, by: str, now: datetime, since: date | None = None) -> Destroyed | None:
    """Destroys the names whose term is over at `now`, those alone that were due on a day where one is said; None:
    nobody's.

    1. Nobody enters anything meanwhile, so what is found holds. 2. The rows go, and the journal says how many, in one
    transaction. 3. A root over the entry is signed, and the certificate written. Raises ServerError, RuleMissing.
    """
    with transaction(desk.server, "owner") as connection:
        stored.alone(connection)
        found = due_at(desk, now)
        gone = found.people if since is None else found.people.filter(pl.col("since") <= since)
        if gone.is_empty():
            return None
        rows = stored.destroy(connection, gone["person"].to_list(), now)
        body = {**_told(found, gone), "rows": rows}
        entry = journal.append(connection, "term", by, OVER, f"{gone.height} persons", body, now)
    seal.seal(desk.server, desk.home, now)
    certify(desk)
    return Destroyed(gone.height, rows, entry, certificate(desk, entry))


def turn(desk: Desk, now: datetime) -> Destroyed | None:
    """What a server does once a day by itself, where the rules let it: it says in the journal that names are past their
    term, and so much later as `names.term.notice` says it destroys those that were so then and still are.

    So a clock that runs ahead, or an incident that was closed by mistake, is seen before anything is gone.
    """
    certify(desk)
    found, said = due_at(desk, now), announced(desk, now)
    if not found.rules.acts or found.people.is_empty():
        return None
    day = said and said.astimezone(desk.zone).date()
    if day is None or found.people.filter(pl.col("since") <= day).is_empty():
        with transaction(desk.server, "owner") as connection:
            many = found.people.height
            journal.append(connection, "term", SERVER, DUE, f"{many} persons", _told(found, found.people), now)
        return None
    return destroy(desk, SERVER, now, day) if said is not None and said + found.rules.notice <= now else None


def announced(desk: Desk, now: datetime) -> datetime | None:
    """When a server said that names are past their term, of which none were destroyed since; None: never."""
    with transaction(desk.server, "auditor") as connection:
        said: datetime | None = connection.scalar(_SAID, {"due": DUE, "over": OVER, "now": now})
        return said


def certificate(desk: Desk, entry: int) -> Path:
    """Where the certificate of an entry lies."""
    return desk.home.path / CERTIFICATES / f"names-{entry}.json"


def certify(desk: Desk) -> None:
    """Writes the certificates that are not there, of entries under a signed root."""
    with transaction(desk.server, "auditor") as connection:
        done = connection.scalars(_DONE, {"over": OVER}).all()
        made = {
            entry: proof.prove_inclusion(connection, desk.home, entry)
            for entry in done
            if not certificate(desk, entry).exists()
        }
    for entry, proven in made.items():
        _write(desk, certificate(desk, entry), proven)


_DONE = text(
    "SELECT index FROM journal.entries WHERE kind = 'term' AND purpose = :over "
    "AND index < (SELECT coalesce(max(size), 0) FROM journal.roots) ORDER BY index"
)
_SAID = text(
    "SELECT max(at) FROM journal.entries WHERE kind = 'term' AND purpose = :due AND at <= :now AND index > "
    "coalesce((SELECT max(index) FROM journal.entries WHERE kind = 'term' AND purpose = :over), -1)"
)


def digest(people: pl.Series) -> str:
    """What tells whose names were meant to whoever has the numbers: SHA-256 of them in order, a line each."""
    return hashlib.sha256("".join(f"{each}\n" for each in people.sort()).encode()).hexdigest()


def _told(found: Due, gone: pl.DataFrame) -> dict[str, object]:
    """What the journal says of them: how many, whose by a digest, and by which rule. No name."""
    incidents = {incident or "none": many for incident, many, _ in Due(found.rules, gone).by_incident()}
    rule = {"clause": found.rules.clause, "days": found.rules.days, "version": found.rules.version}
    return {"what": "names", "people": gone.height, "digest": digest(gone["person"]), "incidents": incidents, **rule}


def _write(desk: Desk, file: Path, proven: proof.Proof) -> None:
    key = seal.signer(seal.signers(desk.home), int(proven["root"]["size"]))
    said = {"certificate": "names destroyed", "home": desk.home.id, "destroyed": json.loads(proven["entry"])}
    file.parent.mkdir(mode=0o700, exist_ok=True)
    half = file.with_suffix(".half")
    disk.write(half, json.dumps({**said, "key": key, "proof": proven}, indent=1, ensure_ascii=False) + "\n")
    half.rename(file)
    disk.sync(file.parent)
