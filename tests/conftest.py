"""What every test may ask for."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from seawall.store import account, cluster, embedded, launch
from seawall.store.home import Home, create
from seawall.store.seal import ROOTS
from seawall.store.server import Server

# How long an example takes says how busy the machine is: the tests of the other processes run there too.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data that stands beside a development checkout; a test that needs it skips without it."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"the real data are not beside this checkout ({SHARED}); see docs/drills.md")
    return SHARED


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A service home with its server running, for the whole session; its owner may also make databases."""
    home = create(tmp_path_factory.mktemp("data") / "a home 家")
    runner = account.account(home)
    with tempfile.TemporaryFile() as hold:
        cluster.make(home, runner, hold.fileno())
        cluster.alone(home.path / "postgres", runner, hold.fileno(), ["ALTER ROLE owner CREATEDB"])
    yield home
    embedded.stop(home)
    shutil.rmtree(home.path)


@pytest.fixture(scope="session")
def server(home: Home) -> Server:
    """The session's server, migrated; shared by all tests, so only for those that add no rows others would see."""
    from seawall.store.database import migrate

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(launch.SETTINGS, "fsync", "off")  # nothing here has to survive the machine
        server = embedded.start(home)
    migrate(server, home)
    with psycopg.connect(server.uri("owner"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE pristine TEMPLATE seawall")
    return server


_NUMBERS = itertools.count()


@pytest.fixture
def database(server: Server, home: Home) -> Iterator[Server]:
    """A migrated, empty database of this test's own, of which the home remembers no root; dropped after it."""
    (home.path / ROOTS).unlink(missing_ok=True)
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(server.uri("owner"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE pristine STRATEGY FILE_COPY".encode())
        yield Server({role: url.set(database=name) for role, url in server.urls.items()})
        connection.execute(f"DROP DATABASE {name}".encode())


@pytest.fixture
def history(database: Server, home: Home) -> Home:
    """The home as a history, which accepts an earlier `recorded_at`; its database is the test's own."""
    with psycopg.connect(database.uri("owner")) as connection:
        connection.execute("ALTER TABLE facts.home DISABLE TRIGGER append_only")
        connection.execute("UPDATE facts.home SET history = true")
        connection.execute("ALTER TABLE facts.home ENABLE TRIGGER append_only")
    return replace(home, history=True)
