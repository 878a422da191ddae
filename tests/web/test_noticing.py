"""The log beside the journal: who looked at people, who tried to get round what guards; nobody floods or forges it."""

import json
import logging
from collections.abc import Iterator

import pytest

from seawall.desk.opening import Desk
from seawall.web.app import application
from seawall.web.noticing import TRIES
from tests.web.browsers import Browser, browser, signed_in


class Written(logging.Handler):
    """What was written, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def said(self) -> list[dict[str, str]]:
        return [json.loads(each) for each in self.lines]


@pytest.fixture
def log() -> Iterator[Written]:
    found, logger = Written(), logging.getLogger("seawall.web.noticing")
    logger.addHandler(found)
    yield found
    logger.removeHandler(found)


def test_who_looks_at_people_is_written_with_what_and_when_and_once_a_minute(desk: Desk, log: Written) -> None:
    with signed_in(desk, "wang", "commander") as there:
        for address in ("/people?list=contacts&q=王小明", "/people?list=contacts&q=王", there.page_of("p1"), "/chains"):
            there.get(address)
        person = there.page_of("p1")
    said = [(each["officer"], each["asked"], each["method"], each["path"]) for each in log.said]
    assert said == [
        ("wang", "look people", "GET", "/people"), ("wang", "look people", "GET", person),
        ("wang", "look chains", "GET", "/chains"),
    ]  # fmt: skip
    assert all(each["at"].endswith("+00:00") and each["what"] == "let" for each in log.said)
    assert "王" not in str(log.lines)


def test_a_form_without_its_token_an_unknown_host_and_a_bad_token_are_written(desk: Desk, log: Written) -> None:
    secret = "seawall_" + "x" * 43
    with Browser(application(desk, names=("seawall.example",))) as there:
        assert there.post("/choose", data={"lang": "en"}).status_code == 403
        assert there.get("/situation", headers={"Host": "evil.example"}).status_code == 400
        assert there.get("/api/v1/incidents", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    assert [(each["what"], each["method"], each["path"]) for each in log.said] == [
        ("CSRF token verification failed", "POST", "/choose"), ("unknown host", "GET", "/situation"),
        ("no good token", "GET", "/api/v1/incidents"),
    ]  # fmt: skip
    assert secret not in str(log.lines)


def test_files_that_are_sent_without_the_token_are_written(desk: Desk, log: Written) -> None:
    with signed_in(desk, "clerk-1", "clerk") as there:
        assert there.post("/import/files", files={"files": ("a.csv", b"a")}).status_code == 403
    assert log.said[-1]["what"] == "CSRF token verification failed"


def test_who_sends_a_thousand_fills_no_disk_and_begins_no_line(desk: Desk, log: Written) -> None:
    with browser(desk) as there:
        for nth in range(TRIES + 30):
            there.post(f"/choose/%0A%0D{nth}" if nth % 2 else "/choose", data={"lang": "en"})
        there.post(f"/choose?{'a' * 5000}", data={})
    assert len(log.said) == TRIES + 1
    assert log.said[-1]["more"] == "not written for a minute"
    assert all("\n" not in each and len(each) < 500 for each in log.lines)
