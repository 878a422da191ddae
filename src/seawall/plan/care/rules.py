"""What care needs to know of a policy."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class CareRules:
    """What is owed to whom, by trait, in Chinese and English; without whom no seal is signed; which teams care.

    `levels` are the zone levels that confine people to their homes.
    """

    owed: Mapping[str, tuple[str, str]]
    lists: frozenset[str]
    levels: frozenset[str]
    teams: frozenset[str]
    clause: str
    lists_clause: str
