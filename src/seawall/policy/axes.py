"""The axes of areas out of a policy: their levels, criteria, units and releases."""

import re

from seawall.plan.zone import Axis, Level, Release
from seawall.plan.zone.criteria import POSITIVE_FOUND, REST, criterion, units
from seawall.plan.zone.rules import CONTROL, RISK
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule

ACTIVE = re.compile(r"_from_minus_(\d+)d")


def control(policy: Policy) -> Axis | None:
    """Sealed, controlled and precaution areas, by compound or village."""
    if policy.get("zone.sealed.criteria") is None:
        return None
    levels = [_level(policy, name, f"zone.{name}.release") for name in ("sealed", "controlled")]
    return _axis(policy, CONTROL, levels, "precaution", "compound_or_village")


def risk(policy: Policy) -> Axis | None:
    """High, mid and low risk as one system, since the ninth edition."""
    if policy.get("zone.high.criteria") is None:
        return None
    levels = [_level(policy, name, f"zone.{name}.release") for name in ("high", "mid")]
    unit = policy.need("zone.high.unit").words()[0]
    return _axis(policy, RISK, levels, "low", unit)


def _axis(policy: Policy, name: str, levels: list[Level | None], rest: str, unit: str) -> Axis:
    words = [word for level in ("sealed", "controlled", "high", "mid") for word in _words(policy, level)]
    active = [int(found.group(1)) for word in words if (found := ACTIVE.search(word))]
    stated = policy.get(f"zone.{rest}.criteria")
    remains = Level(rest, stated.clause) if stated and REST in stated.words() else None
    before = policy.get("contact.window.before")
    return Axis(
        name=name,
        levels=tuple(level for level in levels if level is not None),
        units=units(unit),
        rest=remains,
        active=max(active) if active else before.days() if before else None,
    )


def _words(policy: Policy, level: str) -> tuple[str, ...]:
    rule = policy.get(f"zone.{level}.criteria")
    return rule.words() if rule else ()


def _level(policy: Policy, name: str, release: str) -> Level | None:
    rule, measure = policy.get(f"zone.{name}.criteria"), policy.get(f"zone.{name}.measure")
    if rule is None:
        return None
    becomes = policy.get(f"zone.{name}.positive_found")
    ends = policy.get(release)
    return Level(
        name=name,
        clause=rule.clause,
        criteria=tuple(criterion(ACTIVE.sub("", word)) for word in rule.words()),
        measure=measure.words()[0] if measure else "",
        release=_release(policy, name, ends) if ends else None,
        positive_found=POSITIVE_FOUND[becomes.words()[0]] if becomes else None,
    )


def _release(policy: Policy, name: str, rule: Rule) -> Release:
    """A level's release, with the level that follows: stated in it, or as the rule of mid_after_high."""
    asks = rule.table()
    then = asks.get("to", asks.get("then"))
    after = policy.get(f"zone.{then}_after_{name}.release") if then else None
    days, day = asks["days_without_new"], asks.get("all_tested_negative_on_day")
    tested = days - day + 1 if day is not None else asks.get("all_tested_negative_within_days_before")
    return Release(
        clause=rule.clause,
        without_new=days,
        contacts=asks.get("last_contact_exposed_days"),
        tested=tested,
        then=then,
        then_days=after.table()["days_without_new"] if after else asks.get("then_days"),
        then_clause=after.clause if after else rule.clause,
    )
