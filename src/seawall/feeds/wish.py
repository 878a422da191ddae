"""What the caller of an import says of its files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from seawall.feeds.mapping import Reading


@dataclass(frozen=True)
class Wish:
    """What the caller said of the files: their table, when their rows were recorded, how they are read."""

    table: str | None = None
    recorded_at: datetime | None = None
    reading: Reading = field(default_factory=Reading)
    told: Callable[[str, float], None] = lambda _file, _share: None
