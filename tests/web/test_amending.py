"""Rows of a plan that an officer wants otherwise: within the policy, with a reason, shown, signed, and not fought."""

import re
from collections.abc import Iterator

import pytest
from httpx import Response

from seawall.store import reading
from tests.web.browsers import Browser
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_plan import NIGHT, Room, form, opened, plan, room, rows, sign, text

WHY = "the feed mill must be emptied first"


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with played(tmp_path_factory.mktemp("amending"), NIGHT) as home:
        yield from room(home)


def amend(there: Browser, said: str, **wish: str) -> Response:
    """Sends the form of the row that begins so."""
    html = plan(there)
    key = next(key for what, key in rows(html) if what.startswith(said))
    return there.send_form(
        "/plan/amend", **form(html), row=key, role="commander", organisation="county-headquarters", why=WHY, **wish
    )


def amended(there: Browser, language: str = "en") -> str:
    """What the page says of amendments; "" where it says nothing."""
    html = there.get("/plan", headers={"Accept-Language": language}).text
    found = re.search(r'<section class="amended".*?</section>', html, flags=re.DOTALL)
    return re.sub(r" ([:;,：；，。])", r"\1", text(found[0])) if found else ""


def test_a_row_is_amended_signed_by_two_and_not_fought_by_the_next_plan(desk: Room) -> None:
    assert amend(desk.li, "Seal Liuyin", change="end", until="2022-01-24T12:00").status_code == 303
    said = amended(desk.li)
    assert "The facts alone ask: 888 people, 1,816 person-days; as amended: 888 people, 1," in said
    assert "Seal Liuyin: ends 24 Jan 12:00; the facts ask for it until 24 Jan 24:00" in said
    assert f"{WHY} officer-1 · commander, county-headquarters Take back" in said
    chain = opened(desk.li, "Seal Liuyin")
    assert "zone.sealed.criteria · covid19-cn-8" in chain
    assert "learned 23 Jan 04:00 · officer-1 · plan" in chain
    fields = form(plan(desk.wang))
    assert sign(desk.wang, fields, "epidemiologist", "county-cdc").status_code == 303
    assert sign(desk.li, fields, "commander", "county-headquarters").status_code == 303
    orders = reading.read(desk.desk.server, ("orders", "amendments")).frames
    order = orders["orders"].filter(verb="zone", subject=orders["amendments"]["subject"].item(), plan=fields["digest"])
    assert order["until"].item().isoformat() == "2022-01-24T04:00:00+00:00"
    said = "amended by officer-1 (county-headquarters): until 2022-01-24 12:00 instead of 2022-01-25 00:00, because: "
    assert f"{said}{WHY}" in order["why"].item()
    assert "zone.sealed.criteria" in order["clause"].item()
    assert orders["amendments"]["row"].item() in order["evidence"].item()
    assert orders["amendments"]["plan"].item() != fields["digest"]
    assert not [what for what, _ in rows(plan(desk.li)) if what == "Seal Liuyin"]
    assert journal(desk.desk, "amendment")[-1].body["why"] == WHY


def test_what_is_left_out_goes_and_comes_back_when_it_is_taken_back(desk: Room) -> None:
    assert amend(desk.li, "Close contacts", change="leave_out", whom="p002").status_code == 303
    assert "Observation p002: left out; the facts ask for it until 11 Feb 24:00" in amended(desk.li)
    assert "观察 p002：不列入；按事实应到 2月11日 24:00" in amended(desk.li, "zh-CN")
    assert "p002" not in opened(desk.li, "Close contacts")
    html = plan(desk.li)
    row = re.search(r'name="rows" value="([^"]+)"', html)
    assert row is not None
    back = desk.li.send_form(
        "/plan/amend/back", **form(html), rows=row[1], role="commander", organisation="county-headquarters"
    )
    assert back.status_code == 303
    assert amended(desk.li) == ""
    assert "p002" in opened(desk.li, "Close contacts")


def persons(there: Browser, name: str) -> list[str]:
    """The people of the rows of a list that name p002, each once."""
    html = there.get("/people", params={"list": name, "q": "p002"}).text
    return sorted(set(re.findall(r'href="/people/(p\d+)', html)))


def test_whoever_is_left_out_has_no_room_no_task_and_no_test_and_a_page_that_says_so(desk: Room) -> None:
    before = text(desk.li.get("/people/p002").text)
    assert "Health measures apply until 2022-02-11 24:00." in before
    assert all(persons(desk.li, name) == ["p002"] for name in ("rooms", "samples", "contacts"))
    assert persons(desk.li, "tasks")
    assert amend(desk.li, "Close contacts", change="leave_out", whom="p002").status_code == 303
    said = text(desk.li.get("/people/p002").text)
    assert "you became a close contact" in said
    assert "You are not restricted." in said
    assert "Health measures apply" not in said
    assert persons(desk.li, "contacts") == ["p002"]
    assert not any(persons(desk.li, name) for name in ("rooms", "samples", "tasks"))


def test_another_unit_is_taken_within_the_levels_that_the_policy_closes(desk: Room) -> None:
    refused = amend(desk.li, "Seal Liuyin", change="unit", unit="town")
    assert refused.status_code == 409
    assert "this unit cannot take its place under" in text(refused.text)
    html = desk.li.get("/plan", params={"row": next(k for w, k in rows(plan(desk.li)) if w == "Seal restaurant")}).text
    units = re.findall(r'<option value="([^"]+)">', html[html.index('id="amend"') :])
    assert len(units) == 1
    before = text(html)
    assert amend(desk.li, "Seal restaurant", change="unit", unit=units[0]).status_code == 303
    said = [what for what, _ in rows(plan(desk.li))]
    assert "Seal restaurant" not in said
    assert "The facts alone ask: 888 people" in amended(desk.li)
    assert before != text(plan(desk.li))


def test_what_the_policy_does_not_allow_is_refused_with_the_limit_in_the_language(desk: Room) -> None:
    late = amend(desk.li, "Close contacts", change="end", until="2022-02-20T00:00")
    assert late.status_code == 409
    assert "allowed is one after 23 Jan 04:00 and not after 12 Feb 00:00" in text(late.text)
    assert amend(desk.li, "Close contacts", change="end", until="soon").status_code == 409
    assert amend(desk.li, "Bulletin", change="leave_out").status_code == 409
    assert amended(desk.li) == ""


def test_who_may_not_sign_may_not_amend(desk: Room) -> None:
    html = plan(desk.li)
    answer = desk.clerk.send_form("/plan/amend", **form(html), row=rows(html)[0][1], change="leave_out", why=WHY)
    assert answer.status_code == 403
