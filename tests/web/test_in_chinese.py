"""No English stands on a Chinese page: every page, as it is and asked for wrongly, read as somebody reads it."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest

from seawall.desk.opening import Desk
from seawall.policy.document import packaged
from seawall.policy.reading import read
from seawall.policy.vocabulary import vocabulary
from seawall.store import reading
from seawall.store.accounts import ROLES
from seawall.tables.catalogue import TABLES
from seawall.web.sealed import Kind, sealed
from tests.web.browsers import Browser, account, signed_in
from tests.web.played import INCIDENT, played
from tests.web.test_many_at_once import tasks

NIGHT = "2022-01-23T01:30"
LONG_AGO, TO_COME = "2012-01-01T00:00%2B08:00", "2032-01-01T00:00%2B08:00"
PAGES = (
    "/sign-in", "/session", "/public", "/situation", "/plan", "/plan?verbs=inform", "/plan?beside=covid19-cn-9",
    "/plan?at=2022-01-21T22:30%2B08:00", "/plan?at=2022-01-22T12:00%2B08:00", "/map", "/map?unit=v-liuyin",
    "/map?fill=cases&axis=risk", "/chains", "/chains?focus=p001", "/people?list=cases", "/people?list=contacts",
    "/people?list=zones", "/people?list=rooms", "/people?list=samples", "/people?list=tasks", "/people/p001",
    "/people/p002", "/import", "/import/undo?batch=1", "/bulletin", "/field",
    "/field/then?at=2022-01-23T01:00%2B08:00", "/passkey", "/administration/health",
    "/administration/accounts", "/administration/account?officer=tracer-1", "/administration/means",
    "/administration/means?site=quarantine-1", "/administration/policies",
    *(f"/administration/policies/policy?id={each}" for each in packaged()),
    "/administration/policies/differences?from=covid19-cn-8&to=covid19-cn-9",
    "/administration/policies/simulation?policy=covid19-cn-9", "/administration/journal",
    "/administration/journal/verification",
)  # fmt: skip
"""Every page, in the ways in which it says different things."""
WRONG = (
    *(f"/{page}?incident=zzz" for page in ("situation", "plan", "map", "chains", "people", "people/p001", "bulletin",
                                           "administration/policies/simulation")),
    *(f"/{page}?at=zzz" for page in ("situation", "plan", "chains")),
    f"/situation?at={LONG_AGO}", f"/plan?at={TO_COME}",
    "/plan?beside=zzz", "/plan?plan=zzz", "/plan?verbs=zzz", "/plan?row=zzz", "/map?fill=zzz", "/map?axis=zzz",
    "/map?grain=zzz", "/map?unit=zzz", "/map?q=zzz", "/chains?focus=zzz", "/chains?ring=zzz", "/chains?class=zzz",
    "/chains?steps=zzz", "/chains?since=zzz", "/chains?until=zzz", "/people?list=zzz", "/people?sort=zzz",
    "/people?page=zzz", "/people?q=zzz", "/people/zzz", "/people/export/zzz", "/chains/export/zzz",
    "/import?arrival=zzz", "/import/undo?batch=zzz", "/import/undo?batch=999", "/import/rejects", "/public/zzz",
    "/bulletin?figure=zzz", "/administration/account?officer=zzz", "/administration/means?site=zzz",
    "/administration/policies/policy?id=zzz", "/administration/policies/differences?from=zzz&to=zzz",
    "/administration/policies/simulation?policy=zzz", "/administration/policies/simulation?key=zzz&value=zzz",
    "/administration/policies/simulation?key=zzz&value=3",
    "/administration/policies/simulation?key=contact.window.before&value=-1",
    "/administration/policies/simulation?key=contact.window.before&value=2.5",
    "/administration/policies/simulation?key=contact.close.settings&value=3",

    "/administration/journal?what=zzz", "/administration/journal?from=zzz", "/administration/journal?before=zzz",
    "/administration/journal/proof/zzz", "/nowhere", "/invited",
)  # fmt: skip
"""Addresses with a value that is none."""
WAITING = "/people/bulk/{number:str}"
"""The rows of an act that waits, which has to be asked for first."""
NOT_READ = {
    "/", "/health", "/metrics", "/live", "/chains/graph", "/chains/person", "/map/ground.pmtiles", "/map/layers",
    "/field/bundle",
    "/field/worker.js",
    "/field/code/{digest:str}/{name:str}", "/administration/journal/root", "/sign-in/oidc/back",
    "/administration", "/static/{file_path:path}", WAITING,
}  # fmt: skip
"""Addresses of no page: what a program is told, a file, or the way to another address; and the one of WAITING."""

ALLOWED = {
    "Seawall", "EN", "Language",  # the name, and the choice of the other language in that language
    "Esc", "CSV", "XLSX", "JSON", "Parquet", "PNG", "SVG", "GraphML", "PDF", "WebGL", "PostgreSQL", "COVID", "PCR",
    "Ct", "RFC", "SHA", "Ed25519", "IgM", "IgG", "WS", "GB18030", "UTF", "MB", "GB", "ms", "API",  # terms and units
    "Liu", "Rocklov",  # authors of a paper
    "GET", "POST", "cp",  # methods of HTTP, and a command that an administrator types
}  # fmt: skip
"""Latin words that a Chinese page has of its own."""
NAMES = re.compile(
    r"https?://\S+|seawall(?: (?:--)?[a-z-]+)*|[\w.-]*(?:\d[\w.-]*|\.(?:csv|md|token)|[/{][\w./{}-]*)|Asia/Shanghai"
    r"|(?<=：)(?:[\w.-]+, )*[\w.-]+$|\b[0-9a-f]{6,}\b",
    re.ASCII,
)
"""Addresses, commands with their options, what has a number in it (ids, times), files, after a colon what may be asked,
and digests: of a thousand that are cut to six characters three are of letters alone."""
LATIN = re.compile(r"[A-Za-z]{2,}")
OUT_OF_A_LINK = re.compile(r"(/people/|batch=)(p\d+|\d+)")
SILENT = ("script", "style", "svg", "head", "cite", "datalist")
"""What nobody reads; titles of sources are cited as they are."""
EMPTY = ("meta", "link", "input", "br", "hr", "img", "wbr", "col", "use", "path")
READ_OUT = ("aria-label", "aria-valuetext", "title", "placeholder", "alt")


class Reader(HTMLParser):
    """What is read on a page, and read out; not what is marked English: a bulletin's other half."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag not in EMPTY:
            self._open.append((tag, tag in SILENT or said.get("lang") == "en"))
        if not self._hidden:
            self.texts += [said[name] or "" for name in READ_OUT if name in said]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)

    @property
    def _hidden(self) -> bool:
        return any(hidden for _, hidden in self._open)


