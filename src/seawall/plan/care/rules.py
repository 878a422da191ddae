"""What care needs to know of a policy."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CareRules:
    """What is owed to whom, by trait, in Chinese and English; without whom no seal is signed; which teams care.

    `measures` are those of zones that keep people in their homes.
    """

    owed: Mapping[str, tuple[str, str]]
    lists: frozenset[str]
    measures: frozenset[str]
    teams: frozenset[str]
    clause: str
    lists_clause: str
