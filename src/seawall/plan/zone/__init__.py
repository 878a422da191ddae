"""The smallest units to seal, control and watch; whom they need; when each is released."""

from seawall.plan.zone.rules import Axis, Circles, Counted, Criterion, Level, Release, ZoneRules
from seawall.plan.zone.schemas import Zoned
from seawall.plan.zone.zoning import zone

__all__ = ["Axis", "Circles", "Counted", "Criterion", "Level", "Release", "ZoneRules", "Zoned", "zone"]
