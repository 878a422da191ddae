"""New passwords and keys for a home: all that it holds is under them, wherever who renews them is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import psycopg
import pytest
from polars.testing import assert_frame_equal

from seawall.desk import opening, renewing
from seawall.desk.renewing import RenewalError
from seawall.store import audit, embedded, journal, proof, rekey, renewal, seal
from seawall.store.account import ServerError
from seawall.store.cipher import ValueDamagedError
from seawall.store.database import transaction
from seawall.store.home import ROLES, Home, create
from seawall.store.register import Purpose, open_register
from seawall.store.server import Server

PROGRAM = Path(__file__).with_name("renew_program.py")
PEOPLE = pl.DataFrame(
    {
        "person": [f"p{n:02}" for n in range(35)],
        "name": [f"高敏{n}" if n % 7 else None for n in range(35)],
        "id_number": [f"3715261990{n}" for n in range(35)],
        "phone": [f"1380635{n:04}" for n in range(35)],
        "address": [None if n % 7 else f"人和街道 {n} 号" for n in range(35)],
    }
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home of this module's own with names in it, whose server runs as it does in service."""
    home = create(tmp_path_factory.mktemp("renewal") / "a home 高唐")
    assert renewing.renew(home.path) == (0, 0)  # nothing is in it yet
    register = open_register(home, opening.opened(home.path).server)
    register.keep(PEOPLE)
    register.keep(pl.DataFrame({"person": ["p99"]}))  # a row that says nothing
    yield home
    embedded.stop(home)


def secrets(home: Home) -> dict[str, str]:
    return {file.name: file.read_text() for file in (home.path / "secrets").iterdir() if file.is_file()}


def rows(server: Server) -> list[tuple[object, ...]]:
    with psycopg.connect(server.uri("owner")) as connection:
        return connection.execute("SELECT * FROM register.people ORDER BY entry").fetchall()


def entries(server: Server) -> list[dict[str, object]]:
    with transaction(server, "auditor") as connection:
        found = connection.exec_driver_sql("SELECT body FROM journal.entries WHERE kind = 'key' ORDER BY index")
        return [json.loads(body) for body in found.scalars()]


def is_whole(home: Home, before: dict[str, str]) -> None:
    """Nothing of a renewal is left to do, all names are there and found, and what is renewed is another."""
    desk = opening.opened(home.path)
    register = open_register(home, desk.server)
    assert_frame_equal(register.reveal(PEOPLE["person"], Purpose.CORRECT, "wang"), PEOPLE)
    assert register.find("phone", "13806350009", Purpose.CORRECT, "wang") == ["p09"]
    assert register.find("pinyin", "gaomin9", Purpose.CORRECT, "wang") == ["p09"]
    assert register.keep(PEOPLE) == 0
    assert [path.name for path in (home.path / "secrets").iterdir() if path.is_dir()] == []
    now = secrets(home)
    assert {name for name in now if now[name] == before[name]} == {"row.key"}
    for role in ROLES:
        with psycopg.connect(desk.server.uri(role)) as connection:
            connection.execute("SELECT 1")
    assert rekey.counted(desk.server, home) == (PEOPLE.height + 1, 0)
    with transaction(desk.server, "auditor") as connection:
        assert audit.verify(connection, home).faults == ()


def test_a_renewed_home_has_all_its_names_under_other_keys_and_other_passwords(home: Home) -> None:
    before, there = secrets(home), rows(opening.opened(home.path).server)
    known = len(entries(opening.opened(home.path).server))
    assert renewing.renew(home.path) == (36, 0)
    is_whole(home, before)
    server = opening.opened(home.path).server
    after = rows(server)
    assert [row[:3] for row in after] == [row[:3] for row in there]  # number, time, person
    assert not {value for row in there for value in row[3:] if value} & {value for row in after for value in row[3:]}
    said = entries(server)[known:]
    assert [(each["passwords"], each["keys"], each["rows"], each["unreadable"]) for each in said] == [(6, 3, 36, 0)]
    assert not set(before.values()) & {str(value) for each in said for value in each.values()}


def test_of_each_old_secret_the_bytes_are_overwritten_where_they_stood(home: Home, tmp_path: Path) -> None:
    names = [*(f"{role}.password" for role in ROLES), *renewal.KEYS]
    for name in names:
        (tmp_path / name).hardlink_to(home.path / "secrets" / name)
    renewing.renew(home.path)
    assert {name for name in names if any((tmp_path / name).read_bytes())} == set()


