"""Language and light, as somebody chooses them."""

import pytest

from seawall.desk.opening import Desk
from seawall.web.choices import within
from tests.web.browsers import browser


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "javascript:1"]
)
def test_nobody_is_led_elsewhere(address: str) -> None:
    assert within(address) == "/"


def test_a_choice_is_kept_and_the_page_comes_again_as_it_was_chosen(desk: Desk) -> None:
    with browser(desk) as there:
        done = there.send_form("/choose", lang="zh", back="/sign-in?back=%2Fplan")
        assert (done.status_code, done.headers["location"]) == (303, "/sign-in?back=%2Fplan")
        assert '<html lang="zh-CN" data-light="auto">' in there.get("/sign-in").text
        there.send_form("/choose", light="dark")
        assert 'data-light="dark"' in there.get("/sign-in").text


def test_single_keys_can_be_switched_off_and_on(desk: Desk) -> None:
    with browser(desk) as there:
        assert 'data-keys="on"' in there.get("/sign-in").text
        there.send_form("/choose", keys="off")
        assert 'data-keys="off"' in there.get("/sign-in").text
        there.send_form("/choose", keys="on")
        assert 'data-keys="on"' in there.get("/sign-in").text


def test_what_is_no_choice_is_refused_with_what_is(desk: Desk) -> None:
    with browser(desk) as there:
        assert there.send_form("/choose", lang="xx").status_code == 400
        assert "choose lang (zh, en) or light (auto, light, dark) or keys (on, off)" in there.send_form("/choose").text


def test_a_form_without_its_token_is_refused(desk: Desk) -> None:
    with browser(desk) as there:
        assert there.post("/choose", data={"lang": "en"}).status_code == 403
