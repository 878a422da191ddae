"""Orders and the signatures that make them: stored together with their journal entry, or not at all."""

import hashlib
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, NamedTuple, TypedDict

import polars as pl
from sqlalchemy import Connection, text

from seawall.store import facts, ids, issues, journal, reading, sight, staging
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.wall import whole
from seawall.tables.errors import SeawallError
from seawall.tables.schema import UTC_MOMENT


class SignatureRefusedError(SeawallError):
    """This officer, or this organisation, cannot add a signature here; the message says why."""


class Signature(NamedTuple):
    """A signature under some of a plan's `orders`: whose, when, and its entry in the journal with what it says."""

    officer: str
    role: str
    organisation: str
    at: datetime
    journal: int
    orders: frozenset[str]
    made_from: dict[str, object] | None


class Kept(TypedDict):
    """What a signature did: orders that now have all they need, orders that wait for more, the journal's entry."""

    in_force: int
    waiting: int
    journal: int


def source_of(plan: str) -> str:
    """Where the orders of a plan and the signatures under them come from, as their batches say it."""
    return f"plan {plan}"


@sight.whole()
def sign(
    server: Server, home: Home, orders: pl.DataFrame, at: datetime, officer: str, role: str, organisation: str,
    made_from: Mapping[str, object] | None = None, told: Mapping[str, Mapping[str, object]] | None = None,
    proof: str | None = None,
) -> Kept:  # fmt: skip
    """Store the orders that are not stored yet, and one signature under each that still needs one.

    1. Queue for a batch, so that of two officers the second sees what the first signed. 2. Refuse a second signature
    of one officer or one organisation. 3. Store orders and signatures as one batch, and journal it in the same
    transaction, and so whatever is `told` to the public by an order that now has all its signatures. `orders` are rows
    of the table `orders` without row ids; in a history they are recorded at `at`. `made_from` says what their plan was
    made from: whoever signs it after them makes it again from that. `proof` is by what it is known who signs.
    Raises SignatureRefusedError, FactsError, ServerError.
    """
    if orders.is_empty():
        raise SignatureRefusedError("there is no order to sign")
    source = source_of(orders["plan"][0])
    recorded = orders.with_columns(recorded_at=pl.lit(at if home.history else None, UTC_MOMENT))
    ready = whole(home, "orders", recorded, officer, source)
    with transaction(server) as connection:
        connection.execute(text("SELECT facts.queue_for_batch()"))
        signed = _signed(connection, ready["order"].to_list())
        wanting = _wanting(ready, signed, officer, organisation)
        whole_now = wanting.filter(pl.col("organisations") + 1 >= pl.col("signatures"))["order"]
        complete = len(whole_now)
        who = {"officer": officer, "role": role, "organisation": organisation}
        signatures = wanting.select("order", "recorded_at", at=pl.lit(at), **{k: pl.lit(v) for k, v in who.items()})
        lacking = ready if signed.is_empty() or "row" in orders.columns else _lacking(connection, ready)
        both = {"orders": lacking, "signatures": whole(home, "signatures", signatures, officer, source)}
        with ThreadPoolExecutor(1) as beside:  # the database works on what is entered meanwhile
            digests = beside.submit(_digests, wanting)
            batch = facts.enter(connection, both, officer, source).batch
        said: dict[str, object] = {"role": role, "organisation": organisation, "in_force": complete}
        said["orders"] = digests.result()
        said |= {} if made_from is None else {"made_from": dict(made_from)}
        said |= {} if proof is None else {"proof": proof, "break_glass": proof == "password"}
        kind = "order" if complete else "signature"
        entry = journal.append(connection, kind, officer, "sign", orders["plan"][0], said, at, batch)
        for order in set(told or {}) & set(whole_now):
            journal.append(connection, "issue", officer, issues.PUBLISH, order, (told or {})[order], at, batch)
    return Kept(in_force=complete, waiting=len(wanting) - complete, journal=entry)


def _signed(connection: Connection, orders: list[str]) -> pl.DataFrame:
    found = connection.execute(
        text('SELECT "order", officer, organisation, at FROM facts.signatures WHERE "order" = ANY (:orders)'),
        {"orders": orders},
    )
    names = ("order", "officer", "organisation", "at")
    rows = [tuple(row) for row in found]
    return pl.DataFrame(rows, {**dict.fromkeys(names, pl.String), "at": UTC_MOMENT}, orient="row")


def _lacking(connection: Connection, orders: pl.DataFrame) -> pl.DataFrame:
    """The orders that are not stored yet. Their ids were reckoned from what they state (ids.py): one that is stored
    states the same, and need not travel to be compared."""
    there = pl.Series(staging.stored(connection, "orders", orders["row"].to_list()), dtype=pl.String)
    return orders.filter(~pl.col("row").is_in(there.implode()))


