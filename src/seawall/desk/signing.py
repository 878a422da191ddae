"""Signing: the plan is made again, must come out alike, and what it proposes becomes orders under a signature."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import Desk, opened
from seawall.desk.planning import Made, Read, make
from seawall.store import checkins, reading
from seawall.store import orders as kept
from seawall.store.seal import seal
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tell import files

ROW = ("sign", "verb", "subject", "scope", "clause", "changes")
"""What must still be alike when a plan is signed after newer facts came in."""
ENDS = (*ROW, "until")
"""The same where the end does not move with the time of asking: neither provisional nor a bulletin."""


class SigningError(SeawallError):
    """The plan cannot be signed; the message says why and what can be."""


@dataclass(frozen=True)
class Signed:
    """What one signature did: orders now in force, orders that wait for another organisation, and who signed."""

    in_force: int
    waiting: int
    officer: str
    organisation: str
    journal: int


def sign(
    path: Path | None,
    folder: Path,
    *,
    officer: str,
    role: str,
    organisation: str,
    verbs: Collection[str] | None = None,
) -> Signed:
    """Signs every difference of the plan in `folder`, or those of `verbs`: a bulletin is published at its own time.

    1. Read plan.json: it must be as the desk wrote it. 2. Make the plan again from the same facts: it must come out
    alike. 3. Facts that came since must not change what is signed. 4. Store orders, signature and journal entry
    together. 5. Seal the journal's root.
    """
    document = files.read(folder)
    desk = opened(path)
    made = _of(_again(desk, document), verbs)
    refuse_unlisted(desk, officer, _clock(made), role, organisation)
    asked = as_orders(made, str(document["digest"]))
    _refuse_stale(desk, made, asked)
    return _record(desk, made, asked, {"officer": officer, "role": role, "organisation": organisation})


def _of(made: Made, verbs: Collection[str] | None) -> Made:
    """The plan with the differences of `verbs` alone; None: all."""
    if verbs is None:
        return made
    chosen = made.plan.differences.filter(pl.col("verb").is_in(list(verbs)))
    return replace(made, plan=replace(made.plan, differences=chosen))


def _again(desk: Desk, document: dict[str, Any]) -> Made:
    now = datetime.fromisoformat(document["at"]).astimezone(UTC)
    known = document["known"]
    made = make(desk, now, document["incident"], known["asked"], Read(known["batch"], known["checkins"]))
    if made.document.digest != document["digest"]:
        raise SigningError(
            "this plan does not come out of this home's facts and rules again (another home, another version of "
            "Seawall, or a changed policy): make it again with `seawall plan`, read it, and sign that"
        )
    return made


def _refuse_stale(desk: Desk, made: Made, asked: pl.DataFrame) -> None:
    """Raises SigningError when what is known now would change a row that still waits for a signature.

    In a history "now" is the plan's own time, with the facts that were entered since.
    """
    if Read(reading.read(desk.server, ()).batch, checkins.highest(desk.server)) == made.read:
        return
    latest = make(desk, _clock(made), made.plan.incident, made.asked).plan.differences
    waiting = made.plan.differences.filter(~asked["order"].is_in(_complete(desk).implode()))
    moves = pl.col("provisional") | (pl.col("verb") == "inform")
    moved = sum(
        waiting.filter(some).join(latest.filter(some), on=row, how="anti", nulls_equal=True).height
        for some, row in ((moves, ROW), (~moves, ENDS))
    )
    if moved:
        raise SigningError(
            f"facts or orders recorded since this plan was made change {moved} of its {asked.height} rows: make it "
            "again with `seawall plan`, read what changed, and sign that"
        )


def _clock(made: Made) -> datetime:
    """When it is signed: now, or in a history the plan's own time."""
    return made.plan.now if made.history else datetime.now(UTC)


def _complete(desk: Desk) -> pl.Series:
    """The orders that have all the signatures they need."""
    needed = reading.columns(desk.server, "orders", ("order", "signatures"))
    given = reading.columns(desk.server, "signatures", ("order", "organisation"))
    counts = given.group_by("order").agg(pl.col("organisation").n_unique().alias("given"))
    return needed.join(counts, on="order").filter(pl.col("given") >= pl.col("signatures"))["order"]


def _record(desk: Desk, made: Made, asked: pl.DataFrame, by: dict[str, str]) -> Signed:
    if asked.is_empty():
        raise SigningError("there is nothing to sign: the orders in force are what the plan asks for")
    done = kept.sign(desk.server, desk.home, asked, at=_clock(made), **by)
    seal(desk.server, desk.home, datetime.now(UTC))
    return Signed(**done, officer=by["officer"], organisation=by["organisation"])


def as_orders(made: Made, digest: str) -> pl.DataFrame:
    """The differences as rows of the table `orders`. An order's number follows from the plan and what it asks."""
    rows = made.plan.differences.with_columns(
        pl.struct("verb", "subject", "scope", "changes")
        .map_elements(lambda row: number(digest, row), return_dtype=pl.String)
        .alias("order"),
        pl.struct("cases", pl.col("evidence").alias("rows"), "content", "provisional")
        .struct.json_encode()
        .alias("evidence"),
        pl.lit(made.plan.incident).alias("incident"),
        pl.lit(made.plan.policy).alias("policy"),
        pl.lit(made.plan.policy_version).alias("policy_version"),
        pl.lit(digest).alias("plan"),
    )
    return rows.select(name for name in TABLES["orders"].column_names() if name in rows.columns)


def number(digest: str, row: dict[str, str | None]) -> str:
    """An order's number: 128 bits of the digest of its plan and what it asks of whom."""
    text = json.dumps([digest, *(row[name] for name in ("verb", "subject", "scope", "changes"))], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
