"""Why somebody is a contact, in the words they read themselves: day, kind of setting, rule, end, appeal.

No case, no person, no place, no minute, and no relation: who lives with one case knows whom "household" means.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.trace.rules import TraceRules
from seawall.tables.days import at, day_ending

EVERYDAY = ("日常生活接触", "everyday contact")
SCHOOL = ("学校", "a school")
WORK = ("工作场所", "a workplace")
EATING = ("餐饮场所", "a place to eat")
VEHICLE = ("交通工具", "a vehicle")
HEALTH = ("医疗或照护机构", "a health or care facility")
SHOPPING = ("购物场所", "a shop or market")
PUBLIC = ("公共场所", "a public place")
GATHERING = ("聚集活动", "a gathering")

SETTINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("class", "school"), SCHOOL),
        **dict.fromkeys(("work", "team"), WORK),
        **dict.fromkeys(("restaurant", "meal"), EATING),
        **dict.fromkeys(("vehicle", "bus", "coach", "train", "aircraft", "ship", "car"), VEHICLE),
        **dict.fromkeys(("hospital", "ward", "clinic", "care_home", "quarantine", "laboratory"), HEALTH),
        **dict.fromkeys(("shop", "market"), SHOPPING),
        **dict.fromkeys(("entertainment", "hall", "lift", "gym", "hotel", "worship", "outdoors", "public"), PUBLIC),
        **dict.fromkeys(("wedding", "meeting", "performance", "sport", "tour", "funeral"), GATHERING),
    }
)
"""A kind of setting as it may be said in public; every other kind, and whatever is intimate, is everyday contact."""
RINGS = {
    "close": ("密切接触者", "a close contact"),
    "secondary": ("次密切接触者", "a contact of a close contact"),
    "general": ("一般接触者", "a general contact"),
    "co_exposed": ("共同暴露者", "somebody exposed together with others"),
}
SENTENCES = ("您于{}（{}）成为{}，依据{}。{}{}", "On {} ({}) you became {}, under {}. {} {}")
BOUND = ("须接受健康管理", "Health measures apply")
FREE = ("开展健康随访，不限制活动", "You are followed and not restricted")
UNTIL = ("，至{}止。", " until {}.")
UNBOUND = ("不限制活动。", "You are not restricted.")
APPEAL = ("如有异议，可以申诉", "You can appeal")
ENDS = ("。", ".")


def why_public(rules: TraceRules, zone: ZoneInfo, now: datetime, ends: pl.Expr | None = None) -> pl.Expr:
    """Chinese first, then English. `ends`: when it ends, in words; else 24:00 of the last day."""
    ends = last_day(zone) if ends is None else ends
    day = day_ending(pl.min_horizontal("last", at(now)), zone).dt.strftime("%Y-%m-%d")
    texts = [
        pl.format(
            sentence, day, _said(SETTINGS, "setting", EVERYDAY, language), _said(RINGS, "ring", EVERYDAY, language),
            _rule(rules, language), _end(ends, language), pl.lit(_appeal(rules, language)),
        )
        for language, sentence in enumerate(SENTENCES)
    ]  # fmt: skip
    return pl.concat_str(texts, separator=" / ")


def _said(words: Mapping[str, tuple[str, str]], column: str, otherwise: tuple[str, str], language: int) -> pl.Expr:
    in_language = {word: said[language] for word, said in words.items()}
    return pl.col(column).replace_strict(in_language, default=otherwise[language], return_dtype=pl.String)


def _rule(rules: TraceRules, language: int) -> pl.Expr:
    """The plan by its title, and the measure's clause, or the ring's where no measure follows."""
    text = pl.lit("")
    for name, ring in rules.rings.items():
        clauses = [span.clause for span in ring.followup] or [ring.clause]
        text = pl.when(pl.col("ring") == name).then(pl.lit(", ".join(clauses))).otherwise(text)
    title = rules.title[language]
    return pl.format(f"{title}{('（{}）', ' ({})')[language]}", text) if title else text


def _appeal(rules: TraceRules, language: int) -> str:
    """That there is an appeal, and where."""
    where = rules.appeal[language]
    return (
        f"{APPEAL[language]}{('：', ': ')[language]}{where}{ENDS[language]}"
        if where
        else APPEAL[language] + ENDS[language]
    )


def last_day(zone: ZoneInfo) -> pl.Expr:
    """24:00 of the last day that somebody is followed."""
    return day_ending(pl.col("followed_until"), zone).dt.strftime("%Y-%m-%d 24:00")


def _end(ends: pl.Expr, language: int) -> pl.Expr:
    bound, free, none = (pl.lit(each[language]) for each in (BOUND, FREE, UNBOUND))
    said = pl.concat_str(pl.when("restricted").then(bound).otherwise(free), pl.format(UNTIL[language], ends))
    return said.fill_null(none)
