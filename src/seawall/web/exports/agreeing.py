"""Two people with two roles: who may let somebody take a list of people away (TRUST.md 9)."""

from collections.abc import Sequence
from itertools import product
from typing import Literal, NamedTuple

from seawall.store.accounts import Role
from seawall.web.access import Subject, granting

Rule = Literal["same person", "same role", "same organisation", "same device"]


class Pair(NamedTuple):
    """The role of who asked and that of who agrees: two roles of two organisations."""

    asked: Role
    agrees: Role


def exporting(who: Subject) -> Subject:
    """Somebody with those of their roles in which they may export people, and no other."""
    return Subject(who.account, who.officer, granting(who, "export", "people"))


def agreed(asked: Subject, agrees: Subject) -> Pair | Rule:
    """The first pair of roles in which the two may agree, else the rule that forbids it."""
    if asked.account == agrees.account:
        return "same person"
    pairs: Sequence[Pair] = [Pair(*each) for each in product(asked.roles, agrees.roles)]
    others = [pair for pair in pairs if pair.asked.role != pair.agrees.role]
    if not others:
        return "same role"
    apart = [pair for pair in others if pair.asked.organisation != pair.agrees.organisation]
    return apart[0] if apart else "same organisation"
