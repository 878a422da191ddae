"""Amending: an officer wants an order that a plan proposes otherwise, within what the policy allows, with a reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, rules_at
from seawall.desk.reasons import LEAST, LONG, sentence
from seawall.desk.signing import Signer
from seawall.plan.orders.rules import AREAS, KEY
from seawall.plan.zone.instead import around
from seawall.policy import rules
from seawall.store import facts, journal
from seawall.store.database import transaction
from seawall.store.wall import whole
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tables.schema import UTC_MOMENT, values


class AmendmentError(SeawallError):
    """The policy does not allow this amendment; the message says what it does allow."""


@dataclass(frozen=True)
class Wish:
    """What is to be otherwise: `change` as the table says, the end or the unit that it is to have, and the reason."""

    change: str
    why: str
    until: datetime | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Room:
    """What the policy leaves to an officer of a plan's rows: the last end, the units, and the clause that says so."""

    latest: datetime
    units: list[str]
    clause: str


def amend(desk: Desk, made: Made, by: Signer, rows: pl.DataFrame, wish: Wish) -> int:
    """Records that an officer wants these differences of a plan otherwise; the journal's entry.

    1. The officer must be on duty. 2. The policy must allow it, of each row. 3. Store the rows and the journal's entry
    together. Nothing is ordered by it: the plan is made again with it, and that is signed. Raises AmendmentError.
    """
    refuse_unlisted(desk, by.officer, clock(made), by.role, by.organisation)
    if not amendable(rows):
        raise AmendmentError("a release and a bulletin cannot be amended here: choose a row that restricts somebody")
    _refuse(made, wish, room(desk, made, rows))
    digest = made.digest
    stated = as_asked(made, rows).select(*KEY, proposed="until").with_columns(
        incident=pl.lit(made.plan.incident), change=pl.lit(wish.change), until=pl.lit(wish.until, UTC_MOMENT),
        unit=pl.lit(wish.unit, pl.String), why=pl.lit(wish.why), officer=pl.lit(by.officer), role=pl.lit(by.role),
        organisation=pl.lit(by.organisation), plan=pl.lit(digest),
    )  # fmt: skip
    said = {"change": wish.change, "why": wish.why, "role": by.role, "organisation": by.organisation}
    said |= {"until": wish.until.isoformat()} if wish.until else {}
    said |= {"unit": wish.unit} if wish.unit else {}
    return _stored(desk, made, by, stated, digest, said)


def take_back(desk: Desk, made: Made, by: Signer, rows: Collection[str]) -> int:
    """Withdraws amendments: what is proposed stands as the facts ask. Raises AmendmentError where one is not there."""
    refuse_unlisted(desk, by.officer, clock(made), by.role, by.organisation)
    found = made.facts["amendments"].filter(pl.col("row").is_in(list(rows)))
    if found.is_empty() or found.height < len(set(rows)):
        raise AmendmentError("this amendment is not there any more; the plan below is the one that stands")
    back = found.select("incident", *KEY, corrects="row").with_columns(pl.col("verb").cast(pl.String))
    said = {"taken_back": sorted(rows), "role": by.role, "organisation": by.organisation}
    return _stored(desk, made, by, back, str(found["plan"][0]), said)


def room(desk: Desk, made: Made, rows: pl.DataFrame) -> Room:
    """What the policy leaves to an officer of some of the plan's differences: of several what it leaves of each."""
    asked = rules.every(rules_at(desk, made.asked or made.plan.policy, made.plan.now), history=made.history)
    first = rows.row(0, named=True)
    latest = rows.join(made.plan.limits, on=KEY, how="left")["latest"].drop_nulls()
    areas = rows.height == 1 and first["scope"] in AREAS
    units = around(first["subject"], made.plan.zoned.zones, made.facts, asked.zone) if areas else []
    return Room(min(latest, default=made.plan.now), units, first["clause"])


def as_asked(made: Made, rows: pl.DataFrame) -> pl.DataFrame:
    """Differences with the ends that the facts alone ask for, whatever officers amended."""
    before = made.plan.limits.select(*KEY, asked="until")
    known = rows.join(before, on=KEY, how="left", maintain_order="left")
    return known.with_columns(pl.coalesce("asked", "until").alias("until")).drop("asked")


def clock(made: Made) -> datetime:
    """When it is said: now, or in a history the plan's own time."""
    return made.plan.now if made.history else datetime.now(UTC)


def _refuse(made: Made, wish: Wish, left: Room) -> None:
    """Raises AmendmentError where the policy does not allow it, with the limit."""
    if sentence(wish.why, LONG) is None:
        raise AmendmentError("an amendment says why, in {least} to {most} letters", least=LEAST, most=LONG)
    if wish.change == "end":
        _refuse_end(made, wish.until, left)
    if wish.change == "unit" and wish.unit not in left.units:
        raise AmendmentError(
            "this unit cannot take its place under {clause}; allowed are units around it of the levels that the "
            "policy closes: {allowed}",
            clause=left.clause, allowed=", ".join(left.units) or "0",
        )  # fmt: skip


def _refuse_end(made: Made, until: datetime | None, left: Room) -> None:
    if until is None or not made.plan.now < until <= left.latest:
        raise AmendmentError(
            "this end is not allowed under {clause}; allowed is one after {first} and not after {last}",
            clause=left.clause, first=made.plan.now.astimezone(made.zone), last=left.latest.astimezone(made.zone),
        )  # fmt: skip


def amendable(rows: pl.DataFrame) -> bool:
    """Whether these differences can be amended: what restricts somebody can.

    A release cannot, for the facts no longer ask for the measure; a bulletin is changed on its own page.
    """
    return not rows.is_empty() and not set(rows["sign"]) & {"-"} and not set(rows["verb"]) & {"inform"}


def _stored(
    desk: Desk, made: Made, by: Signer, stated: pl.DataFrame, plan: str, said: Mapping[str, Any]
) -> int:  # fmt: skip
    """Rows of the table `amendments` and their entry in the journal, both or neither."""
    kinds = {name: column.dtype for name, column in TABLES["amendments"].columns().items()}
    empty = [pl.lit(None, kinds[name]).alias(name) for name in values(TABLES["amendments"]) if name not in stated]
    at = clock(made)
    rows = stated.with_columns(*empty, recorded_at=pl.lit(at if made.history else None, UTC_MOMENT))
    ready = whole(desk.home, "amendments", rows.cast({n: kinds[n] for n in rows.columns}), by.officer, f"plan {plan}")
    with transaction(desk.server) as connection:
        batch = facts.enter(connection, {"amendments": ready}, by.officer, f"plan {plan}").batch
        told = {**said, "rows": sorted(ready["row"])}
        return journal.append(connection, "amendment", by.officer, "amend", plan, told, at, batch)
