"""Facts to plan: the incident report as a function, every verb called by name.

    facts -> confirm -> trace -> zone -> isolate -> screen -> care -> command -> inform -> orders

A plan is a pure function of the facts known at `now`, the policy and `now`. It is computed anew each time: a late
fact changes everything that follows from it, and only that.
"""

from dataclasses import dataclass, replace
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

    Terms are made once: `isolate` knows whose days begin anew and who stays with a child, and from there on everything
    reads the contacts with their terms. What was signed stays as it was signed; a longer term is a change to sign.
    """
    ours, ask = of_incident(facts, incident), rules.every(policy, history=history)
    episodes = confirm.episodes(ours, ask.confirm, now)
    ill = episodes.filter("open")["person"]
    traced = trace.trace(episodes, ours, ask.trace, now, meetings)
    zoned = zone.zone(episodes, traced.reasons, traced.trail, ours, ask.zone, now)
    standing = orders.standing(ours, episodes, now)
    given, driven = orders.rooms(standing), orders.drives(standing)
    isolated = isolate.isolate(episodes, traced.contacts, ours, ask.isolate, now, given, driven)
    contacts = isolate.held(traced.contacts, isolated.terms)
    screened = screen.screen(episodes, contacts, zoned.zones, isolated.rooms, ours, ask.screen, now)
    cared = care.care(zoned.zones, contacts, ill, ours, ask.care, now)
    shares = command.shares(contacts, ours, ask.command)
    other = _softer(softer, traced.contacts, episodes, ours, now, history=history)
    harm = command.harm(contacts, zoned.zones, ill, other, ours, now)
    bulletin = inform.snapshot(ours, episodes, contacts, ask.inform, now)
    found = orders.Found(episodes, contacts, bulletin, isolated.rooms, isolated.transfers, zoned.zones, cared)
    differences = orders.asked(found, standing, ours, ask.orders, now)
    notices = (*policy.notices, *ask.trace.gaps, *ask.zone.gaps, *orders.noticed(found, standing, ask.orders, ours))
    return Plan(
        incident, now, policy.id, policy.version, episodes,
        steps=confirm.steps(episodes, ours, ask.confirm, now),
        doubts=confirm.doubts(episodes, ours, ask.confirm),
        again=confirm.again(episodes, ours, ask.confirm),
        traced=replace(traced, contacts=contacts), zoned=zoned, isolated=isolated, screened=screened, care=cared,
        clock=command.clock(ours, episodes, contacts, ask.command, now),
        shares=shares,
        calls=command.calls(episodes, contacts, shares, ours, now),
        visits=command.visits(contacts, ours, ask.command, now),
        harm=harm, bulletin=bulletin, differences=differences, standing=standing,
        duty=command.duty(ours, differences.height, incident, ask.command, now),
        notices=notices,
    )  # fmt: skip


def _softer(
    policy: Policy | None, contacts: pl.DataFrame, episodes: pl.DataFrame, facts: Facts, now: datetime, *, history: bool
) -> command.Softer | None:
    """The same contacts as another policy would hold them, with the terms it gives them."""
    if policy is None:
        return None
    known = trace.under(contacts, rules.trace_rules(policy, history=history), facts)
    terms = isolate.terms(episodes, known, facts, rules.isolate_rules(policy), now)
    return command.Softer(policy.id, isolate.held(known, terms))
