"""The rules of `zone` out of a policy."""

import re
from collections.abc import Callable
from typing import TypeVar

from seawall.plan.zone import Axis, Circles, Counted, Level, Release, ZoneRules
from seawall.plan.zone.criteria import POSITIVE_FOUND, REST, criterion, units
from seawall.plan.zone.rules import CONTROL, RISK
from seawall.policy.errors import RuleMissing
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule

ACTIVE = re.compile(r"_from_minus_(\d+)d")
HOUSE = ("zone.spread.high", "zone.spread.some", "zone.hard.minutes", "zone.frequent.minutes", "zone.staff")
Found = TypeVar("Found")


def zone_rules(policy: Policy) -> ZoneRules:
    """Every axis of zones that the policy has; a policy without zones gives rules without axes.

    An axis whose rules the policy lists as missing becomes a gap that says so: never a predecessor's. Raises
    RuleMissing where there are zones and the desk's own rules of places and staff are not there.
    """
    gaps: list[str] = []
    axes = [_or_gap(build, policy, gaps) for build in (_control, _risk)]
    counted, circles = _or_gap(_counted, policy, gaps), _or_gap(_circles, policy, gaps)
    gaps += circles.gaps if circles else ()
    stated = tuple(axis for axis in axes if axis is not None)
    if not stated and counted is None and circles is None:
        return ZoneRules(policy.id, gaps=tuple(gaps))
    return _with_house(policy, stated, counted, circles, tuple(gaps))


def _or_gap(build: Callable[[Policy], Found], policy: Policy, gaps: list[str]) -> Found | None:
    try:
        return build(policy)
    except RuleMissing as missing:
        gaps.append(str(missing))
        return None


def _with_house(
    policy: Policy, axes: tuple[Axis, ...], counted: Counted | None, circles: Circles | None, gaps: tuple[str, ...]
) -> ZoneRules:
    classes, share, exits = (policy.get(key) for key in ("trace.classes", "zone.hard.known_share", "zone.exit_posts"))
    where = policy.get("appeal.where")
    return ZoneRules(
        policy=policy.id,
        axes=axes,
        counted=counted,
        circles=circles,
        classes=frozenset(classes.words()) if classes else None,
        spread={grade: frozenset(policy.need(f"zone.spread.{grade}").words()) for grade in ("high", "some")},
        hard_kinds=frozenset(policy.need("zone.hard.kinds").words()),
        hard_minutes=policy.need("zone.hard.minutes").number(),
        hard_share=share.number() if share else None,
        frequent_minutes=policy.need("zone.frequent.minutes").number(),
        staff=dict(policy.need("zone.staff").table()),
        staff_levels=policy.need("zone.staff.levels").words(),
        posts=dict(policy.need("zone.posts").table()),
        posts_levels=policy.need("zone.posts.levels").words(),
        exit_posts=int(exits.number()) if exits else None,
        clean_levels=policy.need("zone.clean.levels").words(),
        clauses={key: policy.need(f"zone.{key}").clause for key in ("staff", "posts", "exit_posts")},
        title=(policy.document.title["zh"], policy.document.title["en"]),
        appeal=(where.table()["zh"], where.table()["en"]) if where else ("", ""),
        gaps=gaps,
    )


def _control(policy: Policy) -> Axis | None:
    """Sealed, controlled and precaution areas, by compound or village."""
    if policy.get("zone.sealed.criteria") is None:
        return None
    levels = [_level(policy, name, f"zone.{name}.release") for name in ("sealed", "controlled")]
    return _axis(policy, CONTROL, levels, "precaution", "compound_or_village")


def _risk(policy: Policy) -> Axis | None:
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


def _counted(policy: Policy) -> Counted | None:
    """Risk by counting in a street; the rules of mid and high say how many."""
    classes = policy.get("risk.counts")
    if classes is None:
        return None
    mid, before = policy.need("risk.mid"), policy.get("contact.window.before")
    keys = ("risk.counts", "risk.unit", "risk.mid", "risk.high")
    return Counted(
        classes=classes.words(),
        units=units(policy.need("risk.unit").words()[0]),
        days=mid.table()["new_within_days"],
        few=mid.table()["cumulative_at_most"],
        cluster=int(policy.need("zone.cluster.cases").number()),
        clause="; ".join(policy.need(key).clause for key in keys),
        active=before.days() if before else None,
    )


def _circles(policy: Policy) -> Circles | None:
    """Circles round a case; of a range of radii the widest, so that nothing that may be at risk lies outside.

    Where the policy lists the alert or the end as missing, the core stands without them, and says why it has no end.
    """
    core = policy.get("zone.core")
    if core is None:
        return None
    gaps: list[str] = []
    alert, over = _or_gap(_alert, policy, gaps), _or_gap(_over, policy, gaps)
    return Circles(
        centres=tuple(core.table()["centre"]),
        core_m=_widest(core),
        core_clause=core.clause,
        alert_m=_widest(alert) if alert else None,
        alert_clause=alert.clause if alert else "",
        over=over.days() if over else None,
        over_clause=over.clause if over else "",
        gaps=tuple(gaps),
    )


def _alert(policy: Policy) -> Rule | None:
    return policy.get("zone.alert")


def _over(policy: Policy) -> Rule | None:
    return policy.get("outbreak.over")


def _widest(rule: Rule) -> float:
    radius = rule.table()["radius_m"]
    return float(max(radius) if isinstance(radius, list) else radius)
