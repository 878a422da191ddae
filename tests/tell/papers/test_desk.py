"""The papers from the command line: names come out of the register for tracing, and the journal knows it first."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from seawall.desk.opening import opened
from seawall.store import term
from seawall.store.database import transaction
from tests.test_loop import FILES, seawall

PERSONS = "person,birth,sex,name,phone,recorded_at\n" + "".join(
    f"{person},1980,female,{name},1380000000{n},2022-01-21T09:00\n"
    for n, (person, name) in enumerate({"A": "王小明", "B": "李华", "C": "赵云", "D": "孙琪", "E": "周全"}.items())
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in {**FILES, "persons.csv": PERSONS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = folder / "home"
    seawall("init", "--home", made, "--history")
    seawall("import", *[folder / name for name in FILES], "--home", made)
    yield made
    seawall("stop", "--home", made)


def reads(home: Path) -> list[tuple[str, str, dict[str, list[str]]]]:
    """(actor, purpose, body) of every read of the register, in the journal's order."""
    with psycopg.connect(opened(home).server.uri("auditor")) as connection:
        rows = connection.execute(
            "SELECT actor, purpose, body FROM journal.entries WHERE kind = 'read' ORDER BY index"
        ).fetchall()
    return [(actor, purpose, json.loads(body)) for actor, purpose, body in rows]


def drawn(home: Path, out: Path, *words: str) -> dict[str, str]:
    seawall("papers", "--at", "2022-01-23T05:00", "--home", home, "--out", out, *words)
    assert out.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in out.iterdir()} == {0o600}
    return {file.name: file.read_text(encoding="utf-8") for file in out.iterdir()}


def test_without_an_officer_no_name_leaves_the_register(home: Path, tmp_path: Path) -> None:
    before = reads(home)
    pages = drawn(home, tmp_path / "p")
    assert len(pages) == 14
    assert not [name for name, text in pages.items() if "王小明" in text or "1380000000" in text]
    assert reads(home) == before


def test_an_officer_gets_the_names_of_whoever_is_called_and_the_journal_says_so(home: Path, tmp_path: Path) -> None:
    pages = drawn(home, tmp_path / "p", "--officer", "wang")
    named = {name for name, text in pages.items() if "孙琪" in text or "王小明" in text}
    assert named == {f"{paper}.{lang}.html" for paper in ("callsheet", "interview") for lang in ("zh", "en")}
    actor, purpose, body = reads(home)[-1]
    assert (actor, purpose, body["persons"]) == ("wang", "trace", ["A", "B", "C", "D", "E"])


def test_the_papers_bear_the_digest_that_a_plan_of_the_same_time_is_signed_by(home: Path, tmp_path: Path) -> None:
    seawall("plan", "--at", "2022-01-23T05:00", "--home", home, "--out", tmp_path / "plan")
    digest = json.loads((tmp_path / "plan/plan.json").read_text(encoding="utf-8"))["digest"]
    assert all(digest in text for text in drawn(home, tmp_path / "p").values())


def test_where_names_were_destroyed_the_papers_say_so(home: Path, tmp_path: Path) -> None:
    with transaction(opened(home).server, "owner") as connection:
        term.destroy(connection, ["D"], datetime(2022, 8, 1, 4, tzinfo=UTC))
    pages = drawn(home, tmp_path / "p", "--officer", "wang")
    assert "name destroyed on 2022-08-01" in pages["callsheet.en.html"]
    assert "姓名已于 2022-08-01 销毁" in pages["callsheet.zh.html"]
    assert not [name for name, text in pages.items() if "孙琪" in text or "13800000003" in text]
