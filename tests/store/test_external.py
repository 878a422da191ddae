"""A server that somebody else runs, in place of the home's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from seawall.lock import try_lock
from seawall.store import account, cluster, external, renewal
from seawall.store.account import ServerError
from seawall.store.embedded import start, stop
from seawall.store.home import ROLES, create


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
