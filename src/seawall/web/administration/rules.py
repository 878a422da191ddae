"""A policy's rules as pages say them: what each means, its value with its unit, its source, how far it is known."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from seawall.policy import Policy, Rule, diff
from seawall.policy.vocabulary import CONFIDENCES, Source, vocabulary
from seawall.tell.policy.words import own_rules, said, when
from seawall.tell.terminal.language import Language, say

SIGNS = {"+": "add", "~": "move", "-": "release", "?": "unseen"}


class Line(NamedTuple):
    """A rule: its key, what it means, its value and under which condition, how far it is known and whether that is
    doubtful, its sources, which file states it, its note, and whether the policy lists it as not seen."""

    key: str
    means: str
    value: str
    when: str
    confidence: str
    doubtful: bool
    sources: tuple[str, ...]
    origin: str
    note: str
    unseen: bool


class Change(NamedTuple):
    """A difference: its sign, the class that draws it, the key, what it means, and the rule before and after."""

    sign: str
    drawn: str
    key: str
    means: str
    old: Line | None
    new: Line | None


def lines(policy: Policy, lang: Language) -> list[Line]:
    """The rules of a policy and what it extends; the desk's only of the desk's own."""
    return [line(rule, lang, unseen=policy.lacks(rule.key) is not None) for rule in own_rules(policy)]


def line(rule: Rule, lang: Language, *, unseen: bool = False) -> Line:
    """One rule."""
    return Line(
        rule.key, means(rule.key, lang), said(rule, lang), when(rule, lang) if rule.when else "",
        confidence(rule.confidence, lang), rule.doubtful, rule.source, rule.origin,
        rule.note[lang] if rule.note else "", unseen,
    )  # fmt: skip


def changes(a: Policy, b: Policy, lang: Language) -> list[Change]:
    """What changes from one policy to another, by key."""
    return [
        Change(
            each.sign, SIGNS[each.sign], each.key, means(each.key, lang),
            None if each.old is None else line(each.old, lang),
            None if each.new is None else line(each.new, lang, unseen=each.sign == "?"),
        )
        for each in diff(a, b)
    ]  # fmt: skip


def means(key: str, lang: Language) -> str:
    """What a key is about; of one that no list describes nothing."""
    found = vocabulary().key(key)
    return "" if found is None else (found.zh if lang == "zh" else found.en)


def confidence(word: str, lang: Language) -> str:
    """How far a rule is known."""
    return say(f"confidence.{word}", lang) if lang == "zh" else CONFIDENCES.get(word, word)


def sources(of: Iterable[Sequence[str]]) -> list[tuple[str, Source]]:
    """Every source that is named, by name."""
    named = sorted({name for each in of for name in each})
    return [(name, vocabulary().sources[name]) for name in named if name in vocabulary().sources]
