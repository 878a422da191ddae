"""By which names the pages may be opened."""

import pytest

from seawall.desk.opening import Desk
from seawall.web.app import application
from seawall.web.hosts import called
from tests.web.browsers import Browser


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8080", "localhost"), ("Seawall.example", "seawall.example"), ("127.0.0.1", "127.0.0.1"),
        ("[::1]:8443", "::1"), ("[::1", None), ("", None),
    ],
)  # fmt: skip
def test_a_host_is_called_by_its_name_without_its_port(host: str, name: str | None) -> None:
    assert called(host) == name


@pytest.mark.parametrize(("host", "status"), [("localhost:8080", 200), ("LOCALHOST", 200), ("[::1]:80", 200)])
def test_pages_open_at_their_names_at_any_port(desk: Desk, host: str, status: int) -> None:
    pages = Browser(application(desk, names=("localhost", "::1")))
    assert pages.get("/sign-in", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8080", "", "[::1"])
def test_another_name_is_refused_and_says_what_would_do(desk: Desk, host: str) -> None:
    pages = Browser(application(desk, names=("localhost",)))
    answer = pages.get("/sign-in", headers={"Host": host})
    assert (answer.status_code, "--host-name" in answer.text) == (400, True)
    assert "content-security-policy" in answer.headers


def test_health_answers_at_any_name(desk: Desk) -> None:
    assert Browser(application(desk, names=("localhost",))).get("/health", headers={"Host": "10.0.0.7"}).text == "ok"
