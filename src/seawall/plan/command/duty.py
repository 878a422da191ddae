"""Who is on duty, who has been called to sign, and who is next when nobody answers."""

from datetime import datetime

import polars as pl

from seawall.plan.command.rules import CommandRules
from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts
from seawall.tables.roster import roster

DUTY = pl.Schema(
    {
        "rank": pl.Int64(), "officer": pl.String(), "role": pl.String(), "organisation": pl.String(),
        "state": pl.String(), "called": INSTANT, "until": INSTANT, "waiting": pl.Int64(), "why": pl.String(),
    }
)  # fmt: skip
WHY = {
    "called": "called, has not answered yet",
    "silent": "called, did not answer in time: the next is called",
    "seen": "has seen what waits",
    "late": "has seen it and not signed in time: the next is called",
    "silent_last": "called, did not answer in time: nobody is left to call",
    "late_last": "has seen it and not signed in time: nobody is left to call",
}
SAID_BY_OFFICERS = frozenset({"orders", "signatures", "amendments", "duties", "acknowledgements"})
"""What is recorded here is an answer to a plan, and starts no new wait."""


def duty(facts: Facts, waiting: int, incident: str, rules: CommandRules, now: datetime) -> pl.DataFrame:
    """In DUTY, by rank. `waiting` is how many differences of the plan wait for a signature.

    They wait since the last fact was recorded. The first on duty is called then. Who does not acknowledge within the
    policy's time is `silent`, and the next is called; who acknowledges has the policy's time to sign, and then the
    next is called too (`late`). After the last of the roster nobody is left to call: `silent_last`, `late_last`. Nobody
    waits: `on_duty`. Not called yet: `next`. `until` is when the call passes on.
    """
    there = roster(facts, now).rows()
    since = _since(facts)
    if not waiting or since is None:
        rows = [(*row, "on_duty", None, None, 0, "nothing waits for a signature") for row in there]
        return pl.DataFrame(rows, schema=DUTY, orient="row")
    return pl.DataFrame(_called(there, since, waiting, facts, incident, rules, now), schema=DUTY, orient="row")


def _called(
    there: list[tuple[int, str, str, str]],
    since: datetime,
    waiting: int,
    facts: Facts,
    incident: str,
    rules: CommandRules,
    now: datetime,
) -> list[tuple[object, ...]]:
    said = _acknowledged(facts, incident, since)
    rows: list[tuple[object, ...]] = []
    called: datetime | None = since
    for row in there:
        if called is None or called > now:
            rows.append((*row, "next", called, None, waiting, "called when those before have not answered"))
            called = None
            continue
        answered = said.get(row[1])
        until = called + rules.answer_limit if answered is None else max(answered, called) + rules.sign_limit
        state = ("silent" if now >= until else "called") if answered is None else ("late" if now >= until else "seen")
        state = f"{state}_last" if row is there[-1] and now >= until else state
        rows.append((*row, state, called, until, waiting, WHY[state]))
        called = until
    return rows


def _since(facts: Facts) -> datetime | None:
    """When the last fact was recorded: since then the plan has been as it is."""
    last = [frame["recorded_at"].max() for name, frame in facts.frames.items() if name not in SAID_BY_OFFICERS]
    return max((each for each in last if isinstance(each, datetime)), default=None)


def _acknowledged(facts: Facts, incident: str, since: datetime) -> dict[str, datetime]:
    """When each officer last said that they have seen what waits since then."""
    ours = facts["acknowledgements"].filter(
        pl.col("incident") == incident, pl.coalesce("at_until", "at_from") >= at(since)
    )
    latest = ours.group_by("officer").agg(pl.coalesce("at_until", "at_from").max().alias("at"))
    return dict(latest.iter_rows())
