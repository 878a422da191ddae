"""From the text of a policy file to a typed document, with every fault of its form."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from seawall.policy.document import Document, shown
from seawall.policy.errors import Fault, PolicyRefused
from seawall.policy.rule import Rule

SCHEMA = "seawall-policy/1"
HEADER: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "title": dict,
    "pathogen": str,
    "jurisdiction": str,
    "level": str,
    "valid_from": date,
    "valid_until": date,
    "validity_confidence": str,
    "extends": str,
    "drops": list,
    "missing": list,
    "needs": (str, dict),
}
REQUIRED = ("id", "title", "pathogen", "jurisdiction", "level")
RULE: dict[str, type | tuple[type, ...]] = {
    "value": (bool, int, float, str, list, dict),
    "unit": str,
    "source": list,
    "confidence": str,
    "valid_from": date,
    "valid_until": date,
    "note": (str, dict),
    "when": str,
}


def read(path: Path) -> tuple[Document, list[Fault]]:
    """The file and what is wrong with its form. Raises PolicyRefused when too little is there to go on."""
    file = shown(path)
    try:
        document, faults = understood(path.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise PolicyRefused([Fault(file, "", "is not UTF-8 text", "save it as UTF-8")]) from error
    return document, list(faults)


@lru_cache(maxsize=100)
def understood(text: str, file: str) -> tuple[Document, tuple[Fault, ...]]:
    """The same of a text; each once, however many policies stand on it. Raises PolicyRefused."""
    raw = _parsed(text, file)
    header = raw.get("policy", {})
    faults = [*_header_faults(raw, file), *_rule_faults(raw.get("rules", {}), file)]
    if any(not isinstance(header.get(name), HEADER[name]) for name in REQUIRED):
        raise PolicyRefused(faults)
    return _document(header, raw.get("rules", {}), file), tuple(faults)


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        twice = "twice" in str(error) or "overwrite" in str(error)
        remedy = "a key stands once in a file: keep one of the two" if twice else "correct the TOML at that place"
        raise PolicyRefused([Fault(file, "", f"cannot be read ({error})", remedy)]) from error


def _header_faults(raw: Mapping[str, Any], file: str) -> Iterator[Fault]:
    header = raw.get("policy", {})
    if raw.get("schema") != SCHEMA:
        yield Fault(file, "schema", f"is {raw.get('schema')!r}", f'write schema = "{SCHEMA}" in the first line')
    for name in REQUIRED:
        if name not in header:
            yield Fault(file, f"policy.{name}", "is not there", "every policy states it")
    for name in raw.keys() - {"schema", "policy", "rules"}:
        yield Fault(file, name, "is no table of a policy", "allowed are policy and rules")
    yield from _field_faults(header, HEADER, file, "policy")


def _rule_faults(rules: Mapping[str, Any], file: str) -> Iterator[Fault]:
    for key, rule in rules.items():
        if not isinstance(rule, dict) or "value" not in rule:
            remedy = f'write [rules."{key}"] with the whole key in quotes, and a value'
            yield Fault(file, key, "is not a rule: it has no value", remedy)
        else:
            yield from _field_faults(rule, RULE, file, key)


def _field_faults(
    table: Mapping[str, Any], allowed: Mapping[str, type | tuple[type, ...]], file: str, at: str
) -> Iterator[Fault]:
    for name, value in table.items():
        if name not in allowed:
            yield Fault(file, at, f"has a field {name!r}", f"allowed are {', '.join(allowed)}")
        elif not isinstance(value, allowed[name]) or isinstance(value, datetime):
            yield Fault(file, at, f"{name} is {value!r}", f"write it as {_named(allowed[name])}")
        elif isinstance(value, list) and name != "value" and not all(isinstance(word, str) for word in value):
            yield Fault(file, at, f"{name} is {value!r}", "write it as a list of words")


def _named(kind: type | tuple[type, ...]) -> str:
    if kind == (str, dict):
        return 'a sentence in two languages, { zh = "…", en = "…" }, or one for both'
    if isinstance(kind, tuple):
        return "a number, a word, true or false, a list or a table"
    return {str: "text", list: "a list of words", dict: "a table", date: "a day, such as 2022-01-22"}[kind]


def _document(header: Mapping[str, Any], rules: Mapping[str, Any], file: str) -> Document:
    own = {key: rule for key, rule in rules.items() if isinstance(rule, dict) and "value" in rule}
    return Document(
        file=file,
        id=header["id"],
        title=header["title"],
        pathogen=header["pathogen"],
        jurisdiction=header["jurisdiction"],
        level=header["level"],
        valid_from=_day(header, "valid_from"),
        valid_until=_day(header, "valid_until"),
        validity_confidence=_text(header, "validity_confidence"),
        extends=_text(header, "extends"),
        drops=_words(header, "drops"),
        missing=_words(header, "missing"),
        needs=_both(header, "needs"),
        rules={key: _rule(key, rule, header["id"]) for key, rule in own.items()},
    )


def _rule(key: str, raw: Mapping[str, Any], origin: str) -> Rule:
    return Rule(
        key=key,
        value=raw["value"],
        unit=_text(raw, "unit"),
        source=_words(raw, "source"),
        confidence=_text(raw, "confidence") or "",
        valid_from=_day(raw, "valid_from"),
        valid_until=_day(raw, "valid_until"),
        note=_both(raw, "note"),
        when=_text(raw, "when"),
        origin=origin,
    )


def _text(table: Mapping[str, Any], name: str) -> str | None:
    value = table.get(name)
    return value if isinstance(value, str) else None


def _both(table: Mapping[str, Any], name: str) -> Mapping[str, str] | None:
    """A text by its languages; one that was written once stands for both."""
    value = table.get(name)
    if isinstance(value, dict):
        return value
    return {"zh": value, "en": value} if isinstance(value, str) and value else None


def _day(table: Mapping[str, Any], name: str) -> date | None:
    value = table.get(name)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _words(table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name)
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()
