"""Reads that belong together share a connection, leave nothing in it, and outlive one that broke."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import Any

import psycopg
import pytest

from seawall.store.account import ServerError
from seawall.store.reading import reader, together
from seawall.store.server import Server
from tests.store.waiting import soon


def pid(server: Server) -> int:
    with reader(server, "desk") as connection:
        return int(connection.ask("SELECT pg_backend_pid()").item())


def connected(other: psycopg.Connection[Any], pid: int) -> bool:
    """Whether the backend is there, asked as its own role: of others the server does not say what they are."""
    there = "SELECT FROM pg_stat_activity WHERE pid = %s AND backend_type = 'client backend'"
    return other.execute(there, (pid,)).fetchone() is not None


def test_reads_inside_share_one_connection_and_reads_outside_do_not(database: Server) -> None:
    with together():
        first = pid(database)
        with together():
            assert pid(database) == first
        assert pid(database) == first
    assert pid(database) != first


def test_what_a_read_made_is_gone_before_the_next(database: Server) -> None:
    there = "SELECT to_regclass('pg_temp.windows') IS NOT NULL"
    with together():
        first = pid(database)
        with reader(database, "desk") as connection:
            connection.run("CREATE TEMPORARY TABLE windows (id text)")
            assert connection.ask(there).item() is True
        with reader(database, "desk") as connection:
            assert connection.ask(there).item() is False
        assert pid(database) == first


def test_a_later_read_sees_what_was_committed_between(database: Server) -> None:
    with together(), psycopg.connect(database.uri("owner"), autocommit=True) as other:
        pid(database)
        other.execute("CREATE TABLE later AS SELECT 1 AS one")
        other.execute("GRANT SELECT ON later TO PUBLIC")
        with reader(database, "desk") as connection:
            assert connection.ask("SELECT one FROM public.later").item() == 1


def test_a_connection_that_broke_is_not_used_again(database: Server) -> None:
    with together(), psycopg.connect(database.uri("desk"), autocommit=True) as other:
        broken = pid(database)
        other.execute("SELECT pg_terminate_backend(%s)", (broken,))
        with pytest.raises(ServerError):
            pid(database)
        assert pid(database) != broken


def test_nothing_is_kept_after_the_last_read(database: Server) -> None:
    with psycopg.connect(database.uri("desk"), autocommit=True) as other:
        with together():
            used = pid(database)
            assert connected(other, used)
        assert soon(lambda: not connected(other, used))


def test_of_two_connections_that_come_back_at_once_none_is_left_open(database: Server) -> None:
    both = Barrier(2)

    def read() -> int:
        with reader(database, "desk") as connection:
            found = int(connection.ask("SELECT pg_backend_pid()").item())
            both.wait()
        both.wait()
        return found

    with psycopg.connect(database.uri("desk"), autocommit=True) as other, ThreadPoolExecutor(2) as pool:
        used: set[int] = set()
        with together():
            for _ in range(20):
                used |= {each.result() for each in [pool.submit(copy_context().run, read) for _ in range(2)]}
        assert len(used) > 1
        assert soon(lambda: not any(connected(other, each) for each in used))
