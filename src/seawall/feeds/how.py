"""How the rows of a file become rows of one table: its layout, its mapping, its zone."""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from seawall.feeds.headers import Layout
from seawall.feeds.mapping import Reading, TableMapping
from seawall.files import names

_NO_MAPPING = TableMapping()


@dataclass(frozen=True)
class How:
    """How the rows of a file become rows of one table."""

    table: str
    layout: Layout
    reading: Reading
    zone: ZoneInfo
    ragged: bool = False
    """Whether a row of fewer cells than headers has lost some."""

    undated: bool = False
    """Whether a row without `recorded_at` cannot be taken."""

    speaks_for: Collection[str] | None = None
    """The laboratories whose results these may be; None: any."""

    @property
    def mapping(self) -> TableMapping:
        """The sender's own names and words for this table."""
        return self.reading.tables.get(self.table, _NO_MAPPING)

    def title(self, name: str) -> str:
        """What the file calls a column of the table."""
        place = self.layout.places.get(name, self.layout.places.get(names.whole(self.table, name)))
        return name if place is None else self.layout.titles[place]
