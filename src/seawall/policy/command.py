"""The rules of `command` out of a policy."""

from seawall.plan.command import CommandRules, Step
from seawall.plan.command.rules import FIRST_TIME, LIMIT, SEVEN_ONE_SEVEN, STRICT
from seawall.policy.errors import RuleMissing
from seawall.policy.limits import limit
from seawall.policy.policy import Policy

INTERVALS = ("detect", "notify", "respond")


def command_rules(policy: Policy) -> CommandRules:
    """The clock's steps in the policy's order, how contacts are shared out, and how they are visited.

    A step's limit is a key of the policy in force. A key the policy does not state sets no limit; one it lists as
    missing becomes the reason why the step cannot be judged. Raises RuleMissing where the rules that every policy has
    in common (first times, stricts, 7-1-7, visits) are not there.
    """
    steps = [
        *(_step(policy, "first_times", FIRST_TIME, name) for name in policy.need("first_times.steps").words()),
        *(_step(policy, "stricts", STRICT, name) for name in policy.need("stricts.steps").words()),
        *(_interval(policy, name) for name in INTERVALS),
        *(_step(policy, "first_times", LIMIT, name) for name in policy.need("first_times.also").words()),
        *_secondary_in_site(policy),
    ]
    stands_for = policy.need("seven_one_seven.first_times").table()
    lost = policy.get("visit.lost_after")
    return CommandRules(
        steps=tuple(steps),
        responses=tuple(step for step, milestone in stands_for.items() if milestone.startswith("era")),
        share=policy.need("trace.share").words(),
        visit_days=policy.need("visit.every").days(),
        lost_after_days=lost.days() if lost else None,
        answer_limit=policy.need("duty.answer.limit").timedelta(),
        sign_limit=policy.need("duty.sign.limit").timedelta(),
    )


def _step(policy: Policy, family: str, kind: str, name: str) -> Step:
    start, key, owner = (policy.need(f"{family}.{name}.{part}").words()[0] for part in ("from", "limit", "owner"))
    step = Step(name, kind, start, owner=owner)
    return step if key == "none" else _limited(step, policy, key)


def _secondary_in_site(policy: Policy) -> list[Step]:
    """Secondary contacts in their rooms: a limit of some policies, and a step that no task names."""
    start, owner = (policy.need(f"first_times.isolated.{part}").words()[0] for part in ("from", "owner"))
    step = _limited(Step("secondary_in_site", LIMIT, start, owner=owner), policy, "clock.secondary_contact_in_site")
    return [step] if step.limit or step.missing else []


def _interval(policy: Policy, name: str) -> Step:
    """An interval of 7-1-7, from one milestone to the next; a milestone is the step that stands for it."""
    steps = {milestone: step for step, milestone in policy.need("seven_one_seven.first_times").table().items()}
    start = str(policy.need(f"seven_one_seven.{name}.from").value)
    key = f"seven_one_seven.{name}.limit"
    return _limited(Step(name, SEVEN_ONE_SEVEN, steps.get(start, start)), policy, key)


def _limited(step: Step, policy: Policy, key: str) -> Step:
    try:
        rule = policy.get(key)
    except RuleMissing as missing:
        return Step(step.name, step.kind, step.start, owner=step.owner, missing=str(missing))
    if rule is None:
        return step
    return Step(step.name, step.kind, step.start, limit(rule), step.owner, rule.clause)
