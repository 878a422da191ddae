"""The register: who the person numbers are. A schema of its own under a role of its own; a plan never sees it.

Values are encrypted here, in the application, and found through blind indexes (blind.py). Every read is journalled,
and that is committed, before a value leaves. Rows are only added; of each field the latest value counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import polars as pl
from sqlalchemy import Connection, TextClause, text

from seawall.store import journal
from seawall.store.blind import blind
from seawall.store.cipher import Cipher
from seawall.store.database import transaction
from seawall.store.enrol import COLUMNS, FIELDS, blinded, bring, said, sealed
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.tables.errors import SeawallError

_ROLE = "register"
_KEEP = text(
    f"INSERT INTO register.people ({', '.join(COLUMNS)}) "  # noqa: S608 - our own columns
    f"SELECT {', '.join(f'coming.{column}' for column in COLUMNS)} FROM coming "
    "LEFT JOIN LATERAL (SELECT content, entered_at FROM register.people WHERE person = coming.person "
    "ORDER BY entry DESC LIMIT 1) latest ON true "
    "WHERE (latest.content IS DISTINCT FROM coming.content OR latest.entered_at < now() - :again) "
    "AND NOT EXISTS (SELECT FROM register.destroyed WHERE person = coming.person)"
)
AGAIN = timedelta(days=30)
"""A row that only repeats one of so long ago is added again: who is still said to be there is not past their term."""
LOCK = 0x4E6
"""Of the database, held by whoever adds names: two imports of one file at once add its rows once."""

_LATEST = ", ".join(
    f"(array_agg({field} ORDER BY entry DESC) FILTER (WHERE {field} IS NOT NULL))[1] AS {field}" for field in FIELDS
)
_REVEAL = text(f"SELECT person, {_LATEST} FROM register.people WHERE person = ANY(:persons) GROUP BY person")  # noqa: S608

_SOUNDS = text(
    "SELECT DISTINCT ON (person) person, encode(pinyin_blind, 'hex') FROM register.people "
    "WHERE pinyin_blind IS NOT NULL ORDER BY person, entry DESC"
)
_DESTROYED = text("SELECT person, at FROM register.destroyed WHERE person = ANY(:persons)")


class Purpose(StrEnum):
    """What the register may be read for. There is no other reason."""

    TRACE = "trace"
    NOTIFY = "notify"
    ISOLATE = "isolate"
    TEST = "test"
    VACCINATE = "vaccinate"
    CARE = "care"
    REQUEST = "request"
    APPEAL = "appeal"
    MATCH = "match"
    CORRECT = "correct"
    OWN_RECORD = "own_record"


class RegisterRefusedError(SeawallError):
    """The register does not open for this; the refusal is in the journal."""


def open_register(home: Home, server: Server) -> "Register":
    """The home's register, through the role that alone may read it."""
    return Register(server, home)


