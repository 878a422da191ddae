"""Orders and the signatures that make them: stored together with their journal entry, or not at all."""

import hashlib
from datetime import datetime
from typing import TypedDict

import polars as pl
from sqlalchemy import Connection, text

from seawall.store import facts, ids, journal
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.wall import whole
from seawall.tables.errors import SeawallError
from seawall.tables.schema import UTC_MOMENT


class SignatureRefusedError(SeawallError):
    """This officer, or this organisation, cannot add a signature here; the message says why."""


class Kept(TypedDict):
    """What a signature did: orders that now have all they need, orders that wait for more, the journal's entry."""

    in_force: int
    waiting: int
    journal: int


def sign(
    server: Server, home: Home, orders: pl.DataFrame, at: datetime, officer: str, role: str, organisation: str
) -> Kept:
    """Store the orders that are not stored yet, and one signature under each that still needs one.

    1. Queue for a batch, so that of two officers the second sees what the first signed. 2. Refuse a second signature
    of one officer or one organisation. 3. Store orders and signatures as one batch, and journal it in the same
    transaction. `orders` are rows of the table `orders` without row ids; in a history they are recorded at `at`.
    Raises SignatureRefusedError, FactsError, ServerError.
    """
    if orders.is_empty():
        raise SignatureRefusedError("there is no order to sign")
    source = f"plan {orders['plan'][0]}"
    recorded = orders.with_columns(recorded_at=pl.lit(at if home.history else None, UTC_MOMENT))
    ready = whole(home, "orders", recorded, officer, source)
    with transaction(server) as connection:
        connection.execute(text("SELECT facts.queue_for_batch()"))
        wanting = _wanting(ready, _signed(connection, ready["order"].to_list()), officer, organisation)
        complete = len(wanting.filter(pl.col("organisations") + 1 >= pl.col("signatures")))
        who = {"officer": officer, "role": role, "organisation": organisation}
        signatures = wanting.select("order", "recorded_at", at=pl.lit(at), **{k: pl.lit(v) for k, v in who.items()})
        both = {"orders": ready, "signatures": whole(home, "signatures", signatures, officer, source)}
        batch = facts.enter(connection, both, officer, source).batch
        said = {"role": role, "organisation": organisation, "orders": _digests(wanting), "in_force": complete}
        kind = "order" if complete else "signature"
        entry = journal.append(connection, kind, officer, "sign", orders["plan"][0], said, at, batch)
    return Kept(in_force=complete, waiting=len(wanting) - complete, journal=entry)


def _signed(connection: Connection, orders: list[str]) -> pl.DataFrame:
    found = connection.execute(
        text('SELECT "order", officer, organisation, at FROM facts.signatures WHERE "order" = ANY (:orders)'),
        {"orders": orders},
    )
    names = ("order", "officer", "organisation", "at")
    return pl.DataFrame([row._asdict() for row in found], {**dict.fromkeys(names, pl.String), "at": UTC_MOMENT})


def _wanting(orders: pl.DataFrame, signed: pl.DataFrame, officer: str, organisation: str) -> pl.DataFrame:
    """The orders that still need a signature, with how many organisations signed each."""
    for who, name in (("officer", officer), ("organisation", organisation)):
        before = signed.filter(pl.col(who) == name)
        if len(before):
            first = before.row(0, named=True)
            raise SignatureRefusedError(
                f"{who} {name} has signed {before['order'].n_unique()} of these {len(orders)} orders already (first: "
                f"{first['order']} by {first['officer']} for {first['organisation']} at {first['at'].isoformat()}); "
                "a second signature must come from another officer of another organisation"
            )
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
    stated = ids.stated(orders.drop("organisations", "recorded_at"))
    return {
        order: hashlib.sha256(said.encode()).hexdigest() for order, said in zip(orders["order"], stated, strict=True)
    }
