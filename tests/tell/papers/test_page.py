"""A page needs nothing but itself, escapes what facts say, and is its owner's alone."""

import re
from pathlib import Path
from typing import Any

import pytest

from seawall.tell.papers import drawing as papers
from seawall.tell.papers.drawing import PAPERS, PapersError, write
from seawall.tell.papers.page import page
from seawall.tell.papers.tongue import Tongue
from tests.given import SHANGHAI
from tests.tell.papers.giving import DIGEST, TABLES, drawn, named, seen, told

HOSTILE = "<script>alert(1)</script>"


def pages(**tables: Any) -> dict[str, str]:
    brief = told(**tables)
    return papers.drawn(brief)


def test_each_paper_is_there_in_both_languages() -> None:
    assert set(pages()) == {f"{name}.{lang}.html" for name in PAPERS for lang in ("zh", "en")}


def test_no_page_asks_for_anything_from_elsewhere_or_runs_anything() -> None:
    for name, text in pages().items():
        assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?:|\bon\w+=|\bsrc=|\bhref=", text), name
        assert "default-src 'none'" in text


def test_every_sheet_bears_incident_time_policy_and_digest() -> None:
    for name in PAPERS:
        text = seen(name, told())
        assert all(each in text for each in ("Incident I", "2022-01-23 05:00 Asia/Shanghai", DIGEST, "covid19-cn-8"))


def test_what_a_fact_says_stays_text() -> None:
    names = named(A=(HOSTILE, HOSTILE), B=('" onclick="x', "&lt;b&gt;"))
    places = [{**each, "name": HOSTILE} for each in TABLES["places"]]
    hostile = told(names=names, places=places)
    for text in papers.drawn(hostile).values():
        assert "<script" not in text
    assert HOSTILE in seen("callsheet", hostile)
    whole = page(drawn("callsheet", hostile), hostile, Tongue("en", SHANGHAI))
    assert 'onclick="' not in whole


def test_each_language_is_whole() -> None:
    for name in ("handover", "event-report", "stop-admission", "interview"):
        brief = told()
        words = seen(name, brief, "zh").replace(DIGEST, "").replace(brief.plan.policy_version, "")
        latin = set(re.findall(r"[A-Za-z]{3,}", words))
        assert latin <= {"Asia", "Shanghai", "covid"}, name


def test_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    brief = told()
    out = tmp_path / "papers"
    out.mkdir(mode=0o755)
    (out / "handover.zh.html").write_text("old")
    files = write(brief.plan, brief.facts, None, out, SHANGHAI, DIGEST)
    assert sorted(out.iterdir()) == sorted(files)
    assert out.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    brief = told()
    (tmp_path / "file").write_text("")
    with pytest.raises(PapersError, match="choose a folder"):
        write(brief.plan, brief.facts, None, tmp_path / "file", SHANGHAI, DIGEST)


def test_the_same_plan_gives_the_same_pages() -> None:
    assert pages() == pages()


def test_whoever_is_called_and_whom_the_cases_live_with_are_named_and_nobody_else() -> None:
    brief = told(answers=[{"person": "D", "question": "cough", "answer": "no"}],
                 followups=[{"person": each, "at": "22T20:00", "seen": True} for each in ("B", "D")])  # fmt: skip
    assert papers.named(brief.plan, brief.facts) == ["A", "B"]
