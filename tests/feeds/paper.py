"""A home on paper: what an import needs of one, in memory, with the same promises."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import polars as pl

from seawall.feeds.books import Entered
from seawall.store.blind import number_form, phone_form, pinyin_form
from seawall.tables.catalogue import TABLES


@dataclass
class Paper:
    """Keeps each different row once."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    history: bool = False
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    register: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(
            schema=dict.fromkeys(("person", "name", "id_number", "phone", "address"), pl.String)
        )
    )

    gone: tuple[str, ...] = ()

    def enter(self, table: str, frame: pl.DataFrame, source: str) -> Entered:  # noqa: ARG002 - as `Books` has it
        wanted = TABLES[table].create_empty()
        full = pl.concat([wanted, frame.cast({n: wanted.schema[n] for n in frame.columns})], how="diagonal")
        stored = self.tables.get(table, wanted)
        both = pl.concat([stored, full]).unique(maintain_order=True)
        new = len(both) - len(stored)
        self.tables[table] = both
        return Entered(1, new, len(frame) - new)

    def keep(self, people: pl.DataFrame) -> None:
        self.register = pl.concat([self.register, people], how="diagonal").unique("person", keep="last")

    def destroyed(self, persons: pl.Series) -> pl.Series:
        return persons.filter(persons.is_in(self.gone))

    def alike(self, people: pl.DataFrame) -> pl.DataFrame:
        found = []
        for name, form in (("id_number", number_form), ("phone", phone_form)):
            if name in people.columns:
                left, right = (_formed(frame, name, form) for frame in (people, self.register))
                pairs = left.join(right, on="form", suffix="_right").filter(pl.col("person") != pl.col("person_right"))
                found.append(pairs.select("person", other="person_right", field=pl.lit(name)))
        return (
            pl.concat(found) if found else pl.DataFrame(schema=dict.fromkeys(("person", "other", "field"), pl.String))
        )

    def sounds(self) -> pl.DataFrame:
        return _formed(self.register, "name", pinyin_form).rename({"form": "sound"})

    def ids(self, table: str, column: str) -> pl.Series:
        return self.rows(table, [column])[column].unique()

    def rows(self, table: str, columns: Sequence[str]) -> pl.DataFrame:
        return self.tables.get(table, TABLES[table].create_empty()).select(columns)


def _formed(frame: pl.DataFrame, name: str, form: object) -> pl.DataFrame:
    said = frame.select("person", form=pl.col(name).map_elements(form, return_dtype=pl.String))  # type: ignore[arg-type]
    return said.filter(pl.col("form").is_not_null() & (pl.col("form") != ""))
