"""Which row of a file names its columns, and which column of a table each name means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from seawall.feeds.mapping import TableMapping
from seawall.feeds.rejects import LEADING, is_rejects, without_surplus
from seawall.files import names
from seawall.files.grid import FileError, Record
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import moments, required, subject

LOOKED_AT = 10
"""Rows among which the headers are sought: titles and notes may stand above them."""


@dataclass(frozen=True)
class Layout:
    """Where the columns of one table stand in a file.

    `header` is how many of the first records are headers or stand above them; `titles` names every column of the file,
    `places` says from which one (counted from 0) each column of the table is read, `unused` lists the rest.
    """

    header: int
    titles: tuple[str, ...]
    places: Mapping[str, int]
    unused: tuple[str, ...]


def locate(file: str, first: Sequence[Record], table: str, mapping: TableMapping) -> Layout:
    """The layout of a file whose first records are `first`.

    Raises FileError if no row names a column, if two columns mean the same, or if a column is missing that the table
    cannot do without.
    """
    best = _best(first, table, mapping)
    if not best[0] or not _score(best[1], table, mapping):
        shown = ", ".join(cell for cell in (first[0][1] if first else []) if cell)[:200]
        raise FileError(
            f"{file}: none of its first rows names a column of {table}; it begins with: {shown}; "
            f"allowed: {_allowed(table)}, or a mapping"
        )
    titles = tuple(_title(spelled, table, mapping) for spelled in best[1])
    places = _places(file, best[1], table, mapping)
    _complete(file, table, mapping, places, titles)
    used = set(places.values()) | set(range(len(LEADING) if is_rejects(titles) else 0))
    return Layout(
        best[0], titles, places, tuple(t for i, t in enumerate(without_surplus(titles)) if t and i not in used)
    )


def titles(first: Sequence[Record], table: str, mapping: TableMapping) -> list[str]:
    """What the columns of a file are called, whether or not it can be read so: the row that names most columns of the
    table, or the first where none does.
    """
    return [_title(spelled, table, mapping) for spelled in _best(first, table, mapping)[1]]


def _best(first: Sequence[Record], table: str, mapping: TableMapping) -> tuple[int, list[list[str]]]:
    rows = [cells for _, cells in first[:LOOKED_AT]]
    single = [(index + 1, [_spelled(cell) for cell in cells]) for index, cells in enumerate(rows)]
    double = [(index + 2, _merged(upper, lower)) for index, (upper, lower) in enumerate(pairwise(rows))]
    return max(single + double, key=lambda found: _score(found[1], table, mapping), default=(0, []))


def _spelled(cell: str) -> list[str]:
    return [cell.strip()] if cell.strip() else []


def _title(spelled: list[str], table: str, mapping: TableMapping) -> str:
    """What a column is called from here on: the spelling that says what it is, or the nearest."""
    telling = [text for text in spelled if _meanings([text], table, mapping)]
    return (telling or spelled[-1:] or [""])[0]


def _merged(upper: list[str], lower: list[str]) -> list[list[str]]:
    """Two header rows as one: a cell above holds for the empty ones right of it; the lower name is the nearer."""
    found, above = [], ""
    for index in range(max(len(upper), len(lower))):
        own, below = (row[index].strip() if index < len(row) else "" for row in (upper, lower))
        above = own or (above if below else "")
        found.append([f"{above}{below}", below] if above and below else _spelled(own or below))
    return found


def _meanings(spelled: list[str], table: str, mapping: TableMapping) -> list[tuple[int, str]]:
    """What a header may mean, each with its rank: 0 the mapping says so, 1 its own name, then the synonyms."""
    forms = [form for text in spelled for form in names.spellings(text)]
    said = [(0, name) for name, given in mapping.columns.items() if {names.plain(g) for g in given} & set(forms)]
    if said:
        return said
    for form in forms:
        for rank, known in enumerate(names.columns(table), start=1):
            if form in known:
                return [(rank, known[form])]
    return []


def rank(title: str, name: str, table: str, mapping: TableMapping) -> int | None:
    """By which rule a header means a column: 0 the mapping says so, 1 its own name, 2 what the table calls it, 3 what
    it is usually called; None: by none.
    """
    return next((found for found, meant in _meanings([title], table, mapping) if meant == name), None)


def _score(header: list[list[str]], table: str, mapping: TableMapping) -> int:
    return len({name for spelled in header for _, name in _meanings(spelled, table, mapping)})


def _places(file: str, header: list[list[str]], table: str, mapping: TableMapping) -> Mapping[str, int]:
    skipped = len(LEADING) if is_rejects([spelled[-1] if spelled else "" for spelled in header]) else 0
    found: dict[str, list[tuple[int, int]]] = {}
    for index, spelled in enumerate(header):
        for rank, name in _meanings(spelled, table, mapping) if index >= skipped else []:
            if rank == 0 or name not in {**mapping.columns, **mapping.values}:
                found.setdefault(name, []).append((rank, index))
    places = {}
    for name, candidates in found.items():
        best = sorted(candidates)
        if len(best) > 1 and best[0][0] == best[1][0]:
            both = " and ".join(f"{header[index][-1]!r} (column {index + 1})" for _, index in best[:2])
            raise FileError(f"{file}: {both} both mean {name}; a mapping says which one counts")
        places[name] = best[0][1]
    return places


def _complete(file: str, table: str, mapping: TableMapping, places: Mapping[str, int], titles: Sequence[str]) -> None:
    schema = TABLES[table]
    given = {names.whole(table, name) for name in (*places, *mapping.values)}
    needed = [*subject(schema), *(required(schema) if "corrects" not in places else [])]
    doubled = [name for name in moments(schema) if name in places and {f"{name}_from", f"{name}_until"} & set(places)]
    if doubled:
        raise FileError(f"{file}: {doubled[0]} stands beside its own {doubled[0]}_from or {doubled[0]}_until")
    if missing := [name for name in needed if name not in given]:
        wanted = ", ".join(f"{name} {names.chinese(table, name)}".strip() for name in missing)
        near = [f"{t!r} for {name}" for name in missing for t in get_close_matches(name, titles, n=1, cutoff=0.6)]
        hint = f"; perhaps {', '.join(near)}: say so in a mapping" if near else ""
        raise FileError(f"{file}: {table} needs {wanted}; the file has {', '.join(filter(None, titles))[:300]}{hint}")


def _allowed(table: str) -> str:
    return ", ".join(f"{name} {names.chinese(table, name)}".strip() for name in names.targets(table)[:12])
