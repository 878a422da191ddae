"""The seal: what is about to be signed, what it gains and costs, and whose signatures it has."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import polars as pl

from seawall.store.orders import Signature
from seawall.tell.terminal.language import Language
from seawall.web import plans
from seawall.web.kept import Kept
from seawall.web.plan import selecting
from seawall.web.plan.owing import Owed, held, owed
from seawall.web.plan.rows import BINDING, NAMED, Group, Row, summed
from seawall.web.plan.shown import Shown
from seawall.web.signing import Signer

_OWED = Kept[list[Owed]](64)
ALONE = r"alone would miss (\d+) of"


class Seal(NamedTuple):
    """What one signature is for.

    `rows` are the chosen rows that still want a signature, or all of them where none does (`done`); `in_force` orders
    of the choice want none any more. `by_area` people are bound for where they live, `reached` by name, because they
    are exposed or infected: `newly` of them by this signature, the others are bound already. `days` is what that adds
    in person-days, `missed` how many known contacts smaller areas would miss. `tells`: it tells the public, and binds
    nobody. `again`: when the first order lapses.
    `slots` are who signed, `open` how many more must. `hold` says why it cannot be signed here and now, `held` for whom
    nobody is named yet.
    """

    chosen: str
    choices: list[str]
    rows: list[Row]
    orders: int
    in_force: int
    tells: bool
    by_area: int
    days: float
    missed: int
    reached: int
    newly: int
    again: datetime | None
    owed: list[Owed]
    slots: list[Signature]
    open: int
    done: bool
    hold: str
    held: list[str]


def seal(shown: Shown, groups: Sequence[Group], chosen: str | None, who: Signer, lang: Language) -> Seal:
    """The seal of a choice of verbs, for whoever looks. Raises AskedError for a choice that is none."""
    verbs = selecting.verbs(chosen)
    there = [row for group in groups for row in group.rows if row.verb in verbs]
    wanting = [row for row in there if row.given < row.needed]
    rows = wanting or there
    binding = [row for row in rows if row.verb in BINDING and row.sign != "-"]
    _, days = summed(binding)
    by_area = sum(row.people or 0 for row in binding if row.verb == "zone")
    orders, asked_for = (sum(row.members.height for row in each) for each in (rows, there))
    tells = bool(rows) and all(row.verb == "inform" for row in rows)
    lacking = held(shown.made, lang) if "zone" in verbs and not shown.elsewhere else []
    slots = [
        each for each in shown.signatures if not all(each.orders.isdisjoint(row.members["order"]) for row in there)
    ]
    more = max((row.needed - row.given for row in wanting), default=0)
    choices = [name for name, of in selecting.OF.items() if any(g.verb in of for g in groups)]
    return Seal(
        chosen or selecting.EVERYTHING, choices, rows, orders, asked_for - orders, tells, by_area, days or 0,
        _missed(shown, binding), *_reached(binding, shown.made.plan.standing), _again(rows),
        _owed(shown, binding, lang), slots, more, bool(there) and not wanting,
        _hold(rows, slots, who, lacking, done=not wanting), lacking,
    )  # fmt: skip


def _owed(shown: Shown, binding: Sequence[Row], lang: Language) -> list[Owed]:
    """Worked out once for the same people."""
    bound = tuple((row.key, row.given, row.members.height) for row in binding)
    key = (*plans.key(shown.desk, shown.made), None if shown.units is None else tuple(shown.units), bound, lang)
    return _OWED.get(key, lambda: owed(shown.made, binding, lang))


def _missed(shown: Shown, binding: Sequence[Row]) -> int:
    """Known contacts who live in the areas and whom the next smaller unit would leave out."""
    areas = [row.members["subject"][0] for row in binding if row.verb == "zone"]
    said = shown.made.plan.zoned.zones.filter(pl.col("subject").is_in(areas)).unique("subject")["smaller"]
    return int(said.str.extract(ALONE).cast(pl.Int64).sum())


def _reached(binding: Sequence[Row], standing: pl.DataFrame) -> tuple[int, int]:
    """Exposed or infected people who are held apart from others, and those of them whom no order holds apart yet."""
    people = [row.members["subject"] for row in binding if row.verb != "zone"]
    if not people:
        return 0, 0
    reached = pl.concat(people).unique()
    return len(reached), len(newly(reached, standing))


def newly(people: pl.Series, standing: pl.DataFrame) -> pl.Series:
    """Those whom none of the orders in force holds apart by name; a contact who falls ill was held before."""
    held = standing.filter(pl.col("verb").is_in(NAMED))["subject"]
    return people.filter(~people.is_in(held.implode()))


def _again(rows: Sequence[Row]) -> datetime | None:
    """The first end of an area or of a case's isolation, which goes on only if it is signed again."""
    going_on = [row.members["until"] for row in rows if row.verb in ("zone", "confirm") and row.sign != "-"]
    return next(iter(pl.concat(going_on).drop_nulls().sort().head(1)), None) if going_on else None


def _hold(rows: Sequence[Row], slots: Sequence[Signature], who: Signer, lacking: Sequence[str], *, done: bool) -> str:
    """Why it cannot be signed here and now: the first reason there is; "" where it can."""
    reasons = (
        ("nothing", not rows), ("done", done), ("past", not who.live), ("role", not who.roles),
        ("yours", any(each.officer == who.officer for each in slots)),
        ("house", {each.organisation for each in who.roles} <= {each.organisation for each in slots}),
        ("care", bool(lacking)),
    )  # fmt: skip
    return next((name for name, holds in reasons if holds), "")
