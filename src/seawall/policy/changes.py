"""What changes from one policy to another, rule by rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from seawall.policy.policy import Policy
from seawall.policy.rule import Rule

COMPARED = ("value", "unit", "when", "confidence")


@dataclass(frozen=True)
class Change:
    """One difference: + added, ~ changed, - dropped, ? the new policy has such a rule and its text was not seen.

    `old` and `new` are the rules with value, unit, confidence and clause; `what` names the fields that differ.
    """

    sign: str
    key: str
    old: Rule | None
    new: Rule | None
    what: tuple[str, ...] = ()

    @property
    def clause(self) -> str:
        """The clause that brings the change about; of a dropped rule, the one that is gone."""
        rule = self.new or self.old
        return rule.clause if rule else self.key


def diff(a: Policy, b: Policy) -> list[Change]:
    """Every change from `a` to `b`, by key. A rule restated with another source or note has not changed."""
    return list(_changes(a, b))


def _changes(a: Policy, b: Policy) -> Iterator[Change]:
    for key in sorted(a.rules.keys() | b.rules.keys() | _newly_missing(a, b)):
        old, new = a.rules.get(key), b.rules.get(key)
        if b.lacks(key):
            if not a.lacks(key) or (old is None) != (new is None):
                yield Change("?", key, old, new)
        elif old is None or new is None:
            yield Change("-" if new is None else "+", key, old, new)
        elif what := tuple(name for name in COMPARED if getattr(old, name) != getattr(new, name)):
            yield Change("~", key, old, new, what)


def _newly_missing(a: Policy, b: Policy) -> set[str]:
    return {glob for glob in b.missing if "*" not in glob and not a.lacks(glob)}
