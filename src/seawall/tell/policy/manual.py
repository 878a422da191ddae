"""The page of all policy keys: `python -m seawall.tell.policy.manual > docs/policy-keys.md`."""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from seawall.policy.vocabulary import CONFIDENCES, Key, Vocabulary, vocabulary

HEAD = """# Policy keys

Every key a rule may have; one that is not here does not load. A key with `*` is a family. `excludes` are keys that
cannot stand beside it (a yes-or-no key excludes them when it says no). The page is made from `policies/keys.toml`
and `policies/units.toml`; write it anew with `python -m seawall.tell.policy.manual > docs/policy-keys.md`.
"""


def keys_page() -> str:
    """The page as Markdown: keys by their first word, then units, names of numbers, and confidences."""
    words = vocabulary()
    entries = sorted({**words.keys, **words.families}.items())
    parts = [HEAD]
    for subject, group in groupby(entries, key=lambda entry: entry[0].split(".", maxsplit=1)[0]):
        parts.append(f"\n## {subject}\n\n{_table(('key', 'means', '含义', 'value', 'excludes'), _keys(group))}")
    parts.append(f"\n## Units\n\n{_table(('unit', 'means', '含义', 'kind'), _units(words))}")
    parts.append("\n## Numbers inside a table\n\nA number says its unit in its name, or the rule has a unit.\n\n")
    parts.append(_table(("name", "counts"), _names(words)))
    parts.append(f"\n## Confidence\n\n{_table(('word', 'means'), CONFIDENCES.items())}")
    return "".join(parts)


def _keys(entries: Iterable[tuple[str, Key]]) -> Iterator[tuple[str, ...]]:
    for name, key in entries:
        yield f"`{name}`", key.en, key.zh, " or ".join(key.kind), ", ".join(f"`{each}`" for each in key.excludes)


def _units(words: Vocabulary) -> Iterator[tuple[str, ...]]:
    for name, unit in words.units.items():
        yield f"`{name}`", unit.en, unit.zh, unit.kind


def _names(words: Vocabulary) -> Iterator[tuple[str, ...]]:
    yield "`days_…`", "days"
    for suffix, unit in words.suffixes.items():
        yield f"`…_{suffix}`", unit
    for name, counts in words.names.items():
        yield f"`{name}`", counts


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(keys_page())
