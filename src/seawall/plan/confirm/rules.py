"""The numbers `confirm` needs, read from a policy; none of them has a default but "the policy is silent"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from seawall.tables.limit import Limit


@dataclass(frozen=True)
class Discharge:
    """What a policy asks for before a case of one class may be released; None is not asked for.

    `tests` clear tests, each `gap` or more after the one before: negative, or where `ct_at_least` is given with every
    Ct from there on; of `specimen` (blood) where it is named. `min_days` count from isolation and the first positive
    sample. `afebrile_days` and `named` (symptoms_improved, imaging_improved) are for a clinician to state, as answers.
    """

    clause: str
    tests: int = 0
    ct_at_least: float | None = None
    gap: timedelta = timedelta()
    specimen: str | None = None
    min_days: int | None = None
    afebrile_days: int | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuspectExclusion:
    """When a suspect may be excluded: clear tests `gap` apart, and no antibody so many days after onset."""

    clause: str
    tests: int
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

    `history`: the home holds an imported history, whose stays its user already holds (TRUST.md 8). `transfer` is the
    limit from the first positive to the hospital: without one nobody is asked to go. `discharges` are by class, with
    the reason instead where the policy lists the rule as missing. `owners` and `clauses` are by step.
    """

    trace_classes: tuple[str, ...]
    history: bool = False
    transfer: Limit | None = None
    discharges: Mapping[str, Discharge | str] = field(default_factory=dict)
    suspect_exclusion: SuspectExclusion | None = None
    doubt: Doubt = Doubt()
    reinfection_after_days: int | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
