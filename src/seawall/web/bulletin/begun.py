"""A bulletin that one organisation has signed and another must: everybody is shown it, while facts say the same."""

import polars as pl

from seawall.desk import signing
from seawall.desk.planning import Made
from seawall.store import orders
from seawall.store.orders import Signature
from seawall.tables.facts import Facts
from seawall.web.looking import Looking
from seawall.web.plan import shown


def begun(looking: Looking, made: Made) -> Made:
    """The plan in which the waiting bulletin was signed, where one waits; else the plan itself.

    A bulletin's content does not change while the facts do not: whoever signs second signs what the first did.
    """
    asked = made.plan.differences.filter(pl.col("verb") == "inform")
    if not looking.live or asked.is_empty() or asked["signatures"][0] < 2:
        return made
    for plan in _waiting(made.facts, made.plan.incident):
        first = shown.signed(looking.desk, plan).made
        if first.plan.bulletin.content == made.plan.bulletin.content:
            return first
    return made


def signatures(looking: Looking, made: Made) -> list[Signature]:
    """Who signed the bulletin of a plan, the first first."""
    digest = made.digest
    mine = set(signing.as_orders(signing.of_verbs(made, ("inform",)), digest)["order"])
    return [each for each in orders.signatures(looking.desk.server, digest) if each.orders & mine]


def _waiting(facts: Facts, incident: str) -> list[str]:
    """The plans whose bulletin has fewer signatures than it needs and has not run out, the last signed first."""
    given = (
        facts["signatures"]
        .group_by("order")
        .agg(pl.col("organisation").n_unique().alias("given"), pl.col("at").max().alias("last"))
    )
    mine = facts["orders"].filter(
        pl.col("verb").cast(pl.String) == "inform", pl.col("incident") == incident, pl.col("until") > facts.known_at
    )
    short = mine.join(given, on="order").filter(pl.col("given") < pl.col("signatures"))
    return short.sort("last", descending=True)["plan"].to_list()
