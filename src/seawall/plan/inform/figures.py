"""Whom and what each figure of a bulletin counts: cases by class and origin, contacts, people tested, rooms.

A figure is how many rows stand under its name, so that none can be said without the rows that it rests on.
"""

from datetime import datetime

import polars as pl

from seawall.plan.inform.counted import Counted
from seawall.plan.inform.published import Published
from seawall.tables.facts import Facts

SITES = ("quarantine", "reserve_quarantine")
Rows = dict[str, frozenset[str]]
"""The ids of cases, people, sites or rooms under each figure."""


def of_cases(now: Counted, before: Counted | None) -> Rows:
    """Stocks now, and what came and went since the bulletin before; without one everything is new. Ids of cases.

    A case that was counted and is not any more is a correction. An asymptomatic that became a case is converted:
    that is a transition, and what was published stays true.
    """
    then = before or dict.fromkeys(now, frozenset[str]())
    new, imported = now["cases"] - then["cases"], now["imported"]
    gone = then["asym_stock"] - now["asym_stock"]
    converted, over = gone & now["cases"], gone & now["asym_ever"] - now["cases"]
    return {
        "new": new,
        "new_local": new & now["local"],
        "new_imported": new & imported,
        "new_undetermined": new - now["local"] - imported,
        "corrections": then["cases"] - now["cases"],
        **{name: now[name] for name in ("active", "cured", "deaths")},
        "cumulative": now["cases"],
        **{f"imp_{name}": now[name] & imported for name in ("active", "cured", "deaths")},
        "imp_cumulative": now["cases"] & imported,
        "asym_new": now["asym_stock"] - then["asym_stock"],
        "asym_converted": converted,
        "asym_released": over,
        "asym_corrections": gone - converted - over,
        "asym_stock": now["asym_stock"],
        "asym_cumulative": now["asym_ever"],
        "suspects": now["suspects"],
    }


def of_contacts(contacts: pl.DataFrame, facts: Facts, episodes: pl.DataFrame, now: datetime) -> Rows:
    """People found so far by their strongest ring, here and handed over to other places, and those observed now."""
    away = facts["requests"].filter(pl.col("direction").cast(pl.String) == "out")["person"].drop_nulls()
    ill = episodes.filter("open")["person"]
    people = contacts.with_columns(
        pl.col("ring").cast(pl.String), pl.col("person").is_in(away.implode()).alias("elsewhere")
    )
    close = people.filter(pl.col("ring") == "close")
    secondary = people.filter(pl.col("ring") == "secondary").join(close, on="person", how="anti")
    observed = people.filter(
        pl.col("restricted") & (pl.col("followed_until") > now) & ~pl.col("person").is_in(ill.implode())
    )
    return {**_ring("close", close), **_ring("secondary", secondary), "observed": frozenset(observed["person"])}


def of_tests(facts: Facts, before: Published | None) -> Rows:
    """People with a result that came in since the bulletin before, and those positive in a tube of their own."""
    since = pl.lit(value=True) if before is None else pl.col("recorded_at") > before.at
    swabs = facts["specimens"].filter(pl.col("subject_kind").cast(pl.String) == "person")
    came = facts["results"].filter(since).select("specimen", pl.col("result").cast(pl.String))
    results = came.join(swabs.select("specimen", "subject", "pool"), on="specimen")
    own = results.filter((pl.col("result") == "positive") & pl.col("pool").is_null())
    return {"tested": frozenset(results["subject"]), "tested_positive": frozenset(own["subject"])}


def of_rooms(facts: Facts, now: datetime) -> Rows:
    """Quarantine sites in use, their rooms ("site room"), and the people in them."""
    sites = facts["sites"].sort("recorded_at", "row").unique("site", keep="last")
    open_ = sites.filter(pl.col("kind").cast(pl.String).is_in(SITES) & pl.col("open").fill_null(value=False))
    rooms = facts["rooms"].join(open_.select("site"), on="site", how="semi").select(pl.format("{} {}", "site", "room"))
    left = (pl.coalesce("until_until", "until_from") <= now).fill_null(value=False)
    latest = facts["admissions"].sort(pl.coalesce("at_until", "at_from", "recorded_at"), "recorded_at", "row")
    inside = latest.unique("person", keep="last", maintain_order=True).filter(~left)
    here = inside.join(open_.select("site"), on="site", how="semi")
    return {
        "sites_open": frozenset(open_["site"]),
        "rooms": frozenset(rooms.to_series()),
        "roomed": frozenset(here["person"]),
    }


def _ring(name: str, people: pl.DataFrame) -> Rows:
    every, elsewhere = frozenset(people["person"]), frozenset(people.filter("elsewhere")["person"])
    return {name: every, f"{name}_local": every - elsewhere, f"{name}_elsewhere": elsewhere}
