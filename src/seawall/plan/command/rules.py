"""The steps of the incident clock, and how contacts are shared out and visited, as a policy says."""

from dataclasses import dataclass
from datetime import timedelta

from seawall.tables.limit import Limit

FIRST_TIME, STRICT, SEVEN_ONE_SEVEN, LIMIT = "first_time", "strict", "7-1-7", "limit"


@dataclass(frozen=True)
class Step:
    """One step of the clock: `limit` after the moment `start`, `owner`'s to do.

    No limit and no `missing`: no text seen sets one, and the step is timed and never late. `missing` is the reason
    why nothing can be judged: the policy lists the rule and its text was not seen. `clause` cites the rule, with a
    mark where it is doubtful.
    """

    name: str
    kind: str
    start: str
    limit: Limit | None = None
    owner: str | None = None
    clause: str | None = None
    missing: str | None = None


@dataclass(frozen=True)
class CommandRules:
    """The steps in the order in which they are shown, and the ways of sharing contacts out.

    `responses` are the steps that must have begun before the 7-1-7 response is complete. `share` lists ways in order
    of preference. A contact is visited every `visit_days` days and lost when not seen for `lost_after_days`.
    An officer on duty who is called answers within `answer_limit`, and signs within `sign_limit` of the answer.
    """

    steps: tuple[Step, ...]
    visit_days: int
    lost_after_days: int | None = None
    responses: tuple[str, ...] = ()
    share: tuple[str, ...] = ("round_robin",)
    answer_limit: timedelta = timedelta()
    sign_limit: timedelta = timedelta()