def test_whoever_holds_the_key_of_roots_before_is_shown_the_one_after(home: Home) -> None:
    before = seal.public_key(home)
    renewing.renew(home.path)
    server = opening.opened(home.path).server
    with transaction(server, "auditor") as connection:
        place = connection.exec_driver_sql("SELECT max(index) FROM journal.entries WHERE kind = 'key'").scalar_one()
        journal.append(connection, "order", "wang", "isolate", "p1", {}, datetime.now(UTC))
    seal.seal(server, home, datetime.now(UTC))
    with transaction(server, "auditor") as connection:
        shown = proof.prove_inclusion(connection, home, place)
        later = proof.prove_inclusion(connection, home, place + 1)
    said = proof.check_inclusion(shown, before)["body"]
    assert (said["before"], said["journal"]) == (before, seal.public_key(home))
    assert proof.check_inclusion(later, said["journal"])["subject"] == "p1"
    with pytest.raises(proof.ProofError, match="not signed by the key"):
        proof.check_inclusion(later, before)


@pytest.mark.parametrize(
    ("event", "nth"),
    [
        ("os.rename", 1),  # the new secrets are written, and not yet there
        ("os.rename", 2),  # the server knows the new passwords, the home does not
        ("os.rename", 5),  # the home knows some of them
        ("batch", 1),
        ("batch", 3),
        ("os.rename", 8),  # all names are under the new keys
        ("os.rename", 9),  # one of the keys has its place
        ("os.rename", 10),  # all but the key of roots
        ("os.rmdir", 1),  # all have
    ],
)
def test_killed_anywhere_the_next_who_opens_the_home_ends_it(home: Home, event: str, nth: int) -> None:
    before = secrets(home)
    known = len(entries(opening.opened(home.path).server))
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(PROGRAM), str(home.path), event, str(nth)], capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    begun = renewal.under_way(home)
    assert begun == ((event, nth) != ("os.rename", 1))
    if not begun:
        renewing.renew(home.path)
    is_whole(home, before)
    assert len(entries(opening.opened(home.path).server)) == known + 1
    assert not list(home.path.glob("secrets/*.half/*"))


def test_killed_while_the_passwords_change_the_next_start_mends_it(home: Home) -> None:
    before = secrets(home)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(PROGRAM), str(home.path), "subprocess.Popen", "2"], capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert (len(renewal.passwords(home)), secrets(home)) == (len(ROLES), before)
    is_whole(home, before)


def test_begun_and_the_machine_crashed_the_next_start_mends_it(home: Home) -> None:
    before = secrets(home)
    renewal.begin(home)
    os.kill(int((home.path / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    is_whole(home, before)


def test_begun_while_somebody_opens_the_home_no_new_password_is_lost(home: Home) -> None:
    before, server = secrets(home), opening.opened(home.path).server
    known = len(entries(server))
    renewal.begin(home)
    coming = renewal.passwords(home)
    with pytest.raises(ServerError, match="were made while it was being opened: open it again"):
        renewal.finish(server, home, "wang")
    assert (secrets(home), renewal.passwords(home), len(entries(server))) == (before, coming, known)
    is_whole(home, before)
    assert {role: home.password(role) for role in ROLES} == coming


def test_while_somebody_uses_the_home_it_is_not_renewed(home: Home) -> None:
    before = secrets(home)
    with (
        psycopg.connect(opening.opened(home.path).server.uri("desk")),
        pytest.raises(RenewalError, match=r"in use \(1 connections to its database\): end `seawall serve`"),
    ):
        renewing.renew(home.path)
    assert secrets(home) == before
    assert not renewal.under_way(home)


def test_whoever_had_the_home_open_is_shut_out_once_it_is_begun(home: Home) -> None:
    server = opening.opened(home.path).server
    with psycopg.connect(server.uri("register")) as connection:
        renewal.begin(home)
        opening.opened(home.path)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.uri("register"))


def test_a_value_that_was_altered_before_stays_as_it_is_and_is_counted(home: Home) -> None:
    register = open_register(home, opening.opened(home.path).server)
    register.keep(pl.DataFrame({"person": ["q1"], "name": ["李"]}))
    with psycopg.connect(register.server.uri("owner")) as connection:
        connection.execute("ALTER TABLE register.people DISABLE TRIGGER USER")
        connection.execute("UPDATE register.people SET name = name || '\\x00' WHERE person = 'q1'")
        connection.execute("ALTER TABLE register.people ENABLE TRIGGER USER")
    there = rows(register.server)[-1]
    assert renewing.renew(home.path) == (36, 1)
    register = open_register(home, opening.opened(home.path).server)
    assert rows(register.server)[-1] == there
    with pytest.raises(ValueDamagedError):
        register.reveal(["q1"], Purpose.CORRECT, "wang")
    with psycopg.connect(register.server.uri("owner")) as connection:
        connection.execute("DELETE FROM register.people WHERE person = 'q1'")


def test_with_the_secrets_of_another_home_nothing_is_renewed(home: Home, tmp_path: Path) -> None:
    own, other = home.path / "secrets" / "register.key", create(tmp_path / "other")
    kept = own.read_text()
    own.write_text(other.key("register").hex())
    try:
        with pytest.raises(RenewalError, match="none of the newest 100 names opens with the keys in"):
            renewing.renew(home.path)
    finally:
        own.write_text(kept)
    assert not renewal.under_way(home)
