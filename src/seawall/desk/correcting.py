"""Correcting a bulletin: a notice says which figure was wrong and what it should have been; the bulletin stays."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from seawall.desk.issuing import Release
from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import Desk
from seawall.desk.signing import Signer
from seawall.plan.inform import Published, check, printed, read
from seawall.store import issues, journal, reading
from seawall.store.database import transaction
from seawall.store.seal import seal
from seawall.tables.errors import SeawallError
from seawall.tables.schema import UTC_MOMENT

REASONS = ("twice", "result", "class", "place", "entry")
"""Why a figure was wrong. The choice is closed: a text of somebody's own could name somebody."""


class CorrectionError(SeawallError):
    """The notice cannot be issued; the message says why, and what can be."""


def correct(desk: Desk, release: Release, should: Mapping[str, int], reason: str, by: Signer, at: datetime) -> int:
    """Issues a notice that figures of a bulletin should have been others; its entry in the journal.

    1. The officer must be on duty, and one signature enough for what it corrects. 2. It must change something, for one
    of REASONS. 3. With it every sum must come out as it does in a bulletin. 4. The journal keeps what is told,
    before and after, each as it may be printed.
    Raises NotOnDutyError, CorrectionError.
    """
    refuse_unlisted(desk, by.officer, at, by.role, by.organisation)
    orders = _orders(desk, release)
    _refuse_alone(orders, release)
    mine, before = signed(orders, release)
    changed = {name: value for name, value in should.items() if mine.figures.get(name) != value}
    _refuse(release, changed, reason)
    after = {**mine.figures, **changed}
    wrong = [str(each) for each in check(after, before.figures if before else None) if each.holds is False]
    if wrong:
        raise CorrectionError(
            "with these figures {many} sums of the bulletin do not come out ({sums}): correct every "
            "figure of a sum together",
            many=len(wrong),
            sums="; ".join(wrong),
        )
    shown = printed(after, release.small_count)
    corrected = [[name, release.figures[name], shown[name]] for name in changed]
    _refuse_again(desk, release, corrected)
    told: dict[str, Any] = {
        "corrected": corrected, "reason": reason,
        "role": by.role, "organisation": by.organisation, "snapshot": release.snapshot,
    }  # fmt: skip
    if by.proof is not None:
        told |= {"proof": by.proof, "break_glass": by.proof == "password"}
    with transaction(desk.server) as connection:
        entry = journal.append(connection, "issue", by.officer, issues.CORRECT, release.number, told, at)
    seal(desk.server, desk.home, datetime.now(UTC))
    return entry


def _refuse(release: Release, changed: Mapping[str, int], reason: str) -> None:
    if reason not in REASONS:
        raise CorrectionError(
            "a correction says why, and {reason!r} is no reason; allowed: {allowed}",
            reason=reason,
            allowed=", ".join(REASONS),
        )
    strange = sorted(set(changed) - set(release.figures))
    if strange:
        raise CorrectionError(
            "the bulletin has no figure {strange}; allowed: {allowed}",
            strange=", ".join(strange),
            allowed=", ".join(release.figures),
        )
    if any(value < 0 for value in changed.values()):
        raise CorrectionError("a figure is a count: 0 or more")
    if not changed:
        raise CorrectionError("nothing is corrected: say of at least one figure what it should have been")


def _refuse_again(desk: Desk, release: Release, corrected: Sequence[object]) -> None:
    """The same correction twice would read as two faults."""
    for each in issues.after(desk.server, release.journal):
        if each.number == release.number and each.did == issues.CORRECT and each.body["corrected"] == corrected:
            raise CorrectionError(
                "{officer} issued this correction at {when}; yours did not take effect",
                officer=each.officer,
                when=each.at.astimezone(desk.zone),
            )


def _refuse_alone(orders: pl.DataFrame, release: Release) -> None:
    """Nobody tells the public alone what the policy lets two tell."""
    needed = orders.filter(pl.col("order") == release.number)["signatures"][0]
    if needed > 1:
        raise CorrectionError(
            "this bulletin took {needed} signatures and a notice takes one: correct the facts, and the next bulletin, "
            "which takes {needed} again, says what was wrong",
            needed=needed,
        )


def _orders(desk: Desk, release: Release) -> pl.DataFrame:
    """The orders that publish bulletins of the incident."""
    names = ("order", "incident", "verb", "from", "evidence", "signatures")
    return reading.columns(desk.server, "orders", names).filter(
        pl.col("verb").cast(pl.String) == "inform", pl.col("incident") == release.incident
    )


def signed(orders: pl.DataFrame, release: Release) -> tuple[Published, Published | None]:
    """A bulletin with its exact figures, and the one before it, as the orders that published them keep them."""
    mine = orders.filter(pl.col("order") == release.number)
    before = orders.filter(pl.col("from") == pl.lit(release.since, UTC_MOMENT)).unique("order")
    return _read(mine)[0], next(iter(_read(before)), None)


def _read(orders: pl.DataFrame) -> list[Published]:
    return [read(json.loads(row["evidence"])["content"], row["from"]) for row in orders.to_dicts()]
