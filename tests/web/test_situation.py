"""The situation page over a real home: the first night of the drill."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from seawall.desk.opening import Desk
from seawall.store.accounts import ROLES
from seawall.tell.terminal.language import Language, half
from seawall.web import plans, times
from seawall.web.pages import environment, whole
from seawall.web.situation.course import apart
from seawall.web.situation.curves import Curve, Day
from seawall.web.situation.since import LOOKED
from tests.web.browsers import Browser, signed_in
from tests.web.played import played

NIGHT = "2022-01-23T01:30"


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, signed_in(desk, "wang", "commander") as found:
        yield found


def text(html: str) -> str:
    """What somebody reads, without the marks."""
    return " ".join(re.sub(r"<svg class=\"sr\".*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL).split())


def test_an_incident_that_nobody_knows_is_refused_with_those_there_are(officer: Browser) -> None:
    for room in ("situation", "plan", "map", "chains", "people", "bulletin"):
        refused = officer.get(f"/{room}", params={"incident": "zzz"})
        assert refused.status_code == 400, room
        assert "incident 'zzz' is not known; at this time there are: gaotang-2022" in html.unescape(refused.text), room


def test_a_time_beyond_what_is_known_is_shown_as_the_nearest_and_said(officer: Browser) -> None:
    said = text(officer.get("/situation", params={"at": "2012-01-01T00:00+08:00"}).text)
    assert (
        "2012-01-01 00:00 was asked for; what is known goes from 2022-01-21 22:00 to 2022-01-23 01:30, and "
        "2022-01-21 22:00 is shown."
    ) in said
    assert "was asked for" not in officer.get("/situation", params={"at": "2022-01-22T12:00+08:00"}).text


def test_it_answers_four_questions_of_the_incident_in_both_languages(officer: Browser) -> None:
    said = text(officer.get("/situation").text)
    for question in ("What happened", "What is late", "What to sign", "What it costs people"):
        assert question in said
    assert "1 screened positive" in said
    chinese = text(officer.get("/situation", headers={"Accept-Language": "zh-CN"}).text)
    assert "1 例初筛阳性" in chinese
    assert "八个第一时间" in chinese


def test_it_says_that_the_people_are_invented(officer: Browser) -> None:
    assert "Drill: its people are invented" in officer.get("/situation").text


def test_every_stone_says_its_state_in_a_word(officer: Browser) -> None:
    html = officer.get("/situation").text
    assert html.count('<li class="stone is-') == 8
    assert len(re.findall(r'<span class="sr">(met|late|open|cannot tell)</span></span></span>', html)) == 8


def test_now_is_the_last_that_was_learned_and_a_time_before_shows_what_was_known_then(officer: Browser) -> None:
    assert "23 Jan 2022 01:30" in officer.get("/situation").text
    before = officer.get("/situation", params={"at": "2022-01-22T12:00+08:00"}).text
    assert "Looking back: nothing can be signed" in before
    assert "no case yet" in text(before) or "screened positive" in text(before)
    assert "22 Jan 2022 12:00" in before


def test_a_time_that_is_none_is_one_sentence_with_what_is_allowed(officer: Browser) -> None:
    answer = officer.get("/situation", params={"at": "1642885200"})
    assert answer.status_code == 400
    assert "allowed is one with its offset" in answer.text


def test_who_looks_again_is_told_what_changed_since(officer: Browser) -> None:
    officer.cookies.set(LOOKED, f"{int(datetime(2022, 1, 22, 17, tzinfo=UTC).timestamp())}", "seawall.example")
    officer.get("/situation")  # more than ten minutes after the look before: a new one
    said = text(officer.get("/situation").text)
    assert "Since you last looked 23 Jan 01:00" in said
    assert re.search(r"stays \+\d+|persons \+\d+", said)


def test_what_a_browser_says_of_its_last_look_breaks_nothing(officer: Browser) -> None:
    officer.cookies.set(LOOKED, "yesterday.<script>", "seawall.example")
    assert officer.get("/situation").status_code == 200


def test_every_page_forbids_scripts_of_others_and_frames(officer: Browser) -> None:
    for address in ("/situation", "/sign-in", "/nowhere", "/static/seawall.css"):
        said = officer.get(address).headers
        assert "script-src 'self'" in said["content-security-policy"]
        assert "unsafe-inline" not in said["content-security-policy"]
        assert said["x-content-type-options"] == "nosniff"
    html = officer.get("/situation").text
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", html)


def test_the_page_is_small_on_the_wire(officer: Browser) -> None:
    assert int(officer.get("/situation").headers["content-length"]) < 30_000


def test_an_empty_home_says_what_brings_an_incident(desk: Desk) -> None:
    with signed_in(desk, "wang", "commander") as there:
        assert "No incident is open" in there.get("/situation").text


def drawn(cases: int) -> str:
    curve = Curve("onset", [Day(date(2026, 11, 21), "21 Nov", cases, 1), Day(date(2026, 11, 22), "22 Nov", 3, 0)], 0)
    return environment("en").get_template("curve.html").render(curve=curve)


def test_a_case_is_a_square_of_the_curve_as_long_as_squares_can_be_counted() -> None:
    assert drawn(40).count("<rect") == 43


def test_a_day_of_thousands_is_a_bar_from_zero_with_its_figure() -> None:
    svg = drawn(5_000)
    assert svg.count("<rect") == 4
    assert ">5,000</text>" in svg
    assert ">0</text>" in svg


def test_a_name_in_a_sentence_does_not_break_at_its_hyphen_and_nothing_else_is_marked() -> None:
    assert whole("of case-1 (home-workshop-1) & so") == (
        'of <span class="nb">case-1</span> (<span class="nb">home-workshop-1</span>) &amp; so'
    )
    for text in ("29-30 Jan", "a well-known place", "2022-01-23", f"{'a-' * 20}1"):
        assert whole(text) == text


def test_days_of_the_course_are_named_as_far_apart_as_their_names_are_wide() -> None:
    days = [(0.0, "20 Jan"), (10.0, "21 Jan"), (40.0, "22 Jan"), (70.0, "23 Jan"), (95.0, "24 Jan")]
    assert [name for _, name in apart(days)] == ["", "21 Jan", "22 Jan", "23 Jan", ""]


def waits(there: Browser, language: str) -> str:
    """What waits for a signature."""
    page = text(there.get("/situation", headers={"Accept-Language": language}).text)
    return page.split("待签署" if language == "zh" else "Waits for a signature")[-1]


def bound(there: Browser, language: Language) -> str:
    """What those are told whom a signature would bind."""
    desk = there.app.state.desk
    (made,) = plans.every(desk, times.span(desk).now)
    return " ".join(half(each, language) for each in made.plan.differences["why_public"].unique())


def test_what_waits_is_told_to_who_signs_in_both_languages_and_not_in_the_words_for_those_it_binds(
    officer: Browser,
) -> None:
    english, chinese = waits(officer, "en"), waits(officer, "zh")
    assert re.search(
        r"batches: provisional transfer until .*? e\.g\. \d+ close contacts? from [A-Z]\w+ to Site \d", english
    )
    assert re.search(r"批次：临时转运 至 .*? 例：密接 \d+ 人，从[一-鿿]+到[一-鿿]+", chinese)
    assert ("您" in bound(officer, "zh"), "您" in chinese) == (True, False)
    you = re.compile(r"\byou", re.IGNORECASE)
    assert (bool(you.search(bound(officer, "en"))), you.search(english)) == (True, None)


LEADS = re.compile(r'href="(/(?!static/)[^"#]*)')


@pytest.mark.parametrize("role", ROLES)
def test_nothing_leads_to_a_page_that_who_looks_may_not_open(officer: Browser, role: str) -> None:
    with signed_in(officer.app.state.desk, f"walks-{role}", role) as there:
        page = there.get("/situation").text
        assert "What to sign" in page
        plan = there.get("/plan").status_code == 200
        assert ("The whole plan" in page) == plan
        assert (" e.g. " in text(page)) == plan, "reasons name places and people"
        for address in {html.unescape(each) for each in LEADS.findall(page)}:
            assert there.get(address).status_code in {200, 303}, address


def test_who_is_refused_is_told_the_one_cause_there_is(officer: Browser) -> None:
    with signed_in(officer.app.state.desk, "walks-once", "clerk") as there:
        refused = text(there.get("/plan").text)
        assert "This is not for your account: none of its roles may do it." in refused
        assert "too old" not in refused
        stale = text(there.post("/plan/sign", data={"_csrf_token": "0" * 128}).text)
        assert "The form was too old: open its page again, and send it from there." in stale
        assert "your account" not in stale
