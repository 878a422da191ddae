"""The columns of a file as they are read, and what was found wrong with their rows."""

from dataclasses import dataclass, field

import polars as pl

FINDINGS = ("row", "column", "value", "reason", "allowed")
"""A fault as a row: see grid.Fault."""


@dataclass
class Sheet:
    """The columns read so far, beside the rows' numbers, and what was found wrong."""

    rows: pl.Series
    values: dict[str, pl.Series] = field(default_factory=dict)
    found: list[pl.DataFrame] = field(default_factory=list)

    def note(self, title: str, text: pl.Series, reason: pl.Series, allowed: pl.Series) -> None:
        frame = pl.DataFrame({"row": self.rows, "value": text, "reason": reason, "allowed": allowed})
        wrong = frame.filter(pl.col("reason").is_not_null()).with_columns(pl.lit(title).alias("column"))
        self.found.append(wrong.select(FINDINGS))

    def wrong(self, title: str) -> set[int]:
        return {row for frame in self.found for row in frame.filter(pl.col("column") == title)["row"]}

    def where(self, title: str, bad: pl.Series, reason: str, allowed: str) -> None:
        """Note the rows where `bad` is true and nothing was wrong with that column yet."""
        bad = bad.fill_null(value=False) & ~self.rows.is_in(list(self.wrong(title)))
        nothing = pl.Series("", [""] * len(bad), dtype=pl.String)
        self.note(title, nothing, _said_where(bad, reason), _said_where(bad, allowed))


def _said_where(bad: pl.Series, said: str) -> pl.Series:
    return pl.select(pl.when(bad).then(pl.lit(said))).to_series()
