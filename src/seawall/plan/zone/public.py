"""What those inside an area read: its level, what holds, rule, end, emergency care, exits, appeal. Never the case."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

import polars as pl

from seawall.plan.zone.rules import ZoneRules
from seawall.tables.days import day_ending

LEVELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sealed": ("封控区", "a sealed area"), "controlled": ("管控区", "a controlled area"),
        "precaution": ("防范区", "a precaution area"), "high": ("高风险区", "a high-risk area"),
        "mid": ("中风险区", "a mid-risk area"), "low": ("低风险区", "a low-risk area"),
        "core": ("核心区", "a core area of vector control"), "alert": ("警戒区", "an alert area of vector control"),
    }
)  # fmt: skip
SENTENCES = ("自{}起，本区域划为{}{}，依据{}{}。{}{}", "From {} on this area is {}{}, under {}{}. {} {}")
UNTIL = ("，预计至{} 24:00止", ", expected until {} 24:00")
OPEN_END = ("，解除时间另行公告", ", its end will be announced")
MEASURE = ("（{}）", " ({})")
CARE = (
    "急救就医随时放行，出入口和消防通道保持畅通。",
    "Emergency care always passes; exits stay open and passable.",
)
APPEAL = (("如有异议，可以申诉", "。", "："), ("You can appeal", ".", ": "))


def why_public(rules: ZoneRules, zone: ZoneInfo) -> pl.Expr:
    """Chinese, then English."""
    return pl.concat_str([_sentence(rules, zone, language) for language in (0, 1)], separator=" / ")


def _sentence(rules: ZoneRules, zone: ZoneInfo, language: int) -> pl.Expr:
    said = {word: names[language] for word, names in LEVELS.items()}
    holds = {word: MEASURE[language].format(names[language]) for word, names in rules.measures.items()}
    begins = pl.col("from").dt.convert_time_zone(zone.key).dt.strftime("%Y-%m-%d")
    ends = pl.format(UNTIL[language], day_ending(pl.col("until"), zone).dt.strftime("%Y-%m-%d"))
    return pl.format(
        SENTENCES[language], begins.fill_null("?"),
        pl.col("level").replace_strict(said, return_dtype=pl.String),
        pl.col("measure").replace_strict(holds, default="", return_dtype=pl.String), _rule(rules, language),
        ends.fill_null(OPEN_END[language]), pl.lit(CARE[language]), pl.lit(_appeal(rules, language)),
    )  # fmt: skip


def _rule(rules: ZoneRules, language: int) -> pl.Expr:
    title = rules.title[language]
    return pl.format(f"{title}{('（{}）', ' ({})')[language]}", "clause") if title else pl.col("clause")


def _appeal(rules: ZoneRules, language: int) -> str:
    words, end, colon = APPEAL[language]
    where = rules.appeal[language]
    return f"{words}{colon}{where}{end}" if where else f"{words}{end}"
