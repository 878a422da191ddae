"""How long an order may last, who must sign it, and what a proposal says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import polars as pl

from seawall.tables.schema import UTC_MOMENT

KEY = ("verb", "subject", "scope")
OBSERVATION, ISOLATION, PUBLICATION, RELEASE = "observation", "isolation", "publication", "release"
SEAL, CONTROL, TRANSFER = "seal", "control", "transfer"
AREAS = (SEAL, CONTROL)
BULK = "bulk"
ONCE = (PUBLICATION,)
"""What is done once and is not taken back. A transfer is, until everybody it names has arrived."""

PROPOSAL = pl.Schema(
    {
        "verb": pl.String(),
        "subject": pl.String(),
        "scope": pl.String(),
        "from": UTC_MOMENT,
        "until": UTC_MOMENT,
        "why": pl.String(),
        "why_public": pl.String(),
        "cases": pl.List(pl.String()),
        "evidence": pl.List(pl.String()),
        "content": pl.String(),
        "clause": pl.String(),
        "ends": pl.String(),
        "provisional": pl.Boolean(),
        "signatures": pl.Int64(),
    }
)
"""A proposal: what it asks of whom, until when and why. `cases` are those it rests on; `content` is the digest
and the figures of what is to be published."""

GROUNDS = pl.Struct(
    {
        "cases": pl.List(pl.String()),
        "rows": pl.List(pl.String()),
        "content": pl.String(),
        "provisional": pl.Boolean(),
    }
)
"""What an order's `evidence` holds as JSON, so that it stays explainable when the raw stays are gone."""


@dataclass(frozen=True)
class OrderRules:
    """How long an order may last and how many must sign it.

    What lasts `sign_again_after` is proposed anew `sign_again_ahead` of its end.

    `scopes` is what the measure of an area asks, by its word: a seal or a control. A level of another measure, or of
    none, binds nobody. `signatures` are by scope, and `bulk` for more people at once than `bulk_people`; a provisional
    order takes `provisional_signatures`, and one that has run out `again_signatures` to be ordered again.
    """

    provisional_limit: timedelta
    sign_again_after: timedelta
    sign_again_ahead: timedelta
    signatures: Mapping[str, int]
    bulk_people: int
    provisional_signatures: int
    again_signatures: int
    provisional_clause: str
    sign_again_clause: str
    publication_clause: str
    seal_people: int = 0
    transfer_clause: str = ""
    scopes: Mapping[str, str] = field(default_factory=dict)

    def needed(self, scope: str) -> int:
        """How many organisations must sign an order of this scope that is not provisional."""
        return self.signatures.get(scope, 1)
