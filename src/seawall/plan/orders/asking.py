"""What all verbs ask to be ordered, against what is in force."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan.orders.amending import Amended, amended
from seawall.plan.orders.areas import areas, held_back, waiting
from seawall.plan.orders.difference import difference
from seawall.plan.orders.moves import moves
from seawall.plan.orders.outlasting import outlasting
from seawall.plan.orders.proposals import Notice, proposals
from seawall.plan.orders.rules import KEY, OrderRules
from seawall.tables.facts import Facts


@dataclass(frozen=True)
class Found:
    """What is ordered: cases, contacts with their terms, a due bulletin, rooms, drives, areas, and who needs care."""

    episodes: pl.DataFrame
    contacts: pl.DataFrame
    notice: Notice | None
    rooms: pl.DataFrame
    transfers: pl.DataFrame
    zones: pl.DataFrame
    care: pl.DataFrame


def proposed(
    found: Found, facts: Facts, rules: OrderRules, now: datetime, alone: pl.DataFrame | None = None
) -> Amended:
    """Everything that is asked, as officers amended it; `alone` as in `amending.amended`."""
    more = [
        areas(found.zones, found.care, rules, now),
        moves(found.transfers, found.episodes, found.contacts, rules, now, facts.zone),
    ]
    asked = proposals(found.episodes, found.contacts, found.notice, rules, now, found.rooms, more)
    return amended(asked, found.zones, facts, rules, now, alone)


def asked(
    found: Found, ours: Amended, in_force: pl.DataFrame, facts: Facts, rules: OrderRules, now: datetime
) -> pl.DataFrame:
    """The difference an officer signs, in difference.DIFFERENCE: what is asked against what is in force.

    What an officer left out is neither asked nor released: what was signed of it stays as it was signed.
    """
    standing = in_force.join(ours.left_out, on=KEY, how="anti", maintain_order="left")
    return difference(ours.proposals, standing, facts, rules, now, waiting(found.zones, found.care, rules))


def noticed(found: Found, in_force: pl.DataFrame, rules: OrderRules, facts: Facts) -> list[str]:
    """What the officer must know of orders: seals that cannot be signed, and rooms that outlast an order in force."""
    return [*held_back(found.zones, found.care, rules), *outlasting(found.rooms, in_force, facts.zone)]