def _wanting(orders: pl.DataFrame, signed: pl.DataFrame, officer: str, organisation: str) -> pl.DataFrame:
    """The orders that still need a signature, with how many organisations signed each."""
    for who, name in (("officer", officer), ("organisation", organisation)):
        before = signed.filter(pl.col(who) == name)
        if len(before):
            first = before.row(0, named=True)
            raise SignatureRefusedError(
                "{who} {name} has signed {many} of these {orders} orders already (first: {order} by {officer} for "
                "{organisation} at {at}); a second signature must come from another officer of another organisation",
                who=who, name=name, many=before["order"].n_unique(), orders=len(orders), order=first["order"],
                officer=first["officer"], organisation=first["organisation"], at=first["at"].isoformat(),
            )  # fmt: skip
    counts = signed.group_by("order").agg(pl.col("organisation").n_unique().alias("organisations"))
    counted = orders.join(counts, on="order", how="left", maintain_order="left")
    wanting = counted.with_columns(pl.col("organisations").fill_null(0)).filter(
        pl.col("organisations") < pl.col("signatures")
    )
    if wanting.is_empty():
        raise SignatureRefusedError("these orders have all the signatures they need: they are in force without yours")
    return wanting


def _digests(orders: pl.DataFrame) -> dict[str, str]:
    """What was signed: for each order the SHA-256 of all it states but when it was recorded."""
    stated = ids.stated(orders.drop("organisations", "recorded_at")).cast(pl.Binary)
    digests = (hashlib.sha256(said).hexdigest() for said in stated)
    return dict(zip(orders["order"], digests, strict=True))


@sight.whole()
def waiting(server: Server, incident: str, at: datetime) -> str | None:
    """The plan signed last of which an order waits for another organisation and has not run out at `at`; or none."""
    with transaction(server) as connection:
        found: str | None = connection.execute(_WAITING, {"incident": incident, "at": at}).scalar()
        return found


def binding(server: Server, incidents: pl.Series, known_at: datetime, batch: int) -> dict[str, pl.DataFrame]:
    """The orders of some incidents that may bind somebody at a time, with what signs and follows them, as was known.

    Of orders only the columns are filled that say whether they do.
    """
    known = reading.standing(known_at, batch)
    ours = f"incident IN (SELECT incident FROM asked) AND (until > '{known_at.isoformat()}' OR follows IS NOT NULL)"  # noqa: S608 - a time of ours
    with reading.reader(server, "desk") as connection:
        connection.lay("asked", incidents.unique().alias("incident").to_frame())
        orders = reading.fetch(connection, "orders", f"{known} AND ({ours} OR corrects IS NOT NULL)", only=_BINDS)
        connection.lay("found", orders.select("order").unique())
        signatures = reading.fetch(connection, "signatures", known, 'JOIN found USING ("order")')
    return {"orders": orders, "signatures": signatures}


@sight.whole()
def given(server: Server, orders: pl.Series) -> pl.DataFrame:
    """(order, given): how many organisations signed each of these orders that somebody signed."""
    with transaction(server) as connection:
        rows = connection.execute(_GIVEN, {"orders": orders.to_list()}).all()
    return pl.DataFrame([tuple(row) for row in rows], {"order": pl.String, "given": pl.Int64}, orient="row")


def signatures(server: Server, plan: str) -> list[Signature]:
    """Who signed a plan, the first first. Read as the auditor does: the desk's own role cannot read the journal."""
    with transaction(server, "auditor") as connection:
        rows = connection.execute(_SIGNATURES, {"plan": plan}).all()
    return [_signature(row.actor, json.loads(row.body), row.at, row.entry) for row in rows]


def last_signature(server: Server, plan: str) -> int | None:
    """The journal's entry of the signature that a plan got last: as long as it is the same, nobody else signed it."""
    with transaction(server, "auditor") as connection:
        found: int | None = connection.execute(_LAST, {"plan": plan}).scalar()
        return found


def _signature(actor: str, body: dict[str, Any], at: datetime, index: int) -> Signature:
    return Signature(
        actor, body["role"], body["organisation"], at, index, frozenset(body["orders"]), body.get("made_from")
    )


_BINDS = ("row", "recorded_at", "order", "incident", "scope", "from", "until", "signatures", "follows", "corrects")
_WAITING = text(
    'SELECT o.plan FROM facts.orders o WHERE o.incident = :incident AND o."until" > :at AND o.signatures > '
    '(SELECT count(DISTINCT s.organisation) FROM facts.signatures s WHERE s."order" = o."order") '
    "ORDER BY o.batch DESC LIMIT 1"
)
_GIVEN = text(
    'SELECT "order", count(DISTINCT organisation) FROM facts.signatures WHERE "order" = ANY (:orders) GROUP BY "order"'
)
_UNDER = "FROM journal.entries WHERE subject = :plan AND purpose = 'sign' AND kind IN ('order', 'signature')"
_SIGNATURES = text(f"SELECT index AS entry, at, actor, body {_UNDER} ORDER BY index")
_LAST = text(f"SELECT max(index) {_UNDER}")
