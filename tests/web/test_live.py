"""A page that stands open is told what came in since it was made."""

import re
from collections.abc import Iterator
from itertools import islice

import httpx
import polars as pl
import pytest

from seawall.desk.opening import Desk
from seawall.store import facts
from seawall.web.live import BEAT
from seawall.web.sessions import COOKIE
from tests.desk.cities import city
from tests.web.browsers import signed_in
from tests.web.served import served


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with city(tmp_path_factory.mktemp("live")) as desk:
        yield desk


def more(desk: Desk, person: str) -> int:
    """Lets a fact come in; its batch."""
    return facts.append(desk.server, desk.home, "persons", pl.DataFrame({"person": [person]}), "zhou", "a test").batch


def told(there: httpx.Client, address: str, last: str | None = None, wait: float = 60) -> dict[str, str]:
    """The first event at an address, for who was told the last; ReadTimeout where there is none for so many seconds."""
    headers = {} if last is None else {"Last-Event-ID": last}
    with there.stream("GET", address, headers=headers, timeout=wait) as answer:
        assert answer.status_code == 200
        lines = (line for line in answer.iter_lines() if ": " in line)
        return dict(line.split(": ", 1) for line in islice(lines, 3))


def test_what_came_in_before_a_page_listened_is_told_and_once(home: Desk) -> None:
    with signed_in(home, "wang", "epidemiologist") as wang:
        cookies = {COOKIE: wang.cookies[COOKIE]}
    with served(home) as address, httpx.Client(cookies=cookies) as there:
        page = there.get(f"{address}/situation", timeout=60).text
        found = re.search(r'data-live="([^"]+)"', page)
        assert found is not None
        first = more(home, "one")
        event = told(there, address + found[1])
        assert (event["event"], event["data"]) == ("newer", str(first))
        with pytest.raises(httpx.ReadTimeout):
            told(there, address + found[1], event["id"], wait=2 * BEAT)
        second = more(home, "two")
        assert told(there, address + found[1], event["id"])["data"] == str(second)


def test_who_asks_for_the_head_of_the_news_waits_for_none(home: Desk) -> None:
    with signed_in(home, "zhao", "epidemiologist") as zhao:
        cookies = {COOKIE: zhao.cookies[COOKIE]}
    with served(home) as address, httpx.Client(cookies=cookies) as there:
        answer = there.head(f"{address}/live", params={"since": "0.0"}, timeout=BEAT)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")


def test_a_page_that_says_no_batch_is_refused(home: Desk) -> None:
    with signed_in(home, "li", "epidemiologist") as li:
        for since in ("", "4", "4.x", "4.6.7", "٤.6", f"{'9' * 5000}.0"):
            assert li.get("/live", params={"since": since}).status_code == 400
