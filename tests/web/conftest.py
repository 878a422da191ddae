"""What tests of pages share: a desk of an empty home."""

import pytest

from seawall.desk.opening import Desk
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.web import standing


@pytest.fixture
def desk(home: Home, database: Server) -> Desk:
    """A service home without a fact, its database the test's own."""
    return Desk(home, database)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show the plan of now: how long it took on a busy machine leaves none standing."""
    monkeypatch.setattr(standing, "PATIENCE", 3600.0)
