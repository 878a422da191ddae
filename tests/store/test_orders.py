"""Orders: only a signature makes one, and none can be stored without its end, reason, clause and evidence."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import psycopg
import pytest

from seawall.store import journal, orders, reading
from seawall.store.database import transaction
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.wall import FactsError

AT = datetime(2022, 1, 23, 4, 0, tzinfo=UTC)
ORDER: dict[str, Any] = {
    "order": "o1",
    "incident": "gaotang-2022",
    "verb": "trace",
    "subject": "p7",
    "scope": "observation",
    "from": AT,
    "until": AT + timedelta(days=14),
    "why": "household of case c1, last met on the 22nd",
    "why_public": "与确诊病例有接触。 / Contact with a confirmed case.",
    "evidence": '{"cases": ["c1"]}',
    "clause": "trace.close.days",
    "policy": "covid19-cn-8",
    "policy_version": "0123456789abcdef",
    "ends": "the case is excluded",
    "signatures": 1,
    "plan": "d1",
}
TWO = ORDER | {"order": "o2", "subject": "p8", "signatures": 2}


def sign(server: Server, home: Home, *rows: dict[str, Any], officer: str = "wang", organisation: str = "hq") -> Any:
    return orders.sign(server, home, pl.DataFrame(rows), AT, officer, "commander", organisation)


def test_one_signature_puts_an_order_in_force_that_needs_one(database: Server, home: Home) -> None:
    kept = sign(database, home, ORDER)
    assert (kept["in_force"], kept["waiting"]) == (1, 0)
    read = reading.read(database, ["orders", "signatures"]).frames
    assert read["orders"].select("order", "subject", "from", "until").rows() == [("o1", "p7", AT, ORDER["until"])]
    assert read["signatures"].select("order", "officer", "organisation", "at").rows() == [("o1", "wang", "hq", AT)]


def test_an_order_that_needs_two_waits_for_another_organisation(database: Server, home: Home) -> None:
    first = sign(database, home, ORDER, TWO)
    assert (first["in_force"], first["waiting"]) == (1, 1)
    second = sign(database, home, ORDER, TWO, officer="li", organisation="cdc")
    assert (second["in_force"], second["waiting"]) == (1, 0)
    read = reading.read(database, ["orders", "signatures"]).frames
    assert sorted(read["orders"]["order"]) == ["o1", "o2"]
    assert sorted(read["signatures"].select("order", "officer").rows()) == [
        ("o1", "wang"),
        ("o2", "li"),
        ("o2", "wang"),
    ]


@pytest.mark.parametrize(
    ("officer", "organisation", "said"),
    [
        ("wang", "hq", "officer wang has signed 1 of these 1 orders already"),
        ("wang", "cdc", "officer wang has signed"),
        ("li", "hq", "organisation hq has signed .* another organisation"),
    ],
)
def test_the_same_officer_or_organisation_does_not_sign_twice(
    database: Server, home: Home, officer: str, organisation: str, said: str
) -> None:
    sign(database, home, TWO)
    with pytest.raises(orders.SignatureRefusedError, match=said):
        sign(database, home, TWO, officer=officer, organisation=organisation)
    assert len(reading.read(database, ["signatures"]).frames["signatures"]) == 1


def test_an_order_in_force_takes_no_further_signature(database: Server, home: Home) -> None:
    sign(database, home, ORDER)
    with pytest.raises(orders.SignatureRefusedError, match="in force without yours"):
        sign(database, home, ORDER, officer="li", organisation="cdc")


def test_a_signature_and_its_journal_entry_are_one_batch(database: Server, home: Home) -> None:
    kept = sign(database, home, ORDER)
    with transaction(database, "auditor") as connection:
        found = connection.exec_driver_sql("SELECT index, kind, actor, subject, batch FROM journal.entries").all()
        batches = connection.exec_driver_sql("SELECT batch, what, by, source, rows FROM facts.batches").all()
    assert [tuple(row) for row in found] == [(kept["journal"], "order", "wang", "d1", 1)]
    assert [tuple(row) for row in batches] == [(1, "orders, signatures", "wang", "plan d1", 2)]


def test_an_order_whose_journal_entry_fails_is_not_stored(
    database: Server, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "KINDS", {})
    with pytest.raises(journal.JournalError):
        sign(database, home, ORDER)
    assert reading.read(database, ["orders"]).frames["orders"].is_empty()


def test_a_history_records_an_order_at_the_time_it_is_signed(database: Server, history: Home) -> None:
    sign(database, history, ORDER)
    assert reading.read(database, ["orders"]).frames["orders"]["recorded_at"].to_list() == [AT]


def test_an_order_that_was_signed_cannot_come_back_with_other_words(database: Server, home: Home) -> None:
    sign(database, home, TWO)
    given = reading.read(database, ["orders"]).frames["orders"].drop("recorded_at")
    forged = given.with_columns(pl.lit("p9").alias("subject"))
    with pytest.raises(FactsError, match="state something else"):
        orders.sign(database, home, forged, AT, "li", "commander", "cdc")


def test_a_second_signature_stores_no_order_again_and_those_that_are_lacking(database: Server, home: Home) -> None:
    three = ORDER | {"order": "o3", "subject": "p9", "signatures": 2}
    sign(database, home, TWO)
    second = sign(database, home, TWO, three, officer="li", organisation="cdc")
    third = sign(database, home, three, officer="zhao", organisation="city")
    assert [(kept["in_force"], kept["waiting"]) for kept in (second, third)] == [(1, 1), (1, 0)]
    with transaction(database) as connection:
        batches = connection.exec_driver_sql("SELECT batch, what, rows FROM facts.batches ORDER BY batch").all()
    every = [(1, "orders, signatures", 2), (2, "orders, signatures", 3), (3, "signatures", 1)]
    assert [tuple(row) for row in batches] == every
    assert sorted(reading.read(database, ["orders"]).frames["orders"]["order"]) == ["o2", "o3"]


def test_the_journal_has_the_digest_of_each_order_that_was_signed(database: Server, home: Home) -> None:
    sign(database, home, ORDER, TWO)
    sign(database, home, ORDER, TWO, officer="li", organisation="cdc")
    first, second = orders.signatures(database, "d1")
    assert (sorted(first.orders), sorted(second.orders)) == (["o1", "o2"], ["o2"])
    with transaction(database, "auditor") as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM journal.entries ORDER BY index").scalars().all()
    said = [json.loads(body)["orders"] for body in bodies]
    assert said[0]["o2"] == said[1]["o2"]
    assert said[0] == {
        "o1": "05ef0adc612c74550d8ece757180f7df6dd9d84ba644c32081f1493ebe93f6da",
        "o2": "d2eb0c545397208244cd06da825af6207a2c47e779a6ff695244d67b67fd60a9",
    }


def test_a_signature_is_found_by_its_order_through_a_unique_key(database: Server) -> None:
    with transaction(database) as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        asked = "EXPLAIN SELECT * FROM facts.signatures WHERE \"order\" = ANY (ARRAY['o1', 'o2'])"
        found = " ".join(connection.exec_driver_sql(asked).scalars())
    assert "signatures_one_an_" in found


@pytest.mark.parametrize(
    "column", ["until", "why", "why_public", "clause", "evidence", "policy", "policy_version", "ends"]
)
@pytest.mark.parametrize("value", [None, ""])
def test_the_database_refuses_an_order_without_its_reasons(database: Server, column: str, value: str | None) -> None:
    if column == "until" and value == "":
        value = "infinity"  # no end either
    row = ORDER | {column: value}
    names = ", ".join(f'"{name}"' for name in row)
    with psycopg.connect(database.uri("desk")) as connection:
        batch, at = connection.execute("SELECT * FROM facts.open_batch('orders', 'x', 'x', 1)").fetchone() or (0, AT)
        statement = (
            f'INSERT INTO facts.orders ("row", recorded_at, recorded_by, source, batch, entered_at, {names}) '
            f"VALUES (gen_random_uuid(), %s, 'x', 'x', %s, %s, {', '.join(['%s'] * len(row))})"
        )
        with pytest.raises(psycopg.errors.IntegrityError):
            connection.execute(statement.encode(), [at, batch, at, *row.values()])
