"""What is true of every answer, whatever went wrong."""

from pathlib import Path

import pytest
from litestar import get

from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.store.account import ServerError
from seawall.web.app import application
from seawall.web.bulletin.shelf import shelf
from tests.desk.cities import city
from tests.web.browsers import HOST, Browser, signed_in


@get(["/fault", "/fault/{what:str}"], opt={"open": True, "unasked": True})
async def fault() -> str:
    """A fault of ours."""
    raise RuntimeError("a name that nobody should read")


def test_a_fault_of_ours_tells_the_browser_nothing_and_the_log_where(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with city(tmp_path) as desk:
        app = application(desk)
        app.register(fault)
        with Browser(app, HOST) as there:
            answer = there.get("/fault")
    assert answer.status_code == 500
    assert "This could not be answered." in answer.text
    assert "nobody should read" not in answer.text
    assert "nobody should read" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/people/views", {"list": "cases", "name": "mine\0"}),
        ("/people/views", {"list": "cases", "q": "\0", "name": "a"}),
        ("/administration/account/give", {"officer": "li\0", "role": "clerk", "organisation": "hq"}),
        ("/administration/account/give", {"officer": "li", "role": "clerk", "organisation": "h\0q"}),
        ("/administration/account/unlink", {"officer": "li\0", "issuer": "https://id.example"}),
    ],
)  # fmt: skip
def test_what_no_database_can_hold_is_refused_with_what_is_allowed(
    desk: Desk, address: str, fields: dict[str, str]
) -> None:
    with signed_in(desk, "wang", "administrator" if address.startswith("/administration") else "commander") as there:
        answer = there.send_form(address, **fields)
    assert (answer.status_code, "signs that cannot be seen" in answer.text) == (400, True)


def test_an_address_begins_no_line_of_the_log(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    app = application(desk)
    app.register(fault)
    with Browser(app, HOST) as there:
        assert there.get("/fault/a%0aERROR%20-%20forged%1b[31m").status_code == 500
    said = capfd.readouterr().err
    assert "GET /fault/a%0AERROR%20-%20forged%1B%5B31m\n" in said
    assert not [line for line in said.splitlines() if line.startswith("ERROR - forged")]


def test_without_its_database_every_page_says_so_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    with city(tmp_path) as desk, signed_in(desk, "wang", "commander") as there:
        opening.stop(desk.home.path)
        for address in ("/situation", "/plan", "/nowhere"):
            answer = there.get(address)
            assert answer.status_code in (404, 503)
        assert "do it again, nothing is doubled" in there.get("/situation").text
        opening.opened(desk.home.path)
        assert there.get("/situation").status_code == 200


def test_what_was_published_is_read_on_while_the_database_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seawall.web.bulletin.shelf.BEAT", 0.0)
    with city(tmp_path) as desk, Browser(application(desk), HOST) as public:
        before = public.get("/public")
        opening.stop(desk.home.path)
        assert (before.status_code, public.get("/public").text) == (200, before.text)
        with pytest.raises(ServerError):
            shelf(desk, now=True)  # who publishes is told
        opening.opened(desk.home.path)
