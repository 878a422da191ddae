"""Signing: the plan is made again, must come out alike, and what it proposes becomes orders under a signature."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from seawall.desk import issuing
from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import Desk, opened
from seawall.desk.planning import Made, Read, make
from seawall.store import checkins, facts, sight
from seawall.store import orders as kept
from seawall.store.database import transaction
from seawall.store.seal import seal
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tell import files

ROW = ("sign", "verb", "subject", "scope", "clause", "changes")
"""What must still be alike when a plan is signed after newer facts came in."""
ENDS = (*ROW, "until")
"""The same where the end does not move with the time of asking: neither provisional nor a bulletin."""
_SIGNED = {"orders", "signatures"}
DECIDED = _SIGNED | {"amendments", "incidents"}
"""What officers decided: no plan is signed that lacks any of it."""


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


@dataclass(frozen=True)
class Signer:
    """Who signs, in which role, for which organisation; `proof` is by what that is known, where it is."""

    officer: str
    role: str
    organisation: str
    proof: str | None = None


def sign(
    path: Path | None,
    folder: Path,
    *,
    officer: str,
    role: str,
    organisation: str,
    verbs: Collection[str] | None = None,
) -> Signed:
    """Signs the plan in `folder`: plan.json must be as the desk wrote it, and the rest is as `sign_made` says."""
    document = files.read(folder)
    desk = opened(path)
    made = again(desk, document)
    return sign_made(desk, made, str(document["digest"]), Signer(officer, role, organisation), verbs)


def again(desk: Desk, document: Mapping[str, Any]) -> Made:
    """The plan of a document (incident, at, known), made again from the facts that it was made from."""
    now = datetime.fromisoformat(document["at"]).astimezone(UTC)
    known = document["known"]
    return make(desk, now, document["incident"], known["asked"], Read(known["batch"], known["checkins"]))


@sight.whole()
def sign_made(
    desk: Desk, made: Made, digest: str, by: Signer, verbs: Collection[str] | None = None,
    standing: Callable[[], Made | None] = lambda: None,
) -> Signed:  # fmt: skip
    """Signs every difference of a plan that was made again, or those of `verbs`: a bulletin has its own time.

    1. Its digest must be that of the plan which the officer read. 2. The officer must be on duty, so. 3. What came
    since must not change what is signed: seen by a plan made now, or by the `standing` one where making one takes long,
    which knows every decision and may lack the last facts. 4. Store orders, signature and journal entry together, and
    the text of a bulletin that is published so. 5. Seal the journal's root. Raises SigningError, NotOnDutyError,
    SignatureRefusedError.
    """
    if made.digest != digest:
        raise SigningError(
            "this plan does not come out of this home's facts and rules again (another home, another version of "
            "Seawall, or a changed policy): make it again with `seawall plan`, read it, and sign that"
        )
    refuse_unlisted(desk, by.officer, _clock(made), by.role, by.organisation)
    chosen = of_verbs(made, verbs)
    asked = as_orders(chosen, digest)
    if not _knows_all(desk, made, digest):
        _refuse_stale(desk, chosen, asked, _latest(desk, made, digest, standing()))
    return _record(desk, chosen, asked, by)


def of_verbs(made: Made, verbs: Collection[str] | None) -> Made:
    """The plan with the differences of `verbs` alone; None: all."""
    if verbs is None:
        return made
    chosen = made.plan.differences.filter(pl.col("verb").is_in(list(verbs)))
    return replace(made, plan=replace(made.plan, differences=chosen))


def _refuse_stale(desk: Desk, made: Made, asked: pl.DataFrame, latest: Made) -> None:
    """Raises SigningError when a plan made later changes a row that still waits for a signature."""
    moved = changed(made, latest.plan.differences, _complete(desk, asked), asked)
    if moved:
        raise SigningError(
            "facts or orders recorded since this plan was made change {moved} of its {rows} rows: make it again with "
            "`seawall plan`, read what changed, and sign that",
            moved=moved, rows=asked.height,
        )  # fmt: skip


def _latest(desk: Desk, made: Made, digest: str, standing: Made | None) -> Made:
    """What a plan is held against: the one that stands, or itself where it is the later, if that knows every decision.

    Else one of now; in a history "now" is the plan's own time, with the facts that were entered since.
    """
    if standing is not None:
        latest = max(standing, made, key=lambda each: each.plan.now)
        if not any(tables & DECIDED for tables in _since(desk, latest, digest)):
            return latest
    return make(desk, _clock(made), made.plan.incident, made.asked)


def _knows_all(desk: Desk, made: Made, digest: str) -> bool:
    """Whether a plan was made from everything that is known now, none of it later than its own time."""
    if checkins.highest(desk.server) != made.read.checkins or _since(desk, made, digest):
        return False
    with transaction(desk.server) as connection:
        last = facts.at(connection, made.read.facts)
    return made.history or last is None or last <= made.plan.now


def _since(desk: Desk, made: Made, digest: str) -> list[set[str]]:
    """The tables of each batch that a plan does not know.

    Signatures under the plan that is signed need not be known: what it proposes besides is the same with them.
    """
    with transaction(desk.server) as connection:
        batches = facts.since(connection, made.read.facts)
    every = [(set(what.split(", ")), source) for what, source in batches]
    return [tables for tables, source in every if source != kept.source_of(digest) or not tables <= _SIGNED]


def changed(made: Made, latest: pl.DataFrame, complete: pl.Series, asked: pl.DataFrame) -> int:
    """How many of a plan's rows are no longer among the `latest` differences; those that are `complete` need not be.

    `asked` are the plan's rows as orders, in their order.
    """
    waiting = made.plan.differences.filter(~asked["order"].is_in(complete.implode()))
    moves = pl.col("provisional") | (pl.col("verb") == "inform")
    return sum(
        waiting.filter(some).join(latest.filter(some), on=row, how="anti", nulls_equal=True).height
        for some, row in ((moves, ROW), (~moves, ENDS))
    )


def _clock(made: Made) -> datetime:
    """When it is signed: now, or in a history the plan's own time."""
    return made.plan.now if made.history else datetime.now(UTC)


