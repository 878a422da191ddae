"""A program that asks the API of a home, with a token in an officer's stead."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from seawall.desk.opening import Desk
from seawall.store import accounts, tokens
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.tokens import New
from seawall.web.api.tokens import scope
from seawall.web.app import application

EVERYTHING = ("look:facts", "import:facts")
_KEYS = iter(range(1_000_000))


def account(desk: Desk, officer: str, *roles: Role) -> UUID:
    """An account with roles, in force for a minute."""
    at = datetime.now(UTC) - timedelta(minutes=1)
    with transaction(desk.server, "owner") as connection:
        made = accounts.make(connection, officer, at)
        for role in roles:
            accounts.grant(connection, made, role, at)
        return made


def token(desk: Desk, officer: str, role: str | Role, may: Sequence[str] = EVERYTHING, **more: Any) -> str:
    """What a program holds that asks in the stead of an officer with one role."""
    made = account(desk, officer, Role(role, "hq") if isinstance(role, str) else role)
    at = datetime.now(UTC) - timedelta(seconds=30)
    ends = more.get("ends", at + timedelta(days=1))
    name = more.get("name", f"{officer}-{next(_KEYS)}")
    with transaction(desk.server, "owner") as connection:
        _, said = tokens.make(connection, New(made, name, [scope(each) for each in may], ends, "root"), at)
    return said


class Program(TestClient[Litestar]):
    """A client with a token; it asks for English, and names a new key with each request that writes."""

    def __init__(self, app: Litestar, said: str) -> None:
        super().__init__(app, base_url="https://seawall.example")
        self.headers.update({"Authorization": f"Bearer {said}", "Accept-Language": "en"})

    def rows(self, address: str) -> list[dict[str, Any]]:
        """The rows at an address."""
        answered = self.get(address)
        assert answered.status_code == 200, answered.text
        return [msgspec.json.decode(line) for line in answered.content.splitlines()]

    def enter(self, table: str, *rows: object, key: str | None = None) -> Response:
        """Sends rows of a table."""
        named = {"Idempotency-Key": key or f"key-{next(_KEYS)}"}
        return self.post(f"/api/v1/facts/{table}", json=list(rows), headers=named)


def program(desk: Desk, officer: str = "wang", role: str | Role = "epidemiologist", *may: str) -> Program:
    """A program that asks in the stead of an officer."""
    return Program(application(desk), token(desk, officer, role, may or EVERYTHING))
