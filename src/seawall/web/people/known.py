"""Everything that is known of one person: each row about them with when, what, when it was learned and from whom."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.store.server import Server
from seawall.tables.facts import OF_PERSONS
from seawall.tell.terminal.language import Language
from seawall.tell.terminal.moments import exact, moment
from seawall.web.discreet import intimate, shown
from seawall.web.names import Names, names
from seawall.web.origins import origin
from seawall.web.people.corrected import corrected
from seawall.web.words import say

HAPPENED: Mapping[str, str] = {
    "cases": "opened", "symptoms": "onset", "specimens": "taken", "requests": "received", "persons": "birth",
    "relations": "since", "residences": "since", "occupations": "since", "traits": "since",
}  # fmt: skip
"""The moment at which a table's rows happened, where it is not `at`."""
OF_CASES = ("classifications", "outcomes", "links")
OF_SPECIMENS = ("results", "sequences")
HEAD = ("row", "recorded_at", "recorded_by", "source", "follows", "corrects")
SILENT = (
    "person", "subject", "subject_kind", "incident", "confidence", "stated_by", "second_by", "by", "why", "why_public",
    "evidence", "clause", "policy", "policy_version", "ends", "signatures", "plan", "order", "verb",
)  # fmt: skip
"""Columns that say nothing here: whose page it is, or what the plan says in its own place."""
SHORT = 6
"""Characters by which a row is named: its last, which tell it from the others best."""
BOTH = 2
GRAIN = timedelta(microseconds=1)
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


class Fact(NamedTuple):
    """A row: when it happened, and whether only a span is known; what it says; when it was learned, and from whom.

    `stands`: no later row corrects it.
    """

    happened: str
    wide: bool
    table: str
    what: list[str]
    learned: str
    by: str
    source: str
    row: str
    corrects: str
    stands: bool = True


def known(made: Made, server: Server, person: str, lang: Language) -> list[Fact]:
    """The rows about somebody in the order in which they happened; those without a time come last, as learned.

    With what they corrected, which does not stand.

    Stays are not among them: they are read for a case, through their own door.
    """
    standing = list(_rows(made, person))
    old = [(table, row) for table, row in corrected(server, standing, made.facts.known_at) if not intimate(table, row)]
    called, gone = names(made.facts, lang), {row["row"] for _, row in old}
    rows = sorted([*standing, *old], key=_when)
    return [
        _fact(table, row, person, made, called, lang)._replace(stands=row["row"] not in gone) for table, row in rows
    ]


def is_known(made: Made, person: str) -> bool:
    """Whether any row is about somebody, be it one that no page shows."""
    return any(mine.height for _, mine in _about_them(made, person))


def _rows(made: Made, person: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for table, mine in _about_them(made, person):
        yield from ((table, row) for row in mine.filter(shown(table)).iter_rows(named=True))


def _about_them(made: Made, person: str) -> Iterator[tuple[str, pl.DataFrame]]:
    cases = made.facts["cases"].filter(pl.col("person") == person)["case"]
    specimens = made.facts["specimens"].filter(_about("specimens", person))["specimen"]
    for table, frame in made.facts.frames.items():
        if table in OF_CASES:
            yield table, frame.filter(pl.col("case").is_in(cases.implode()))
        elif table in OF_SPECIMENS:
            yield table, frame.filter(pl.col("specimen").is_in(specimens.implode()))
        elif table in OF_PERSONS or "person" in frame.columns:
            yield table, frame.filter(_about(table, person, "other" in frame.columns))


def _about(table: str, person: str, both: bool = False) -> pl.Expr:
    if table in OF_PERSONS:
        column, words = OF_PERSONS[table]
        return (pl.col("subject") == person) & pl.col(column).cast(pl.String).is_in(words)
    mine = pl.col("person") == person
    return mine | (pl.col("other") == person) if both else mine


def _times(table: str, row: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    if table == "orders":
        return row["from"], row["from"]
    prefix = HAPPENED.get(table, "at")
    return row.get(f"{prefix}_from"), row.get(f"{prefix}_until")


def _when(each: tuple[str, dict[str, Any]]) -> tuple[bool, datetime, datetime]:
    first, last = _times(*each)
    at = first or last
    return at is None, at or EARLIEST, each[1]["recorded_at"]


def _fact(table: str, row: dict[str, Any], person: str, made: Made, called: Names, lang: Language) -> Fact:
    first, last = _times(table, row)
    timed = first is not None or last is not None
    return Fact(
        _moment(table, first, last, made, lang) if timed else "", timed and first != last, say(f"table.{table}", lang),
        list(_said(row, person, called, made, lang)), exact(row["recorded_at"], made.zone, lang),
        row["recorded_by"] or "", origin(row["source"] or "", lang), row["row"][-SHORT:],
        (row["corrects"] or "")[-SHORT:],
    )  # fmt: skip


def _moment(table: str, first: datetime | None, last: datetime | None, made: Made, lang: Language) -> str:
    """A moment as wide as it is known; of a birth the years, and of another year than this one its days."""
    there = [at.astimezone(made.zone) for at in (first, last) if at is not None]
    if table == "persons":
        return "–".join(str(year) for year in sorted({at.year for at in there}))
    if len(there) == BOTH and there[0].year != made.plan.now.astimezone(made.zone).year:
        begins, ends = there[0], max(there[0], there[1] - GRAIN)
        return " – ".join(dict.fromkeys(f"{at:%Y-%m-%d}" for at in (begins, ends)))
    return moment(first, last, made.zone, lang)


def _said(row: Mapping[str, Any], person: str, called: Names, made: Made, lang: Language) -> Iterator[str]:
    """What a row says beside its times; of two people, the other."""
    if "other" in row:
        yield str(row["other"] if row["person"] == person else row["person"])
    for name, value in row.items():
        if name in (*HEAD, *SILENT, "other") or name.endswith(("_from", "_until")) or value is None:
            continue
        yield _word(name, value, called, made, lang)


def _word(name: str, value: Any, called: Names, made: Made, lang: Language) -> str:
    if isinstance(value, datetime):
        return f"{say(f'col.{name}', lang)} {exact(value, made.zone, lang, ends=name == 'until')}"
    if isinstance(value, bool):
        return f"{say(f'col.{name}', lang)} {say('yes' if value else 'no', lang)}"
    if isinstance(value, int | float):
        return f"{say(f'col.{name}', lang)} {value:g}"
    return called.get(str(value), say(str(value), lang))
