"""Facts to plan: the incident report as a function, every verb called by name.

    facts -> confirm -> trace -> command -> inform -> orders

A plan is a pure function of the facts known at `now`, the policy and `now`. It is computed anew each time: a late
fact changes everything that follows from it, and only that.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan import command, confirm, inform, orders, trace
from seawall.policy import Policy, rules
from seawall.tables.facts import Facts, of_incident


@dataclass(frozen=True)
class Plan:
    """What is proposed for one incident at one time, with every reason. Each frame's columns stand with its verb.

    `notices` are what the officer must know of the policy itself, such as a plan for a day outside its dates.
    """

    incident: str
    now: datetime
    policy: str
    policy_version: str
    episodes: pl.DataFrame
    steps: pl.DataFrame
    doubts: pl.DataFrame
    again: pl.DataFrame
    traced: trace.Traced
    clock: pl.DataFrame
    shares: pl.DataFrame
    visits: pl.DataFrame
    bulletin: inform.Bulletin
    differences: pl.DataFrame
    standing: pl.DataFrame
    notices: tuple[str, ...]


def plan(
    facts: Facts, policy: Policy, incident: str, now: datetime, meetings: trace.Meetings, *, history: bool
) -> Plan:
    """The plan for one incident at `now`.

    `meetings` is the door to the stays; it opens for authorised cases only (TRUST.md 8). In a history its user
    already holds the stays, so a listed class opens them; in a service home two signatures and a laboratory do.
    Raises `RuleMissing` when the policy lacks a rule that one of the verbs needs.
    """
    ours = of_incident(facts, incident)
    confirming, tracing = rules.confirm_rules(policy, history=history), rules.trace_rules(policy, history=history)
    commanding, informing, ordering = (
        rules.command_rules(policy),
        rules.inform_rules(policy),
        rules.order_rules(policy),
    )
    episodes = confirm.episodes(ours, confirming, now)
    traced = trace.trace(episodes, ours, tracing, now, meetings)
    clock = command.clock(ours, episodes, traced.contacts, commanding, now)
    in_force = orders.standing(ours, episodes, now)
    bulletin = inform.snapshot(ours, episodes, traced.contacts, informing, now)
    proposed = orders.proposals(episodes, traced.contacts, bulletin, ordering, now)
    return Plan(
        incident=incident,
        now=now,
        policy=policy.id,
        policy_version=policy.version,
        episodes=episodes,
        steps=confirm.steps(episodes, ours, confirming, now),
        doubts=confirm.doubts(episodes, ours, confirming),
        again=confirm.again(episodes, ours, confirming),
        traced=traced,
        clock=clock,
        shares=command.shares(traced.contacts, ours, commanding),
        visits=command.visits(traced.contacts, ours, commanding, now),
        bulletin=bulletin,
        differences=orders.difference(proposed, in_force, ours, ordering, now),
        standing=in_force,
        notices=(*policy.notices, *tracing.gaps),
    )
