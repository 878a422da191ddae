"""What a policy file may not say. Each check reads one rule or one file and names every fault with its remedy."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from seawall.policy.document import Document
from seawall.policy.errors import Fault
from seawall.policy.rule import Rule
from seawall.policy.vocabulary import CONFIDENCES, LEVELS, Vocabulary

BOTH = '{ zh = "…", en = "…" }, or one sentence for both'
REPLACES = re.compile(r"replac|代替|取代", re.IGNORECASE)


def faults(document: Document, words: Vocabulary) -> Iterator[Fault]:
    """Every fault of the file that can be seen without the policies it stands on."""
    yield from _header(document, words)
    for rule in document.rules.values():
        for what, remedy in _rule(rule, document, words):
            yield Fault(document.file, rule.key, what, remedy)


def _header(document: Document, words: Vocabulary) -> Iterator[Fault]:
    if document.level not in LEVELS:
        yield Fault(document.file, "policy.level", f"is {document.level!r}", f"allowed are {', '.join(LEVELS)}")
    if not _in_both(document.title):
        yield Fault(document.file, "policy.title", "is not in two languages", 'write title = { zh = "…", en = "…" }')
    if document.needs is not None and not _in_both(document.needs):
        yield Fault(document.file, "policy.needs", "is not in two languages", f"write needs = {BOTH}")
    if document.valid_from and document.valid_until and document.valid_from > document.valid_until:
        yield Fault(document.file, "policy.valid_from", "comes after valid_until", "set the first day before the last")
    if document.validity_confidence not in (None, *CONFIDENCES):
        yield Fault(document.file, "policy.validity_confidence", f"is {document.validity_confidence!r}", _confidences())
    for glob in document.missing:
        if not any(fnmatchcase(key, glob) for key in words.keys) and words.key(glob) is None:
            yield Fault(document.file, "policy.missing", f"{glob} matches no documented key", _like(glob, words))


def _rule(rule: Rule, document: Document, words: Vocabulary) -> Iterator[tuple[str, str]]:
    yield from _sources(rule, words)
    yield from _numbers(rule, words)
    yield from _meaning(rule, words)
    if rule.valid_from and rule.valid_until and rule.valid_from > rule.valid_until:
        yield "valid_from comes after valid_until", "set the first day before the last"
    if rule.note is not None:
        yield from _note(rule.note, rule, document)


def _note(note: Mapping[str, str], rule: Rule, document: Document) -> Iterator[tuple[str, str]]:
    if not _in_both(note):
        yield "the note is not in two languages", f"write note = {BOTH}"
    elif any(REPLACES.search(each) for each in note.values()) and not _drops_its_like(rule, document):
        yield (
            "the note says that it replaces a rule, and no rule is dropped",
            "name the other rule in drops, end it with valid_until, or say it otherwise",
        )


def _sources(rule: Rule, words: Vocabulary) -> Iterator[tuple[str, str]]:
    if not rule.source:
        yield "has no source", 'name where it was read: source = ["…"], an id of sources.toml'
    for source in rule.source:
        if source not in words.sources:
            yield f"the source {source!r} is unknown", "enter the page in sources.toml, or correct the id"
    if rule.confidence not in CONFIDENCES:
        yield f"confidence is {rule.confidence!r}", _confidences()


def _numbers(rule: Rule, words: Vocabulary) -> Iterator[tuple[str, str]]:
    if rule.unit is not None and rule.unit not in words.units:
        yield f"the unit {rule.unit!r} is unknown", "use a unit of units.toml, or enter this one there"
    for name in _bare(rule.value, "", words) if rule.unit is None else ():
        if name:
            yield (
                f"the number {name} has no unit",
                "give the rule a unit, or the number a name that says it, such as gap_h or days_without_new",
            )
        else:
            yield "is a number without a unit", 'write unit = "…", a unit of units.toml'
    for low, high in _reversed(rule.value):
        yield f"the range {low} to {high} runs backwards", "write the lower end first"


def _meaning(rule: Rule, words: Vocabulary) -> Iterator[tuple[str, str]]:
    meaning = words.key(rule.key)
    if meaning is None:
        yield "is no key that Seawall knows", _like(rule.key, words)
    elif (kind := kind_of(rule, words)) not in (*meaning.kind, None):
        yield f"is {kind}", f"this key is {' or '.join(meaning.kind)}"


def kind_of(rule: Rule, words: Vocabulary) -> str | None:
    """What sort of value the rule has, as keys.toml names it; None when its unit is unknown."""
    first = rule.value[0] if isinstance(rule.value, list) and rule.value else rule.value
    if isinstance(first, bool):
        return "yes or no"
    if isinstance(first, dict):
        return "table"
    if rule.unit is not None:
        return words.units[rule.unit].kind if rule.unit in words.units else None
    return "words" if isinstance(first, str) else None


def _bare(value: Any, name: str, words: Vocabulary) -> Iterator[str]:
    """Names of the numbers whose unit cannot be read from the name; the empty name is the value itself."""
    if isinstance(value, bool) or (name and words.names_unit(name) and not isinstance(value, dict)):
        return
    if isinstance(value, (int, float)):
        yield name
    elif isinstance(value, list):
        yield from sorted({each for item in value for each in _bare(item, name, words)})
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from _bare(item, inner, words)


def _reversed(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value, dict):
        ends = [value.get("min"), value.get("max")]
        for item in (ends, *value.values()):
            yield from _reversed(item)
    elif _is_pair(value) and value[0] > value[1]:
        yield value[0], value[1]


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(end, (int, float)) for end in value)


def _in_both(text: Mapping[str, Any]) -> bool:
    """Whether a text says something in Chinese and in English, and nothing else is there."""
    return text.keys() == {"zh", "en"} and all(isinstance(each, str) and each.strip() for each in text.values())


def _drops_its_like(rule: Rule, document: Document) -> bool:
    """Whether the file drops a rule of the same subject, which is the first two words of a key."""
    subject = ".".join(rule.key.split(".")[:2])
    return any(glob.startswith(subject) or fnmatchcase(subject, glob) for glob in document.drops)


def _confidences() -> str:
    return f"allowed are {', '.join(CONFIDENCES)}"


def _like(key: str, words: Vocabulary) -> str:
    near = get_close_matches(key, words.keys, n=1)
    return f"did you mean {near[0]}?" if near else "document it in keys.toml, or correct it"
