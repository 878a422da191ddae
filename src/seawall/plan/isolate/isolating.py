"""The verb: everybody who must be isolated, with a room or a named reason, and how they get there."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from seawall.plan.isolate import hospital, words
from seawall.plan.isolate import needs as care
from seawall.plan.isolate import resets as floor_rule
from seawall.plan.isolate.ages import ages
from seawall.plan.isolate.free import floors
from seawall.plan.isolate.homes import elsewhere, homes
from seawall.plan.isolate.inside import OURS, inside
from seawall.plan.isolate.kept import Held
from seawall.plan.isolate.people import bound_ever, cases_at, contacts_at
from seawall.plan.isolate.releases import releases
from seawall.plan.isolate.rules import CASE, IsolateRules
from seawall.plan.isolate.seeking import Sought, sought
from seawall.plan.isolate.shortage import opened, shortage
from seawall.plan.isolate.transfers import transfers
from seawall.tables.days import INSTANT, at
from seawall.tables.facts import Facts

ROOMS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "site": pl.String, "room": pl.String, "risk": pl.String, "from": INSTANT, "until": INSTANT,
    "why": pl.String, "family": pl.String, "companion_of": pl.String, "placed": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class Isolated:
    """Who is isolated where.

    `rooms`: one row a person, site and room empty with the reason why. `transfers`: one row a drive. `opened`: reserve
    sites to open. `shortage`: what is not there. `gap`: one row, what the plan costs and the least any could.
    `releases`: one row a person and condition. `needs`: one row a person and care need, with the site that can.
    """

    rooms: pl.DataFrame
    transfers: pl.DataFrame
    opened: pl.DataFrame
    shortage: pl.DataFrame
    gap: pl.DataFrame
    releases: pl.DataFrame
    needs: pl.DataFrame


def isolate(
    episodes: pl.DataFrame,
    contacts: pl.DataFrame,
    facts: Facts,
    rules: IsolateRules,
    now: datetime,
    held: pl.DataFrame | None = None,
) -> Isolated:
    """Rooms, transfers and releases for the restricted contacts followed at `now` and the open cases.

    `held` (person, site, room): the rooms that orders in force gave people who are not inside yet; they keep them.

    1. Who they are, where they live, who is in a room. 2. Whose days begin anew. 3. Care needs. 4. Rooms for those who
    have none. 5. How they get there, when they go, what is not there.
    """
    ill, there, lived = cases_at(episodes), inside(facts, now), homes(facts, now)
    found = floor_rule.positives(episodes, facts)
    anew = floor_rule.resets(found, bound_ever(contacts), facts, rules, now)
    who = contacts_at(contacts, anew, ill["person"], facts, rules, now).join(lived, on="person", how="left")
    people = _people(who, there, episodes, facts, rules, now)
    needs = care.needs(people.filter(pl.col("status") == SEEKS), facts, rules, now)
    can = care.able(facts)
    free = floors(facts, there, _risks(people), floor_rule.closed(found, facts, rules), rules.air_unstated)
    seeking = people.filter(pl.col("status") == SEEKS).with_columns(pl.col("central_until").alias("until"))
    hosts = _hosts(people, there, facts)
    got = sought(seeking, hosts, free, care.asked(needs, can), _held(held), rules.solving)
    cases = hospital.beds(ill, there, facts).join(lived, on="person", how="left")
    rooms = pl.concat([_contacts(people, got, rules, facts, now), _cases(cases, now)]).sort("person")
    moved = transfers(rooms, _origins(lived, there, facts), contacts, episodes, facts, rules, now)
    return Isolated(
        rooms=rooms,
        transfers=moved,
        opened=opened(got.opened, rooms, facts),
        shortage=shortage(rooms, got, people, needs, can, moved),
        gap=got.gap,
        releases=releases(people, there, contacts, facts, rules, now),
        needs=care.placed(needs, rooms, can),
    )


def _held(rooms: pl.DataFrame | None) -> Held:
    given = () if rooms is None else rooms.drop_nulls().select("person", "site", "room").iter_rows()
    return {person: (site, room) for person, site, room in given}


PLACED, HANDED, HOME, SEEKS = "placed", "handed", "home", "seeks"


def _people(
    who: pl.DataFrame, there: pl.DataFrame, episodes: pl.DataFrame, facts: Facts,
    rules: IsolateRules, now: datetime,
) -> pl.DataFrame:  # fmt: skip
    """The contacts with what decides where they go; `status` says which of four ways."""
    known = ages(who, facts, rules, now)
    whole = known.join(elsewhere(who, episodes, facts), on="person", how="left").join(there, on="person", how="left")
    return whole.with_columns(_status(now).alias("status")).sort("person")


def _status(now: datetime) -> pl.Expr:
    ours = pl.col("kind").is_in(OURS).fill_null(value=False)
    served = pl.col("central_until").is_null() | (pl.col("central_until") <= at(now))
    return (
        pl.when(ours).then(pl.lit(PLACED))
        .when(pl.col("handed").is_not_null()).then(pl.lit(HANDED))
        .when(pl.col("site").is_not_null()).then(pl.lit(PLACED))
        .when(served).then(pl.lit(HOME))
        .otherwise(pl.lit(SEEKS))
    )  # fmt: skip


def _origins(lived: pl.DataFrame, there: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """(person, unit): the unit somebody is fetched from: that of the site they are in, else of their home."""
    sites = there.join(facts["sites"].select("site", "unit"), on="site").select("person", "unit")
    return pl.concat([sites, lived.select("person", "unit")]).unique("person", keep="first", maintain_order=True)


def _risks(people: pl.DataFrame) -> pl.DataFrame:
    return people.select("person", "risk")


def _hosts(people: pl.DataFrame, there: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Those inside with their family, and the beds to spare in their room."""
    held = there.group_by("site", "room").len("inside")
    beds = facts["rooms"].select("site", "room", "beds").join(held, on=["site", "room"])
    spare = beds.with_columns((pl.col("beds") - pl.col("inside")).clip(0).alias("spare"))
    mine = people.filter(pl.col("status") == PLACED, pl.col("family").is_not_null())
    return mine.join(spare, on=["site", "room"]).with_columns(pl.col("central_until").alias("until")).sort("person")