def _complete(desk: Desk, asked: pl.DataFrame) -> pl.Series:
    """Those of the orders asked for that have all the signatures they need."""
    given = kept.given(desk.server, asked["order"])
    return asked.join(given, on="order").filter(pl.col("given") >= pl.col("signatures"))["order"]


def _record(desk: Desk, made: Made, asked: pl.DataFrame, by: Signer) -> Signed:
    if asked.is_empty():
        raise SigningError("there is nothing to sign: the orders in force are what the plan asks for")
    done = kept.sign(
        desk.server, desk.home, asked, _clock(made), by.officer, by.role, by.organisation, made_from=origin(made),
        told=issuing.told(made, asked), proof=by.proof,
    )  # fmt: skip
    seal(desk.server, desk.home, datetime.now(UTC))
    return Signed(**done, officer=by.officer, organisation=by.organisation)


def origin(made: Made) -> dict[str, Any]:
    """What a plan was made from, as `again` takes it: the journal keeps it with each signature."""
    known = {"batch": made.read.facts, "checkins": made.read.checkins, "asked": made.asked}
    return {"incident": made.plan.incident, "at": made.plan.now.isoformat(), "known": known}


def as_orders(made: Made, digest: str) -> pl.DataFrame:
    """The differences as rows of the table `orders`. An order's number follows from the plan and what it asks."""
    rows = made.plan.differences.with_columns(
        numbers(digest, made.plan.differences),
        pl.struct("cases", pl.col("evidence").alias("rows"), "content", "provisional")
        .struct.json_encode()
        .alias("evidence"),
        pl.lit(made.plan.incident).alias("incident"),
        pl.lit(made.plan.policy).alias("policy"),
        pl.lit(made.plan.policy_version).alias("policy_version"),
        pl.lit(digest).alias("plan"),
    )
    return rows.select(name for name in TABLES["orders"].column_names() if name in rows.columns)


def numbers(digest: str, differences: pl.DataFrame) -> pl.Series:
    """The orders' numbers: of each 128 bits of the digest of its plan and what it asks of whom."""
    asks = differences.select("verb", "subject", "scope", "changes").iter_rows()
    found = [hashlib.sha256(_listed(digest, *row).encode()).hexdigest()[:32] for row in asks]
    return pl.Series("order", found, dtype=pl.String)


def _listed(*words: str | None) -> str:
    """Words as a list in JSON, just as json.dumps writes it, which makes an encoder each time."""
    return f"[{', '.join('null' if word is None else _QUOTED(word) for word in words)}]"


_QUOTED = json.JSONEncoder(ensure_ascii=False).encode
