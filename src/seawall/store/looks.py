"""Who looked at a person: each reading of their name out of the register, and each that was refused (TRUST.md 17)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import text

from seawall.store.database import transaction
from seawall.store.server import Server

_LOOKS = text(
    "SELECT DISTINCT l.* FROM unnest(CAST(:persons AS text[])) p CROSS JOIN LATERAL journal.looks(p, :upto) l "
    "ORDER BY index DESC"
)


class Look(NamedTuple):
    """One look: its entry of the journal, when, whether it was refused, who, as what they could act then, for what
    purpose, and of a refusal why."""

    entry: int
    at: datetime
    refused: bool
    actor: str
    roles: tuple[str, ...]
    purpose: str
    why: str | None


def looks(server: Server, persons: Sequence[str], upto: datetime) -> list[Look]:
    """The looks at somebody under any of their numbers up to a moment, the last first.

    The roles that pages run as cannot read the journal: a function of its owner tells them this and no more.
    """
    with transaction(server) as connection:
        found = connection.execute(_LOOKS, {"persons": list(persons), "upto": upto}).all()
    return [Look(row[0], row[1], row[2], row[3], tuple(row[4] or ()), row[5], row[6]) for row in found]
