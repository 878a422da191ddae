"""The map over a real home: the first morning of the drill."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from seawall.desk.opening import Desk
from tests.web.browsers import Browser, signed_in
from tests.web.played import played
from tests.web.test_people import in_area
from tests.web.test_situation import text

DAY = "2022-01-23T06:30"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("morning"), DAY) as desk:
        yield desk


@pytest.fixture(scope="module")
def officer(home: Desk) -> Iterator[Browser]:
    with signed_in(home, "officer-1", "commander") as found:
        yield found


def figures(page: str, column: int) -> dict[str, str]:
    """A column of the list of units, by the unit's number."""
    body = page.split('id="list"')[1].split("</table>")[0]
    rows = re.findall(r"<tr[^>]*><td><a href=\"[^\"]*unit=([^\"&]+)[^\"]*\">.*?</tr>", body, re.DOTALL)
    cells = re.findall(r"<tr[^>]*><td>.*?</tr>", body, re.DOTALL)
    return {
        unit: text(re.findall(r"<td.*?</td>", row, re.DOTALL)[column]) for unit, row in zip(rows, cells, strict=True)
    }


def count(page: str) -> int:
    """How many rows a list of people has."""
    found = re.search(r"data-count><b>([\d,]+)</b>", page)
    assert found
    return int(found[1].replace(",", ""))


def test_figures_of_all_units_and_those_elsewhere_are_as_many_as_the_list_of_people_has(officer: Browser) -> None:
    page = officer.get("/map").text
    listed = sum(count(officer.get(f"/people?list=contacts&ring={ring}").text) for ring in ("close", "secondary"))
    found = re.search(r"on the list, (\d+)", text(page))
    elsewhere = int(found[1]) if found else 0
    assert sum(int(each) for each in figures(page, 1).values()) + elsewhere == listed > 60


def test_what_is_drawn_says_the_same_as_the_list(officer: Browser) -> None:
    drawn = officer.get("/map/layers").json()["units"]["features"]
    finest = {each["properties"]["unit"]: each["properties"] for each in drawn if each["properties"].get("cut.2")}
    page = officer.get("/map").text
    assert {unit: said["text.contacts"] for unit, said in finest.items()} == figures(page, 1)
    assert {unit: said["text.cases"] for unit, said in finest.items()} == figures(page, 2)


def test_an_officer_of_one_street_sees_its_units_alone(home: Desk, officer: Browser) -> None:
    with in_area(home, "east", "street-hedong") as one:
        page, layers = one.get("/map?grain=0").text, one.get("/map/layers").text
        assert set(figures(page, 1)) == {"street-hedong"}
        assert figures(page, 1)["street-hedong"] == figures(officer.get("/map?grain=1").text, 1)["street-hedong"]
        assert "v-hewan" not in layers
        assert "quarantine-1" not in layers
        assert "restaurant" not in layers
        other = text(one.get("/map?unit=v-hewan").text)
        assert "Hewan" not in other
        assert other == text(one.get("/map?unit=nowhere").text).replace("nowhere", "v-hewan")


def test_a_role_that_may_not_look_at_people_is_told_of_no_few_people(home: Desk) -> None:
    with signed_in(home, "press", "press_officer") as press:
        page, layers = press.get("/map").text, press.get("/map/layers").json()
        assert "<5" in {each.replace("&lt;", "<") for each in figures(page, 2).values()}
        shown = [each for column in (1, 2) for each in figures(page, column).values() if each.isdigit()]
        assert all(int(each) == 0 or int(each) >= 5 for each in shown)
        texts = [said for each in layers["units"]["features"] for name, said in each["properties"].items()
                 if name in ("text.cases", "text.contacts")]  # fmt: skip
        assert not [each for each in texts if each.isdigit() and 0 < int(each) < 5]
        assert not [each for each in layers["marks"]["features"] if 0 < each["properties"]["cases"] < 5]
        opened = text(press.get("/map?unit=v-liuyin").text)
        assert "Tests due" not in opened
        assert "living alone" not in opened


def test_a_unit_tells_of_its_people_and_says_in_words_what_nobody_was_asked(officer: Browser) -> None:
    said = text(officer.get("/map?unit=v-liuyin").text)
    assert "People who live here 860" in said
    assert "Of the others nobody was asked" in said
    assert "Nobody stated a stock that lies here." in said
    assert "sealed 5 Feb 24:00" in said


def test_the_map_of_last_night_shows_what_was_known_then(officer: Browser) -> None:
    then = officer.get("/map?at=2022-01-22T22:00%2B08:00").text
    assert set(figures(then, 1).values()) == {"0"}
    assert "Looking back" in then


def test_a_place_is_found_by_either_name_and_leads_to_its_unit(officer: Browser) -> None:
    for asked in ("restaurant", "饭店", "RESTAURANT"):
        page = officer.get(f"/map?q={asked}").text
        assert re.search(r'unit=v-nanyuan[^"]*" data-lon="116\.\d+" data-lat="36\.\d+">restaurant<', page)
    assert "No unit or place is called so." in officer.get("/map?q=nowhere").text


def test_what_there_is_not_is_refused_with_what_is_allowed(officer: Browser) -> None:
    answer = officer.get("/map?fill=blood")
    assert answer.status_code == 400
    assert "fill='blood' is none; allowed: contacts, cases, clean" in text(unescape(answer.text))


def test_a_clerk_may_not_look_at_the_map(home: Desk) -> None:
    with signed_in(home, "clerk-1", "clerk") as clerk:
        assert clerk.get("/map").status_code == clerk.get("/map/layers").status_code == 403
