"""What the facts and the policy ask to be ordered at `now`, one row an order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import polars as pl

from seawall.plan.orders.rules import ISOLATION, OBSERVATION, PUBLICATION, OrderRules
from seawall.plan.orders.shaping import next_end, shaped
from seawall.plan.orders.standing import grounded
from seawall.tables.resting import binding, ill
from seawall.tables.ring import nearness

TO_THE_CASE = (
    "您被判定为感染者或疑似感染者，须隔离治疗；急诊照常，可申诉。 / "
    "You are held to be infected or suspected; isolation and care follow. "
    "Emergency care is never delayed; you may appeal."
)


class Notice(Protocol):
    """A bulletin that could be published: what a later one reads back, its digest, its end, and what refuses it."""

    @property
    def content(self) -> str: ...

    @property
    def digest(self) -> str: ...

    @property
    def until(self) -> datetime: ...

    @property
    def refused(self) -> Sequence[str]: ...


def proposals(
    episodes: pl.DataFrame,
    contacts: pl.DataFrame,
    notice: Notice | None,
    rules: OrderRules,
    now: datetime,
    rooms: pl.DataFrame | None = None,
    more: Sequence[pl.DataFrame] = (),
) -> pl.DataFrame:
    """Every contact whom the policy restricts is observed, every open case isolated, and the public told.

    `rooms` says where the observed and the isolated are (person, site, room); `more` are the proposals of zones and
    transfers. Without a `notice` nothing is published.
    People who are open cases themselves are bound by their case's order and not by one as a contact. Ordered by
    verb and subject, so that the same facts give the same list.
    """
    asked = [
        observations(binding(contacts, episodes), ill(episodes)["person"], rooms, rules, now),
        isolations(episodes, rooms, rules, now),
        *([] if notice is None or notice.refused else [publication(notice, rules, now)]),
        *more,
    ]
    return pl.concat(asked).filter(grounded(episodes)).sort("verb", "subject", "scope")


def observations(
    contacts: pl.DataFrame, people_ill: pl.Series, rooms: pl.DataFrame | None, rules: OrderRules, now: datetime
) -> pl.DataFrame:
    """One observation a person whose restriction has begun, until the latest end that any of its cases asks for.

    The reason is that of the strongest ring; the content says in which room, where they have one.
    """
    begun = pl.col("restricted_from").is_null() | (pl.col("restricted_from") <= now)
    followed = contacts.filter(
        pl.col("restricted") & begun & (pl.col("followed_until") > now) & ~pl.col("person").is_in(people_ill.implode())
    )
    ranked = followed.sort(nearness(), "case")
    people = ranked.group_by("person", maintain_order=True).agg(
        pl.col("followed_until").max().alias("until"),
        pl.col("why", "why_public", "clause").first(),
        pl.col("case").unique(maintain_order=True).alias("cases"),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True),
        pl.col("provisional").all(),
    )
    return shaped(_with_rooms(people, rooms).rename({"person": "subject"}), "trace", OBSERVATION, rules, now)


def _with_rooms(people: pl.DataFrame, rooms: pl.DataFrame | None) -> pl.DataFrame:
    if rooms is None:
        return people
    given = rooms.filter(pl.col("site").is_not_null()).select(
        "person", pl.struct("site", "room").struct.json_encode().alias("content")
    )
    return people.join(
        given.unique("person", keep="first", maintain_order=True), on="person", how="left", maintain_order="left"
    )


def isolations(episodes: pl.DataFrame, rooms: pl.DataFrame | None, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """Isolation of each open case. Its end is not known beforehand, so it is signed again in steady steps.

    The steps are counted from the case's classification (else its opening), so that the same facts give the
    same end. The content says in which room.
    """
    begun = pl.coalesce("class_from", "class_until", "opened_from", "opened_until")
    cases = (
        episodes.filter(pl.col("open"))
        .sort("case")
        .with_columns(
            next_end(begun, rules, now).alias("until"),
            pl.format("case {}, held to be {}", "case", pl.col("class").fill_null("not classified yet")).alias("why"),
            pl.lit(TO_THE_CASE).alias("why_public"),
            pl.lit(rules.sign_again_clause).alias("clause"),
        )
    )
    people = cases.group_by("person", maintain_order=True).agg(
        pl.col("until").max(),
        pl.col("why", "why_public", "clause").last(),
        pl.col("case").alias("cases"),
        pl.col("evidence").explode().drop_nulls().unique(maintain_order=True),
        pl.col("provisional").all(),
    )
    return shaped(_with_rooms(people, rooms).rename({"person": "subject"}), "confirm", ISOLATION, rules, now)


def publication(notice: Notice, rules: OrderRules, now: datetime) -> pl.DataFrame:
    """The publication of a bulletin: it restricts nobody."""
    bulletin = pl.DataFrame(
        {
            "subject": ["public"],
            "until": [notice.until],
            "why": [f"the figures as known then; snapshot {notice.digest}"],
            "why_public": ["定期公开疫情信息。 / The public is told the figures at set times."],
            "clause": [rules.publication_clause],
            "cases": [[]],
            "evidence": [[notice.digest]],
            "content": [notice.content],
            "provisional": [False],
        },
        schema_overrides={"cases": pl.List(pl.String)},
    )
    return shaped(bulletin, "inform", PUBLICATION, rules, now)
