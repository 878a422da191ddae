"""The verb: everybody who must be isolated, with a room or a named reason, and how they get there."""

from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from seawall.plan.isolate import hospital
from seawall.plan.isolate import needs as care
from seawall.plan.isolate.free import floors
from seawall.plan.isolate.kept import Held
from seawall.plan.isolate.left import minded, minds
from seawall.plan.isolate.people import ending
from seawall.plan.isolate.releases import releases
from seawall.plan.isolate.resets import closed
from seawall.plan.isolate.rules import IsolateRules
from seawall.plan.isolate.seeking import Sought, sought
from seawall.plan.isolate.shortage import driven_less, opened, shortage
from seawall.plan.isolate.situation import Situation, situation
from seawall.plan.isolate.terms import bound, roomed
from seawall.plan.isolate.terms import told as as_terms
from seawall.plan.isolate.told import case_rows, contact_rows
from seawall.plan.isolate.transfers import transfers
from seawall.plan.isolate.ways import SEEKS, hosts, origins, sorted_out
from seawall.tables.facts import Facts
from seawall.tables.resting import binding


@dataclass(frozen=True)
class Isolated:
    """Who is isolated where.

    `terms`: one row a contact bound at `now`, and for how long. `rooms`: one row a person, site and room empty with
    the reason why. `transfers`: one row a drive. `opened`: reserve sites to open. `shortage`: what is not there. `gap`:
    one row, what the plan costs and the least any could. `releases`: one row a person and condition. `needs`: one row
    a person and care need, with the site that can.
    """

    terms: pl.DataFrame
    rooms: pl.DataFrame
    transfers: pl.DataFrame
    opened: pl.DataFrame
    shortage: pl.DataFrame
    gap: pl.DataFrame
    releases: pl.DataFrame
    needs: pl.DataFrame


def isolate(
    episodes: pl.DataFrame, contacts: pl.DataFrame, facts: Facts, rules: IsolateRules, now: datetime,
    held: pl.DataFrame | None = None, driven: pl.DataFrame | None = None, ends: pl.DataFrame | None = None,
    at_large: pl.Series | None = None,
) -> Isolated:  # fmt: skip
    """Rooms, transfers and releases for the restricted contacts followed at `now` and the open cases.

    `held` (person, site, room): the rooms that orders in force gave people who are not inside yet; they keep them.
    `driven` (see signed.kept): the drives that orders in force name; they stay as they were signed. `ends` (person,
    ends): contacts whom an officer wants to be bound for a shorter time; `at_large`: cases whom none wants isolated.

    1. Who they are, where they live, who is in a room, how long they are bound. 2. Care needs. 3. Rooms for those who
    have none, and whom they bind longer. 4. How they get there, when they go, what is not there.
    """
    contacts, stands = binding(contacts, episodes), situation(episodes, facts, now)
    people = sorted_out(bound(contacts, stands, facts, rules, now, ends), stands.there, episodes, facts, rules, now)
    needs, can = care.needs(people.filter(pl.col("status") == SEEKS), facts, rules, now), care.able(facts)
    got = _sought(people, stands, care.asked(needs, can), held, facts, rules, now)
    theirs = ending(contact_rows(people, got, rules, facts, now), ends, "until")
    rooms = pl.concat([theirs, case_rows(_beds(stands, held, facts, at_large), now)]).sort("person")
    whole = roomed(people, theirs)
    moved = transfers(rooms, origins(stands.lived, stands.there, facts), contacts, episodes, facts, rules, now, driven)
    left = minded(rooms, stands, facts, rules, now)
    return Isolated(
        terms=as_terms(whole, rules, facts.zone),
        rooms=rooms,
        transfers=moved,
        opened=opened(got.opened, rooms, facts),
        shortage=shortage(rooms, got, people, needs, can, moved, left),
        gap=got.gap,
        releases=releases(whole, stands.well, contacts, facts, rules, now),
        needs=care.placed(needs, rooms, can),
    )


def _sought(
    people: pl.DataFrame, stands: Situation, asked: care.Asked, held: pl.DataFrame | None, facts: Facts,
    rules: IsolateRules, now: datetime,
) -> Sought:  # fmt: skip
    """Rooms for those who seek one, on the floors that take somebody, beside their families who are inside."""
    shut = closed(stands.found, facts, rules)
    free = floors(facts, stands.there, people.select("person", "risk"), shut, rules.air_unstated)
    family = hosts(people, stands.there, facts, rules.air_unstated)
    seeking = people.filter(pl.col("status") == SEEKS).with_columns(pl.col("central_until").alias("until"))
    minding = seeking.join(minds(people, stands, facts, rules, now), on="family", how="left", maintain_order="left")
    minding = minding.with_columns(pl.col("attended").fill_null(value=False))
    return sought(minding, family, free, asked, _held(held), rules.solving)


def _beds(
    stands: Situation, held: pl.DataFrame | None, facts: Facts, at_large: pl.Series | None
) -> pl.DataFrame:  # fmt: skip
    """The open cases with their beds and their homes, but for those `at_large`."""
    cases = stands.cases if at_large is None else stands.cases.filter(~pl.col("person").is_in(at_large.implode()))
    return hospital.beds(cases, stands.there, facts, held).join(stands.lived, on="person", how="left")


def without_drives(made: Isolated, batches: pl.Series) -> Isolated:
    """Without the drives that officers left out; the others stay as they are, with the vehicles and crews they have."""
    if batches.is_empty():
        return made
    left = made.transfers.filter(~pl.col("batch").is_in(batches.implode()))
    return replace(made, transfers=left, shortage=driven_less(made.shortage, left))


def _held(rooms: pl.DataFrame | None) -> Held:
    given = () if rooms is None else rooms.drop_nulls().select("person", "site", "room").iter_rows()
    return {person: (site, room) for person, site, room in given}
