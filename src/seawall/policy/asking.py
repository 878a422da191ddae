"""Questions that a rule answers by itself, for the cases beside each policy: QUESTIONS names them all.

Days are local calendar days: a follow-up of 14 days after the 1st runs to the end of the 15th.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from seawall.policy.errors import RuleShape
from seawall.policy.policy import Policy

Given = Mapping[str, Any]


def value(policy: Policy, given: Given) -> Any:
    """What the rule of `key` says."""
    return policy.need(given["key"]).value


def confidence(policy: Policy, given: Given) -> str:
    """How far the rule of `key` can be trusted."""
    return policy.need(given["key"]).confidence


def stated(policy: Policy, given: Given) -> bool:
    """Whether the policy has a rule of `key` at all."""
    return policy.get(given["key"]) is not None


def last_day(policy: Policy, given: Given) -> date:
    """The last day of a term of whole days that is counted from the day `since`."""
    since: date = given["since"]
    return since + timedelta(days=policy.need(given["key"]).days())


def due(policy: Policy, given: Given) -> datetime:
    """When an exact limit of hours or minutes that runs from the time `since` is over."""
    since: datetime = given["since"]
    return since + policy.need(given["key"]).timedelta()


def in_time(policy: Policy, given: Given) -> bool:
    """Whether something done at `at` keeps a limit that runs from `since`; a limit in days ends with its last day."""
    rule = policy.need(given["key"])
    if rule.unit == "d":
        return bool(given["at"].date() <= given["since"].date() + timedelta(days=rule.days()))
    return bool(given["at"] <= given["since"] + rule.timedelta())


def window(policy: Policy, given: Given) -> list[date]:
    """First and last day on which a case whose anchor is `anchor` is infectious; the last only where it is ruled."""
    anchor: date = given["anchor"]
    first = anchor - timedelta(days=policy.need("contact.window.before").days())
    after = policy.get("contact.window.after")
    return [first, anchor + timedelta(days=after.days())] if after else [first]


def tested(policy: Policy, given: Given) -> bool:
    """Whether somebody is tested on `day` of the term."""
    return given["day"] in policy.need(given["key"]).numbers()


def reached(policy: Policy, given: Given) -> bool:
    """Whether so many cases within so many days reach the threshold of `key`."""
    threshold = policy.need(given["key"]).table()
    counted = next(threshold[name] for name in ("cases", "local_cases", "ill") if name in threshold)
    return bool(given["cases"] >= counted and given.get("within_d", 0) <= threshold.get("within_d", 0))


def level(policy: Policy, given: Given) -> str:
    """The level that `index` belongs to. `intervals` says whose the border is: of the higher level, if closed below."""
    levels = dict(policy.need(given["key"]).table())
    lower_owns_border = levels.pop("intervals", "closed_below_open_above") == "open_below_closed_above"
    reached = [
        (begin, name)
        for name, begin in ((name, _begin(ends)) for name, ends in levels.items())
        if given["index"] > begin or (given["index"] == begin and (begin == 0 or not lower_owns_border))
    ]
    return max(reached)[1].removesuffix("_from").removesuffix("_above") if reached else "below_all"


def _begin(ends: Any) -> float:
    return float(ends[0] if isinstance(ends, list) else ends)


def may_release(policy: Policy, given: Given) -> bool:
    """Whether `key` lets a patient go on illness day `day`, after `afebrile_h` hours without fever, PCR `pcr`."""
    table = policy.need(given["key"]).table()
    afebrile = given["afebrile_h"] >= table["afebrile_h"]
    if "days_from_onset" in table:
        return bool(afebrile and given["day"] >= table["days_from_onset"])
    pcr, _, above = "; ".join(table.get("and_any_of", [])).partition("; day_of_illness_above_")
    if pcr == "pcr_negative" and above.isdigit():
        return bool(afebrile and (given["pcr"] == "negative" or given["day"] > int(above)))
    raise RuleShape(f"{policy.id}: {given['key']} releases nobody by day, fever and PCR; ask for its value")


def may_be_source(policy: Policy, given: Given) -> bool:
    """Whether somebody can have been infected where they last were `days_before_onset` before onset."""
    window = policy.get("case.source_window") or policy.get("case.lookback")
    if window is not None:
        return bool(given["days_before_onset"] <= window.days())
    imported = policy.need("case.imported").table()
    return bool(given["days_before_onset"] <= imported["stay_in_endemic_area_within_d_before_onset"])


def province_class(policy: Policy, given: Given) -> str:
    """The risk class of a province, by its code."""
    classes = policy.family("risk.province")
    return next((name for name, rule in classes.items() if given["code"] in rule.words()), "none")


QUESTIONS: Mapping[str, Callable[[Policy, Given], Any]] = MappingProxyType(
    {
        question.__name__: question
        for question in (
            value, confidence, stated, last_day, due, in_time, window, tested, reached, level, may_release,
            may_be_source, province_class,
        )
    }
)  # fmt: skip
