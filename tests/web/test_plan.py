"""The plan page over a real home: the first night of the drill, when what was provisional waits to become firm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
import pytest
from httpx import Response

from seawall.desk.opening import Desk
from seawall.store import reading
from seawall.web.plan.seal import newly
from tests.web.browsers import Browser, signed_in
from tests.web.journals import journal
from tests.web.played import played

NIGHT = "2022-01-23T04:00"
FIELD = re.compile(r'name="(incident|at|batch|checkins|digest|verbs)" value="([^"]*)"')


@dataclass(frozen=True)
class Room:
    """A home, and who sits in the room: `li` of the headquarters, `wang` of the county CDC, a clerk."""

    desk: Desk
    li: Browser
    wang: Browser
    clerk: Browser


def room(desk: Desk) -> Iterator[Room]:
    with (
        signed_in(desk, "officer-1", "commander", house="county-headquarters") as li,
        signed_in(desk, "officer-2", "epidemiologist", house="county-cdc") as wang,
        signed_in(desk, "chen", "clerk") as clerk,
    ):
        yield Room(desk, li, wang, clerk)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Nobody signs here."""
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk:
        yield from room(desk)


@pytest.fixture
def signing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with played(tmp_path_factory.mktemp("signing"), NIGHT) as desk:
        yield from room(desk)


@pytest.fixture
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """When contacts of contacts are new, others move, and drives that were signed are to be released."""
    with played(tmp_path_factory.mktemp("afternoon"), "2022-01-23T16:00") as desk:
        yield from room(desk)


