"""What was decided: orders, signatures, appeals; and what teams were asked and did."""

import dataframely as dy

from seawall.tables.schema import Fact, choice, instant, moment, text

VERBS = (
    "command", "confirm", "trace", "zone", "isolate", "screen", "vaccinate", "passes", "supply", "care",
    "continuity", "inform", "warn", "alliance",
)  # fmt: skip
APPEAL_ANSWERS = ("upheld", "changed", "ended")
AMENDED = ("end", "leave_out", "unit")
TASK_OUTCOMES = ("done", "partly", "failed", "refused", "not_found")
FINAL = ("done",)
"""Outcomes after which nobody goes back: with any other the task still waits, on the phone, the map and in the plan."""
STEPS = (
    "found", "screened", "confirmed", "responded", "published", "headquarters", "isolated", "tested",
    "transferred", "press_conference", "seal", "test", "search", "isolate", "advise", "track_core",
    "case_investigation", "notified", "other",
)  # fmt: skip


def _stated(meaning: str) -> dy.String:
    return dy.String(min_length=1, description=meaning, metadata={"subject": False, "required": False})


class Orders(Fact):
    """What a plan proposed and officers sign. Without an end, a reason and a clause it cannot be stored.

    It is in force from its last needed signature until `until`, unless the evidence ends first, a later order
    follows it, or an appeal ends it. An order that releases another follows it and has the scope `release`.
    """

    order = text("the order", subject=True)
    incident = _stated("the incident it belongs to")
    verb = dy.Enum(VERBS, description="the verb that proposed it", metadata={"subject": False})
    subject = _stated("whom or what it binds: a person, a unit, a site, the public")
    scope = _stated("what it asks of them: observation, transfer, publication, release")
    from_ = dy.Datetime(time_zone="UTC", time_unit="us", alias="from", description="when it begins")
    until = dy.Datetime(time_zone="UTC", time_unit="us", description="when it ends by itself (half-open)")
    why = _stated("the officer's reason: a chain down to facts")
    why_public = _stated("the reason its subject reads: day, setting, rule, end, appeal; never the case")
    evidence = _stated("the cases, meetings and rows it rests on, as JSON, so that it stays explainable")
    clause = _stated("the policy keys it rests on, with their confidence")
    policy = _stated("the policy's id")
    policy_version = _stated("the policy's version: a digest of its rules")
    ends = _stated("what ends it before its time, without anybody acting")
    signatures = dy.Int64(min=1, max=9, description="how many signatures of different organisations it needs")
    plan = _stated("the digest of the plan that proposed it")


class Signatures(Fact):
    """An officer signed an order."""

    order = text("the order", subject=True)
    officer = text("who signed", subject=True)
    role = text("in which role", required=True)
    organisation = text("for which organisation", required=True)
    at = instant("when", required=True)


class Amendments(Fact):
    """An officer wants an order that a plan proposes otherwise, before it is signed; by itself it orders nothing.

    It holds while the plan proposes what it changes: once facts move the end that was proposed, the plan's own
    proposal stands again beside the reason. Of several about one order the last one counts.
    """

    incident = text("the incident", subject=True)
    verb = dy.Enum(
        VERBS, nullable=False, description="the verb that proposes it", metadata={"subject": True, "required": False}
    )
    subject = text("whom or what the proposed order binds", subject=True)
    scope = text("what it asks of them", subject=True)
    change = choice("what is to be otherwise: when it ends, whether it is ordered, which unit it is of", AMENDED,
                    required=True)  # fmt: skip
    until = instant("the end that it is to have; empty: as proposed")
    unit = text("the unit that is to be ordered instead; empty: as proposed")
    proposed = instant("the end that was proposed", required=True)
    why = text("the officer's reason; it names nobody", required=True)
    officer = text("who wants it so", required=True)
    role = text("in which role", required=True)
    organisation = text("for which organisation", required=True)
    plan = text("the digest of the plan that proposed it", required=True)


class Appeals(Fact):
    """Somebody bound by an order asks for it to be looked at again."""

    order = text("the order", subject=True)
    opened_from, opened_until = moment("opening")
    decided_from, decided_until = moment("decision; empty: not decided yet")
    by = text("who decided: never one who signed the order")
    answer = choice("what was decided", APPEAL_ANSWERS)


class Tasks(Fact):
    """What a team was asked to do."""

    task = text("the task", subject=True)
    incident = text("the incident it belongs to")
    order = text("the order it carries out")
    team = text("who was asked")
    step = choice("the step of the incident clock it belongs to", STEPS)
    due_from, due_until = moment("when it must be done")


class Done(Fact):
    """What a team did."""

    task = text("the task", subject=True)
    at_from, at_until = moment("doing")
    outcome = choice("how it went", TASK_OUTCOMES, required=True)


class Acknowledgements(Fact):
    """An officer on duty said that they have seen what waits for a signature."""

    officer = text("who", subject=True)
    incident = text("of which incident", subject=True)
    at_from, at_until = moment("saying so")
