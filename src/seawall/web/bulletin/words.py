"""The words of bulletins, Chinese first: every figure by a name that stands alone, the sums, and why one was wrong."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.desk.issuing import Release
from seawall.tell.terminal.language import Language
from seawall.web.bulletin.text import blocks

FIGURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "new": ("新增确诊病例", "New confirmed cases"),
        "new_local": ("新增本地确诊病例", "New confirmed cases, local"),
        "new_imported": ("新增输入确诊病例", "New confirmed cases, imported"),
        "new_undetermined": ("新增来源待查病例", "New confirmed cases, source not yet known"),
        "corrections": ("订正核减确诊病例", "Confirmed cases taken back as wrong"),
        "active": ("现有确诊病例", "Confirmed cases now"),
        "cured": ("累计治愈出院", "Discharged so far"),
        "deaths": ("累计死亡", "Deaths so far"),
        "cumulative": ("累计确诊病例", "Confirmed cases so far"),
        "imp_active": ("现有输入病例", "Imported cases now"),
        "imp_cured": ("累计治愈输入病例", "Imported cases discharged so far"),
        "imp_deaths": ("累计死亡输入病例", "Imported cases that died"),
        "imp_cumulative": ("累计输入病例", "Imported cases so far"),
        "asym_new": ("新增无症状感染者", "New asymptomatic infections"),
        "asym_converted": ("无症状转为确诊", "Asymptomatic that became confirmed"),
        "asym_released": ("无症状解除医学观察", "Asymptomatic released"),
        "asym_corrections": ("订正核减无症状感染者", "Asymptomatic taken back as wrong"),
        "asym_stock": ("现有无症状感染者", "Asymptomatic infections now"),
        "asym_cumulative": ("累计无症状感染者", "Asymptomatic infections so far"),
        "suspects": ("现有疑似病例", "Suspected cases now"),
        "close": ("密切接触者", "Close contacts"),
        "close_local": ("本地密切接触者", "Close contacts here"),
        "close_elsewhere": ("外地密切接触者", "Close contacts elsewhere"),
        "secondary": ("次密切接触者", "Secondary contacts"),
        "secondary_local": ("本地次密切接触者", "Secondary contacts here"),
        "secondary_elsewhere": ("外地次密切接触者", "Secondary contacts elsewhere"),
        "observed": ("正在接受医学观察", "Under medical observation now"),
        "tested": ("检测人数", "People tested"),
        "tested_positive": ("检测阳性人数", "People tested positive"),
        "sites_open": ("启用的集中隔离点", "Quarantine sites in use"),
        "rooms": ("隔离点房间", "Rooms of these sites"),
        "roomed": ("在隔离点的人", "People in these sites"),
    }
)
"""Every figure of a bulletin."""

GROUPS: Mapping[str, tuple[tuple[str, str], tuple[str, ...]]] = MappingProxyType(
    {
        "cases": (
            ("病例", "Cases"),
            ("new", "new_local", "new_imported", "new_undetermined", "corrections", "active", "cured", "deaths",
             "cumulative", "imp_active", "imp_cured", "imp_deaths", "imp_cumulative", "suspects"),
        ),
        "asymptomatic": (
            ("无症状感染者", "Asymptomatic infections"),
            ("asym_new", "asym_converted", "asym_released", "asym_corrections", "asym_stock", "asym_cumulative"),
        ),
        "contacts": (
            ("接触者", "Contacts"),
            ("close", "close_local", "close_elsewhere", "secondary", "secondary_local", "secondary_elsewhere",
             "observed"),
        ),
        "tests": (
            ("检测与集中隔离", "Tests and quarantine"),
            ("tested", "tested_positive", "sites_open", "rooms", "roomed"),
        ),
    }
)  # fmt: skip
"""In which order the desk reads the figures."""

REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "twice": ("同一人或同一病例被重复计数", "somebody had been counted twice"),
        "result": ("一项检测结果被更正", "a test result was corrected"),
        "class": ("判定类别被更正", "what a case was held to be was corrected"),
        "place": ("所属地区被更正", "where somebody belongs to was corrected"),
        "entry": ("录入有误", "an entry was wrong"),
    }
)
"""Why a figure was wrong, as the public reads it."""


def figure(name: str, lang: Language) -> str:
    """A figure by its name."""
    return _of(FIGURES.get(name, (name, name)), lang)


def group(name: str, lang: Language) -> str:
    """The head of a group of figures."""
    return _of(GROUPS[name][0], lang)


def reason(name: str, lang: Language) -> str:
    """Why a figure was wrong; nothing for what needs no reason."""
    return _of(REASONS.get(name, ("", "")), lang)


def title(release: Release, lang: Language) -> str:
    """What a bulletin is called, as it was published."""
    return blocks(release.text[lang])[0].text


def count(value: int | None, small: int | None) -> str:
    """A figure as it is printed; "<5" for fewer people than may be told."""
    return f"<{small}" if value is None else f"{value:,}"


def _of(both: tuple[str, str], lang: Language) -> str:
    return both[0] if lang == "zh" else both[1]
