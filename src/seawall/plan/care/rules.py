"""What care needs to know of a policy."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Owed:
    """What is owed, in Chinese and English, and the clause that says so."""

    zh: str
    en: str
    clause: str

    @property
    def said(self) -> str:
        """Both languages, Chinese first."""
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True)
class CareRules:
    """What is owed to whom, by trait; without whom no seal is signed; which teams care.

    `measures` are those of zones that keep people in their homes.
    """

    owed: Mapping[str, Owed]
    lists: frozenset[str]
    measures: frozenset[str]
    teams: frozenset[str]
    lists_clause: str
