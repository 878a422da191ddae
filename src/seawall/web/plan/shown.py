"""Which plan is looked at: the one that facts ask for now, one that waits for a second signature, or a signed one."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import polars as pl

from seawall.desk import signing
from seawall.desk.opening import Desk
from seawall.desk.planning import Made, Read
from seawall.store import orders
from seawall.web import area, plans
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.kept import Kept, read
from seawall.web.looking import Looking


class Counts(NamedTuple):
    """Rows by sign: those that want a signature, and those that are in force by the signatures they have."""

    wanting: dict[str, int]
    in_force: dict[str, int]


ALIKE = ("digest", "signed", "rows", "counts")
"""What of a plan is the same for everybody who looks at it, and is asked for once."""


@dataclass(frozen=True)
class Shown:
    """A plan, who signed it so far, and whether it may still be signed: `past` is one that facts have moved on from.

    `units` are those whose rows are shown to who looks; None: all.
    """

    desk: Desk
    made: Made
    past: bool = False
    units: pl.Series | None = None

    @cached_property
    def digest(self) -> str:
        """What is signed: the digest of plan.json."""
        return self.made.digest

    @cached_property
    def signed(self) -> "Signed":
        """Who signed what of it; asked again when somebody signed, and not before."""
        key = (*plans.key(self.desk, self.made), self.digest)
        last = orders.last_signature(self.desk.server, self.digest)
        return _SIGNED.get((*key, last), lambda: _signed(self.desk, self.made, self.digest, key))

    @property
    def signatures(self) -> list[orders.Signature]:
        """Who signed it, the first first."""
        return self.signed.signatures

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The differences with their `order`, and how many organisations have signed each (`given`)."""
        return self.made.plan.differences.with_columns(*self.signed.given)

    @cached_property
    def mine(self) -> pl.DataFrame:
        """Those of the rows that are shown to who looks: of another area they are counted alone."""
        return area.among(self.rows, self.units, self.made.facts)

    @property
    def elsewhere(self) -> int:
        """How many rows are about other areas."""
        return self.rows.height - self.mine.height

    def to(self, looking: Looking) -> "Shown":
        """The plan as far as it is shown to who looks: all rows to whom a role that looks at plans holds everywhere."""
        subject = looking.request.scope["state"].get("subject")
        found = replace(self, units=area.units_of(subject, self.made.facts, "plan"))
        vars(found).update({name: known for name, known in vars(self).items() if name in ALIKE})
        return found

    @property
    def wanting(self) -> pl.DataFrame:
        """The rows that are not in force yet for want of a signature."""
        return self.rows.filter(~_WHOLE)

    @cached_property
    def counts(self) -> Counts:
        """How many rows of each sign want a signature, and have all of them."""
        many = self.rows.group_by("sign", _WHOLE.alias("whole")).len()
        wanting, in_force = (dict(many.filter(whole=each).select("sign", "len").iter_rows()) for each in (False, True))
        return Counts(wanting, in_force)

    @property
    def standing(self) -> int:
        """How many orders are in force: those that the plan found, and what was signed of it since."""
        signs = self.counts.in_force
        return self.made.plan.standing.height + signs.get("+", 0) - signs.get("-", 0)


class Signed(NamedTuple):
    """Who signed a plan; and (order, given) of its differences, in their order: no more, for they are kept."""

    signatures: list[orders.Signature]
    given: pl.DataFrame


def _signed(desk: Desk, made: Made, digest: str, key: tuple[object, ...]) -> Signed:
    signatures = orders.signatures(desk.server, digest)
    asked = _ASKED.get(key, lambda: signing.as_orders(made, digest)["order"])
    given = orders.given(desk.server, asked) if signatures else _NONE
    every = asked.to_frame().join(given, on="order", how="left", maintain_order="left")
    return Signed(signatures, every.with_columns(pl.col("given").fill_null(0)))


_SIGNED = Kept[Signed](16, lambda signed: int(signed.given.estimated_size()))
_ASKED = Kept[pl.Series](16)
_AWAITED = Kept[str | None](64)
_NONE = pl.DataFrame(schema={"order": pl.String, "given": pl.Int64})
_WHOLE = pl.col("given") >= pl.col("signatures")


def chosen(looking: Looking) -> Shown | None:
    """The plan that a page shows; None while no incident is open. Raises AskedError for a plan nobody signed."""
    desk = looking.desk
    if (digest := looking.request.query_params.get("plan")) is not None:
        return signed(desk, digest)
    made = made_of(looking)
    if made is None or not looking.live:
        return None if made is None else Shown(desk, made)
    awaited = _awaited(desk, made)
    return Shown(desk, made) if awaited is None else signed(desk, awaited)


def _awaited(desk: Desk, made: Made) -> str | None:
    """The digest of the plan that waits for another organisation, if facts still ask for it; None: of none."""

    def found() -> str | None:
        waits = orders.waiting(desk.server, made.plan.incident, made.plan.now)
        return waits if waits and _waiting(desk, waits, made) else None

    return _AWAITED.get((*plans.key(desk, made), read(desk).facts), found)


def signed(desk: Desk, digest: str) -> Shown:
    """A plan that somebody signed, made again from what it was made from. Raises AskedError for any other."""
    there = orders.signatures(desk.server, digest)
    origin = next((each.made_from for each in there if each.made_from is not None), None)
    if origin is None:
        raise AskedError("plan= names no signed plan of this home; leave it out for the plan as it stands")
    return Shown(desk, recalled(desk, origin))


def recalled(desk: Desk, origin: dict[str, Any]) -> Made:
    """The plan again that was made from this: incident, at, and what was known."""
    known = origin["known"]
    asked = plans.Asked(origin["incident"], datetime.fromisoformat(origin["at"]), known["asked"])
    return plans.made(desk, asked, Read(known["batch"], known["checkins"]))


def _waiting(desk: Desk, digest: str, latest: Made) -> bool:
    """Whether facts still ask for all that waits of a plan for another organisation."""
    try:
        found = signed(desk, digest)
    except AskedError:
        return False
    wanting = found.wanting.filter(pl.col("given") > 0)
    asked = replace(found.made.plan, differences=wanting)
    rows = replace(found.made, plan=asked)
    none = wanting["order"].clear()
    moved = signing.changed(rows, latest.plan.differences, none, wanting)
    return not moved and not wanting.is_empty()
