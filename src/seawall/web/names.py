"""What things are called: units and places by their names; people by their numbers alone."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from seawall.tables.facts import Facts
from seawall.tell.terminal.language import Language

BOTH = re.compile(r"(?P<zh>[^\x00-\x7f]+) (?P<en>[\x20-\x7e]+)$")
"""A name that is there in both languages: 柳荫村 Liuyin."""


class Names(NamedTuple):
    """What units, sites and places of some facts are called in a language; the half of a name is cut when asked for."""

    facts: Facts
    lang: Language
    beside: Mapping[str, str] = MappingProxyType({})

    def get(self, number: str, other: str) -> str:
        """The name of one, or the one it has beside, in the language where it is there in both; `other` where none."""
        name = self.facts.names.get(number) or self.beside.get(number)
        return other if name is None else half(name, self.lang)


def names(facts: Facts, lang: Language) -> Names:
    """The names of the facts in a language."""
    return Names(facts, lang)


def half(name: str, lang: Language) -> str:
    """The half of a name that is there in both languages; any other whole."""
    found = BOTH.fullmatch(name)
    return name if found is None else found[lang]
