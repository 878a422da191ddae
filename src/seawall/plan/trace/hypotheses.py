"""What is not known of a case, and what it would be if it were answered one way: episodes that may be true."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.trace.asking import (
    ANCHORS,
    CLASSES,
    THE_CASE,
    THE_LABORATORY,
    THE_PANEL,
    THE_SITE,
    anchor,
    between,
    both,
    classed,
)  # fmt: skip
from seawall.plan.trace.rules import TraceRules
from seawall.plan.trace.settings import ENDS
from seawall.plan.trace.windows import anchored
from seawall.tables.days import day_ending, day_of, shown

PROBE = timedelta(days=2)
"""How far a remembered onset is moved to see what hangs on it: a question to ask, not a rule to act on."""
SAID = ("question", "if_answered", "who_can_answer")

Hypothesis = Callable[[pl.DataFrame, TraceRules, ZoneInfo], pl.DataFrame]


def onset_earlier(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """Onset or rash two days before it is said to have been."""
    remembered = anchored(episodes, rules).filter(pl.col("anchor").is_in(["onset", "rash"]))
    zh, en = between("anchor_from", "anchor_until", zone)
    question = both(pl.format("{}是否早于{}？", anchor(), zh), pl.format("Did the {} begin before {}?", "anchor", en))
    answer = both(pl.format("{}早两天", anchor()), pl.format("{} two days earlier", "anchor"))
    return _moved(remembered, -PROBE).with_columns(*_said(question, answer, THE_CASE))


def onset_not_asked(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """Nobody asked for symptoms: the window hangs on the sample, and an onset before it would move it."""
    silent = anchored(episodes, rules).filter(
        ~pl.col("anchor").is_in(["onset", "rash"]), pl.col("asymptomatic").is_null() | ~pl.col("asymptomatic")
    )
    begun = pl.coalesce("anchor_from", "anchor_until") - PROBE
    name = "rash" if "rash" in rules.anchors else "onset"
    sign_zh, sign = ("皮疹", "rash") if name == "rash" else ("症状", "symptom")
    question = f"是否有过{sign_zh}，从何时起？还没人问过。 / Was there any {sign}, and since when? Nobody has asked."
    zh, en = between("anchor_from", "anchor_until", zone)
    answer = both(
        pl.format("{}早于{}两天", pl.lit(ANCHORS[name]), zh), pl.format("{} two days before {}", pl.lit(name), en)
    )
    return silent.with_columns(
        begun.alias(f"{name}_from"), begun.alias(f"{name}_until"),
        *_said(pl.lit(question), answer, THE_CASE),
    )  # fmt: skip


def anchor_latest(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """The anchor on the last of the several days it may have been; the window takes the first."""
    days = day_of(pl.col("anchor_from"), zone) < day_ending(pl.col("anchor_until"), zone)
    wide = anchored(episodes, rules).filter(days)
    zh, en = between("anchor_from", "anchor_until", zone)
    question = both(
        pl.format("{}究竟在何时？只知道是{}。", anchor(), zh),
        pl.format("When exactly was the {}? It is known only as {}.", "anchor", en),
    )
    end = shown(pl.col("anchor_until"), zone)
    latest = both(pl.format("{}最晚为{}", anchor(), end), pl.format("{} at the latest, {}", "anchor", end))
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
    zh, en = between("isolated_from", "isolated_until", zone)
    since = shown(soonest, zone)
    return open_ones.with_columns(
        *_said(
            both(
                pl.format("该病例从何时起被隔离？已知：{}。", zh),
                pl.format("Since when is the case isolated? Known: {}.", en),
            ),
            both(pl.format("自{}起", since), pl.format("since {}", since)),
            THE_SITE,
        ),
        soonest.alias("isolated_from"), soonest.alias("isolated_until"),
    )  # fmt: skip


def classified(episodes: pl.DataFrame, rules: TraceRules, zone: ZoneInfo) -> pl.DataFrame:
    """A case of no class, or of one that is not traced: who would be a contact by relation, were it traced."""
    if not rules.classes:
        return _nothing(episodes)
    waiting = pl.col("class").is_null() | ~pl.col("class").is_in(sorted(rules.classes))
    held = both(
        pl.format("该病例属于哪一类？现为{}，不作流调。", classed()),
        pl.format("What is the case? It is {} and is not traced.", pl.col("class").fill_null("not classified")),
    )
    names = sorted(rules.classes)
    answer = pl.lit(
        f"按{'或'.join(CLASSES.get(each, each) for each in names)}流调；只按关系计数，其行程不予调阅"
        f" / traced as {' or '.join(names)}; counted by relation only, its stays stay closed"
    )
    return episodes.filter(~pl.col("excluded"), waiting).with_columns(
        *_said(held, answer, THE_PANEL),
        pl.lit(min(rules.classes)).alias("class"), pl.lit(value=False).alias("opens_stays"),
    )  # fmt: skip


HYPOTHESES: tuple[Hypothesis, ...] = (onset_earlier, onset_not_asked, anchor_latest, isolated_sooner, classified)


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
