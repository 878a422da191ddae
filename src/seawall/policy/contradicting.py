"""Two rules on one subject that cannot both hold, after drops, overlays and dates."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from seawall.policy.document import Document
from seawall.policy.errors import Fault
from seawall.policy.rule import Rule
from seawall.policy.vocabulary import Vocabulary


def contradictions(rules: Mapping[str, Rule], layers: Sequence[Document], words: Vocabulary) -> Iterator[Fault]:
    """A fault for each pair that keys.toml excludes, told at the upper of the two files: it is the one to mend."""
    height = {layer.id: place for place, layer in enumerate(layers)}
    for rule in rules.values():
        for other in _excluded(rule, rules, words):
            lower, upper = sorted([other, rule], key=lambda each: height[each.origin])
            what = f"contradicts {lower.key} of {lower.origin}: both speak on one subject"
            remedy = f"keep one of the two, or drop {lower.key} in {upper.origin}"
            yield Fault(layers[height[upper.origin]].file, upper.key, what, remedy)


def _excluded(rule: Rule, rules: Mapping[str, Rule], words: Vocabulary) -> Iterator[Rule]:
    """The other rules that cannot stand beside this one; a rule that says yes excludes none."""
    meaning = words.key(rule.key)
    if meaning is None or not meaning.excludes or rule.value is True:
        return
    for other in rules.values():
        if other.key != rule.key and any(fnmatchcase(other.key, glob) for glob in meaning.excludes):
            yield other
