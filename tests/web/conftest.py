"""What tests of pages share: a desk of an empty home."""

import pytest

from seawall.desk.opening import Desk
from seawall.store.home import Home
from seawall.store.server import Server


@pytest.fixture
def desk(home: Home, database: Server) -> Desk:
    """A service home without a fact, its database the test's own."""
    return Desk(home, database)
