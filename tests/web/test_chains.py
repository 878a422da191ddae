"""The chains over a real home: the first morning of the drill, a couple more, and a second case."""

import json
import re
from collections.abc import Iterator

import polars as pl
import pytest

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from tests.web.browsers import Browser, signed_in
from tests.web.played import played
from tests.web.test_people import LEARNED, NIGHT, PERSONS, RELATIONS, count, in_area
from tests.web.test_situation import text

CASES = f"""case,person,incident,opened,recorded_at,recorded_by,source
case-2,p002,gaotang-2022,2022-01-23 01:00,{LEARNED}
case-3,p901,gaotang-2022,2022-01-23 01:10,{LEARNED}
"""
LINKS = f"""case,infector,basis,setting,confidence,recorded_at,recorded_by,source
case-2,case-1,interview,,0.6,{LEARNED}
case-3,case-1,interview,性接触,,{LEARNED}
"""
SEEN = f"""person,due,at,by,seen,recorded_at,recorded_by,source
p007,2022-01-23,2022-01-23 01:10,tracing-1,yes,{LEARNED}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("night")
    files = (
        ("persons", PERSONS), ("relations", RELATIONS), ("cases", CASES), ("links", LINKS), ("followups", SEEN)
    )  # fmt: skip
    with played(folder, NIGHT) as desk:
        for name, said in files:
            (folder / f"{name}.csv").write_text(said, encoding="utf-8")
        done = import_files(desk.home.path, sorted(folder.glob("*.csv")), rejects=folder / "rejects.csv", by="clerk")
        assert not (folder / "rejects.csv").exists(), done
        yield desk


@pytest.fixture(scope="module")
def officer(home: Desk) -> Iterator[Browser]:
    with signed_in(home, "officer-1", "commander") as found:
        yield found


def rows(html: str) -> list[str]:
    """The rows of the table, as text."""
    body = re.search(r'<table class="list">.*?<tbody>(.*?)</tbody>', html, re.DOTALL)
    return [text(each) for each in body[1].split("</tr>") if text(each)] if body else []


def graph(who: Browser, **asked: str) -> dict[str, object]:
    answer = who.get("/chains/graph", params=asked)
    assert answer.status_code == 200
    return dict(json.loads(answer.text))


def test_the_numbers_are_those_of_the_lists(officer: Browser) -> None:
    (head,) = re.findall(r'<div class="chain-head">.*?</div>', officer.get("/chains").text, re.DOTALL)
    said = text(head)
    cases = count(officer.get("/people", params={"list": "cases"}).text).split()[0]
    assert f"{cases} cases" in said
    for ring in ("close", "secondary"):
        listed = count(officer.get("/people", params={"list": "contacts", "ring": ring}).text).split()[0]
        assert f"{listed} {ring}" in said or listed == "0"


def test_each_line_is_a_row_with_who_from_whom_how_where_and_when(officer: Browser) -> None:
    said = rows(officer.get("/chains").text)
    assert "case-2 close contact case-1 vehicle 21 Jan 09:30–18:00" in said
    assert "case-2 not classified case-1 link interview 60% 23 Jan 01:00" in said


def test_the_same_facts_give_the_same_picture(officer: Browser) -> None:
    assert officer.get("/chains/graph").content == officer.get("/chains/graph").content
    drawn = re.compile(r"<svg xmlns.*?</svg>", re.DOTALL)
    assert drawn.findall(officer.get("/chains").text) == drawn.findall(officer.get("/chains").text)


def test_nobody_tells_from_picture_table_or_numbers_that_a_contact_was_intimate(officer: Browser) -> None:
    for address in ("/chains", "/chains/graph", "/chains?focus=p900", "/chains?focus=case-3", "/chains?reached=no"):
        for lang in ("en", "zh"):
            said = officer.get(address, headers={"Accept-Language": lang}).text
            assert not re.search("sexual|private|性接触|intimate contact with", said), address
    table = rows(officer.get("/chains", params={"focus": "p900"}).text)
    assert "p900 close contact case-1 judged by the tracing team 21 Jan 21:00" in table
    assert not [each for each in rows(officer.get("/chains").text) if "link" in each and "case-3" in each]


def test_a_time_before_shows_what_was_known_then(officer: Browser) -> None:
    before = officer.get("/chains", params={"at": "2022-01-22T22:00+08:00"})
    assert before.status_code == 200
    assert "case-2" not in before.text


def test_round_somebody_stand_who_may_have_infected_them_and_whom_they_met(officer: Browser) -> None:
    said = rows(officer.get("/chains", params={"focus": "case-2"}).text)
    assert {each.split()[0] for each in said} >= {"case-1", "case-2"}
    assert not [each for each in said if each.startswith("p900 ")]
    assert rows(officer.get("/chains", params={"focus": "nobody"}).text) == []


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ({"ring": "inner"}, "close, secondary"), ({"reached": "yes"}, "allowed: no"),
        ({"class": "ill"}, "confirmed"), ({"steps": "0"}, "1 to 9"),
        ({"since": "2022-01-21"}, "offset"), ({"page": "x"}, "1 to"),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_one_sentence(officer: Browser, asked: dict[str, str], allowed: str) -> None:
    answer = officer.get("/chains", params=asked)
    assert answer.status_code == 400
    assert allowed in answer.text


def test_a_ring_a_lane_and_a_time_leave_what_has_them(officer: Browser) -> None:
    assert {each.split()[0] for each in rows(officer.get("/chains", params={"lane": "met:vehicle"}).text)} == {"case-2"}
    since = rows(officer.get("/chains", params={"since": "2022-01-22T00:00+08:00"}).text)
    assert since
    assert not [each for each in since if "21 Jan 09:30–18:00" in each and each.startswith("p")]


def test_whom_nobody_reached_are_those_who_are_still_to_be_called(home: Desk, officer: Browser) -> None:
    calls = count(officer.get("/people", params={"list": "tasks", "what": "call"}).text).split()[0]
    nodes = graph(officer)["nodes"]
    assert isinstance(nodes, dict)
    assert 0 < sum(nodes["unreached"]) < len(nodes["number"])
    assert str(sum(nodes["unreached"])) == calls
    page = officer.get("/chains", params={"reached": "no"}).text
    waiting = {number for number, each in zip(nodes["number"], nodes["unreached"], strict=True) if each}
    assert {each.split()[0] for each in rows(page)} == waiting
    assert "p007" not in waiting
    assert '<option value="no" selected>by nobody yet' in page
    with in_area(home, "area-4", "v-hewan") as there:
        assert {each.split()[0] for each in rows(there.get("/chains", params={"reached": "no"}).text)} <= waiting


def test_an_officer_of_one_area_sees_who_lives_there_and_of_the_case_no_more_than_which(home: Desk) -> None:
    with in_area(home, "area-2", "v-hewan") as there:
        page = there.get("/chains")
        assert {each.split()[0] for each in rows(page.text)} == {"case-2"}
        assert "p001" not in page.text + there.get("/chains/graph").text
        assert "asymptomatic" not in there.get("/chains/graph").text
    with in_area(home, "area-3", "elsewhere") as there:
        assert rows(there.get("/chains").text) == []


@pytest.mark.parametrize("role", ["laboratory", "clerk", "press_officer", "administrator", "auditor", "site_manager"])
def test_who_has_no_business_with_chains_sees_none(home: Desk, role: str) -> None:
    with signed_in(home, f"c-{role}", role) as there:
        assert there.get("/chains").status_code == 403
        assert there.get("/chains/graph").status_code == 403
        assert there.send_form("/chains/export", why="the county asks").status_code == 403


def test_what_the_module_draws_is_what_the_table_says(officer: Browser) -> None:
    told = graph(officer)
    nodes, edges = told["nodes"], told["edges"]
    assert isinstance(nodes, dict)
    assert isinstance(edges, dict)
    kinds = pl.Series(nodes["kind"])
    assert (kinds == 0).sum() == 3
    table = rows(officer.get("/chains").text)
    assert len(edges["from"]) == len([each for each in table if "source not known" not in each])
