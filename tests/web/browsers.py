"""A browser at the pages of a home: it holds cookies, sends the token of its forms, and somebody may be signed in."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from seawall.desk.opening import Desk
from seawall.store import accounts, sessions
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.sessions import Way
from seawall.web.app import application
from seawall.web.sealed import sealed
from seawall.web.sessions import COOKIE

HOST = "https://seawall.example"
CSRF = re.compile(r'name="_csrf_token" value="([0-9a-f]+)"')


class Browser(TestClient[Litestar]):
    """A client that follows no redirect by itself, asks for English, and sends back the token of the sign-in page."""

    def __init__(self, app: Litestar, host: str = HOST) -> None:
        super().__init__(app, base_url=host)
        self.follow_redirects = False
        self.headers["Accept-Language"] = "en"

    @property
    def token(self) -> str:
        """What a form of ours sends to show that it is ours."""
        if "__Host-csrf" not in self.cookies:
            self.get("/sign-in")
        return self.cookies["__Host-csrf"]

    def page_of(self, person: str) -> str:
        """The address of a person's page, as links say it."""
        return f"/people/{sealed(person, 'person', self.app.state.desk.home)}"

    def send_form(self, address: str, **fields: str) -> Response:
        """Sends a form."""
        return self.post(address, data={"_csrf_token": self.token, **fields})

    def send_json(self, address: str, said: object = None) -> Response:
        """Sends JSON, as a script of ours does."""
        return self.post(address, json=said if said is not None else {}, headers={"x-csrftoken": self.token})


def browser(desk: Desk, host: str = HOST) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(application(desk), host)


def account(desk: Desk, officer: str, *roles: str, house: str = "hq") -> UUID:
    """An account with roles of one organisation, in force for a minute."""
    at = datetime.now(UTC) - timedelta(minutes=1)
    with transaction(desk.server, "owner") as connection:
        made = accounts.make(connection, officer, at)
        for role in roles:
            accounts.grant(connection, made, Role(role, house), at)
    return made


def signed_in(
    desk: Desk, officer: str, *roles: str, ago: timedelta = timedelta(0), way: Way = "passkey", host: str = HOST,
    house: str = "hq",
) -> Browser:  # fmt: skip
    """A browser in which an officer with an account and these roles signed in some time ago."""
    made = account(desk, officer, *roles, house=house)
    with transaction(desk.server) as connection:
        token = sessions.open_(connection, made, way, datetime.now(UTC) - ago)
    found = browser(desk, host)
    found.cookies.set(COOKIE, token)
    return found
