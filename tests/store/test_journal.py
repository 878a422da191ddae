"""The journal: what an entry is, who may add one, and that none can be changed or taken away unnoticed."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from seawall.store import audit, journal, merkle, proof, seal
from seawall.store.database import engine, transaction
from seawall.store.home import Home, create
from seawall.store.server import Server

AT = datetime(2022, 1, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Keys and a file of roots of this test's own."""
    return create(tmp_path_factory.mktemp("journal") / "home")


@pytest.fixture
def desk(database: Server) -> Iterator[Connection]:
    with transaction(database, "desk") as connection:
        yield connection


def add(database: Server, *subjects: str) -> None:
    with transaction(database) as connection:
        for subject in subjects:
            journal.append(connection, "order", "wang", "isolate", subject, {"why": "ring close"}, AT)


def verdict(database: Server, home: Home) -> audit.Verdict:
    with transaction(database, "auditor") as connection:
        return audit.verify(connection, home)


def tamper(database: Server, *statements: str) -> None:
    """What somebody does who owns the database and knows about the triggers."""
    with psycopg.connect(database.uri("owner")) as connection:
        for table in ("entries", "roots"):
            connection.execute(f"ALTER TABLE journal.{table} DISABLE TRIGGER USER".encode())
        for statement in statements:
            connection.execute(statement.encode())


def sealed_seven(database: Server, home: Home) -> None:
    """Seven entries a to g, sealed over the first four and over all."""
    add(database, "a", "b", "c", "d")
    seal.seal(database, home, AT)
    add(database, "e", "f", "g")
    seal.seal(database, home, AT + timedelta(days=1))


# ---- adding


def test_entries_are_numbered_from_zero_in_order(desk: Connection) -> None:
    assert [journal.append(desk, "sign_in", "wang", "", s, {}, AT) for s in ("a", "b", "c")] == [0, 1, 2]


def test_an_entry_is_there_if_and_only_if_its_transaction_is(database: Server, own: Home) -> None:
    add(database, "kept")
    with engine(database, "desk").connect() as connection:
        journal.append(connection, "order", "wang", "isolate", "lost", {}, AT)
        connection.rollback()
    add(database, "next")
    with transaction(database, "auditor") as connection:
        rows = connection.execute(text("SELECT index, subject FROM journal.entries ORDER BY index")).all()
    assert [tuple(row) for row in rows] == [(0, "kept"), (1, "next")]
    assert verdict(database, own).sound


def test_many_writers_at_once_leave_no_gap_and_no_fork(database: Server, own: Home) -> None:
    def write(name: str) -> None:
        for number in range(5):
            add(database, f"{name}{number}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = verdict(database, own)
    assert (found.size, found.faults) == (20, ())


def test_the_hash_covers_every_column() -> None:
    said = {"actor": "wang", "kind": "order", "purpose": "isolate", "subject": "o1", "batch": 7}
    whole = journal.entry(3, journal.stamp(AT), journal.canonical({"b": 1, "a": "高唐"}), said)
    assert json.loads(whole) == {
        "index": 3,
        "at": "2022-01-23T04:00:00.000000Z",
        "actor": "wang",
        "kind": "order",
        "purpose": "isolate",
        "subject": "o1",
        "batch": 7,
        "body": {"a": "高唐", "b": 1},
    }


def test_a_moment_is_journalled_in_utc_whatever_zone_it_came_in() -> None:
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))
    assert journal.stamp(shanghai) == journal.stamp(AT) == "2022-01-23T04:00:00.000000Z"


def test_an_unknown_kind_a_naive_time_and_a_body_that_is_no_json_are_refused(desk: Connection) -> None:
    with pytest.raises(journal.JournalError, match=r"no entries of kind 'whim'; allowed are order, "):
        journal.append(desk, "whim", "wang", "", "a", {}, AT)
    with pytest.raises(journal.JournalError, match="no time zone"):
        journal.append(desk, "order", "wang", "", "a", {}, AT.replace(tzinfo=None))
    for body in ({"a": object()}, {"a": float("nan")}, {"a": "\ud800"}):
        with pytest.raises(journal.JournalError, match="holds text"):
            journal.append(desk, "order", "wang", "", "a", body, AT)


# ---- never changing


