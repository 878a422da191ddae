"""Rows that were corrected: they stand no more, and stay to be seen beside what took their place."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from seawall.store import reading
from seawall.store.server import Server


def corrected(
    server: Server, rows: Iterable[tuple[str, dict[str, Any]]], known_at: datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows that these, each with its table, correct, and those that they corrected in their turn.

    Read under the desk's role, which no row about intimate contact is shown to.
    """
    wanted = _wanted(rows)
    seen: set[str] = set()
    while wanted:
        found: list[tuple[str, dict[str, Any]]] = []
        with reading.reader(server, "desk") as connection:
            for table, ids in wanted.items():
                named = ", ".join(f"'{UUID(each)}'" for each in sorted(ids - seen))
                if named:
                    frame = reading.fetch(connection, table, f'"row" IN ({named})')
                    found += [(table, row) for row in frame.iter_rows(named=True) if row["recorded_at"] <= known_at]
        seen |= {row["row"] for _, row in found}
        yield from found
        wanted = _wanted(found)


def _wanted(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for table, row in rows:
        if row["corrects"]:
            wanted.setdefault(table, set()).add(row["corrects"])
    return wanted
