"""Another policy for an incident from now on: a fact that two people enter, one who asks and one who may sign plans."""

from datetime import UTC, datetime
from typing import NamedTuple

import polars as pl

from seawall.desk.incidents import incident_of, policy_of
from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import Desk
from seawall.desk.planning import facts_at, rules_at
from seawall.desk.simulating import SimulationError
from seawall.policy.document import alike
from seawall.store import facts, journal, sight, wall
from seawall.store.database import transaction
from seawall.tables.schema import UTC_MOMENT


class Following(NamedTuple):
    """The policy that an incident is to follow, and why, in a sentence that names nobody."""

    incident: str
    policy: str
    why: str


class Agreed(NamedTuple):
    """Who agrees, and what proves that they do: "passkey", or the way they had signed in."""

    officer: str
    proof: str


def check(desk: Desk, wanted: Following, now: datetime) -> str:
    """The policy that the incident follows now. Raises SimulationError for one that it cannot follow, PolicyRefused."""
    known, _ = facts_at(desk, now)
    current = policy_of(known, incident_of(known, wanted.incident))
    if wanted.policy not in alike(current):
        allowed = ", ".join(alike(current))
        raise SimulationError(
            "{policy!r} is not another policy for this disease; allowed: {allowed}",
            policy=wanted.policy,
            allowed=allowed,
        )
    rules_at(desk, wanted.policy, now)
    return current


def follow(desk: Desk, wanted: Following, asked: str, agreed: Agreed, now: datetime) -> None:
    """Enters that the incident follows another policy from `now` on; the journal says so in the same transaction.

    The row follows the one before it; both stay true. Where a duty roster is kept, who agrees is on it. Raises as
    `check`, NotOnDutyError, FactsError.
    """
    refuse_unlisted(desk, agreed.officer, now)
    before = check(desk, wanted, now)
    known, _ = facts_at(desk, now)
    rows = known["incidents"].filter(pl.col("incident") == wanted.incident).sort("recorded_at", "row")
    last = rows.row(-1, named=True)
    said = pl.DataFrame(
        {
            "incident": [wanted.incident], "disease": [last["disease"]], "policy": [wanted.policy],
            "unit": [last["unit"]], "opened_from": [now], "opened_until": [now], "follows": [last["row"]],
            "recorded_at": [now if desk.home.history else None],
        },
        schema_overrides={
            **dict.fromkeys(("opened_from", "opened_until", "recorded_at"), UTC_MOMENT), "disease": pl.String,
            "unit": pl.String,
        },
    )  # fmt: skip
    ready = {"incidents": wall.whole(desk.home, "incidents", said, asked, "changed at the desk")}
    with sight.whole(), transaction(desk.server) as connection:
        done = facts.enter(connection, ready, asked, "changed at the desk")
        body = {"from": before, "to": wanted.policy, "agreed": agreed.officer, "proof": agreed.proof, "why": wanted.why}
        journal.append(
            connection, "policy", asked, "policy in force", wanted.incident, body, datetime.now(UTC), done.batch
        )
