"""The same contacts under another policy: how long it would follow them, and whom it would not bind."""

import polars as pl

from seawall.plan.trace import follow
from seawall.plan.trace.rules import TraceRules
from seawall.tables.facts import Facts


def under(contacts: pl.DataFrame, rules: TraceRules, facts: Facts) -> pl.DataFrame:
    """`Traced.contacts` with followed_until, restricted_from and restricted as these rules have them.

    The exposures stay as they were found: another window or setting is not traced again. A ring that the policy
    does not know is not followed.
    """
    known = contacts.drop("followed_until", "days_from", "immune", "restricted", "restricted_from")
    named = known.rename({"first_exposure": "first", "last_exposure": "last"})
    held = follow.followed(named, rules, facts)
    return held.rename({"first": "first_exposure", "last": "last_exposure"})
