"""The sentences of a question, Chinese first: "中文。 / English."."""

from zoneinfo import ZoneInfo

import polars as pl

from seawall.tables.days import shown_moment

ANCHORS = {
    "rash": "出疹", "onset": "发病", "sample": "首次阳性采样", "positive": "首个阳性结果", "class": "判定",
    "opened": "立案",
}  # fmt: skip
CLASSES = {
    "suspect": "疑似病例", "clinical": "临床诊断病例", "confirmed": "确诊病例", "asymptomatic": "无症状感染者",
    "screened_positive": "初筛阳性", "carrier": "带菌者", "not classified": "未分类",
}  # fmt: skip
WIDTHS = {
    "^unknown$": "不详", "^before (.*)$": "${1}之前", "^after (.*)$": "${1}之后",
    "^between (.*) and (.*)$": "${1}至${2}",
}  # fmt: skip
"""A moment in words, and how Chinese says it."""
THE_CASE = "病例或家属，面访 / the case or family, by interview"
THE_LABORATORY = "采样单位 / who took the sample"
THE_SITE = "收治或隔离该病例的场所 / the site that took the case in"
THE_PANEL = "专家组 / the panel"


def both(chinese: pl.Expr, english: pl.Expr) -> pl.Expr:
    """One text of two languages."""
    return pl.format("{} / {}", chinese, english)


def anchor() -> pl.Expr:
    """What a window hangs on, in Chinese."""
    return pl.col("anchor").replace_strict(ANCHORS, default=pl.col("anchor"))


def classed() -> pl.Expr:
    """The class of a case, in Chinese."""
    held = pl.col("class").fill_null("not classified")
    return held.replace_strict(CLASSES, default=held)


def between(earliest: str, latest: str, zone: ZoneInfo) -> tuple[pl.Expr, pl.Expr]:
    """A moment with its width, in Chinese and in English."""
    english = shown_moment(pl.col(earliest), pl.col(latest), zone)
    chinese = english
    for said, meant in WIDTHS.items():
        chinese = chinese.str.replace(said, meant)
    return chinese, english
