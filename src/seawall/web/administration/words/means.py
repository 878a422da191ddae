"""The words of means, Chinese first: sites, rooms and teams, and figures that are tried under other rules."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # what is tried
        "simulated.to_sign": ("要签署的条目", "rows to be signed"),
        "simulated.by_two": ("其中要两个单位签署", "of these by two organisations"),
        # sites, rooms and teams
        "site.quarantine": ("集中隔离点", "quarantine"),
        "site.reserve_quarantine": ("备用隔离点", "reserve quarantine"),
        "site.hospital": ("医院", "hospital"),
        "site.designated_hospital": ("定点医院", "designated hospital"),
        "site.fever_clinic": ("发热门诊", "fever clinic"),
        "site.laboratory": ("实验室", "laboratory"),
        "site.test_point": ("采样点", "test point"),
        "site.vaccination": ("接种点", "vaccination"),
        "site.warehouse": ("仓库", "warehouse"),
        "site.headquarters": ("指挥部", "headquarters"),
        "site.other": ("其他", "other"),
        "state.": ("未说明", "not said"),
        "state.free": ("可用", "free"),
        "state.taken": ("已用", "taken"),
        "state.closed": ("关闭", "closed"),
        "state.disinfecting": ("消毒中", "disinfecting"),
        "team.tracing": ("流调", "tracing"),
        "team.sampling": ("采样", "sampling"),
        "team.disinfection": ("消毒", "disinfection"),
        "team.transfer": ("转运", "transfer"),
        "team.sealing": ("封控", "sealing"),
        "team.checkpoint": ("卡口", "checkpoint"),
        "team.community": ("社区", "community"),
        "team.county_leader": ("县领导", "county leader"),
        "team.expressway_exit": ("高速口", "expressway exit"),
        "team.patrol": ("巡查", "patrol"),
        "team.police": ("公安", "police"),
        "team.street": ("街道", "street"),
        "never": ("从未", "never"),
    }
)
