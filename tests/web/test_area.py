"""An officer of one area sees of a plan what is about their area; of the others, how many rows there are."""

import re
from collections.abc import Iterator

import pytest

from seawall.desk.opening import Desk
from seawall.store.accounts import Role
from seawall.web.app import application
from tests.web.browsers import signed_in
from tests.web.played import played
from tests.web.test_exporting import officer
from tests.web.test_people import in_area
from tests.web.test_situation import text

NIGHT = "2022-01-23T01:30"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk:
        yield desk


def rows(html: str) -> list[str]:
    return re.findall(r'<span class="what">(.*?)</span>', html)


def elsewhere(html: str) -> int:
    found = re.search(r'id="elsewhere">.*?<b>(\d+)</b>', html)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("page", ["/plan", "/situation"])
def test_rows_of_other_areas_are_counted_and_not_shown(home: Desk, page: str) -> None:
    with signed_in(home, f"all-{page[1:]}", "commander") as there:
        every = there.get(page).text
    with in_area(home, f"here-{page[1:]}", "v-hewan") as there:
        here = there.get(page).text
    with in_area(home, f"nowhere-{page[1:]}", "elsewhere") as there:
        none = there.get(page).text
    assert (elsewhere(every), elsewhere(here) > 0, elsewhere(none) > elsewhere(here)) == (0, True, True)
    assert 0 < len(rows(here)) < len(rows(every))
    assert len(rows(none)) < len(rows(here))


@pytest.mark.parametrize(("role", "other"), [("area_officer", "clerk"), ("commander", "press_officer")])
def test_a_role_elsewhere_that_looks_at_no_plan_opens_none_of_its_rows(home: Desk, role: str, other: str) -> None:
    with in_area(home, f"only-{role}", "v-hewan", role) as there:
        alone = [(rows(html), elsewhere(html)) for html in (there.get("/plan").text, there.get("/situation").text)]
    with officer(application(home), f"{role}-{other}", Role(role, "street", "v-hewan"), Role(other, "hq")) as there:
        both = [(rows(html), elsewhere(html)) for html in (there.get("/plan").text, there.get("/situation").text)]
    assert both == alone
    assert alone[0][1] > 0


def test_the_address_of_a_row_elsewhere_opens_nothing(home: Desk) -> None:
    with signed_in(home, "all-rows", "commander") as there:
        keys = re.findall(r"row=([0-9a-f]+)", there.get("/plan").text)
    with in_area(home, "nowhere-rows", "elsewhere") as there:
        own = there.get("/plan").text
        for key in keys:
            if f"row={key}" not in own:
                answer = there.get("/plan", params={"row": key}).text
                assert text(answer.split('id="reasons"')[1]) == text(own.split('id="reasons"')[1])


def test_chinese_says_it_too(home: Desk) -> None:
    with in_area(home, "nowhere-zh", "elsewhere") as there:
        assert "不向你显示" in there.get("/plan", headers={"Accept-Language": "zh"}).text


def test_a_commander_of_one_area_signs_no_plan(home: Desk) -> None:
    with signed_in(home, "boss", "commander") as there:
        fields = dict(
            re.findall(r'name="(incident|at|batch|checkins|digest)" value="([^"]*)"', there.get("/plan").text)
        )
    with in_area(home, "officer-1", "v-hewan", "commander") as there:
        assert 'action="/plan/sign"' not in there.get("/plan").text
        assert there.send_form("/plan/sign", **fields, role="commander", organisation="street").status_code == 403