def _contacts(people: pl.DataFrame, got: Sought, rules: IsolateRules, facts: Facts, now: datetime) -> pl.DataFrame:
    """The rows of contacts: those inside, those handed over, those at home by the policy, those who sought a room."""
    zone = facts.zone
    handed = pl.format("handed over to {}: theirs to isolate", "handed")
    ways = {
        PLACED: (words.stays(rules, zone), "central_until"),
        HANDED: (handed, "followed_until"),
        HOME: (words.at_home(rules, zone), "followed_until"),
    }
    nobody = pl.lit(None, pl.String).alias("companion_of")
    known = [
        people.filter(pl.col("status") == status).with_columns(
            why.alias("why"), pl.col(until).fill_null(pl.col("followed_until")).alias("until"), nobody,
            pl.coalesce("since", at(now)).alias("from"), pl.col("site").is_not_null().alias("placed"),
        )
        for status, (why, until) in ways.items()
    ]  # fmt: skip
    new = people.filter(pl.col("status") == SEEKS).drop("site", "room").join(got.result, on="person")
    roomed = new.with_columns(
        words.goes(rules, zone).alias("why"), pl.coalesce("ends", "followed_until").alias("until"),
        at(now).alias("from"), pl.lit(value=False).alias("placed"),
    ).with_columns(pl.coalesce("housed", "risk").alias("risk"))  # fmt: skip
    return pl.concat([_shaped(each) for each in (*known, roomed)])


def _cases(cases: pl.DataFrame, now: datetime) -> pl.DataFrame:
    why = pl.format("case {} ({}): {}", "case", pl.col("class").fill_null("not classified yet"), "said")
    return _shaped(
        cases.with_columns(
            why.alias("why"), pl.lit(CASE).alias("risk"), pl.coalesce("since", at(now)).alias("from"),
            pl.lit(None, INSTANT).alias("until"), pl.lit(None, pl.String).alias("companion_of"),
        )
    )  # fmt: skip


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in ROOMS.items())