def text(html: str) -> str:
    """What somebody reads, without the marks."""
    plain = re.sub(r"<svg class=\"sr\".*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(plain.replace("\u00a0", " ").split())


def plan(there: Browser, **asked: str) -> str:
    answer = there.get("/plan", params=asked)
    assert answer.status_code == 200
    return answer.text


def rows(html: str) -> list[tuple[str, str]]:
    """The words of each row of the differences, and its key."""
    found = re.findall(r'<li><a href="/plan\?[^"]*row=(\w+)[^"]*#reasons".*?</a></li>', html, flags=re.DOTALL)
    said = re.findall(r'<span class="what">(.*?)</span>', html)
    return list(zip(said, found, strict=True))


def opened(there: Browser, said: str, language: str = "en") -> str:
    """The chain of reasons of the first row that says so."""
    key = next(key for what, key in rows(plan(there)) if what.startswith(said))
    html = there.get("/plan", params={"row": key}, headers={"Accept-Language": language}).text
    return text(html[html.index('id="reasons"') : html.index('id="seal"')])


def form(html: str) -> dict[str, str]:
    """What the form of the seal says of the plan."""
    return dict(FIELD.findall(html[html.index('action="/plan/sign"') :]))


def sign(there: Browser, fields: dict[str, str], role: str, organisation: str) -> Response:
    return there.send_form("/plan/sign", **fields, role=role, organisation=organisation)


# ---- what is asked


def test_differences_stand_by_verb_with_people_and_person_days_in_the_heads(night: Room) -> None:
    said = text(plan(night.li))
    for head in (
        "Zone 860 people 1,290 person-days",
        "Trace and isolate 27 people 524 person-days",
        "Confirm 1 person",
    ):
        assert head in said
    assert "Inform restricts nobody" in said


def test_many_people_of_one_kind_are_one_row_and_each_area_is_its_own(night: Room) -> None:
    said = [what for what, _ in rows(plan(night.li))]
    assert said.count("Close contacts: observation") == 1
    assert [what for what in said if what.startswith("Seal")] == ["Seal Liuyin", "Seal restaurant"]


def test_it_reads_chinese_where_the_browser_does(night: Room) -> None:
    said = text(night.li.get("/plan", headers={"Accept-Language": "zh-CN"}).text)
    for word in ("划区 860 人", "封控 柳荫村", "为什么：", "放行", "你将签署"):
        assert word in said


def test_people_and_person_days_of_the_next_softer_policy_stand_beside_it(night: Room) -> None:
    assert re.search(r"covid19-cn-9 · the next softer 27 \+0 \d+ −\d+", text(plan(night.li)))


def test_another_policy_is_set_beside_it_by_figures_and_only_one_for_the_disease(night: Room) -> None:
    said = text(plan(night.li, beside="covid19-cn-10"))
    assert "People kept in areas 860 0 −860" in said
    refused = night.li.get("/plan", params={"beside": "measles-cn"})
    assert refused.status_code == 400
    assert "allowed: covid19-cn-10" in refused.text


# ---- why


def test_a_row_opens_its_reasons_down_to_the_facts(night: Room) -> None:
    said = opened(night.li, "Seal Liuyin")
    for part in (
        "from its signature until 24 Jan 24:00, when it ends by itself.",
        "what makes a sealed area",
        "zone.sealed.criteria · covid19-cn-8 official news",
        "zone.sealed.release · covid19-cn-8 sources disagree",
        "home-index 5",
        "3 of the 7 close contacts who live inside",
        "nobody, and 1,970 more people",
        "22 Jan (hour unknown) case opened",
        "learned 23 Jan 00:00 · county CDC",
        "The reason those it binds will read From 2022-01-22 on this area is a sealed area",
    ):
        assert part in said, part


def test_of_a_case_it_says_as_what_it_is_held_in_both_languages(night: Room) -> None:
    assert "case-1 , held to be asymptomatic" in opened(night.li, "The case")
    chinese = text(night.li.get("/situation", headers={"Accept-Language": "zh-CN"}).text)
    assert "感染者：隔离治疗 至 1月26日 04:00 case-1 ，判定为无症状感染者" in chinese


def test_a_group_lists_its_people_each_with_their_own_reason(night: Room) -> None:
    said = opened(night.li, "Close contacts")
    assert "All of them 27" in said
    assert re.search(r"p002 11 Feb 24:00 .*?vehicle", said)


def test_a_stay_says_when_and_from_whom_it_was_learned(night: Room) -> None:
    assert re.search(
        r"21 Jan 16:00–16:40 stay: .*?learned 23 Jan 02:40|stay: .*?learned \d\d Jan",
        opened(night.li, "Control township"),
    )


def test_reasons_are_there_in_chinese(night: Room) -> None:
    said = opened(night.li, "Seal Liuyin", "zh-CN")
    for part in ("令 命令", "条 所据条款", "来源不一致", "住在其中的 7 名密接者里的 3 人", "1月22日（几时不详）", "民"):
        assert part in said, part


# ---- who may sign


def test_only_roles_that_may_sign_have_the_form(night: Room) -> None:
    assert 'action="/plan/sign"' in plan(night.li)
    assert night.clerk.get("/plan").status_code == 403
    assert night.clerk.send_form("/plan/sign").status_code == 403


def test_nobody_signs_in_a_role_they_do_not_have(night: Room) -> None:
    fields = form(plan(night.li))
    assert sign(night.li, fields, "epidemiologist", "county-cdc").status_code == 403
    assert reading.columns(night.desk.server, "signatures", ("officer",))["officer"].is_in(["li"]).sum() == 0


def test_looking_back_nothing_is_signed(night: Room) -> None:
    html = plan(night.li, at="2022-01-23T02:40:00+08:00")
    assert 'action="/plan/sign"' not in html
    assert "Looking back: nothing can be signed." in html
    past = {**form(plan(night.li)), "at": "2022-01-22T18:40:00+00:00"}
    answer = sign(night.li, past, "commander", "county-headquarters")
    assert answer.status_code == 409
    assert "earlier time" in answer.text


def test_a_plan_that_does_not_come_out_again_is_not_signed(night: Room) -> None:
    answer = sign(night.li, {**form(plan(night.li)), "digest": "0" * 64}, "commander", "county-headquarters")
    assert answer.status_code == 409
    assert "Your signature did not take effect." in answer.text


def test_a_form_without_the_plan_it_is_about_says_what_is_missing(night: Room) -> None:
    answer = night.li.send_form("/plan/sign", role="commander", organisation="county-headquarters")
    assert answer.status_code == 400
    assert "the form lacks" in answer.text


def test_no_choice_of_verbs_but_those_that_there_are(night: Room) -> None:
    assert night.li.get("/plan", params={"verbs": "everything"}).status_code == 400


def test_a_refusal_is_in_the_journal_with_its_reason(night: Room) -> None:
    fields = form(plan(night.li))
    for wrong in ("no", "too long " * 250):
        assert night.li.send_form("/plan/refuse", **fields, reason=wrong).status_code == 400
    done = night.li.send_form("/plan/refuse", **fields, reason="the supermarket's list is not there yet")
    assert "Refused, with its reason: journal entry" in text(done.text)
    said = journal(night.desk, "refusal")[-1]
    assert (said.actor, said.subject) == ("officer-1", fields["digest"])
    assert said.body["why"] == "the supermarket's list is not there yet"


# ---- signing


def test_a_gain_is_who_is_newly_held_apart_and_not_who_only_moves(night: Room) -> None:
    said = text(plan(night.li))
    assert "0 people exposed or infected, newly held apart from others. 28 more are held apart already" in said


def test_a_contact_who_falls_ill_was_held_apart_before() -> None:
    people = pl.Series(["P1", "P2", "P3", "P4"])
    standing = pl.DataFrame({"verb": ["trace", "confirm", "zone"], "subject": ["P1", "P2", "P3"]})
    assert newly(people, standing).to_list() == ["P3", "P4"]


def test_where_nothing_waits_nothing_is_said_of_a_bulletin(night: Room) -> None:
    said = text(plan(night.li, verbs="zone", at="2022-01-22T12:00+08:00"))
    assert "Nothing of this kind waits for a signature." in said
    assert "nobody is restricted" not in said


def test_a_bulletin_holds_nobody_apart_and_says_so_instead(night: Room) -> None:
    said = text(plan(night.li, verbs="inform"))
    assert "nobody is held apart, and nobody is restricted" in said
    assert "What it gains" not in said
    assert "What it costs" not in said


def test_what_one_signature_put_in_force_is_counted_so_and_waits_no_more(afternoon: Room) -> None:
    before = text(plan(afternoon.li))
    assert "+ 57 new ~ 122 changed − 8 to release 235 orders in force to the seal : signature 1 of 2 Plan" in before
    assert "186 orders: 166 people by name." in before
    assert "51 people exposed or infected, newly held apart from others. 115 more are held apart already" in before
    assert sign(afternoon.li, form(plan(afternoon.li)), "commander", "county-headquarters").status_code == 303
    after = text(plan(afternoon.wang))
    assert "+ 57 new ~ 122 changed − 0 to release 227 orders in force 8 rows of this plan have taken effect" in after
    assert "to the seal : signature 2 of 2" in after
    assert "178 orders: 166 people by name." in after
    assert "− to release Transfers: release 26 people" in after
    assert "8 more have taken effect: they have all signatures they need." in after
    chinese = text(afternoon.wang.get("/plan", headers={"Accept-Language": "zh-CN"}).text)
    assert "227 条命令现行有效 本方案已有 8 条生效" in chinese
    assert "另有 8 条签名已齐，现已生效。" in chinese


def test_two_officers_of_two_organisations_sign_one_plan_and_nothing_flies_away(signing: Room) -> None:
    fields = form(plan(signing.li))
    done = sign(signing.li, fields, "commander", "county-headquarters")
    assert done.status_code == 303
    first = text(signing.li.get(done.headers["location"]).text)
    assert "officer-1 commander, county-headquarters" in first
    assert "You have signed. It waits for another officer of another organisation." in first
    html = plan(signing.wang)
    assert form(html) == fields  # the same plan, though facts were added: the signature itself
    assert "signature 2 of 2" in text(html)
    last = sign(signing.wang, fields, "epidemiologist", "county-cdc")
    said = text(signing.wang.get(last.headers["location"]).text)
    entries = journal(signing.desk, "order")
    assert "Signed journal" in said
    assert "Close contacts: observation" in said
    assert "officer-2 epidemiologist, county-cdc" in said
    assert entries[-1].body["made_from"]["known"]["batch"] == int(fields["batch"])
    assert "Close contacts" not in text(plan(signing.li))


def test_of_two_who_sign_what_needs_one_the_second_is_told(signing: Room) -> None:
    fields = form(plan(signing.li, verbs="inform"))
    assert sign(signing.li, fields, "commander", "county-headquarters").status_code == 303
    told = sign(signing.wang, fields, "epidemiologist", "county-cdc")
    assert told.status_code == 409
    assert re.search(r"officer-1 signed this plan at 23 Jan 04:00; yours did not take effect\.", text(told.text))
    assert "Signed journal" in text(told.text)  # of what was chosen: the bulletin
    officers = reading.columns(signing.desk.server, "signatures", ("officer", "at")).sort("at")
    assert officers["officer"].to_list()[-1] == "officer-1"
