"""What a policy says of publishing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InformRules:
    """`small_count`: a figure for fewer people than this is not printed, cases and deaths apart; None: no such rule.

    `clause` cites the rules the bulletin rests on.
    """

    small_count: int | None = None
    clause: str | None = None
