"""What the caller of an import says of its files."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from seawall.feeds.mapping import Reading


@dataclass(frozen=True)
class Wish:
    """What the caller said of the files: their table, when their rows were recorded, how they are read.

    `speaks_for` are the laboratories whose results they may hold; None: any.
    """

    table: str | None = None
    recorded_at: datetime | None = None
    reading: Reading = field(default_factory=Reading)
    told: Callable[[str, float], None] = lambda _file, _share: None
    speaks_for: Collection[str] | None = None
