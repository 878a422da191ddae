"""The words of the map, Chinese first; the rest are those of the lists of people."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.tell.terminal.language import Language
from seawall.web import words as people

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fill.contacts": ("密接与次密接，人", "close and secondary, people"),
        "fill.cases": ("在管病例，人", "open cases, people"),
        "fill.clean": ("连续无疫天数", "clean days"),
        "fill.level": ("等级", "level"),
        "kind.country": ("国家", "country"),
        "kind.province": ("省", "province"),
        "kind.city": ("市", "city"),
        "kind.county": ("县区", "county"),
        "kind.street": ("街道", "street"),
        "kind.community": ("社区", "community"),
        "kind.village": ("村", "village"),
        "kind.grid": ("网格", "grid"),
        "kind.compound": ("小区", "compound"),
        "kind.building": ("楼栋", "building"),
        "kind.stairwell": ("单元门", "stairwell"),
        "kind.functional_zone": ("功能区", "functional zone"),
        "site.quarantine": ("集中隔离点", "quarantine site"),
        "site.reserve_quarantine": ("备用隔离点", "reserve site"),
        "site.hospital": ("医院", "hospital"),
        "site.designated_hospital": ("定点医院", "designated hospital"),
        "site.fever_clinic": ("发热门诊", "fever clinic"),
        "site.laboratory": ("实验室", "laboratory"),
        "site.test_point": ("采样点", "test point"),
        "site.vaccination": ("接种点", "vaccination point"),
        "role.county_leader": ("县级领导", "county leader"),
        "role.police": ("公安", "police"),
        "role.street": ("街道干部", "street officers"),
        "role.community": ("社区人员", "community workers"),
        "role.checkpoint": ("卡口", "checkpoint"),
        "role.patrol": ("巡查", "patrol"),
        "role.expressway_exit": ("高速出口", "expressway exit"),
    }
)


def say(word: str, lang: Language) -> str:
    """A word in the language; one that nobody has stands as it is."""
    return WORDS[word][0 if lang == "zh" else 1] if word in WORDS else people.say(word, lang)
