"""The chains leave the desk as files as lists of people do: one asks, another agrees, the first takes them."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from litestar import Litestar

from seawall.desk.opening import Desk
from seawall.store.accounts import Role
from seawall.web.app import application
from tests.web.browsers import Browser
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_exporting import WHY, officer
from tests.web.test_people import NIGHT
from tests.web.test_situation import text

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk:
        yield desk


@pytest.fixture
def app(home: Desk) -> Litestar:
    return application(home)


@pytest.fixture
def wang(app: Litestar) -> Browser:
    return officer(app, "wang", Role("commander", "hq"))


@pytest.fixture
def li(app: Litestar) -> Browser:
    return officer(app, "li", Role("epidemiologist", "cdc"))


def ask(who: Browser, **fields: str) -> str:
    """Asks for an export; its number."""
    answer = who.send_form("/chains/export", **{"as": "graphml", "why": WHY, **fields})
    assert answer.status_code == 303
    return str(journal(who.app.state.desk, "export")[-1].body["export"])


def agreed(who: Browser, other: Browser, **fields: str) -> str:
    number = ask(who, **fields)
    assert other.send_form(f"/chains/export/{number}/agree").status_code == 303
    return number


def points(told: str) -> set[str]:
    """The numbers of a GraphML file."""
    return {str(each.text) for each in ET.fromstring(told).iter(f"{SPACE}data") if each.get("key") == "node.number"}  # noqa: S314


def test_nothing_leaves_before_somebody_of_another_role_and_house_agreed(wang: Browser, li: Browser) -> None:
    number = ask(wang)
    assert wang.get(f"/chains/export/{number}").status_code == 404
    assert wang.send_form(f"/chains/export/{number}/agree").status_code == 403
    assert li.get(f"/chains/export/{number}").status_code == 404
    assert "waits for a second person" in wang.get("/chains").text
    assert f"/chains/export/{number}/agree" in li.get("/chains").text


def test_graphml_has_the_part_that_was_asked_for_and_the_journal_says_so(
    home: Desk, wang: Browser, li: Browser
) -> None:
    number = agreed(wang, li, focus="p002", steps="1")
    file = wang.get(f"/chains/export/{number}")
    assert file.headers["content-disposition"] == 'attachment; filename="chains-20220123T0130.graphml"'
    assert points(file.text) == {"p002", "case-1"}
    said = journal(home, "export")[-1]
    assert (said.actor, said.purpose, said.body["step"], said.body["as"]) == ("wang", "chains", "taken", "graphml")
    assert said.body["having"] == {"focus": "p002", "steps": "1"}
    assert li.get(f"/chains/export/{number}").status_code == 404


@pytest.mark.parametrize("as_", ["svg", "png"])
def test_a_picture_leaves_as_svg_without_a_script_or_a_style_that_a_page_would_refuse(
    wang: Browser, li: Browser, as_: str
) -> None:
    number = agreed(wang, li, **{"as": as_, "ring": "close"})
    file = wang.get(f"/chains/export/{number}")
    assert file.headers["content-type"].startswith("image/svg+xml")
    assert {"case-1", "p002"} <= set(re.findall("<title>([^<]+)</title>", file.text))
    assert not re.search("<script|<style|style=|href", file.text)
    ET.fromstring(file.text)  # noqa: S314 - of what we wrote ourselves


def test_what_waits_says_which_part_it_is_in_words(wang: Browser, li: Browser) -> None:
    ask(wang, ring="close", lane="met:vehicle")
    shown = re.search(r"data-exports>.*?</section>", li.get("/chains").text, re.DOTALL)
    assert shown is not None
    assert "Chains GRAPHML ring: close contact where: vehicle gaotang-2022" in text(shown[0])


def test_whom_nobody_reached_leave_as_a_part_of_the_graph(wang: Browser, li: Browser) -> None:
    number = agreed(wang, li, reached="no")
    shown = re.search(r"data-exports>.*?</section>", wang.get("/chains").text, re.DOTALL)
    assert shown is not None
    assert "reached: by nobody yet" in text(shown[0])
    told = wang.get(f"/chains/export/{number}").text
    assert "p002" in points(told)
    assert told.count('<data key="node.unreached">true</data>') >= 1


def test_an_export_of_a_list_is_none_of_the_chains_and_the_other_way_round(wang: Browser, li: Browser) -> None:
    number = ask(wang)
    assert li.send_form(f"/people/export/{number}/agree").status_code == 404
    assert number not in li.get("/people").text
    assert li.send_form(f"/chains/export/{number}/agree").status_code == 303
    assert wang.get(f"/people/export/{number}").status_code == 404


@pytest.mark.parametrize(("fields", "allowed"), [({"as": "pdf"}, "svg, png, graphml"), ({"why": "no"}, "8 to 500")])
def test_without_a_reason_or_as_another_kind_of_file_nothing_is_asked_for(
    wang: Browser, fields: dict[str, str], allowed: str
) -> None:
    answer = wang.send_form("/chains/export", **{"as": "svg", "why": WHY, **fields})
    assert answer.status_code == 400
    assert allowed in answer.text


def test_who_may_look_and_not_export_takes_nothing(app: Litestar) -> None:
    there = officer(app, "tracer-7", Role("tracer", "cdc"))
    assert "/chains/export" not in there.get("/chains").text
    assert there.send_form("/chains/export", **{"as": "svg", "why": WHY}).status_code == 403
