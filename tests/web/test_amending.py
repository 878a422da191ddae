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


@pytest.fixture
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """When contacts of contacts were found whom nobody has ordered anything yet."""
    with played(tmp_path_factory.mktemp("afternoon"), "2022-01-23T16:00") as home:
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


def listed(there: Browser, name: str, person: str) -> list[str]:
    """The rows of a list that say the number of somebody."""
    html = there.get("/people", params={"list": name, "q": person}).text
    return [text(row) for row in re.findall(r"<tr>.*?</tr>", html, flags=re.DOTALL) if f">{person}</a>" in row]


def person(there: Browser, number: str, language: str = "en") -> str:
    html = there.get(there.page_of(number), headers={"Accept-Language": language}).text
    return text(html[html.index("<main") :])


def test_of_a_change_that_is_left_out_the_order_in_force_stands_and_the_room_ends_with_it(desk: Room) -> None:
    assert amend(desk.li, "Close contacts", change="leave_out", whom="p002").status_code == 303
    assert "until 11 Feb 24:00; what was signed stands until 23 Jan 13:30" in amended(desk.li)
    assert "已签的令照旧，至1月23日 13:30" in amended(desk.li, "zh-CN")
    said = person(desk.li, "p002")
    assert "Health measures apply until 2022-01-23 13:30." in said
    assert "until 23 Jan 13:30" in said
    assert ["23 Jan 13:30 no" in row for row in listed(desk.li, "rooms", "p002")] == [True]


def test_whoever_is_left_out_has_no_room_no_task_and_no_test_and_a_page_that_says_so(afternoon: Room) -> None:
    li, lists = afternoon.li, ("rooms", "samples", "tasks")
    assert "Health measures apply until 2022-01-30 24:00." in person(li, "p071")
    assert [len(listed(li, name, "p071")) for name in lists] == [1, 4, 2]
    assert "248 contacts restricted" in text(li.get("/situation").text)
    assert amend(li, "Secondary contacts", change="leave_out", whom="p071").status_code == 303
    assert "Observation p071: left out; the facts ask for it until 30 Jan 24:00 the feed mill" in amended(li)
    said = person(li, "p071")
    assert "Orders none Until when not bound Room none" in said
    assert "you became a contact of a close contact" in said
    assert "You are not restricted." in said
    assert "Health measures apply" not in said
    assert "不限制活动。" in person(li, "p071", "zh-CN")
    assert [len(listed(li, name, "p071")) for name in lists] == [0, 0, 0]
    assert ["no 23 Jan 16:00" in row for row in listed(li, "contacts", "p071")] == [True]
    assert "247 contacts restricted" in text(li.get("/situation").text)
    fields = form(plan(afternoon.wang))
    for each, role, organisation in (
        (afternoon.wang, "epidemiologist", "county-cdc"), (li, "commander", "county-headquarters")
    ):  # fmt: skip
        assert sign(each, fields, role, organisation).status_code == 303
    orders = reading.columns(afternoon.desk.server, "orders", ("subject",))["subject"]
    assert "p071" not in orders.to_list()
    assert "Orders none Until when not bound Room none" in person(li, "p071")


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


def test_a_refused_amendment_says_that_it_was_not_kept_and_keeps_what_was_typed(desk: Room) -> None:
    refused = amend(desk.li, "Close contacts", change="end", until="2032-01-24T12:00")
    assert "The amendment was not kept." in refused.text
    assert "Your signature did not take effect." not in refused.text
    assert '<details class="all" id="amend" open>' in refused.text
    assert 'value="end" required checked' in refused.text
    assert 'value="2032-01-24T12:00"' in refused.text
    assert f">{WHY}</textarea>" in refused.text


def test_what_the_policy_does_not_allow_is_refused_with_the_limit_in_the_language(desk: Room) -> None:
    late = amend(desk.li, "Close contacts", change="end", until="2022-02-20T00:00")
    assert late.status_code == 409
    assert "allowed is one after 23 Jan 04:00 and not after 12 Feb 00:00" in text(late.text)
    for strange in ("soon", "0001-01-01T00:00", "9999-12-31T23:59"):
        assert amend(desk.li, "Close contacts", change="end", until=strange).status_code == 409
    assert amend(desk.li, "Bulletin", change="leave_out").status_code == 409
    assert amended(desk.li) == ""


def test_who_may_not_sign_may_not_amend(desk: Room) -> None:
    html = plan(desk.li)
    answer = desk.clerk.send_form("/plan/amend", **form(html), row=rows(html)[0][1], change="leave_out", why=WHY)
    assert answer.status_code == 403