@dataclass(frozen=True)
class Register:
    """The register of a home. Persons are person numbers, as everywhere else."""

    server: Server
    home: Home

    def keep(self, frame: pl.DataFrame) -> int:
        """Add what is said about people: a column `person` and any of FIELDS, all text; how many rows were new.

        Empty cells say nothing. Of two rows about one person the later counts; a row that only repeats the person's
        latest row is not added again before AGAIN, and a number whose names were destroyed is given none. All or
        nothing.
        """
        with transaction(self.server, _ROLE) as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            bring(connection, COLUMNS, sealed(self.home, said(frame)))
            return connection.execute(_KEEP, {"again": AGAIN}).rowcount

    def destroyed(self, persons: Iterable[str]) -> dict[str, datetime]:
        """Of these numbers those whose names were destroyed, and when."""
        with transaction(self.server, _ROLE) as connection:
            found = connection.execute(_DESTROYED, {"persons": sorted(set(persons))}).all()
        return {person: at.astimezone(UTC) for person, at in found}

    def find(self, field: str, value: str, purpose: str, actor: str) -> list[str]:
        """The persons whose latest `field` (one of FORMS) is this value, however written, in order.

        Raises RegisterRefusedError without a purpose of Purpose, FieldError for another field.
        """
        target = self.blind(field, value)
        self._refuse_without(purpose, actor, {"field": field})
        with transaction(self.server, _ROLE) as connection:
            found = list(connection.scalars(_find(f"{field}_blind"), {"target": target}))
            body = {"field": field, "blind": target.hex() if target else "", "persons": found}
            _journal(connection, "search", actor, purpose, found, body)
        return found

    def reveal(self, persons: Iterable[str], purpose: str, actor: str) -> pl.DataFrame:
        """What is known about these people: person and FIELDS, one row for each that the register knows, in order.

        Raises RegisterRefusedError without a purpose of Purpose, ValueDamagedError for a value altered or moved.
        """
        wanted = sorted(set(persons))
        self._refuse_without(purpose, actor, {"persons": wanted})
        with transaction(self.server, _ROLE) as connection:
            _journal(connection, "read", actor, purpose, wanted, {"persons": wanted})
        with transaction(self.server, _ROLE) as connection:  # the read is in the journal now, whatever happens next
            rows = connection.execute(_REVEAL, {"persons": wanted}).mappings().all()
        cipher = Cipher(self.home.key("register"))
        schema = dict.fromkeys(("person", *FIELDS), pl.String)
        return pl.DataFrame([_opened(cipher, dict(row)) for row in rows], schema=schema).sort("person")

    def matches(self, frame: pl.DataFrame, actor: str, fields: Sequence[str] = ("id_number", "phone")) -> pl.DataFrame:
        """Which people of `frame` (as in keep) share a value with somebody else in the register: person, other, field.

        For duplicate matching in bulk; journalled like any search, for the purpose "match".
        """
        pairs: list[tuple[str, str, str]] = []
        with transaction(self.server, _ROLE) as connection:
            columns = ("person", *(f"{field}_blind" for field in fields))
            bring(connection, columns, blinded(self.home, said(frame), fields))
            for field in fields:
                pairs += [(person, other, field) for person, other in connection.execute(_match(f"{field}_blind"))]
            others = sorted({other for _, other, _ in pairs})
            body = {"fields": list(fields), "asked": frame.height, "persons": others}
            _journal(connection, "search", actor, Purpose.MATCH, others, body)
        schema = dict.fromkeys(("person", "other", "field"), pl.String)
        return pl.DataFrame(pairs, schema=schema, orient="row").sort("person", "other", "field")

    def sounds(self, actor: str) -> pl.DataFrame:
        """How everybody's latest name sounds, as a blind index that says nothing by itself: person, sound.

        For duplicate matching in bulk; journalled like any search, for the purpose "match".
        """
        with transaction(self.server, _ROLE) as connection:
            rows = connection.execute(_SOUNDS).all()
            _journal(connection, "search", actor, Purpose.MATCH, (), {"fields": ["pinyin"], "asked": len(rows)})
        return pl.DataFrame(rows, schema={"person": pl.String, "sound": pl.String}, orient="row")

    def blind(self, field: str, value: str) -> bytes | None:
        """The blind index of a value (see blind.py), with this home's key."""
        return blind(self.home.key("blind"), field, value)

    def _refuse_without(self, purpose: str, actor: str, asked: Mapping[str, object]) -> None:
        if actor and purpose in set(Purpose):
            return
        with transaction(self.server, _ROLE) as connection:
            journal.append(connection, "refusal", actor or "nobody", purpose, "register", asked, datetime.now(UTC))
        raise RegisterRefusedError(
            f"the register opens to a named actor for one of {', '.join(Purpose)}; "
            f"not to {actor or 'nobody'!r} for {purpose!r}"
        )


def _find(column: str) -> TextClause:
    return text(
        f"SELECT DISTINCT person FROM register.people found WHERE {column} = :target AND NOT EXISTS ("  # noqa: S608
        f"SELECT FROM register.people later WHERE later.person = found.person AND later.entry > found.entry "
        f"AND later.{column} <> :target) ORDER BY person"
    )


def _match(column: str) -> TextClause:
    return text(
        f"SELECT DISTINCT coming.person, known.person FROM coming JOIN register.people known USING ({column}) "  # noqa: S608
        f"WHERE known.person <> coming.person"
    )


def _opened(cipher: Cipher, row: Mapping[str, Any]) -> dict[str, str | None]:
    person = row["person"]
    values = {field: row[field] and cipher.decrypt(row[field], person, field) for field in FIELDS}
    return {"person": person, **values}


def _journal(
    connection: Connection, kind: str, actor: str, purpose: str, persons: Sequence[str], body: Mapping[str, object]
) -> None:
    subject = persons[0] if len(persons) == 1 else f"{len(persons)} persons"
    journal.append(connection, kind, actor, str(purpose), subject, body, datetime.now(UTC))