@pytest.mark.parametrize(
    "change", ["UPDATE journal.{} SET at = now()", "DELETE FROM journal.{}", "TRUNCATE journal.{}"]
)
@pytest.mark.parametrize("table", ["entries", "roots"])
@pytest.mark.parametrize("role", ["owner", "desk", "register", "auditor"])
def test_nobody_changes_or_removes_an_entry_not_even_the_owner(
    server: Server, role: str, table: str, change: str
) -> None:
    with (
        psycopg.connect(server.uri(role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"written once|permission denied"),
    ):
        connection.execute(change.format(table).encode())


def test_the_desk_adds_entries_it_cannot_read(desk: Connection) -> None:
    journal.append(desk, "order", "wang", "", "a", {}, AT)
    with pytest.raises(ProgrammingError, match="permission denied"):
        desk.execute(text("SELECT subject FROM journal.entries"))


# ---- what verify finds


def test_an_untouched_journal_is_sound(database: Server, own: Home) -> None:
    assert verdict(database, own) == audit.Verdict(0, 0, ())
    sealed_seven(database, own)
    assert verdict(database, own) == audit.Verdict(7, 2, ())


@pytest.mark.parametrize(
    "column", ["at = at + interval '1 microsecond'", "kind = 'read'", "actor = 'li'", "purpose = 'x'",
               "subject = 'x'", "body = '{}'", "batch = 1"],
)  # fmt: skip
def test_an_edited_entry_is_named_whichever_column_was_edited(database: Server, own: Home, column: str) -> None:
    sealed_seven(database, own)
    tamper(database, f"UPDATE journal.entries SET {column} WHERE index = 5")
    assert verdict(database, own).faults == ("entry 5 was edited",)


def test_a_removed_entry_is_named(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    tamper(database, "DELETE FROM journal.entries WHERE index IN (1, 2, 5)")
    assert verdict(database, own).faults == ("entries 1 to 2 are missing", "entry 5 is missing")


def test_entries_that_changed_places_are_named(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    move = "UPDATE journal.entries SET index = {} WHERE index = {}"
    tamper(database, move.format(99, 1), move.format(1, 3), move.format(3, 99))
    faults = verdict(database, own).faults
    assert "entry 3 was moved to place 1" in faults
    assert "entry 1 was moved to place 3" in faults


def test_a_tail_that_was_cut_off_is_missed(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    tamper(database, "DELETE FROM journal.entries WHERE index >= 5")
    assert verdict(database, own).faults == ("entries 5 to 6 are missing at the end: a root over 7 entries was sealed",)


def test_a_tail_cut_off_together_with_its_root_is_missed_by_the_home(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    tamper(database, "DELETE FROM journal.entries WHERE index >= 4", "DELETE FROM journal.roots WHERE size > 4")
    assert verdict(database, own).faults == (
        "entries 4 to 6 are missing at the end: a root over 7 entries was sealed",
        "the root over 7 entries is in journal.roots but no longer in the database",
    )


def test_history_rewritten_with_all_its_hashes_no_longer_fits_what_was_sealed(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    tamper(database, "DELETE FROM journal.entries WHERE index >= 4")
    add(database, "E", "F", "G")
    assert verdict(database, own).faults == (
        "entries 4 to 6 are not as sealed at 2022-01-24 04:00 UTC: changed, hashes and all",
    )


def test_a_leaf_rehashed_alone_no_longer_fits_its_neighbours(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    with transaction(database, "auditor") as connection:
        row = connection.execute(text(f"SELECT {audit.ENTRY} FROM journal.entries WHERE index = 2")).one()
    said = {name: getattr(row, name) for name in audit.SAID} | {"actor": "li"}
    forged = merkle.leaf(journal.entry(2, row.at, row.body, said)).hex()
    tamper(database, f"UPDATE journal.entries SET actor = 'li', nodes = '\\x{forged}' WHERE index = 2")
    assert verdict(database, own).faults == (
        "the hashes kept with entry 3 do not follow from the entries up to it",
        "entries 0 to 3 are not as sealed at 2022-01-23 04:00 UTC: changed, hashes and all",
    )


def test_a_root_that_the_home_did_not_sign_is_named(
    database: Server, own: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sealed_seven(database, own)
    stranger = create(tmp_path_factory.mktemp("stranger") / "home")
    add(database, "h")
    seal.seal(database, stranger, AT)
    assert verdict(database, own).faults == ("the root over 8 entries in the database was not signed by this home",)


def another_key(home: Home, size: int) -> Home:
    """Gives the home another key for roots over more entries than these; the home as it was."""
    (home.path / "before").mkdir()
    (home.path / "before" / "journal.key").write_text(home.key("journal").hex())
    seal.retire(home, size)
    (home.path / "secrets" / "journal.key").write_text("17" * 32)
    return replace(home, kept="before")


def test_roots_of_the_key_before_stay_good_and_new_ones_are_signed_by_the_key_after(
    database: Server, own: Home
) -> None:
    sealed_seven(database, own)
    before = another_key(own, 7)
    add(database, "h")
    seal.seal(database, own, AT + timedelta(days=2))
    assert verdict(database, own) == audit.Verdict(8, 3, ())
    keys = [seal.signer(seal.signers(own), size) for size in (4, 7, 8)]
    assert keys == [seal.public_key(before), seal.public_key(before), seal.public_key(own)]
    with transaction(database, "auditor") as connection:
        exported = proof.prove_consistency(connection, own, 4, 8)
    old, new = proof.check_consistency(exported, seal.public_key(own), seal.public_key(before))
    assert (old.size, new.size) == (4, 8)
    with pytest.raises(proof.ProofError, match="not signed by the key"):
        proof.check_consistency(exported, seal.public_key(own))


def test_a_root_that_the_key_before_signs_afterwards_is_named(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    before = another_key(own, 7)
    add(database, "h")
    seal.seal(database, before, AT + timedelta(days=2))
    assert verdict(database, own).faults == (
        "the root over 8 entries in the database was not signed by this home",
        "the root over 8 entries in journal.roots was not signed by this home",
    )


def test_without_the_file_of_keys_before_their_roots_are_not_believed(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    another_key(own, 7)
    (own.path / seal.SIGNERS).write_text("rubbish\n")
    faults = verdict(database, own).faults
    assert "journal.keys is damaged" in faults[0]
    assert len(faults) == 5


def test_a_damaged_file_of_roots_is_a_fault_and_no_crash(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    (own.path / seal.ROOTS).write_text("rubbish\n")
    assert "journal.roots is damaged" in verdict(database, own).faults[0]


# ---- sealing


def test_sealing_again_without_new_entries_signs_nothing(database: Server, own: Home) -> None:
    assert seal.seal(database, own, AT) is None
    add(database, "a")
    first = seal.seal(database, own, AT)
    assert first is not None
    assert seal.seal(database, own, AT) is None
    with transaction(database, "auditor") as connection:
        assert seal.remembered(own) == seal.roots(connection, own) == [first]


def test_a_seal_killed_before_it_reached_the_home_is_made_good_by_the_next(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    file = own.path / seal.ROOTS
    whole = file.read_text()
    file.write_text(whole[: whole.index("\n") + 40])  # the second line was cut short
    assert verdict(database, own).sound
    seal.seal(database, own, AT)
    assert file.read_text() == whole


# ---- proofs


def test_an_entry_is_proven_to_somebody_who_has_only_the_public_key(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    key = seal.public_key(own)
    with transaction(database, "auditor") as connection:
        for index, subject in enumerate("abcdefg"):
            exported = json.loads(json.dumps(proof.prove_inclusion(connection, own, index)))
            assert proof.check_inclusion(exported, key)["subject"] == subject
            with pytest.raises(proof.ProofError, match="does not lead"):
                proof.check_inclusion({**exported, "entry": exported["entry"].replace("wang", "li")}, key)


def test_a_later_root_is_proven_to_extend_an_earlier_one(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    with transaction(database, "auditor") as connection:
        exported = json.loads(json.dumps(proof.prove_consistency(connection, own, 4, 7)))
        with pytest.raises(journal.JournalError, match=r"not 5 to 7; sealed: 4, 7"):
            proof.prove_consistency(connection, own, 5, 7)
        with pytest.raises(journal.JournalError, match="under no sealed root"):
            proof.prove_inclusion(connection, own, 7)
    old, new = proof.check_consistency(exported, seal.public_key(own))
    assert (old.size, new.size) == (4, 7)
    with pytest.raises(proof.ProofError, match="does not begin with"):
        proof.check_consistency({**exported, "path": exported["path"] * 2}, seal.public_key(own))


def test_a_proof_under_another_key_or_out_of_shape_is_refused(database: Server, own: Home) -> None:
    sealed_seven(database, own)
    with transaction(database, "auditor") as connection:
        exported = proof.prove_inclusion(connection, own, 0)
    with pytest.raises(proof.ProofError, match="not signed by the key"):
        proof.check_inclusion(exported, "00" * 32)
    for broken in ({**exported, "path": [1]}, {**exported, "root": {}}, {**exported, "root": None}):
        with pytest.raises(proof.ProofError):
            proof.check_inclusion(broken, seal.public_key(own))
