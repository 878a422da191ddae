"""What came in after a batch: rows of a table in the order of their batches, read a little at a time.

Batches are numbered in commit order, so whoever has read up to a batch that was there has read all there will ever be
up to it. A row that is looked for through others (of an area through where its person lives, of an incident through
its case) counts as come in when the last of them had: whoever follows gets it then, and once. Rows about intimate
contact are not among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl
from psycopg import sql

from seawall.store.reading import alone, reader
from seawall.store.server import Server
from seawall.store.sql import ENTERED, ROW_IDS
from seawall.tables.catalogue import TABLES
from seawall.tables.intimate import INTIMATE, TELLING

Limits = Sequence[tuple[str, str]]
"""Pairs of areas: what lies in both of one pair is seen."""

_PERSON = 'JOIN people x ON x.person = t."person"'
_UNIT = 'JOIN inside x ON x.unit = t."unit"'
_PLACE = 'JOIN there x ON x.place = t."place"'
_SUBJECT = (
    "JOIN (SELECT person AS subject, true AS person, since FROM people "
    "UNION ALL SELECT place, false, since FROM there) x "
    "ON x.subject = {0}.subject AND x.person = ({0}.subject_kind = 'person')"
)
_CASE = (
    'JOIN (SELECT c."case", min(greatest(c.batch, p.since)) AS since FROM facts.cases c '
    'JOIN people p USING (person) GROUP BY 1) x ON x."case" = t."case"'
)
_SPECIMEN = (
    "JOIN (SELECT s.specimen, min(greatest(s.batch, x.since)) AS since FROM facts.specimens s "  # noqa: S608 - words of ours
    + _SUBJECT.format("s")
    + " GROUP BY 1) x ON x.specimen = t.specimen"
)
_OF_PEOPLE = (
    "persons", "residences", "occupations", "traits", "same_person", "relations", "attended", "symptoms", "answers",
    "doses", "arrivals", "followups", "admissions", "cases", "requests",
)  # fmt: skip
WAYS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_OF_PEOPLE, _PERSON),
        **dict.fromkeys(("classifications", "outcomes", "links"), _CASE),
        **dict.fromkeys(("results", "sequences"), _SPECIMEN),
        **dict.fromkeys(("units", "rounds"), _UNIT),
        **dict.fromkeys(("places", "events"), _PLACE),
        "specimens": _SUBJECT.format("t"),
    }
)
"""How each table's rows are found to be of an area; of the others nothing is."""

_OF_INCIDENT: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("incidents", "cases", "tasks"), "")
    | dict.fromkeys(
        ("classifications", "outcomes", "links"),
        'JOIN (SELECT "case", min(batch) AS since FROM facts.cases WHERE incident = {incident} GROUP BY 1) y '
        'ON y."case" = t."case"',
    )
)
"""Tables whose rows are of an incident, and how that is found where the row itself does not say."""

OF_INCIDENT = frozenset(_OF_INCIDENT)


@dataclass(frozen=True)
class Asked:
    """Rows of a table that came in after the batch `since`, up to `until`; of an incident, in `limits` (None: all)."""

    table: str
    since: int
    until: int
    incident: str | None = None
    limits: Limits | None = None
    leaving_out: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """What stands in each row, in order."""
        own = [name for name in TABLES[self.table].column_names() if name not in self.leaving_out]
        return [*own, *ENTERED]


def count(server: Server, asked: Asked) -> int:
    """How many rows there are."""
    with reader(server, "desk") as connection:
        return int(connection.ask(f"{_with(asked)} SELECT count(*) AS rows {_from(asked)}")["rows"][0])


def stream(server: Server, asked: Asked) -> Iterator[pl.DataFrame]:
    """The rows in the order of their batches, so many at a time as fill some megabytes: never all of them at once.

    First comes a frame without rows, when the database has begun to answer.
    """
    columns = ", ".join(f't."{name}"::text' if name in ROW_IDS else f't."{name}"' for name in asked.columns)
    with alone(server, "desk") as connection:
        query = f'{_with(asked)} SELECT {columns} {_from(asked)} ORDER BY t.batch, t."row"'
        yield from connection.stream(query)


def _from(asked: Asked) -> str:
    """Where the rows are. Names are of the catalogue; what was asked for is quoted."""
    joins, come, where = "", ["t.batch"], []
    if asked.limits is not None:
        joins, come = f" {WAYS[asked.table]}", [*come, "x.since"]
    if asked.incident is not None:
        way = _OF_INCIDENT[asked.table].format(incident=_quoted(asked.incident))
        joins += f" {way}"
        come += ["y.since"] if way else []
        where += [] if way else [f"t.incident = {_quoted(asked.incident)}"]
    last = come[0] if len(come) == 1 else f"greatest({', '.join(come)})"
    where += [f"{last} > {int(asked.since)}", f"{last} <= {int(asked.until)}", f"t.batch <= {int(asked.until)}"]
    where += [_discreet(INTIMATE[asked.table])] if asked.table in INTIMATE else []
    return f"FROM facts.{asked.table} t{joins} WHERE {' AND '.join(where)}"


def _discreet(column: str) -> str:
    """The row tells nothing of intimate contact."""
    return f't."{column}"::text ~ {_quoted(TELLING)} IS NOT TRUE'


def _with(asked: Asked) -> str:
    """What lies in the areas: units, places, people; each with the batch since which it is known to."""
    if asked.limits is None:
        return ""
    pairs = ", ".join(f"({_quoted(one)}, {_quoted(other)})" for one, other in asked.limits) or "('', '')"
    return f"""
WITH RECURSIVE pairs (one, other) AS (VALUES {pairs}),
below (area, unit, since) AS (
    SELECT one, one, 0::bigint FROM pairs UNION SELECT other, other, 0 FROM pairs
    UNION SELECT b.area, u.unit, greatest(b.since, u.batch) FROM below b JOIN facts.units u ON u.parent = b.unit
),
inside AS (
    SELECT a.unit, min(greatest(a.since, b.since)) AS since FROM pairs
    JOIN below a ON a.area = one JOIN below b ON b.area = other AND b.unit = a.unit GROUP BY 1
),
placed AS (
    SELECT place, unit, batch, row_number() OVER (PARTITION BY place ORDER BY recorded_at DESC, "row" DESC) = 1 AS last
    FROM facts.places
),
there AS (
    SELECT place, min(greatest(p.batch, i.since)) AS since FROM placed p JOIN inside i USING (unit)
    GROUP BY 1 HAVING bool_or(p.last)
),
people AS (
    SELECT r.person, min(greatest(r.batch, p.since)) AS since FROM facts.residences r JOIN there p USING (place)
    LEFT JOIN (SELECT DISTINCT corrects AS "row" FROM facts.residences WHERE corrects IS NOT NULL) wrong
        ON wrong."row" = r."row"
    GROUP BY 1 HAVING bool_or(wrong."row" IS NULL AND r.kind IS NOT NULL)
)"""  # noqa: S608 - areas are quoted


def _quoted(said: str) -> str:
    return sql.Literal(said.replace("\0", "")).as_string(None)
