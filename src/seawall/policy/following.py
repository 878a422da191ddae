"""A policy may change inside an incident: which one is in force when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from seawall.policy.errors import PolicyUnknown


def in_force(rows: Sequence[Mapping[str, object]], at: datetime) -> str:
    """The policy id in force at `at`: that of the latest row that has begun by then.

    Each row has `policy` and `opened_from` (aware; None: unknown, taken as from the beginning). A row that `follows`
    another begins when it was opened, so its policy holds from that instant on. Raises PolicyUnknown before the first.
    """
    begun = [(_begin(row), place, str(row["policy"])) for place, row in enumerate(rows) if row.get("policy")]
    held = [each for each in begun if each[0] is None or each[0] <= at]
    if not held:
        raise PolicyUnknown(
            f"no policy is in force at {at.isoformat()}; the incident must name one that begins by then"
        )
    return max(held, key=lambda each: (each[0] is not None, each[0] or at, each[1]))[2]


def _begin(row: Mapping[str, object]) -> datetime | None:
    begin = row.get("opened_from")
    return begin if isinstance(begin, datetime) else None
