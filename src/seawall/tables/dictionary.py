"""The data dictionary, docs/tables.md: every table and column with its meaning, its type and the words it takes."""

from collections.abc import Iterator

import dataframely as dy

from seawall.tables.catalogue import TABLES, WRITTEN_BY_THE_DESK
from seawall.tables.sample import sample
from seawall.tables.schema import FACT_COLUMNS, Fact, pairs, required, subject

_TITLE = """# The tables

Written by `python -m seawall.tables.dictionary > docs/tables.md`; a test fails when it is not so.

A row is something that somebody stated. It is never changed: a later row follows it (both stay true) or corrects it.
A **subject** says what a row is about and is never empty; a **required** value may be empty only in a row that
corrects another. A row that corrects another and states nothing but its subject is a retraction.

A **moment** is an interval, kept in two columns: the earliest and the latest it may have been, in UTC; an empty one is
open. Files state it in one column of the moment's name (`at`, `came`): `2022-01-22T10:00`, `2022-01-22`, `before
2022-01-23T04:00`. Their time is the city's unless it states an offset.

"""

_KINDS = {dy.String: "text", dy.Enum: "word", dy.Int64: "whole number", dy.Float64: "number", dy.Bool: "yes or no"}

_OURS = """`entered_at` and `batch` are the database's own: when it took the row in, and the number, in commit order, of
the batch it came with. They are in no file and no frame.

"""


def dictionary() -> str:
    """The whole page."""
    common = "## Every row\n\n" + _table(Fact, list(FACT_COLUMNS)) + "\n" + _OURS
    return _TITLE + common + "\n".join(_section(name, schema) for name, schema in TABLES.items())


def _section(name: str, schema: type[Fact]) -> str:
    own = [column for column in schema.column_names() if column not in FACT_COLUMNS]
    by_hand = (
        "No file fills it: officers write it at the desk, and only a signature makes an order.\n\n"
        if name in WRITTEN_BY_THE_DESK
        else ""
    )
    example = sample(name, 1).select(own).write_csv(datetime_format="%Y-%m-%dT%H:%MZ", float_precision=2)
    meaning = " ".join((schema.__doc__ or "").split())
    return f"## {name}\n\n{meaning}\n\n{by_hand}{_table(schema, own)}\n```csv\n{example}```\n"


def _table(schema: type[Fact], names: list[str]) -> str:
    lines = "".join(f"| {' | '.join(line)} |\n" for line in _lines(schema, names))
    return f"| column | holds | | meaning |\n|---|---|---|---|\n{lines}"


def _lines(schema: type[Fact], names: list[str]) -> Iterator[tuple[str, str, str, str]]:
    ends = {first: last for first, last in pairs(schema) if first in names}
    for name in names:
        column = schema.columns()[name]
        meaning = column.description or ""
        if name in ends:
            yield f"`{name}` `{ends[name]}`", "moment", _role(schema, name), meaning.split(": the earliest")[0]
        elif name not in ends.values():
            yield f"`{name}`", _holds(column), _role(schema, name), meaning


def _holds(column: dy.Column) -> str:
    if isinstance(column, dy.Datetime):
        return "time, UTC"
    kind = _KINDS[type(column)]
    if isinstance(column, dy.Enum):
        return f"{kind}: " + " ".join(f"`{word}`" for word in column.categories)
    if isinstance(column, dy.Int64 | dy.Float64):
        bounds = [("from", column.min), ("to", column.max)]
        return kind + "".join(f" {word} {bound:g}" for word, bound in bounds if bound is not None)
    return kind


def _role(schema: type[Fact], name: str) -> str:
    if name in subject(schema):
        return "subject"
    if name in required(schema) or not schema.columns()[name].nullable:
        return "required"
    return ""


if __name__ == "__main__":
    print(dictionary(), end="")  # noqa: T201 - the page is the result
