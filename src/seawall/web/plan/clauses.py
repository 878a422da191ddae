"""The clauses an order rests on: what each rule is about, what it says, and how far its source can be trusted."""

import re
from datetime import datetime
from typing import NamedTuple

from seawall.desk.opening import Desk
from seawall.desk.planning import rules_at
from seawall.policy import Policy, Rule
from seawall.policy.vocabulary import vocabulary
from seawall.tell.policy.words import said
from seawall.tell.terminal.language import Language

CITED = re.compile(r"(?P<policy>\S+) (?P<key>[a-z]\S*?)(?: \[(?P<mark>\w+)\])?$")


class Clause(NamedTuple):
    """One rule as it is cited: its policy and key, what the key is about, the value with its unit, and its sources."""

    policy: str
    key: str
    about: str
    value: str
    confidence: str
    doubtful: bool
    sources: tuple[str, ...]


def cited(desk: Desk, text: str, policy: str, now: datetime, lang: Language) -> list[Clause]:
    """The clauses that an order names, in its order, each once; the parts of a text that names no rule are left out."""
    rules = rules_at(desk, policy, now)
    found = [CITED.match(part.strip()) for part in text.split("; ")]
    keys = dict.fromkeys((each["policy"], each["key"]) for each in found if each)
    return [clause for origin, key in keys if (clause := _clause(rules, origin, key, lang)) is not None]


def _clause(rules: Policy, origin: str, key: str, lang: Language) -> Clause | None:
    rule = rules.rules.get(key)
    if rule is None or rule.origin != origin:
        return None
    known = vocabulary().key(key)
    about = "" if known is None else getattr(known, lang)
    value = said(rule, lang).replace("_", " ")
    return Clause(origin, key, about, value, rule.confidence, rule.doubtful, _sources(rule))


def _sources(rule: Rule) -> tuple[str, ...]:
    known = vocabulary().sources
    return tuple(known[name].title if name in known else name for name in rule.source)
