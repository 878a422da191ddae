"""A moment is an interval: when something happened, as closely as anybody knows."""

from dataclasses import dataclass
from datetime import datetime

from seawall.tables.errors import SeawallError


class MomentError(SeawallError):
    """A time that cannot be read. The message says what was found and what is allowed."""


@dataclass(frozen=True)
class Moment:
    """The earliest and the latest something may have happened; None is open. An exact time has both alike."""

    earliest: datetime | None
    latest: datetime | None


UNKNOWN = Moment(None, None)


def exactly(at: datetime) -> Moment:
    """A moment without width."""
    return Moment(at, at)
