"""Facts to plan: the incident report as a function, every verb called by name.

    facts -> confirm -> trace -> zone -> isolate -> screen -> care -> command -> inform -> orders

A plan is a pure function of the facts known at `now`, the policy and `now`. It is computed anew each time: a late
fact changes everything that follows from it, and only that. So does what an officer wants otherwise: what is left out
is nowhere in the plan, but for the trace that found it and the reason why it is left out.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from seawall.plan import care, command, confirm, inform, isolate, orders, screen, trace, zone
from seawall.policy import Policy, rules
from seawall.tables.facts import Facts, of_incident
from seawall.tables.localtime import begins


@dataclass(frozen=True)
class Plan:
    """What is proposed for one incident at one time, with every reason. Each frame's columns stand with its verb.

    `limits` is what may be wanted otherwise: the end that the facts alone ask for each, and the last one allowed.
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
    amended: pl.DataFrame
    limits: pl.DataFrame
    standing: pl.DataFrame
    duty: pl.DataFrame
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Measures:
    """The cases, whom they reach, and what is done for each: all that is told and ordered starts from it.

    `ill`: the people who are open cases. `standing`: the orders in force. `traced` is as the trace found it, `contacts`
    are the same people with their terms, as officers want them. Of those whom officers left out, or whose end they
    want sooner: `alone` is what the facts alone ask for (orders.alone), `wanted` what is obeyed; None where nobody
    amended anything.
    """

    episodes: pl.DataFrame
    ill: pl.Series
    standing: pl.DataFrame
    traced: trace.Traced
    zoned: zone.Zoned
    isolated: isolate.Isolated
    contacts: pl.DataFrame
    screened: screen.Screened
    care: pl.DataFrame
    alone: pl.DataFrame | None
    wanted: orders.Wanted | None


def plan(
    facts: Facts, policy: Policy, incident: str, now: datetime, meetings: trace.Meetings, *,
    history: bool, softer: Policy | None = None,
) -> Plan:  # fmt: skip
    """The plan for one incident at `now`: the measures, what they cost and who does them, what is told and signed.

    `meetings` is the door to the stays; it opens for authorised cases only (TRUST.md 8). In a history its user
    already holds the stays, so a listed class opens them; in a service home two signatures and a laboratory do.
    `softer` is the policy whose terms are counted beside this one's. Raises `RuleMissing` when the policy lacks a
    rule that one of the verbs needs.
    """
    ours, ask = of_incident(facts, incident), rules.every(policy, history=history)
    done = measures(ours, ask, now, meetings)
    episodes, contacts, zones = done.episodes, done.contacts, done.zoned.zones
    shares = command.shares(contacts, ours, ask.command)
    other = _softer(softer, done, ours, now, history=history)
    bulletin = inform.snapshot(ours, episodes, contacts, ask.inform, now)
    found = orders.Found(
        episodes, contacts, _told(bulletin, ours, now), done.isolated.rooms, done.isolated.transfers, zones, done.care
    )
    proposed = orders.proposed(found, ours, ask.orders, now, done.alone)
    isolated = isolate.without_drives(done.isolated, proposed.undriven(done.standing))
    differences = orders.asked(found, proposed, done.standing, ours, ask.orders, now)
    return Plan(
        incident, now, policy.id, policy.version, episodes,
        steps=confirm.steps(episodes, ours, ask.confirm, now),
        doubts=confirm.doubts(episodes, ours, ask.confirm),
        again=confirm.again(episodes, ours, ask.confirm),
        traced=replace(done.traced, contacts=contacts), zoned=done.zoned, isolated=isolated, screened=done.screened,
        care=done.care,
        clock=command.clock(ours, episodes, contacts, ask.command, now),
        shares=shares,
        calls=command.calls(episodes, contacts, shares, ours, now),
        visits=command.visits(contacts, ours, ask.command, now),
        harm=command.harm(contacts, zones, done.ill, other, ours, now),
        bulletin=bulletin, differences=differences, amended=proposed.amendments,
        limits=proposed.limits, standing=done.standing,
        duty=command.duty(ours, differences.height, incident, ask.command, now),
        notices=(*policy.notices, *ask.trace.gaps, *ask.zone.gaps,
                 *orders.noticed(found, done.standing, ask.orders, ours)),
    )  # fmt: skip


