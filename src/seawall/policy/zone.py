"""The rules of `zone` out of a policy."""

from collections.abc import Callable
from typing import TypeVar

from seawall.plan.zone import Axis, Circles, Counted, ZoneRules
from seawall.plan.zone.criteria import units
from seawall.policy.axes import control, risk
from seawall.policy.errors import RuleMissing
from seawall.policy.measures import words
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule

Found = TypeVar("Found")


def zone_rules(policy: Policy) -> ZoneRules:
    """Every axis of zones that the policy has; a policy without zones gives rules without axes.

    An axis whose rules the policy lists as missing becomes a gap that says so: never a predecessor's. Raises
    RuleMissing where there are zones and the desk's own rules of places and staff are not there.
    """
    gaps: list[str] = []
    axes = [_or_gap(build, policy, gaps) for build in (control, risk)]
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
        swabs=policy.need("screen.swabs").words(),
        clean_levels=policy.need("zone.clean.levels").words(),
        clean_instead=policy.need("zone.clean.instead").words(),
        clauses={key: policy.need(f"zone.{key}").clause for key in ("staff", "posts", "exit_posts")},
        measures=words(policy),
        title=(policy.document.title["zh"], policy.document.title["en"]),
        appeal=(where.table()["zh"], where.table()["en"]) if where else ("", ""),
        gaps=gaps,
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
