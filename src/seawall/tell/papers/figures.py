"""The figures of a report, as the bulletin may print them, and counts of orders that give no figure of it away."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import polars as pl

from seawall.tell.papers.brief import Brief
from seawall.tell.papers.tongue import Tongue

FIGURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "new": ("新增确诊病例", "New confirmed cases"),
        "new_local": ("其中本地", "of these local"),
        "new_imported": ("其中输入", "of these imported"),
        "new_undetermined": ("其中来源待查", "of these of unknown origin"),
        "cumulative": ("累计确诊病例", "Confirmed cases so far"),
        "active": ("现有确诊病例", "Confirmed cases now"),
        "cured": ("累计治愈", "Recovered"),
        "deaths": ("累计死亡", "Deaths"),
        "asym_new": ("新增无症状感染者", "New asymptomatic infections"),
        "asym_stock": ("尚在观察的无症状感染者", "Asymptomatic infections under observation"),
        "asym_cumulative": ("累计无症状感染者", "Asymptomatic infections so far"),
        "suspects": ("疑似病例", "Suspects"),
        "close": ("累计密切接触者", "Close contacts so far"),
        "secondary": ("累计次密切接触者", "Secondary contacts so far"),
        "observed": ("正在接受医学观察", "Under medical observation"),
        "tested": ("上次通报以来检测人数", "People tested since the last bulletin"),
        "tested_positive": ("其中阳性", "of these positive"),
        "sites_open": ("启用集中隔离点", "Quarantine sites in use"),
        "rooms": ("集中隔离房间", "Rooms of these sites"),
        "roomed": ("在集中隔离点", "People in these sites"),
    }
)
MEASURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "observation": ("隔离观察（人）", "observation (people)"),
        "isolation": ("隔离治疗（人）", "isolation (people)"),
        "transfer": ("转运（批）", "transfers (batches)"),
        "seal": ("封控（处）", "seals (areas)"),
        "control": ("管控（处）", "controls (areas)"),
        "publication": ("通报（次）", "bulletins"),
    }
)
THINGS = ("zone", "isolate", "inform")
"""The verbs whose measures count areas, batches and bulletins; the others count people."""
TOLD = ("confirmed", "clinical", "asymptomatic")
"""The classes whose cases are told however few they are."""


def figures(brief: Brief, tongue: Tongue) -> list[tuple[str, str]]:
    """(what, how many) of every figure that is printed; too few people are "fewer than n"."""
    printed, few = brief.plan.bulletin.printed, fewer(brief, tongue)
    return [
        (tongue(*label), few if printed[name] is None else f"{printed[name]:,}")
        for name, label in FIGURES.items()
        if name in printed
    ]


def fewer(brief: Brief, tongue: Tongue) -> str:
    """How a number of people too small to be told is written."""
    small = brief.plan.bulletin.small_count
    return tongue(f"不足{small}", f"fewer than {small}")


def measures(brief: Brief, tongue: Tongue) -> list[tuple[str, str, str, str, str]]:
    """(measure, in force, new, changed, to release) by scope: how many, where that may be told.

    Of a scope that binds people all counts are told or none: the rest would give the smallest away.
    """
    plan = brief.plan
    standing = plan.standing.select("verb", "scope", pl.lit("=").alias("sign"))
    signs = plan.differences.with_columns(_of_release(plan.standing))
    rows = pl.concat([standing, signs.select("verb", "scope", "sign")]).group_by("verb", "scope", "sign").len()
    scopes = sorted({(verb, scope) for verb, scope in rows.select("verb", "scope").iter_rows()})
    return [
        (
            measure(scope, tongue),
            *_told(verb, scope, rows, brief, tongue),
        )
        for verb, scope in scopes
    ]


def measure(scope: str, tongue: Tongue) -> str:
    """What a measure is called, and what it counts."""
    return tongue(*MEASURES[scope]) if scope in MEASURES else tongue.word(scope)


def _of_release(standing: pl.DataFrame) -> pl.Expr:
    """A release counts under the measure it ends."""
    ended = dict(standing.select("row", "scope").iter_rows())
    return (
        pl.col("follows")
        .replace_strict(ended, default=None, return_dtype=pl.String)
        .fill_null(pl.col("scope"))
        .alias("scope")
    )


def _told(verb: str, scope: str, rows: pl.DataFrame, brief: Brief, tongue: Tongue) -> tuple[str, str, str, str]:
    found = dict(rows.filter(verb=verb, scope=scope).select("sign", "len").iter_rows())
    if verb not in THINGS and _gives_away(scope, list(found.values()), brief):
        return (tongue("不公布", "not told"),) * 4
    one, two, three, four = (f"{found.get(sign, 0):,}" for sign in "=+~-")
    return one, two, three, four


def _gives_away(scope: str, counts: Sequence[int], brief: Brief) -> bool:
    """Whether the counts tell of too few people, or of a figure that is not printed."""
    bulletin = brief.plan.bulletin
    if scope == "isolation":
        return not brief.plan.episodes.filter("open", ~pl.col("class").is_in(TOLD).fill_null(value=False)).is_empty()
    hidden = bulletin.printed.get("observed", 0) is None
    return hidden or any(each < (bulletin.small_count or 0) for each in counts)
