"""Connections that a serving process keeps: lent again, clean, bounded, replaced when broken, gone when it is over."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import text

from seawall.store import pool
from seawall.store.account import ServerError
from seawall.store.database import transaction
from seawall.store.reading import reader
from seawall.store.server import Server
from tests.store.waiting import soon


def backend(server: Server, role: str = "desk") -> int:
    with transaction(server, role) as connection:
        return int(connection.scalar(text("SELECT pg_backend_pid()")) or 0)


def reading(server: Server) -> int:
    with reader(server, "desk") as connection:
        return int(connection.ask("SELECT pg_backend_pid()").item())


def test_a_connection_is_lent_again_to_its_role_alone_while_it_is_kept(database: Server) -> None:
    assert backend(database) != backend(database)
    with pool.kept(database):
        first = backend(database)
        assert backend(database) == first
        assert backend(database, "auditor") != first
        assert reading(database) == reading(database)
    assert backend(database) != first


@pytest.mark.parametrize("left", ["SET seawall.area = '{everywhere}'", "CREATE TEMPORARY TABLE left_behind (id text)"])
def test_what_one_borrower_set_is_gone_before_the_next(database: Server, left: str) -> None:
    asked = text("SELECT coalesce(current_setting('seawall.area', true), ''), to_regclass('pg_temp.left_behind')::text")
    with pool.kept(database):
        with transaction(database) as connection:
            connection.execute(text(left))
            first = connection.scalar(text("SELECT pg_backend_pid()"))
        with transaction(database) as connection:
            assert tuple(connection.execute(asked).one()) == ("", None)
            assert connection.scalar(text("SELECT pg_backend_pid()")) == first


def test_a_connection_that_the_server_let_go_of_is_replaced_and_nobody_is_told(database: Server) -> None:
    with pool.kept(database), psycopg.connect(database.uri("desk"), autocommit=True) as other:
        for used in (backend(database), reading(database)):
            other.execute("SELECT pg_terminate_backend(%s)", (used,))
        assert backend(database) > 0
        assert reading(database) > 0


def test_whoever_finds_all_in_use_is_told_so_after_a_while(database: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "PATIENCE", 0.2)
    together = Barrier(pool.MOST + 1)

    def hold() -> None:
        with transaction(database), reader(database, "desk"):
            together.wait()
            together.wait()

    with pool.kept(database), ThreadPoolExecutor(pool.MOST) as threads:
        held = [threads.submit(hold) for _ in range(pool.MOST)]
        together.wait()
        for ask in (backend, reading):
            with pytest.raises(ServerError, match="busy"):
                ask(database)
        together.wait()
        assert [each.result() for each in held] == [None] * pool.MOST
        assert backend(database) > 0


def test_the_last_who_keeps_them_closes_them(database: Server) -> None:
    there = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
    )
    with psycopg.connect(database.uri("desk"), autocommit=True) as other:
        with pool.kept(database):
            with pool.kept(database):
                backend(database)
            assert pool.of(database) is not None
            reading(database)
        assert pool.of(database) is None
        assert soon(lambda: other.execute(there).fetchone() == (1,))


def test_a_process_that_was_forked_uses_nothing_of_its_parents(database: Server) -> None:
    with pool.kept(database):
        backend(database)
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.write(write, b"none" if pool.of(database) is None else b"some")
            os._exit(0)
        os.waitpid(child, 0)
        assert os.read(read, 4) == b"none"
        os.close(read)
        os.close(write)
