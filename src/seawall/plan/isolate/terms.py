"""How long each contact is bound, made once: rooms, orders, tests, calls and harm all end by it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.isolate.company import company
from seawall.plan.isolate.people import bound_ever, contacts_at, ending
from seawall.plan.isolate.resets import resets
from seawall.plan.isolate.rules import IsolateRules
from seawall.plan.isolate.situation import Situation, situation
from seawall.plan.isolate.ways import HANDED
from seawall.tables.days import INSTANT, day_ending, shown
from seawall.tables.facts import Facts
from seawall.tables.resting import binding

TERMS: dict[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "central_until": INSTANT, "followed_until": INSTANT, "lengthened": pl.Boolean,
    "why": pl.String, "why_public": pl.String, "clause": pl.String,
}  # fmt: skip
ANEW = ("因所在隔离场所发现阳性，按规定重新计算，至{} 24:00止。",
        "Somebody was found positive where you are isolated; your days begin anew, to {} 24:00.")  # fmt: skip
TOGETHER = ("与家人同住一室，至{} 24:00止。", "You share a room with one of your family, to {} 24:00.")


def terms(
    episodes: pl.DataFrame, contacts: pl.DataFrame, facts: Facts, rules: IsolateRules, now: datetime,
    ends: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """In TERMS, as the facts ask for them: begun anew by a positive on the floor, in company of who is inside.

    One row a restricted contact who is bound at `now`. `central_until`: the end of the days in a site;
    `followed_until`: of all days. `lengthened`: later than the contact's own, and why, for the officer and the person.
    No end is later than the one that an officer wants, where one does: `ends` (person, ends).
    """
    mine = binding(contacts, episodes)
    return told(bound(mine, situation(episodes, facts, now), facts, rules, now, ends), rules, facts.zone)


def bound(
    contacts: pl.DataFrame, stands: Situation, facts: Facts, rules: IsolateRules, now: datetime,
    ends: pl.DataFrame | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Who is bound at `now` (`people.contacts_at`), with family and unit of their home."""
    anew = resets(stands.found, bound_ever(contacts), facts, rules, now)
    kept = company(stands, contacts, anew, facts, rules, now, ends)
    people = contacts_at(contacts, anew, kept, stands.ill, facts, rules, now)
    sooner = ending(people, ends, "central_until", "followed_until", "reset_until", "kept_until")
    return sooner.join(stands.lived, on="person", how="left")


def roomed(people: pl.DataFrame, rooms: pl.DataFrame) -> pl.DataFrame:
    """`people` with the ends of the rooms they are in or get: nobody's room outlasts what binds them.

    The days in a site end no earlier than the room; whom a child or a carer keeps longer has their name in `beside`.
    """
    own = pl.coalesce("central_until", "followed_until")
    cell = ["site", "room", "family"]
    carers = rooms.filter(pl.col("companion_of").is_not_null()).group_by(cell).agg(carer=pl.col("person").min())
    given = rooms.filter(pl.col("site").is_not_null()).join(carers, on=cell, how="left")
    ends = given.select("person", pl.col("until").alias("ends"), pl.coalesce("companion_of", "carer").alias("beside"))
    longer = (pl.col("ends") > own) & (pl.col("status") != HANDED)
    known = people.join(ends, on="person", how="left", maintain_order="left")
    return known.with_columns(
        pl.when(longer).then("ends").otherwise("central_until").alias("central_until"),
        pl.when(longer).then(pl.max_horizontal("ends", "followed_until")).otherwise("followed_until").alias(
            "followed_until"),
        pl.when(longer).then(pl.coalesce("beside", "kept_with")).otherwise("kept_with").alias("kept_with"),
    ).drop("ends", "beside")  # fmt: skip


def told(people: pl.DataFrame, rules: IsolateRules, zone: ZoneInfo) -> pl.DataFrame:
    """In TERMS: whoever is bound longer than their exposures ask has the reason in words."""
    longer = (pl.col("followed_until") > pl.col("asked_until")).fill_null(value=False)
    anew = (pl.col("reset_until") == pl.col("followed_until")).fill_null(value=False)
    end, last = shown(pl.col("followed_until"), zone), _day(zone)
    why = pl.when(anew).then(
        pl.format("Days begin anew because case {} was found there, to {} ({}).", "reset_by", end,
                  pl.lit(rules.resets_clause))
    ).otherwise(
        pl.format("In one room with {}, to {} ({}).", "kept_with", end, pl.lit(rules.child_clause))
    )  # fmt: skip
    public = [pl.when(anew).then(pl.format(ANEW[n], last)).otherwise(pl.format(TOGETHER[n], last)) for n in (0, 1)]
    clause = pl.when(anew).then(pl.lit(rules.resets_clause)).otherwise(pl.lit(rules.child_clause))
    said = {"why": why, "why_public": pl.concat_str(public, separator=" / "), "clause": clause}
    whole = people.with_columns(longer.alias("lengthened"))
    shaped = whole.with_columns(pl.when("lengthened").then(text).alias(name) for name, text in said.items())
    return shaped.select(pl.col(name).cast(kind) for name, kind in TERMS.items())


def held(contacts: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """The trace's contacts with their terms: what orders, tests, calls, care, visits and harm read.

    `central_until` is added; `followed_until` of a restricted contact is never before the person's term, and where it
    is later than the exposures ask, why, why_public and clause say so.
    """
    said = ("why", "why_public", "clause")
    if not terms["lengthened"].any():
        own = contacts.join(terms.select("person", "central_until"), on="person", how="left", maintain_order="left")
        return own.with_columns(pl.when("restricted").then("central_until").alias("central_until"))
    longer = pl.when("lengthened").then("followed_until").alias("longer")
    ends = terms.select("person", "central_until", longer, *(pl.col(name).alias(f"{name}_more") for name in said))
    joined = contacts.join(ends, on="person", how="left", maintain_order="left")
    touched = (pl.col("restricted") & (pl.col("longer") > pl.col("followed_until"))).fill_null(value=False)
    words = {
        "why": pl.format("{} {}", "why", "why_more"),
        "why_public": _both_languages(),
        "clause": pl.format("{}; {}", "clause", "clause_more"),
    }
    return joined.with_columns(
        pl.when("restricted").then("central_until").alias("central_until"),
        pl.when(touched).then("longer").otherwise("followed_until").alias("followed_until"),
        *(pl.when(touched).then(text).otherwise(name).alias(name) for name, text in words.items()),
    ).drop("longer", *(f"{name}_more" for name in said))


def _both_languages() -> pl.Expr:
    """Each addition behind its own language: Chinese first, then English."""
    first, more = (pl.col(name).str.splitn(" / ", 2).struct for name in ("why_public", "why_public_more"))
    zh, en = (pl.concat_str(first.field(part), pl.lit(gap), more.field(part))
              for part, gap in (("field_0", ""), ("field_1", " ")))  # fmt: skip
    return pl.concat_str(zh, en, separator=" / ")


def _day(zone: ZoneInfo) -> pl.Expr:
    return day_ending(pl.col("followed_until"), zone).dt.strftime("%Y-%m-%d")