def _told(bulletin: inform.Bulletin, facts: Facts, now: datetime) -> inform.Bulletin | None:
    """The bulletin, which is published until the end of the day on which the incident is closed."""
    today = begins(now.astimezone(facts.zone).date(), facts.zone)
    return bulletin if confirm.closed_incidents(facts["incidents"], today).is_empty() else None


def windows(facts: Facts, policy: Policy, incident: str, now: datetime, *, history: bool) -> trace.Windows:
    """The windows of an incident's traced cases: when each could infect, and when each may have caught it.

    Raises `RuleMissing`.
    """
    ours, ask = of_incident(facts, incident), rules.every(policy, history=history)
    return trace.windows(confirm.episodes(ours, ask.confirm, now), ours, ask.trace, now)


def measures(facts: Facts, ask: rules.Rules, now: datetime, meetings: trace.Meetings) -> Measures:
    """From the facts of one incident to what is done for whom: confirm, trace, zone, isolate, screen, care.

    Terms are made once: `isolate` knows whose days begin anew and who stays with a child, and from there on everything
    reads the contacts with their terms. What was signed stays as it was signed; a longer term is a change to sign.
    Amendments are held against what the facts alone ask; what holds of them is obeyed before anything is made of it.
    """
    episodes = confirm.episodes(facts, ask.confirm, now)
    ill = episodes.filter("open")["person"]
    standing = orders.standing(facts, episodes, now)
    traced = trace.trace(episodes, facts, ask.trace, now, meetings)
    zoned = zone.zone(episodes, traced.reasons, traced.trail, facts, ask.zone, now)
    isolated, contacts = _bound(episodes, traced.contacts, standing, None, facts, ask, now)
    alone, wanted = None, None
    if not facts["amendments"].is_empty():
        alone = orders.alone(episodes, contacts, zoned.zones, ask.orders, now)
        wanted = orders.wanted(alone, zoned.zones, standing, facts, ask.orders, now)
    if wanted is not None and not wanted.areas.is_empty():
        zoned = zone.zone(episodes, traced.reasons, traced.trail, facts, ask.zone, now, wanted.areas)
    if wanted is not None and not (wanted.people.is_empty() and wanted.cases.is_empty()):
        met = trace.obeyed(traced.contacts, wanted.people, ask.trace, facts, now)
        isolated, contacts = _bound(episodes, met, standing, wanted, facts, ask, now)
    screened = screen.screen(episodes, contacts, zoned.zones, isolated.rooms, facts, ask.screen, now)
    cared = care.care(zoned.zones, contacts, ill, facts, ask.care, now)
    return Measures(episodes, ill, standing, traced, zoned, isolated, contacts, screened, cared, alone, wanted)


def _bound(
    episodes: pl.DataFrame, contacts: pl.DataFrame, standing: pl.DataFrame, wanted: orders.Wanted | None, facts: Facts,
    ask: rules.Rules, now: datetime,
) -> tuple[isolate.Isolated, pl.DataFrame]:  # fmt: skip
    """Who is isolated where, and the contacts with their terms."""
    isolated = isolate.isolate(
        episodes, contacts, facts, ask.isolate, now, orders.rooms(standing), orders.drives(standing),
        wanted and wanted.ends, wanted and wanted.cases,
    )  # fmt: skip
    return isolated, isolate.held(contacts, isolated.terms)


def _softer(
    policy: Policy | None, done: Measures, facts: Facts, now: datetime, *, history: bool
) -> command.Softer | None:
    """The same contacts as another policy would hold them, with the terms it gives them."""
    if policy is None:
        return None
    ask, wanted = rules.trace_rules(policy, history=history), done.wanted
    known = trace.under(done.traced.contacts, ask, facts)
    known = known if wanted is None else trace.obeyed(known, wanted.people, ask, facts, now)
    terms = isolate.terms(done.episodes, known, facts, rules.isolate_rules(policy), now, wanted and wanted.ends)
    return command.Softer(policy.id, isolate.held(known, terms))
