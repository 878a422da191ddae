"""What is not known of a case, and what it would be if it were answered one way: episodes that may be true."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.trace.rules import TraceRules
from seawall.plan.trace.settings import ENDS
from seawall.plan.trace.windows import anchored
from seawall.tables.days import day_ending, day_of, shown, shown_moment

PROBE = timedelta(days=2)
"""How far a remembered onset is moved to see what hangs on it: a question to ask, not a rule to act on."""
SAID = ("question", "if_answered", "who_can_answer")
THE_CASE, THE_LABORATORY, THE_SITE, THE_PANEL = (
    "the case or family, by interview", "who took the sample", "the site that took the case in", "the panel",
)  # fmt: skip

Hypothesis = Callable[[pl.DataFrame, TraceRules, ZoneInfo], pl.DataFrame]


def onset_earlier(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """Onset or rash two days before it is said to have been."""
    remembered = anchored(episodes, rules).filter(pl.col("anchor").is_in(["onset", "rash"]))
    question = pl.format("Did the {} begin before {}?", "anchor", _anchor(zone))
    return _moved(remembered, -PROBE).with_columns(
        *_said(question, pl.format("{} two days earlier", "anchor"), THE_CASE)
    )


def onset_not_asked(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """Nobody asked for symptoms: the window hangs on the sample, and an onset before it would move it."""
    silent = anchored(episodes, rules).filter(
        ~pl.col("anchor").is_in(["onset", "rash"]), pl.col("asymptomatic").is_null() | ~pl.col("asymptomatic")
    )
    begun = pl.coalesce("anchor_from", "anchor_until") - PROBE
    name = "rash" if "rash" in rules.anchors else "onset"
    question = pl.lit(f"Was there any {'rash' if name == 'rash' else 'symptom'}, and since when? Nobody has asked.")
    return silent.with_columns(
        begun.alias(f"{name}_from"), begun.alias(f"{name}_until"),
        *_said(question, pl.format("{} two days before {}", pl.lit(name), _anchor(zone)), THE_CASE),
    )  # fmt: skip


def anchor_latest(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """The anchor on the last of the several days it may have been; the window takes the first."""
    days = day_of(pl.col("anchor_from"), zone) < day_ending(pl.col("anchor_until"), zone)
    wide = anchored(episodes, rules).filter(days)
    question = pl.format("When exactly was the {}? It is known only as {}.", "anchor", _anchor(zone))
    latest = pl.format("{} at the latest, {}", "anchor", shown(pl.col("anchor_until"), zone))
    who = pl.when(pl.col("anchor").is_in(["onset", "rash"])).then(pl.lit(THE_CASE)).otherwise(pl.lit(THE_LABORATORY))
    return _anchored_at(wide, pl.col("anchor_until") - pl.duration(microseconds=1)).with_columns(
        question.alias("question"), latest.alias("if_answered"), who.alias("who_can_answer")
    )


def isolated_sooner(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """Isolated as soon as the positive was known, or at the earliest it may have been; the window takes the latest."""
    if ENDS.get(rules.end or "") != "isolated":
        return _nothing(episodes)
    found = pl.coalesce("positive_from", "class_from", "opened_from")
    soonest = pl.coalesce("isolated_from", found)
    open_ones = episodes.filter(
        pl.col("isolated_until").is_null() | (pl.col("isolated_from") < pl.col("isolated_until")), soonest.is_not_null()
    )
    known = shown_moment(pl.col("isolated_from"), pl.col("isolated_until"), zone)
    return open_ones.with_columns(
        *_said(
            pl.format("Since when is the case isolated? Known: {}.", known),
            pl.format("since {}", shown(soonest, zone)),
            THE_SITE,
        ),
        soonest.alias("isolated_from"), soonest.alias("isolated_until"),
    )  # fmt: skip


def classified(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """A case of no class, or of one that is not traced: who would be a contact by relation, were it traced."""
    if not rules.classes:
        return _nothing(episodes)
    waiting = pl.col("class").is_null() | ~pl.col("class").is_in(sorted(rules.classes))
    held = pl.format("What is the case? It is {} and is not traced.", pl.col("class").fill_null("not classified"))
    answer = pl.lit(f"traced as {' or '.join(sorted(rules.classes))}; counted by relation only, its stays stay closed")
    return episodes.filter(~pl.col("excluded"), waiting).with_columns(
        *_said(held, answer, THE_PANEL),
        pl.lit(min(rules.classes)).alias("class"), pl.lit(value=False).alias("opens_stays"),
    )  # fmt: skip


HYPOTHESES: tuple[Hypothesis, ...] = (onset_earlier, onset_not_asked, anchor_latest, isolated_sooner, classified)


def _anchor(zone: ZoneInfo) -> pl.Expr:
    return shown_moment(pl.col("anchor_from"), pl.col("anchor_until"), zone)


def _said(question: pl.Expr, answer: pl.Expr, who: str) -> list[pl.Expr]:
    return [question.alias("question"), answer.alias("if_answered"), pl.lit(who).alias("who_can_answer")]


def _moved(episodes: pl.DataFrame, by: timedelta) -> pl.DataFrame:
    return episodes.with_columns(
        pl.col(f"{name}_{end}") + by for name in ("rash", "onset") for end in ("from", "until")
    )


def _anchored_at(episodes: pl.DataFrame, at: pl.Expr) -> pl.DataFrame:
    names = ("rash", "onset", "sample", "positive", "class", "opened")
    return episodes.with_columns(
        pl.when(pl.col("anchor") == name).then(at).otherwise(f"{name}_{end}").alias(f"{name}_{end}")
        for name in names
        for end in ("from", "until")
    )


def _nothing(episodes: pl.DataFrame) -> pl.DataFrame:
    return episodes.clear().with_columns(pl.lit(None, pl.String).alias(name) for name in SAID)
