"""What every answer says, whoever asks for what: headers, cookies, methods, and nothing that is no page of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Response

from seawall.desk.opening import Desk
from seawall.web.app import application
from seawall.web.looking import ROOMS
from seawall.web.pages import STATIC
from tests.web.browsers import Browser, browser, signed_in

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted(
    each for folder in (Path(str(STATIC)), ROOT / "web" / "src") for each in folder.rglob("*.[jt]s")
    if "built" not in each.parts
)  # fmt: skip
COMMANDER = ("commander", "administrator", "epidemiologist")
ASKED = (
    "/situation", "/sign-in", "/passkey", "/administration/accounts", "/plan/sign", "/nowhere", "/people/nobody.css",
    "/static/seawall.css", "/static/mark.svg", "/static/nothing.js", "/public", "/api/v1/incidents", "/health",
    "/field/worker.js",
)  # fmt: skip


@pytest.fixture
def officer(desk: Desk) -> Iterator[Browser]:
    with signed_in(desk, "wang", *COMMANDER) as found:
        yield found


def test_nothing_of_others_is_run_framed_or_guessed_in_any_answer(desk: Desk, officer: Browser) -> None:
    with Browser(application(desk, names=("desk.example",))) as refused, browser(desk) as nobody:
        answers = [each.get(address) for each in (officer, nobody, refused) for address in ASKED]
    assert {each.status_code for each in answers} >= {200, 303, 400, 401, 404, 405}
    for each in answers:
        said = each.headers
        policy = [part.strip() for part in said["content-security-policy"].split(";")]
        assert {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= {*policy}
        assert "unsafe" not in said["content-security-policy"]
        assert said["x-content-type-options"] == "nosniff"
        assert said["referrer-policy"] == "no-referrer"
        assert said["cross-origin-opener-policy"] == said["cross-origin-resource-policy"] == "same-origin"
        assert said["strict-transport-security"] == "max-age=63072000; includeSubDomains"


def test_every_text_says_in_which_signs_it_is_written(officer: Browser) -> None:
    for address in ASKED:
        answer = officer.get(address)
        kind = answer.headers.get("content-type", "")
        assert not answer.content or re.fullmatch(
            r"(text/(html|css|javascript|plain)|image/svg\+xml); charset=utf-8|application/(problem\+)?json", kind
        ), (address, kind)


def test_no_other_site_is_let_read_an_answer(officer: Browser) -> None:
    for address in ASKED:
        said = officer.get(address, headers={"Origin": "https://evil.example"}).headers
        assert [name for name in said if name.startswith("access-control-")] == []


def test_who_asks_for_the_head_is_told_all_but_the_page(officer: Browser) -> None:
    changes = {"date", "content-security-policy", "set-cookie"}
    for address in ASKED:
        head, whole = officer.head(address), officer.get(address)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        one, other = ({**each.headers} for each in (head, whole))
        assert {name: said for name, said in one.items() if name not in changes} == {
            name: said for name, said in other.items() if name not in changes
        }, address


def test_nothing_is_done_for_who_asks_for_the_head_alone(officer: Browser) -> None:
    for address in ("/people/export/1", "/chains/export/1", "/sign-in/oidc/back"):
        assert officer.head(address).status_code == 405, address


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_a_method_that_no_page_has_is_refused(officer: Browser, method: str) -> None:
    for address in ("/situation", "/sign-in", "/static/seawall.css", "/api/v1/incidents"):
        assert officer.request(method, address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/static", "/static/", "/static/field/", "/static/built/", "/static/../pages.py", "/static/%2e%2e/pages.py",
        "/static/..%2fpages.py", "/.git/config", "/home.toml", "/secrets/journal.key", "/openapi.json", "/schema",
        "/docs",
    ],
)  # fmt: skip
def test_no_folder_is_listed_and_nothing_beside_the_static_files_is_served(officer: Browser, address: str) -> None:
    assert officer.get(address).status_code == 404


def test_pages_are_not_kept_and_a_page_under_the_name_of_a_file_is_none(officer: Browser) -> None:
    for name, _ in ROOMS:
        answer = officer.get(f"/{name}", follow_redirects=True)
        assert answer.status_code != 200 or answer.headers["cache-control"] == "no-store"
        assert officer.get(f"/{name}/own.css").status_code in (404, 405)


def test_every_page_of_who_is_signed_in_has_the_way_out(officer: Browser) -> None:
    names = [name for name, _ in ROOMS if name != "field"]  # its way out is a screen of its own, made by its script
    for each in (*(officer.get(f"/{name}", follow_redirects=True) for name in names), officer.get("/passkey")):
        assert (each.status_code, 'action="/sign-out"' in each.text) == (200, True), each.url


def test_what_somebody_is_called_is_shown_as_text(desk: Desk) -> None:
    with signed_in(desk, "<i>x</i>&\"' onload=1", *COMMANDER) as found:
        for address in ("/passkey", "/administration/accounts"):
            said = found.get(address).text
            assert "&lt;i&gt;x&lt;/i&gt;&amp;&#34;&#39; onload=1" in said
            assert "<i>x" not in said


def cookies(answer: Response) -> list[str]:
    return answer.headers.get_list("set-cookie")


def test_every_cookie_is_this_hosts_alone_and_no_script_reads_it(desk: Desk, officer: Browser) -> None:
    with browser(desk) as nobody:
        given = [
            *cookies(nobody.get("/sign-in")), *cookies(nobody.send_form("/choose", lang="en", light="dark", keys="on")),
            *cookies(nobody.send_json("/sign-in/passkey/options")), *cookies(officer.get("/situation")),
            *cookies(officer.send_json("/passkey/options")), *cookies(officer.send_form("/sign-out")),
        ]  # fmt: skip
    assert {each.split("=")[0] for each in given} >= {
        "__Host-csrf", "__Host-lang", "__Host-light", "__Host-keys", "__Host-challenge", "__Host-session",
    }  # fmt: skip
    for each in given:
        parts = [part.strip().lower() for part in each.split(";")]
        assert each.startswith("__Host-")
        assert {"secure", "httponly", "path=/"} <= {*parts}
        assert {"samesite=strict", "samesite=lax"} & {*parts}
        assert not [part for part in parts if part.startswith("domain")]
        assert len(each.split(";")[0]) < 4096


def test_where_somebody_comes_from_the_socket_says_and_no_header(desk: Desk) -> None:
    with browser(desk) as nobody:
        for nth in range(31):
            nobody.headers.update(dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "Forwarded"), f"10.0.0.{nth}"))
            answer = nobody.send_form("/sign-in/password", officer=f"officer {nth}", password="a")  # noqa: S106
    assert answer.status_code == 429


def test_a_forwarded_host_is_not_believed(desk: Desk) -> None:
    with Browser(application(desk, names=("desk.example",)), "https://desk.example") as there:
        assert there.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"}).status_code == 200
        lying = {"Host": "evil.example", "X-Forwarded-Host": "desk.example"}
        assert there.get("/sign-in", headers=lying).status_code == 400


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda each: each.name)
def test_no_script_makes_markup_of_text_runs_text_or_keeps_things_in_the_open(file: Path) -> None:
    said = file.read_text(encoding="utf-8")
    for word in (
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "eval(",
        "new Function", "localStorage", "sessionStorage", "document.cookie", "postMessage", "__proto__",
    ):  # fmt: skip
        assert word not in said
