"""Invitations to register a first passkey: 128 random bits, for one account, once, within a day."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from seawall.web.held import Held

LASTS = timedelta(hours=24)
HELD = 1_000
"""Kept at once, in this process' memory: the oldest is forgotten."""


class Invitation(NamedTuple):
    """Who may register a passkey, who invited them, until when, and the other administrator who agreed."""

    account: UUID
    officer: str
    by: str
    until: datetime
    agreed: str | None = None


def held() -> Held[Invitation]:
    """Those that were not used and are not over; an earlier one of an account opens nothing any more."""
    return Held(HELD, about=lambda each: each.account)


def make(kept: Held[Invitation], account: UUID, officer: str, by: str, agreed: str | None = None) -> str:
    """What opens a new one, to be handed to the officer."""
    code = secrets.token_hex(16)
    kept.keep(code, Invitation(account, officer, by, kept.clock() + LASTS, agreed))
    return code
