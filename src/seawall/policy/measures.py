"""The measures of areas: what each asks of people, said once for every verb that acts on it."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from seawall.plan.orders.rules import CONTROL, SEAL
from seawall.policy.document import Document
from seawall.policy.errors import Fault
from seawall.policy.policy import Policy
from seawall.policy.rule import Rule

FAMILY, ASKING = "zone.measure.", "zone.*.measure"
SCOPES = (SEAL, CONTROL)
PARTS = ("scope", "zh", "en")


def scopes(policy: Policy) -> dict[str, str]:
    """The scope of the order that each measure becomes: `seal` keeps people in their homes, `control` in the area."""
    return {word: str(rule.table()["scope"]) for word, rule in _stated(policy).items()}


def words(policy: Policy) -> dict[str, tuple[str, str]]:
    """Each measure as those it binds read it, in Chinese and English."""
    return {word: (rule.table()["zh"], rule.table()["en"]) for word, rule in _stated(policy).items()}


def faults(rules: Mapping[str, Rule], layers: Sequence[Document]) -> Iterator[Fault]:
    """A fault for each measure that a level asks for and nothing states, or that is stated without its parts.

    A measure of which nobody said whether it keeps people at home could close an area without its lists (TRUST.md 25).
    """
    files = {layer.id: layer.file for layer in layers}
    known = sorted(key.removeprefix(FAMILY) for key in rules if key.startswith(FAMILY))
    for rule in rules.values():
        if fnmatchcase(rule.key, ASKING):
            for word in rule.words() if isinstance(rule.value, str | list) else ():
                if word not in known:
                    what = f"asks for {word!r}, and nothing says what that asks of people"
                    yield Fault(
                        files[rule.origin], rule.key, what, f"state {FAMILY}{word}, or use one of {', '.join(known)}"
                    )
        elif rule.key.startswith(FAMILY) and isinstance(rule.value, dict):
            yield from _parts(rule, files[rule.origin])


def _parts(rule: Rule, file: str) -> Iterator[Fault]:
    for part in PARTS:
        if not isinstance(rule.value.get(part), str):
            yield Fault(file, rule.key, f"says no {part}", f"write {', '.join(PARTS[:-1])} and {PARTS[-1]}")
    scope = rule.value.get("scope")
    if isinstance(scope, str) and scope not in SCOPES:
        yield Fault(file, rule.key, f"has the scope {scope!r}", f"allowed are {', '.join(SCOPES)}")


def _stated(policy: Policy) -> dict[str, Rule]:
    return policy.family(FAMILY.removesuffix("."))
