"""Facts to plan: the incident report as a function, every verb called by name.

    facts -> confirm -> trace -> zone -> isolate -> screen -> care -> command -> inform -> orders

A plan is a pure function of the facts known at `now`, the policy and `now`. It is computed anew each time: a late
fact changes everything that follows from it, and only that.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan import care, command, confirm, inform, isolate, orders, screen, trace, zone
from seawall.policy import Policy, rules
from seawall.tables.facts import Facts, of_incident


@dataclass(frozen=True)
class Plan:
    """What is proposed for one incident at one time, with every reason. Each frame's columns stand with its verb.

    `notices` are what the officer must know of the policy itself, such as a plan for a day outside its dates, and of
    what cannot be signed.
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
    zoned: zone.Zoned
    isolated: isolate.Isolated
    screened: screen.Screened
    care: pl.DataFrame
    clock: pl.DataFrame
    shares: pl.DataFrame
    calls: pl.DataFrame
    visits: pl.DataFrame
    harm: pl.DataFrame
    bulletin: inform.Bulletin
    differences: pl.DataFrame
    standing: pl.DataFrame
    duty: pl.DataFrame
    notices: tuple[str, ...]


def plan(
    facts: Facts,
    policy: Policy,
    incident: str,
    now: datetime,
    meetings: trace.Meetings,
    *,
    history: bool,
    softer: Policy | None = None,
) -> Plan:
    """The plan for one incident at `now`.

    `meetings` is the door to the stays; it opens for authorised cases only (TRUST.md 8). In a history its user
    already holds the stays, so a listed class opens them; in a service home two signatures and a laboratory do.
    `softer` is the policy whose terms are counted beside this one's. Raises `RuleMissing` when the policy lacks a
    rule that one of the verbs needs.
    """
    ours, ask = of_incident(facts, incident), rules.every(policy, history=history)
    episodes = confirm.episodes(ours, ask.confirm, now)
    ill = episodes.filter("open")["person"]
    traced = trace.trace(episodes, ours, ask.trace, now, meetings)
    zoned = zone.zone(episodes, traced.reasons, traced.trail, ours, ask.zone, now)
    standing = orders.standing(ours, episodes, now)
    isolated = isolate.isolate(episodes, traced.contacts, ours, ask.isolate, now, orders.rooms(standing))
    cared = care.care(zoned.zones, traced.contacts, ill, ours, ask.care, now)
    bulletin = inform.snapshot(ours, episodes, traced.contacts, ask.inform, now)
    shares = command.shares(traced.contacts, ours, ask.command)
    proposed = orders.proposals(
        episodes,
        traced.contacts,
        bulletin,
        ask.orders,
        now,
        isolated.rooms,
        [
            orders.areas(zoned.zones, cared, ask.orders, now),
            orders.moves(isolated.transfers, episodes, traced.contacts, ask.orders, now),
        ],
    )
    waiting = orders.waiting(zoned.zones, cared, ask.orders)
    differences = orders.difference(proposed, standing, ours, ask.orders, now, waiting)
    return Plan(
        incident=incident,
        now=now,
        policy=policy.id,
        policy_version=policy.version,
        episodes=episodes,
        steps=confirm.steps(episodes, ours, ask.confirm, now),
        doubts=confirm.doubts(episodes, ours, ask.confirm),
        again=confirm.again(episodes, ours, ask.confirm),
        traced=traced,
        zoned=zoned,
        isolated=isolated,
        screened=screen.screen(traced.contacts, zoned.zones, isolated.rooms, ours, ask.screen, now),
        care=cared,
        clock=command.clock(ours, episodes, traced.contacts, ask.command, now),
        shares=shares,
        calls=command.calls(episodes, traced.contacts, shares, ours, now),
        visits=command.visits(traced.contacts, ours, ask.command, now),
        harm=command.harm(traced.contacts, zoned.zones, ill, _under(softer, traced.contacts, ours, history), ours, now),
        bulletin=bulletin,
        differences=differences,
        standing=standing,
        duty=command.duty(ours, differences.height, incident, ask.command, now),
        notices=(*policy.notices, *ask.trace.gaps, *ask.zone.gaps, *orders.held_back(zoned.zones, cared, ask.orders)),
    )


def _under(softer: Policy | None, contacts: pl.DataFrame, facts: Facts, history: bool) -> command.Softer | None:
    if softer is None:
        return None
    return command.Softer(softer.id, trace.under(contacts, rules.trace_rules(softer, history=history), facts))