class There(NamedTuple):
    """Somebody who may look at every page, and all texts that are not the pages' own, the longest first."""

    everybody: Browser
    given: Sequence[str]

    def sealed(self, before: str, own: str) -> str:
        """What a link of ours says for a person or a batch."""
        kind: Kind = "person" if before == "/people/" else "batch"
        return before + sealed(own, kind, self.everybody.app.state.desk.home)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    with played(tmp_path_factory.mktemp("chinese"), NIGHT) as desk:
        account(desk, "tracer-1", "tracer")
        with signed_in(desk, "everybody", *ROLES) as everybody:
            everybody.headers["Accept-Language"] = "zh-CN"
            yield There(everybody, sorted({*facts(desk), *names()}, key=len, reverse=True))


def facts(desk: Desk) -> Iterator[str]:
    """What files said stands on a page as they said it: numbers of people, names, from whom something was learned."""
    yield from ("everybody", "hq", "tracer-1", "drill", INCIDENT)
    for frame in reading.read(desk.server, tuple(TABLES)).frames.values():
        for column in frame.select(pl.col(pl.String)).iter_columns():
            yield from (each for each in column.drop_nulls().unique() if LATIN.search(each))


def names() -> Iterator[str]:
    """Policies, their rules and their sources are called what their files call them; so is what causes a disease."""
    yield from (*vocabulary().keys, *vocabulary().sources, *packaged())
    for path in packaged().values():
        document = read(path)[0]
        yield from (*document.rules, *document.missing, str(document.pathogen or ""))


def english(html: str, address: str, given: Sequence[str]) -> list[str]:
    """The texts of a page in which Latin words are left that are neither names nor terms."""
    page = Reader()
    page.feed(html)
    parts = urlsplit(address)
    typed = [*parts.path.split("/"), *(word for pair in parse_qsl(parts.query) for word in pair)]
    return [text for text in dict.fromkeys(page.texts) if _left(" ".join(text.split()), [*given, *typed])]


def _left(text: str, given: Sequence[str]) -> set[str]:
    if not LATIN.search(text):
        return set()
    for each in given:
        text = re.sub(rf"(?<![A-Za-z]){re.escape(each)}(?![A-Za-z])", "", text) if each in text else text
    return {*LATIN.findall(NAMES.sub("", text))} - ALLOWED


def test_every_page_is_read(there: There) -> None:
    routes = {each.path for each in there.everybody.app.routes if "GET" in each.methods and "/api/" not in each.path}
    walked = {urlsplit(each).path for each in (*PAGES, *WRONG)}
    read_ = {each for each in routes if any(re.fullmatch(re.sub(r"\{\w+:\w+\}", "[^/]+", each), way) for way in walked)}
    assert routes - read_ == NOT_READ


@pytest.mark.parametrize("address", [*PAGES, *WRONG])
def test_no_english_stands_on_a_chinese_page(there: There, address: str) -> None:
    asked = OUT_OF_A_LINK.sub(lambda found: there.sealed(found[1], found[2]), address)
    assert not english(there.everybody.get(asked).text, asked, there.given)


def test_no_english_stands_on_the_rows_of_an_act_that_waits(there: There) -> None:
    tasks(there.everybody.app.state.desk, 203)
    listed = {"list": "tasks", "what": "task"}
    asked = {**listed, "act": "close:done", "scope": "shown", "why": "今天上午逐项核对，均已办结"}
    assert there.everybody.send_form("/people/bulk", **asked).status_code == 303
    (number,) = set(re.findall(r"/people/bulk/([0-9a-f]{32})", there.everybody.get("/people", params=listed).text))
    answer = there.everybody.get(WAITING.replace("{number:str}", number))
    assert answer.status_code == 200
    assert "t203-" in answer.text
    assert not english(answer.text, WAITING, [*there.given, number, "zhou", "test"])
