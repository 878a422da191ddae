"""The cases beside each policy: given this, the rules answer that. A rule without a case is a claim nobody tried."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from seawall.policy.asking import QUESTIONS
from seawall.policy.errors import Fault, RuleMissing
from seawall.policy.resolving import load

REFUSES = "refuses"


@dataclass(frozen=True)
class Case:
    """One expectation. `expect` is the answer to `ask`, or "refuses" where the policy must not act."""

    policy: str
    says: str
    ask: str
    expect: Any
    given: Mapping[str, Any]
    at: datetime | date | None = None
    overlays: tuple[str, ...] = ()


def cases_of(path: Path) -> list[Case]:
    """The cases beside the policy file at `path`; none when nobody wrote them."""
    file = path.parent / "cases" / path.name
    if not file.is_file():
        return []
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    return [Case(policy=str(path), **{**row, "overlays": tuple(row.get("overlays", ()))}) for row in rows]


def answer(case: Case) -> Any:
    """What the policy answers, or "refuses"."""
    try:
        return QUESTIONS[case.ask](load(case.policy, case.at, case.overlays), case.given)
    except RuleMissing:
        return REFUSES


def failures(path: Path) -> Iterator[Fault]:
    """The cases beside a policy file that do not come out."""
    for case in cases_of(path):
        if (said := answer(case)) != case.expect:
            what = f"the case {case.says!r} expects {case.expect!r} and gets {said!r}"
            yield Fault(f"{path.parent.name}/cases/{path.name}", case.ask, what, "correct the rule or the case")
