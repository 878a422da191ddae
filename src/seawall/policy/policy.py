"""The rules in force for one incident at one time, and the refusal to act where a rule was not seen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

from seawall.policy.document import Document
from seawall.policy.errors import NOT_SEEN, NOT_STATED, OFF, RuleMissing
from seawall.policy.rule import Rule


@dataclass(frozen=True)
class Policy:
    """One policy with all it stands on.

    `rules` are there for reading, also those that `unseen` marks (the policy lists their key as missing and nobody may
    act on them); `off` are the layers that need something nobody has named, and what they need; `layers` the files, the
    common ones first; `notices` what an officer should be told, such as a plan for a day on which the policy was not
    in force.
    """

    document: Document
    layers: tuple[Document, ...]
    rules: Mapping[str, Rule]
    unseen: Mapping[str, str]
    globs: Mapping[str, str]
    off: Mapping[str, Mapping[str, str]]
    notices: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys, or patterns of keys, that a plan of this kind must have and whose text was not seen."""
        return tuple(self.globs)

    @cached_property
    def version(self) -> str:
        """Sixteen hex digits of the rules as they act: a note may change without changing it, a number may not."""
        rules = {key: _acting(rule) for key, rule in self.rules.items()}
        acts = {"id": self.id, "missing": sorted(self.globs), "unseen": sorted(self.unseen), "rules": rules}
        text = json.dumps(acts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def need(self, key: str) -> Rule:
        """The rule of the key. Raises RuleMissing when the policy has none or lists it as missing."""
        rule = self.get(key)
        if rule is None:
            raise RuleMissing(self.id, key, NOT_STATED)
        return rule

    def get(self, key: str) -> Rule | None:
        """The rule, or None when the policy is silent; RuleMissing when it lists the key: never a predecessor's."""
        origin = self.lacks(key)
        if origin is not None:
            raise RuleMissing(self.id, key, NOT_SEEN, origin=origin)
        rule = self.rules.get(key)
        if rule is not None and rule.origin in self.off:
            raise RuleMissing(self.id, key, OFF, needs=self.off[rule.origin])
        return rule

    def lacks(self, key: str) -> str | None:
        """The policy file that lists the key as missing, where nothing above it states the rule."""
        if key in self.rules:
            return self.unseen.get(key)
        return next((origin for glob, origin in self.globs.items() if fnmatchcase(key, glob)), None)

    def family(self, prefix: str) -> dict[str, Rule]:
        """The rules below a key, by the rest of their keys: family("place.dwell") has bus, shop, …"""
        stem = f"{prefix}."
        return {key.removeprefix(stem): self.need(key) for key in self.rules if key.startswith(stem)}


def _acting(rule: Rule) -> list[Any]:
    return [
        rule.value,
        rule.unit,
        rule.source,
        rule.confidence,
        rule.valid_from,
        rule.valid_until,
        rule.when,
        rule.origin,
    ]
