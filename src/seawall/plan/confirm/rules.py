"""The numbers `confirm` needs, read from a policy; none of them has a default but "the policy is silent"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class Discharge:
    """What a policy asks for before a case of one class may be released; None is not asked for.

    `negatives` tests, or `times` tests with every Ct at least `ct_at_least`, `gap` or more apart.
    `named` are conditions that only a clinician can state, such as improved imaging.
    """

    key: str
    negatives: int | None = None
    ct_at_least: float | None = None
    times: int | None = None
    gap: timedelta | None = None
    min_days: int | None = None
    afebrile_days: int | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuspectExclusion:
    """When a suspect may be excluded: negatives `gap` apart, and no antibody after these days of illness."""

    key: str
    negatives: int
    gap: timedelta
    antibody_after_days: int | None = None


@dataclass(frozen=True)
class Doubt:
    """What makes a positive doubtful. None: the policy is silent and the reason is not looked for."""

    high_ct: float | None = None
    strong_ct: float | None = None
    vaccinated_within_days: int | None = None


@dataclass(frozen=True)
class ConfirmRules:
    """Whose stays may be read, and when a case moves on or is released.

    `history`: the home holds an imported history, whose stays its user already holds (TRUST.md 8).
    `limits` are the due times of the next steps by step; `missing` are keys the policy knows it lacks.
    """

    trace_classes: tuple[str, ...]
    history: bool = False
    discharges: Mapping[str, Discharge] = field(default_factory=dict)
    suspect_exclusion: SuspectExclusion | None = None
    doubt: Doubt = Doubt()
    limits: Mapping[str, timedelta] = field(default_factory=dict)
    reinfection_after_days: int | None = None
    missing: tuple[str, ...] = ()
