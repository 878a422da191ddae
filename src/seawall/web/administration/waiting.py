"""Grave roles, and invitations to them, that were asked for: they wait an hour for a second administrator."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from seawall.store.accounts import Role
from seawall.web.held import Held

WAITS = timedelta(hours=1)
HELD = 100
"""Kept at once: the oldest is forgotten."""


class Grant(NamedTuple):
    """A role for an officer, or an invitation of theirs (no role): its 128 random bits, who asks, and until when
    another may agree."""

    number: str
    account: UUID
    by: str
    officer: str
    role: Role | None
    until: datetime


def held() -> Held[Grant]:
    """Those that are not over; the same, asked for again, takes the place of the earlier."""
    return Held(HELD, about=lambda each: (each.account, each.officer, each.role))


def ask(kept: Held[Grant], account: UUID, by: str, officer: str, role: Role | None) -> None:
    """Has one wait."""
    number = secrets.token_hex(16)
    kept.keep(number, Grant(number, account, by, officer, role, kept.clock() + WAITS))
