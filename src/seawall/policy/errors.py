"""What can be wrong with a policy: one class for each thing the caller can do about it.

Their names are the words of the duty room: a rule is missing, a policy is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from seawall.tables.errors import SeawallError


class PolicyError(SeawallError):
    """Anything a policy can be blamed for."""


class PolicyUnknown(PolicyError):  # noqa: N818
    """No policy has this id, or no file stands at this path: name another."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one policy file: where, at which key, what, and what mends it."""

    file: str
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.key}" if self.key else self.file
        return f"{where}: {self.what}; {self.remedy}"


class PolicyRefused(PolicyError):  # noqa: N818
    """A policy does not load: correct its file. `faults` names every fault at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(" | ".join(str(fault) for fault in self.faults))


NOT_STATED = (
    "policy {policy}: {key} is not stated; state it with its source in an overlay of the incident, or decide by hand"
)
NOT_SEEN = (
    "policy {policy}: {key} is listed as missing in {origin}: its text was not seen; "
    "state it with its source in an overlay of the incident, or decide by hand"
)
OFF = (
    "policy {policy}: {key} is off by default; it needs {needs}; "
    "state it with its source in an overlay of the incident, or decide by hand"
)


class RuleMissing(PolicyError):  # noqa: N818
    """A verb needs a rule that the policy does not give: state it in an overlay, or decide by hand."""

    def __init__(self, policy: str, key: str, said: str, **given: object) -> None:
        self.policy, self.key = policy, key
        super().__init__(said, policy=policy, key=key, **given)


class RuleShape(PolicyError):  # noqa: N818
    """A rule is asked for something it is not, such as the hours of a list: correct the rule or the question."""
