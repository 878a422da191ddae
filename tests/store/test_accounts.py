"""Accounts, passkeys and sessions: the owner gives them, the desk signs in, a token stands nowhere in clear."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from seawall.store import accounts, passkeys, sessions
from seawall.store.accounts import Entry, Role
from seawall.store.database import transaction
from seawall.store.passkeys import Passkey
from seawall.store.server import Server
from seawall.store.sessions import IDLE, Session, Way

AT = datetime(2022, 1, 22, 8, 0, tzinfo=UTC)
COMMANDER = Role("commander", "hq")
HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAA"


def given(database: Server, officer: str = "wang", *roles: Role) -> UUID:
    with transaction(database, "owner") as connection:
        account = accounts.make(connection, officer, AT)
        for role in roles or (COMMANDER,):
            accounts.grant(connection, account, role, AT)
    return account


def opened(database: Server, account: UUID, at: datetime = AT, way: Way = "passkey") -> str:
    with transaction(database) as connection:
        return sessions.open_(connection, account, way, at)


def found(database: Server, token: str, at: datetime = AT) -> Session | None:
    with transaction(database) as connection:
        return sessions.find(connection, token, at)


def refused(database: Server, role: str, statement: str) -> bool:
    with psycopg.connect(database.uri(role)) as connection:
        try:
            connection.execute(statement.encode())
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


# ---- accounts


def test_a_new_home_has_no_account(database: Server) -> None:
    with transaction(database, "owner") as connection:
        assert accounts.every(connection, AT) == []


def test_an_account_has_its_roles_from_the_moment_they_are_given_until_it_is_ended(database: Server) -> None:
    clerk = Role("clerk", "cdc", "370000")
    account = given(database, "wang", COMMANDER, clerk)
    with transaction(database, "owner") as connection:
        assert accounts.roles(connection, account, AT - timedelta(seconds=1)) == ()
        assert accounts.roles(connection, account, AT) == (clerk, COMMANDER)
        accounts.end(connection, account, AT + timedelta(hours=1))
        assert accounts.roles(connection, account, AT) == ()
        ended = accounts.find(connection, "wang")
        assert ended is not None
        assert (ended.active, ended.password) == (False, None)


def test_an_account_made_again_has_its_number_and_none_of_its_old_roles_keys_or_password(database: Server) -> None:
    account = given(database)
    with transaction(database, "owner") as connection:
        accounts.set_password(connection, account, HASH)
        passkeys.add(connection, Passkey(b"k", b"public", 0, account), AT)
        accounts.end(connection, account, AT)
        assert accounts.make(connection, "wang", AT) == account
        assert accounts.every(connection, AT) == [Entry("wang", True, (), password=False, passkeys=0)]


def test_the_same_role_is_given_once(database: Server) -> None:
    account = given(database)
    with transaction(database, "owner") as connection:
        assert not accounts.grant(connection, account, COMMANDER, AT)
        assert accounts.grant(connection, account, Role("commander", "hq", "370000"), AT)
        assert not accounts.grant(connection, account, Role("commander", "hq", "370000"), AT)


@pytest.mark.parametrize("officer", ["", " ", " wang", "wang ", "wa\nng", "w" * 65])
def test_an_officer_has_an_id_that_can_be_told_from_others(database: Server, officer: str) -> None:
    with pytest.raises(IntegrityError), transaction(database, "owner") as connection:
        accounts.make(connection, officer, AT)


@pytest.mark.parametrize("role", ["", "janitor", "Commander"])
def test_there_are_ten_roles_and_no_other(database: Server, role: str) -> None:
    given(database, "li", *(Role(each, "hq") for each in accounts.ROLES))
    with pytest.raises(IntegrityError):
        given(database, "wang", Role(role, "hq"))


def test_a_password_is_kept_as_an_argon2id_hash_or_not_at_all(database: Server) -> None:
    account = given(database)
    with pytest.raises(IntegrityError), transaction(database, "owner") as connection:
        accounts.set_password(connection, account, "correct horse battery staple")


# ---- sessions


def test_what_the_browser_holds_stands_nowhere_in_the_database(database: Server) -> None:
    token = opened(database, given(database))
    assert len(token) == 43  # 256 bits in base64
    with transaction(database, "owner") as connection:
        (kept,) = connection.scalars(text("SELECT token FROM access.sessions"))
        (row,) = connection.scalars(text("SELECT s::text FROM access.sessions s"))
    assert kept == hashlib.sha256(token.encode()).digest()
    assert token not in row


def test_each_session_has_a_token_of_its_own(database: Server) -> None:
    account = given(database)
    assert len({opened(database, account) for _ in range(3)}) == 3


def test_who_holds_the_token_is_the_officer_with_the_roles_of_now(database: Server) -> None:
    account = given(database)
    token = opened(database, account)
    assert found(database, token) == Session(account, "wang", "passkey", AT, AT + IDLE, (COMMANDER,))
    assert found(database, token + "x") is None
    assert found(database, "") is None


def test_a_session_ends_after_half_an_hour_without_a_request(database: Server) -> None:
    token = opened(database, given(database))
    assert found(database, token, AT + timedelta(minutes=29)) is not None
    assert found(database, token, AT + timedelta(minutes=58)) is not None
    assert found(database, token, AT + timedelta(minutes=88)) is None


def test_a_session_ends_after_twelve_hours_whatever_is_done(database: Server) -> None:
    token = opened(database, given(database))
    for minutes in range(20, 12 * 60, 20):
        assert found(database, token, AT + timedelta(minutes=minutes)) is not None
    assert found(database, token, AT + timedelta(hours=12)) is None


def test_a_session_ends_with_its_account_and_with_its_last_role(database: Server) -> None:
    wang, li = given(database, "wang"), given(database, "li")
    tokens = opened(database, wang), opened(database, li)
    with transaction(database, "owner") as connection:
        accounts.end(connection, wang, AT)
        connection.execute(text("UPDATE access.roles SET until = :at"), {"at": AT + timedelta(minutes=5)})
    assert [found(database, token) is not None for token in tokens] == [False, True]
    assert found(database, tokens[1], AT + timedelta(minutes=5)) is None


def test_who_signs_out_is_out_and_a_new_password_ends_sessions_of_the_old_one(database: Server) -> None:
    account = given(database)
    first, second, third = (opened(database, account, way=way) for way in ("passkey", "passkey", "password"))
    with transaction(database) as connection:
        assert sessions.close(connection, first) == "wang"
        assert sessions.close(connection, first) is None
    with transaction(database, "owner") as connection:
        accounts.set_password(connection, account, HASH)
    assert [found(database, token) is not None for token in (first, second, third)] == [False, True, False]


def test_sessions_that_are_over_are_removed_when_somebody_signs_in(database: Server) -> None:
    account = given(database)
    opened(database, account)
    opened(database, account, AT + timedelta(hours=1))
    with transaction(database) as connection:
        assert connection.scalar(text("SELECT count(*) FROM access.sessions")) == 1


# ---- passkeys


def test_a_passkey_says_whom_it_opens_and_remembers_its_count(database: Server) -> None:
    account = given(database)
    key = Passkey(b"key", b"public", 4, account)
    with transaction(database) as connection:
        assert passkeys.add(connection, key, AT)
        assert not passkeys.add(connection, key._replace(public_key=b"another"), AT)
        assert passkeys.find(connection, b"key") == (key, "wang")
        passkeys.used(connection, b"key", 5, AT)
        owner = passkeys.find(connection, b"key")
        assert owner is not None
        assert owner.passkey.sign_count == 5
        assert passkeys.find(connection, b"other") is None
        assert passkeys.of(connection, account) == [b"key"]


# ---- the wall


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO access.accounts (officer, made) VALUES ('x', now())",
        "UPDATE access.accounts SET active = true",
        "UPDATE access.accounts SET password = NULL",
        "DELETE FROM access.accounts",
        "INSERT INTO access.roles SELECT account, 'commander', 'hq', NULL, now() FROM access.accounts",
        "UPDATE access.roles SET until = NULL",
        "DELETE FROM access.roles",
        "UPDATE access.passkeys SET account = account",
        "UPDATE access.passkeys SET public_key = public_key",
        "DELETE FROM access.passkeys",
        "UPDATE access.sessions SET account = account",
        "UPDATE access.sessions SET ends = ends",
    ],
)
def test_the_desk_gives_nobody_an_account_a_role_or_a_longer_session(server: Server, statement: str) -> None:
    assert refused(server, "desk", statement)
    assert refused(server, "auditor", statement)


def test_the_auditor_sees_who_has_an_account_and_none_of_what_opens_it(server: Server) -> None:
    for table, columns in {
        "accounts": "account, officer, active, made", "roles": "*", "passkeys": "account, made, used",
        "sessions": "account, way, opened, seen, ends",
    }.items():  # fmt: skip
        assert not refused(server, "auditor", f"SELECT {columns} FROM access.{table}")
    for table, column in (("accounts", "password"), ("sessions", "token"), ("passkeys", "credential")):
        assert refused(server, "auditor", f"SELECT {column} FROM access.{table}")


@pytest.mark.parametrize("role", ["register", "intimate"])
@pytest.mark.parametrize("table", ["accounts", "roles", "passkeys", "sessions"])
def test_the_other_roles_see_nothing_of_accounts(server: Server, role: str, table: str) -> None:
    assert refused(server, role, f"SELECT * FROM access.{table}")
