"""Who shares a room: a cell is one person, or one carer with the children and helpless of the same family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from seawall.plan.isolate.rules import RISKS

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Cell:
    """People who share one room, the carer first. `risk` is the highest of them, `until` the last end.

    `sites`: where their needs can be met (None: anywhere); `order`: when the last of them became known.
    """

    people: tuple[str, ...]
    family: str
    risk: str
    until: datetime
    order: tuple[datetime | None, str]
    weight: int = 0
    accessible: bool = False
    sites: frozenset[str] | None = None

    @property
    def beds(self) -> int:
        """How many beds their room must have."""
        return len(self.people)

    @property
    def needy(self) -> bool:
        """Whether not every room will do."""
        return self.accessible or self.sites is not None

    @property
    def kind(self) -> tuple[object, ...]:
        """What decides which rooms will do: cells alike can have the same ones."""
        return self.risk, self.beds, self.accessible, self.sites


def known(cell: Cell) -> tuple[datetime, str]:
    """When a cell became known; somebody of whom nobody wrote when comes last."""
    at, person = cell.order
    return at or NEVER, person


def highest(risks: Sequence[str]) -> str:
    """The highest risk class among several."""
    return min(risks, key=RISKS.index)
