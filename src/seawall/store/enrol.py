"""Rows on their way into the register: cleaned, encrypted, given their blind indexes, and brought in bulk."""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl
from sqlalchemy import Connection, text

from seawall.store.blind import FORMS, blind
from seawall.store.cipher import Cipher, mark
from seawall.store.home import Home

FIELDS = ("name", "id_number", "phone", "address")
"""What the register holds about a person, beside the person number; each is text, empty when not said."""

COLUMNS = ("person", *FIELDS, *(f"{field}_blind" for field in FORMS), "content", "key_mark")
"""The columns of register.people that a row brings."""

Said = Mapping[str, str | None]


def said(frame: pl.DataFrame) -> Iterator[Said]:
    """The last row about each person, every field present, blank cells None; other columns are left out."""
    missing = [pl.lit(None, pl.String).alias(field) for field in FIELDS if field not in frame.columns]
    cells = pl.col("person", *FIELDS).cast(pl.String).str.strip_chars().replace("", None)
    rows = frame.with_columns(missing).select(cells).filter(pl.col("person").is_not_null())
    return rows.unique("person", keep="last", maintain_order=True).iter_rows(named=True)


def sealed(home: Home, rows: Iterable[Said]) -> Iterator[tuple[object, ...]]:
    """Each row in the order of COLUMNS, nothing readable left but the person number."""
    secret, key = home.key("register"), home.key("blind")
    cipher, which = Cipher(secret), mark(secret)
    for row in rows:
        person = str(row["person"])
        hidden = [cipher.encrypt(value, person, field) if (value := row[field]) else None for field in FIELDS]
        content = "\x1f".join(["row", *(row[field] or "" for field in FIELDS)]).encode()
        yield person, *hidden, *_blinds(key, row, FORMS), hmac.digest(key, content, "sha256"), which


def blinded(home: Home, rows: Iterable[Said], fields: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Each row as its person and the blind indexes of these fields."""
    key = home.key("blind")
    return ((row["person"], *_blinds(key, row, fields)) for row in rows)


def bring(connection: Connection, columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Fill the temporary table `coming`, shaped like register.people, for the rest of the transaction."""
    connection.execute(text("DROP TABLE IF EXISTS pg_temp.coming"))
    connection.execute(text("CREATE TEMPORARY TABLE coming (LIKE register.people) ON COMMIT DROP"))
    for column in ("entry", "entered_at", "content"):
        connection.execute(text(f"ALTER TABLE coming ALTER COLUMN {column} DROP NOT NULL"))
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(f"COPY coming ({', '.join(columns)}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["text", *["bytea"] * (len(columns) - 1)])
        for row in rows:
            copy.write_row(row)


def _blinds(key: bytes, row: Said, fields: Iterable[str]) -> list[bytes | None]:
    values = {**row, "pinyin": row["name"]}
    return [blind(key, field, value) if (value := values[field]) else None for field in fields]
