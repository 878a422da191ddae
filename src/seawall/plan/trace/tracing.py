"""The trace: from cases and what people did, to contacts with reasons."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import polars as pl

from seawall.plan.trace import follow, public, rings, source, words
from seawall.plan.trace import questions as unknown
from seawall.plan.trace import trail as where
from seawall.plan.trace.elsewhere import requests
from seawall.plan.trace.exposures import COLUMNS as EXPOSURE
from seawall.plan.trace.exposures import exposures, reading
from seawall.plan.trace.meetings import Meetings
from seawall.plan.trace.prophylaxis import prophylaxis
from seawall.plan.trace.rules import TraceRules
from seawall.plan.trace.second import second_ring
from seawall.plan.trace.settings import AFTER_END
from seawall.plan.trace.stays import Reading
from seawall.plan.trace.windows import contact_windows
from seawall.tables.facts import Facts
from seawall.tables.living import dead

COLUMNS = (
    "person", "ring", "case", "place", "relation", "event", "via", "setting", "first_exposure", "last_exposure",
    "minutes", "followed_until", "days_from", "restricted", "restricted_from", "immune", "provisional",
    "why", "why_public", "clause", "evidence",
)  # fmt: skip
REASON = ("case", "ring", "token", "via", *(name for name in EXPOSURE if name != "window"))
RENAMED = ("first_exposure", "last_exposure")


@dataclass(frozen=True)
class Traced:
    """What the trace found.

    `contacts` has one row a (person, case), its strongest reason; `reasons` has them all in the same columns, with
    `rank`. Both hold everybody the rule makes a contact, also those who became cases and those no longer followed.
    `requests`: contacts who live elsewhere. `prophylaxis`: what still helps. `source`: where cases may have caught
    it. `trail`: where cases were while they could infect. `questions`: what is unknown, ranked by whom the answer
    would move. `windows`: one row a traced case.
    """

    contacts: pl.DataFrame
    reasons: pl.DataFrame
    requests: pl.DataFrame
    prophylaxis: pl.DataFrame
    source: pl.DataFrame
    trail: pl.DataFrame
    questions: pl.DataFrame
    windows: pl.DataFrame


def trace(episodes: pl.DataFrame, facts: Facts, rules: TraceRules, now: datetime, meetings: Meetings) -> Traced:
    """Who was exposed by these episodes, how, and until when they are followed.

    1. Windows of the traced cases as they are, and as they may be. 2. Ring 1 of both by relation, stay and event, the
    stays read once. 3. Common exposures before onset. 4. Ring 2, from the close contacts of ring 1. 5. One row a
    (person, case). 6. End, immunity, words.
    """
    how = reading(facts, rules, now)
    windows = contact_windows(episodes, rules, how)
    asked = unknown.asked(episodes, rules, how).with_columns(pl.col("window") + windows.height)
    before_onset = source.source_windows(episodes, rules, how)
    met = first_ring(pl.concat([windows, asked], how="diagonal"), facts, rules, how, meetings)
    first = met.filter(pl.col("window") < windows.height)
    reasons = rings.ranked(_reasons(first, windows, before_onset, rules, facts, how, meetings))
    cases = pl.concat([words.of_windows(windows, rules, facts), words.of_sources(before_onset, rules, facts)])
    contacts = _contacts(reasons, cases, rules, facts, how)
    gone = pl.concat([episodes.filter("open")["person"], dead(facts, now)["person"]])
    at_risk = contacts.filter(~pl.col("person").is_in(gone.implode()))
    return Traced(
        contacts=_told(contacts),
        reasons=_told(_single(reasons, rules, facts), "rank"),
        requests=requests(at_risk, episodes, facts, how),
        prophylaxis=prophylaxis(at_risk, rules, facts, now),
        source=source.source(before_onset, rules, facts, how, meetings),
        trail=where.trail(windows, first, facts, how, meetings),
        questions=unknown.questions(asked, met, episodes, rules),
        windows=windows,
    )


class Windows(NamedTuple):
    """One row a traced case: when it could infect, and when it may have caught it."""

    infectious: pl.DataFrame
    source: pl.DataFrame


def windows(episodes: pl.DataFrame, facts: Facts, rules: TraceRules, now: datetime) -> Windows:
    """The windows of the traced cases among these, as `Meetings` has them."""
    how = reading(facts, rules, now)
    return Windows(contact_windows(episodes, rules, how), source.source_windows(episodes, rules, how))


def first_ring(
    windows: pl.DataFrame, facts: Facts, rules: TraceRules, how: Reading, meetings: Meetings
) -> pl.DataFrame:
    """Close and general contacts, as reasons with `case` and no `via`; nobody is a contact of their own case."""
    own = {name: ring for name, ring in rules.rings.items() if name in rings.FIRST}
    met = exposures(windows, facts, how, meetings, own, AFTER_END.get(rules.end or "", ()))
    return met.join(windows.select("window", "case"), on="window").with_columns(pl.lit(None, pl.String).alias("via"))


def _reasons(
    first: pl.DataFrame,
    windows: pl.DataFrame,
    before_onset: pl.DataFrame,
    rules: TraceRules,
    facts: Facts,
    how: Reading,
    meetings: Meetings,
) -> pl.DataFrame:
    found = [first]
    if "secondary" in rules.rings:
        close = first.filter(pl.col("ring") == "close")
        found.append(second_ring(windows, close, rules.rings["secondary"], facts, how, meetings))
    if "co_exposed" in rules.rings:
        found.append(source.co_exposed(before_onset, facts, how))
    return pl.concat([each.select(REASON) for each in found])


def _contacts(
    reasons: pl.DataFrame, cases: pl.DataFrame, rules: TraceRules, facts: Facts, how: Reading
) -> pl.DataFrame:
    held = follow.followed(rings.strongest(reasons), rules, facts)
    return (
        held.lazy()
        .with_columns((pl.col("ring") == "co_exposed").alias("common"))
        .join(cases.lazy(), on=["case", "common"], how="left", maintain_order="left")
        .with_columns(words.clause(rules).alias("clause"))
        .with_columns(
            words.why(rules, facts.zone).alias("why"), public.why_public(rules, facts.zone, how.now).alias("why_public")
        )
        .collect()
    )


def _single(reasons: pl.DataFrame, rules: TraceRules, facts: Facts) -> pl.DataFrame:
    """Each reason by itself: its own end, and of its chain only the meeting."""
    held = follow.followed(reasons, rules, facts)
    return held.with_columns(words.clause(rules).alias("clause"), words.met(facts.zone).alias("why"))


def _told(contacts: pl.DataFrame, *more: str) -> pl.DataFrame:
    """The columns that leave the trace; of intimate contact it is said that it is private, and nothing else."""
    secret = pl.col("setting") == "sexual"
    return contacts.rename({"first": "first_exposure", "last": "last_exposure"}).with_columns(
        pl.when(secret).then(pl.lit(words.PRIVATE)).otherwise("relation").alias("relation"),
        pl.when(secret).then(pl.lit(words.PRIVATE)).otherwise("setting").alias("setting"),
        pl.when(secret).then(None).otherwise("place").alias("place"),
    ).select(name for name in (*COLUMNS, *more) if name in contacts.columns or name in RENAMED)  # fmt: skip
