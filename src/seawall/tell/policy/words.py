"""A rule as one says it: value and unit in words, and the mark of its doubt."""

from datetime import date
from typing import Any

from rich.text import Text

from seawall.policy import Policy, Rule
from seawall.policy.document import Document
from seawall.policy.resolving import EVERYWHERE
from seawall.policy.vocabulary import vocabulary
from seawall.tell.policy.tongue import tell
from seawall.tell.terminal.language import Language, say

BARE = frozenset({"gbt2260_2", "date", "local_time"})
"""Units that the value shows by itself."""


def said(rule: Rule, lang: Language = "en") -> str:
    """The value with its unit: "14 days", "isolation day 1, 4, 7", "negatives 2; gap 24 hours".

    Of a text in two languages it is the one.
    """
    if isinstance(rule.value, dict) and isinstance(rule.value.get(lang), str):
        return str(rule.value[lang])
    return _chinese(rule) if lang == "zh" else _english(rule)


def _english(rule: Rule) -> str:
    value, unit = _plain(rule.value), rule.unit
    if unit is None or unit in BARE:
        return value
    named = vocabulary().units[unit]
    if named.kind == "day numbers":
        return f"{unit.replace('_', ' ')} {value}"
    if isinstance(rule.value, dict):
        return value if _all_named(rule.value) else f"{value} ({named.en})"
    return f"{value} {named.en}"


def _chinese(rule: Rule) -> str:
    """The same in Chinese; the names of a table's entries say their units."""
    value, unit = _word(rule.value), rule.unit
    if unit is None or unit in BARE or (isinstance(rule.value, dict) and _all_named(rule.value)):
        return value
    named = vocabulary().units[unit].zh
    if vocabulary().units[unit].kind == "day numbers":
        return f"{named}：{value}"
    return f"{value}（{named}）" if isinstance(rule.value, dict) else f"{value} {named}"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_word(each) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{_word(name)}：{_word(each)}" for name, each in value.items())
    return vocabulary().in_chinese(str(value)) or str(value)


def when(rule: Rule, lang: Language) -> str:
    """The condition under which the rule holds."""
    said = vocabulary().in_chinese(rule.when or "") if lang == "zh" else None
    return tell("when", lang, said or rule.when)


def confidence(rule: Rule, lang: Language) -> tuple[str, str]:
    """The rule's confidence and its style; a doubtful one in brackets, so that it shows without colour too."""
    word = _known(rule.confidence, lang)
    if rule.doubtful:
        return f"  [{word}]", "bold reverse yellow" if rule.confidence == "memory" else "bold reverse red"
    return f"  {word}", "not bold green" if rule.confidence == "official" else "not bold"


def title(document: Document, lang: Language) -> Text:
    """Both titles, the reader's first."""
    other = "en" if lang == "zh" else "zh"
    return Text.assemble(document.title[lang], "  ", (document.title[other], "dim"))


def span(document: Document, lang: Language) -> str:
    """From when to when the policy is in force, with a mark when the days are not certain."""
    first = tell("from", lang, document.valid_from) if document.valid_from else ""
    last = tell("until", lang, document.valid_until) if document.valid_until else ""
    days = ("，" if lang == "zh" else " ").join(filter(None, (first, last))) or tell("no_dates", lang)
    return f"{days} [{_known(document.validity_confidence, lang)}]" if document.validity_confidence else days


def own_rules(policy: Policy) -> list[Rule]:
    """The rules of the policy and what it extends; the desk's, only when it is the desk's own policy that is shown."""
    hidden = {name for name in EVERYWHERE if name != policy.id}
    return sorted((rule for rule in policy.rules.values() if rule.origin not in hidden), key=lambda rule: rule.key)


def _known(confidence: str, lang: Language) -> str:
    return say(f"confidence.{confidence}", lang) if lang == "zh" else confidence


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(_part(name, each) for name, each in value.items())
    return value.isoformat() if isinstance(value, date) else str(value).replace("_", " ")


def _part(name: str, value: Any) -> str:
    """One entry of a table: within_d = 7 is "within 7 days"."""
    stem, _, last = name.rpartition("_")
    unit = vocabulary().suffixes.get(last)
    says_unit = unit and stem and not stem[-1].isdigit() and last not in ("day", "days", "times", "rounds")
    if says_unit and not isinstance(value, (bool, str)):
        return f"{stem.replace('_', ' ')} {_plain(value)} {unit}"
    return f"{name.replace('_', ' ')} {_plain(value)}"


def _all_named(table: dict[str, Any]) -> bool:
    numbers = [name for name, value in table.items() if not isinstance(value, (bool, str))]
    return all(vocabulary().names_unit(name) for name in numbers)
