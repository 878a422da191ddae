"""A server that somebody else runs, in place of the home's own."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from seawall.lock import try_lock
from seawall.store import account, cluster, external, renewal
from seawall.store.account import ServerError
from seawall.store.embedded import start, stop
from seawall.store.home import ROLES, Home, create


@pytest.fixture
def admin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[URL]:
    """The administrator of a database on somebody else's server: here another home's, its roles out of the way."""
    theirs = create(tmp_path / "theirs")
    url = start(theirs).urls["owner"].set(username="postgres")
    stop(theirs)
    hold = try_lock(theirs.path / "server.lock")
    assert hold is not None
    secret = f"ALTER ROLE postgres PASSWORD '{theirs.password('owner')}'"
    cluster.alone(theirs.path / "postgres", account.account(theirs), hold, [secret])
    os.close(hold)
    start(theirs)
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(False), autocommit=True) as connection:
        for role in ROLES:
            connection.execute(f"ALTER ROLE {role} RENAME TO their_{role}".encode())
        connection.execute("CREATE DATABASE city")
        yield url.set(drivername="postgresql", database="city")
        monkeypatch.undo()
        connection.execute("DROP DATABASE city")
        for role in ROLES:
            connection.execute(f"DROP ROLE IF EXISTS {role}".encode())
            connection.execute(f"ALTER ROLE their_{role} RENAME TO {role}".encode())
    stop(theirs)


def test_the_home_s_roles_are_made_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, admin: URL) -> None:
    home = create(tmp_path / "ours")
    monkeypatch.setenv(external.VARIABLE, admin.render_as_string(hide_password=False))
    assert start(home) == start(home)
    for role in ROLES:
        with psycopg.connect(start(home).uri(role)) as connection:
            assert connection.execute("SELECT current_user, current_database()").fetchone() == (role, "city")
    with psycopg.connect(start(home).uri("owner")) as connection:
        connection.execute("CREATE SCHEMA ours")
        connection.rollback()
    assert not (home.path / "postgres").exists()


def test_a_renewal_gives_the_roles_there_the_new_passwords(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, admin: URL
) -> None:
    home = create(tmp_path / "ours")
    monkeypatch.setenv(external.VARIABLE, admin.render_as_string(hide_password=False))
    before = start(home)
    renewal.begin(home)
    now = start(home)
    for role in ROLES:
        with psycopg.connect(now.uri(role)) as connection:
            connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(before.uri(role))


def test_a_renewal_ends_the_sessions_there_of_whoever_had_the_old_passwords(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, admin: URL
) -> None:
    home = create(tmp_path / "ours")
    monkeypatch.setenv(external.VARIABLE, admin.render_as_string(hide_password=False))
    before = start(home)
    with psycopg.connect(before.uri("desk")) as writing, psycopg.connect(before.uri("owner"), autocommit=True) as idle:
        writing.execute("SELECT 1")
        renewal.begin(home)
        start(home)
        for connection in (writing, idle):
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
            connection.close()


def test_many_who_start_while_a_renewal_is_under_way_take_the_new_passwords_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, admin: URL
) -> None:
    home = create(tmp_path / "ours")
    monkeypatch.setenv(external.VARIABLE, admin.render_as_string(hide_password=False))
    start(home)
    renewal.begin(home)
    coming, take, inside, most = renewal.passwords(home), renewal.take_passwords, list[int](), list[int]()

    def slowly(home: Home) -> None:
        inside.append(1)
        time.sleep(0.3)
        most.append(len(inside))
        take(home)
        inside.pop()

    monkeypatch.setattr(renewal, "take_passwords", slowly)
    with ThreadPoolExecutor(4) as many:
        waits = psycopg.connect(admin.set(drivername="postgresql").render_as_string(False))
        with waits:
            waits.execute(f"SELECT pg_advisory_xact_lock({external._LOCK})".encode())
            started = [many.submit(start, home) for _ in range(4)]
            time.sleep(0.5)  # all have come by now to where the first waits
        assert len({each.result().uri("owner") for each in started}) == 1
    assert (max(most), {role: home.password(role) for role in ROLES}) == (1, coming)
    with psycopg.connect(start(home).uri("owner")) as connection:
        connection.execute("SELECT 1")


def test_roles_that_another_home_has_made_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, admin: URL
) -> None:
    monkeypatch.setenv(external.VARIABLE, admin.render_as_string(hide_password=False))
    start(create(tmp_path / "ours"))
    with pytest.raises(ServerError, match="refuses the home's own password"):
        start(create(tmp_path / "others"))


def test_it_is_not_ours_to_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(external.VARIABLE, "postgresql://admin@example.org/city")
    with pytest.raises(ServerError, match="is not the home's: stop it where it runs"):
        stop(create(tmp_path / "home"))


@pytest.mark.parametrize("address", ["rubbish", "postgresql:///city?host=/nowhere", "sqlite:///city.db"])
def test_an_address_that_leads_nowhere_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(external.VARIABLE, address)
    with pytest.raises(ServerError, match=r"SEAWALL_DATABASE_URL: .*; it must name an administrator"):
        start(create(tmp_path / "home"))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://admin@db.example/city", "postgresql://admin@db.example/city?sslmode=require",
        "postgresql://admin@/city?host=/run/postgresql,db.example", "postgresql://admin@localhost/city?hostaddr=10.0.0.7",
    ],
)  # fmt: skip
def test_a_server_elsewhere_is_not_asked_without_knowing_it_under_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(external.VARIABLE, address)
    with pytest.raises(ServerError, match=r"is asked over a network: add \?sslmode=verify-full"):
        start(create(tmp_path / "home"))
