"""The rules of `screen` out of a policy."""

from collections.abc import Iterator

from seawall.plan.screen import Course, Days, Environment, ScreenRules, ZoneTests
from seawall.plan.screen.rules import HOME_DAY, TRACED_DAY
from seawall.policy.linked import linked
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule
from seawall.tables.ring import RINGS

UNBOUND = ("general", "co_exposed")
"""Rings that no rule restricts: they are tested where the policy gives them days."""
ALL_NEGATIVE = "all_tested_negative"


def screen_rules(policy: Policy) -> ScreenRules:
    """Who is tested when under the policy.

    A ring, a zone or a place for which it states no day has no tests. Raises RuleMissing for a rule it lists as
    missing, and where the desk's own rules are not there.
    """
    rings = {ring: course for ring in RINGS if (course := _course(policy, ring)) is not None}
    unseen, positive = policy.get("visit.lost_after"), policy.need("screen.positive.class")
    return ScreenRules(
        rings=rings,
        zones=_zones(policy),
        environment=_environment(policy),
        lost_after_days=policy.need("screen.lost_after").days(),
        unseen_days=unseen.days() if unseen else None,
        positive_class=positive.words()[0],
        positive_clause=_positive_clause(policy, positive),
        repeats=policy.need("screen.repeat").words(),
        repeat_clause=policy.need("screen.repeat").clause,
        linked=linked(policy),
        swabs=policy.need("screen.swabs").words(),
    )


def _course(policy: Policy, ring: str) -> Course | None:
    tests = tuple(_days(policy, ring))
    if not tests:
        return None
    central, double = policy.get(f"measure.{ring}.central"), policy.get("measure.close.release.double_sampling")
    return Course(
        tests=tests,
        kind=_assay(policy, ring) or _kind(policy),
        site_days=central.days() if central else _at_home(policy, ring),
        bound=ring not in UNBOUND and not any(each.anchor == TRACED_DAY for each in tests),
        last_day=_stated(policy.get("measure.close.last_day_test")),
        double=_stated(double) if ring == "close" else "",
    )


def _days(policy: Policy, ring: str) -> Iterator[Days]:
    """The numbered days of a ring: a list under the unit of its anchor, or a table that names one day."""
    for key in (f"measure.{ring}.central.tests", f"measure.{ring}.home.tests", f"measure.{ring}.tests"):
        rule = policy.get(key)
        if rule is not None and isinstance(rule.value, dict):
            yield from [Days(TRACED_DAY, (1,), rule.clause)] if rule.table().get("on") == "day_traced" else []
        elif rule is not None:
            yield Days(str(rule.unit), tuple(int(day) for day in rule.numbers()), rule.clause)
    home = policy.get(f"measure.{ring}.home")
    if home is not None and isinstance(home.value, dict) and "test_day" in home.value:
        yield Days(HOME_DAY, (home.value["test_day"],), home.clause)


def _at_home(policy: Policy, ring: str) -> int | None:
    """No days in a site where the policy has tests at home and no site; None where the term is one."""
    return 0 if any(each.anchor == HOME_DAY for each in _days(policy, ring)) else None


def _assay(policy: Policy, ring: str) -> str | None:
    rule = policy.get(f"measure.{ring}.tests")
    return rule.value.get("assay") if rule is not None and isinstance(rule.value, dict) else None


def _kind(policy: Policy) -> str:
    """The assay, and the swab where the policy names one: it has one rule of swabs for everybody it tests."""
    swab = policy.get("measure.close.swab")
    return " ".join([*policy.need("screen.assay").words(), *(swab.words() if swab else ())])


def _zones(policy: Policy) -> dict[str, ZoneTests]:
    levels = [key.split(".")[1] for key in policy.rules if key.startswith("zone.") and key.count(".") == 2]
    tests = {level: policy.get(f"zone.{level}.tests") for level in dict.fromkeys(levels)}
    releases = {level: _release(policy.get(f"zone.{level}.release")) for level in tests}
    return {
        level: ZoneTests(_zone_days(rule) if rule else None, _kind(policy), releases[level])
        for level, rule in tests.items()
        if rule is not None or releases[level]
    }


def _zone_days(rule: Rule) -> Days:
    return Days(str(rule.unit), tuple(int(day) for day in rule.numbers()), rule.clause)


def _release(rule: Rule | None) -> str:
    if rule is None or not isinstance(rule.value, dict):
        return ""
    return rule.clause if any(name.startswith(ALL_NEGATIVE) for name in rule.value) else ""


def _environment(policy: Policy) -> Environment | None:
    """Places of the levels that the policy has; none where it has none of them."""
    wanted = policy.need("screen.environment.levels").words()
    levels = tuple(level for level in wanted if policy.get(f"zone.{level}.criteria") is not None)
    kind = " ".join([*policy.need("screen.assay").words(), "surface"])
    return Environment(levels, _zone_days(policy.need("screen.environment.tests")), kind) if levels else None


def _positive_clause(policy: Policy, positive: Rule) -> str:
    """The desk's rule, and that of the classes whose contacts are traced where it names the class."""
    classes = policy.get("trace.classes")
    named = classes is not None and positive.words()[0] in classes.words()
    return f"{positive.clause}; {classes.clause}" if classes is not None and named else positive.clause


def _stated(rule: Rule | None) -> str:
    return rule.clause if rule is not None and rule.yes() else ""
