"""The bulletin's room and the public pages over a real home: the afternoon of the drill, when the second one waits."""

import json
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from httpx import Response

from seawall.desk import planning
from seawall.desk.importing import import_files
from seawall.desk.issuing import Corrected, release
from seawall.desk.opening import Desk
from seawall.store import orders, reading
from seawall.store.issues import Issue
from seawall.tables.catalogue import TABLES
from seawall.web import plans
from seawall.web.bulletin import papers, public
from seawall.web.bulletin.shelf import Shelf, shelf
from seawall.web.pages import STATIC
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser, browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_passkeys import register

AFTERNOON = "2022-01-23T16:00"
FIELD = re.compile(r'name="(incident|at|batch|checkins|digest|role|organisation)" value="([^"]*)"')
NUMBER = re.compile(r'href="/public/([0-9a-f]{32})')


@dataclass(frozen=True)
class Room:
    """A home, its folder, two press officers, an epidemiologist, a clerk, and somebody of the public."""

    desk: Desk
    press: Browser
    other: Browser
    wang: Browser
    clerk: Browser
    public: Browser
    at: str = AFTERNOON


def room(desk: Desk, folder: Path) -> Iterator[Room]:
    rows = "".join(
        f"{name},press_officer,county-headquarters,{rank},2022-01-23T15:00\n"
        for rank, name in enumerate(("fang", "song"), start=4)
    )
    (folder / "duties.csv").write_text(f"officer,role,organisation,rank,recorded_at\n{rows}", encoding="utf-8")
    import_files(desk.home.path, [folder / "duties.csv"], rejects=folder / "rejects.csv")
    with (
        signed_in(desk, "fang", "press_officer", house="county-headquarters") as press,
        signed_in(desk, "song", "press_officer", house="county-headquarters") as other,
        signed_in(desk, "officer-2", "epidemiologist", house="county-cdc") as wang,
        signed_in(desk, "chen", "clerk") as clerk,
        browser(desk) as public,
    ):
        yield Room(desk, press, other, wang, clerk, public)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Nobody publishes here."""
    folder = tmp_path_factory.mktemp("draft")
    with played(folder, AFTERNOON) as desk:
        yield from room(desk, folder)


def text(html: str) -> str:
    """What somebody reads, without the marks."""
    plain = re.sub(r"<svg class=\"sr\".*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(plain.replace("\u00a0", " ").split())


def number(there: Room, nth: int = -1) -> str:
    """The public number of a bulletin; the last of the list is no. 1."""
    found: list[str] = NUMBER.findall(there.public.get("/public").text)
    return found[nth]


def form(html: str, action: str = "/bulletin/publish") -> dict[str, str]:
    """What a form says."""
    start = html.index(f'action="{action}"')
    return dict(FIELD.findall(html[start : html.index("</form>", start)]))


def proof_of(there: Browser, device: Authenticator, asked: dict[str, str]) -> str:
    return json.dumps(device.get(there.send_json("/passkey/proof/bulletin", asked).json()))


# ---- the draft


def test_the_draft_stands_beside_the_last_bulletin_with_what_differs_marked(draft: Room) -> None:
    html = draft.press.get("/bulletin").text
    assert "Last: no. 1 · 23 Jan 12:00" in text(html)
    assert "累计排查次密切接触者<del>110</del>人" in html
    assert "累计排查次密切接触者<ins>161</ins>人" in html
    assert "<ins>161</ins> secondary contacts" in html
    assert "Secondary contacts 110 161 +51" in text(html)


def test_the_draft_is_the_text_that_the_command_writes(draft: Room) -> None:
    made = planning.plan(draft.desk.home.path, draft.at, "gaotang-2022")
    said = text(draft.press.get("/bulletin").text).replace(" ", "")
    for name in ("bulletin.zh.md", "bulletin.en.md"):
        written = made.beside[name].decode().replace("**", "").replace("`", "").replace("---", "")
        lines = [line.lstrip("# ") for line in written.splitlines() if line.strip()]
        assert [line for line in lines if line.replace(" ", "") not in said] == []


def test_every_sum_says_in_words_that_it_comes_out(draft: Room) -> None:
    said = text(draft.press.get("/bulletin").text)
    assert said.count("comes out") == 7
    assert "comes out Close contacts = close contacts here + close contacts elsewhere" in said
    chinese = text(draft.press.get("/bulletin", headers={"Accept-Language": "zh-CN"}).text)
    assert "相符 累计确诊病例 = 上一号累计确诊病例 + 新增确诊病例 − 订正核减确诊病例" in chinese


def test_a_figure_opens_the_rows_that_it_counts_for_who_may_look_at_people(draft: Room) -> None:
    html = draft.wang.get("/bulletin", params={"figure": "roomed"}).text
    assert "People in these sites 84 of 84 rows" in text(html)
    assert len(re.findall(r'<a class="id" href="/people/', html)) == 84
    assert draft.press.get("/bulletin", params={"figure": "roomed"}).status_code == 404
    assert "figure=" not in draft.press.get("/bulletin").text
    assert draft.wang.get("/bulletin", params={"figure": "everybody"}).status_code == 400


def test_figures_equal_the_lists(draft: Room) -> None:
    for figure, asked in (("close", {"ring": "close"}), ("secondary", {"ring": "secondary"})):
        rows = text(draft.wang.get("/bulletin", params={"figure": figure}).text)
        listed = text(draft.wang.get("/people", params={"list": "contacts", **asked}).text)
        many = re.search(r"(\d+) of \d+ rows", rows)
        assert many is not None
        assert re.search(rf"\b{many[1]} / \d+ rows", listed)


def test_only_press_officers_publish_and_the_others_are_told_who_does(draft: Room) -> None:
    said = draft.wang.get("/bulletin").text
    assert 'action="/bulletin/publish"' not in said
    assert "Press officers publish bulletins" in said
    assert draft.wang.send_form("/bulletin/publish", **form(draft.press.get("/bulletin").text)).status_code == 403
    assert draft.clerk.get("/bulletin").status_code == 403


def test_looking_back_nothing_is_published(draft: Room) -> None:
    past = draft.press.get("/bulletin", params={"at": "2022-01-23T13:00+08:00"}).text
    assert "Looking back: nothing can be published." in past
    assert 'action="/bulletin/publish"' not in past
    fields = {**form(draft.press.get("/bulletin").text), "at": "2022-01-23T05:00:00+00:00"}
    answer = draft.press.send_form("/bulletin/publish", **fields)
    assert answer.status_code == 409
    assert "earlier time" in answer.text


def test_a_form_that_lacks_the_draft_or_names_another_is_refused(draft: Room) -> None:
    fields = form(draft.press.get("/bulletin").text)
    assert draft.press.send_form("/bulletin/publish").status_code == 400
    wrong = draft.press.send_form("/bulletin/publish", **{**fields, "digest": "0" * 64})
    assert wrong.status_code == 409
    assert "This did not take effect." in wrong.text
    elsewhere = draft.press.send_form("/bulletin/publish", **{**fields, "organisation": "county-cdc"})
    assert elsewhere.status_code == 403


def test_a_press_officer_with_a_passkey_publishes_and_corrects_nothing_without_it(draft: Room) -> None:
    device = Authenticator()
    with signed_in(draft.desk, "officer-3", "press_officer", house="county-headquarters") as there:
        assert register(there, device) == 200
        html = there.get("/bulletin").text
        assert 'data-proves="/passkey/proof/bulletin"' in html
        fields = form(html)
        other = proof_of(there, device, {**fields, "digest": "0" * 64})
        for assertion in ("", other):
            refused = there.send_form("/bulletin/publish", **fields, assertion=assertion)
            assert (refused.status_code, "your passkey has to sign this bulletin" in refused.text) == (409, True)
        proven = there.send_form("/bulletin/publish", **fields, assertion=proof_of(there, device, fields))
        assert "your passkey has to sign" not in proven.text  # the list of who is on duty is asked next
        notice = {**form(html), "number": number(draft), "reason": "place", "should-close": "86"}
        more = proof_of(there, device, {**notice, "should-close": "85"})
        refused = there.send_form("/bulletin/correct", **notice, assertion=more)
        assert (refused.status_code, "your passkey has to sign this bulletin" in refused.text) == (409, True)


# ---- for everybody


def test_anybody_reads_a_bulletin_without_signing_in_a_cookie_or_a_script(draft: Room) -> None:
    listed = draft.public.get("/public")
    answer = draft.public.get(f"/public/{number(draft)}")
    assert answer.status_code == 200
    assert "Emergency: 120" in text(answer.text)
    assert text(answer.text).index("Emergency: 120") < text(answer.text).index("Cases First positive")
    for each in (listed, answer):
        assert "set-cookie" not in each.headers
        assert each.headers["cache-control"] == "public, max-age=60"
        assert "<script" not in each.text
    again = draft.public.get(f"/public/{number(draft)}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_address_says_the_language_and_else_the_browser(draft: Room) -> None:
    there = f"/public/{number(draft)}"
    assert "高唐县新冠肺炎疫情情况通报" in draft.public.get(there, params={"lang": "zh"}).text
    assert "高唐县" in draft.public.get(there, headers={"Accept-Language": "zh-CN"}).text
    assert draft.public.get(there, params={"lang": "zh"}).headers["content-language"] == "zh"
    assert "Bulletin: COVID-19, Gaotang" in draft.public.get(there, params={"lang": "en"}).text


def test_what_is_no_bulletin_is_answered_alike(draft: Room) -> None:
    plan = reading.columns(draft.desk.server, "orders", ("order", "verb"))
    other = plan.filter(plan["verb"].cast(str) != "inform")["order"][0]
    answers = [draft.public.get(f"/public/{each}") for each in ("1", other, "0" * 32, f"{number(draft)}.txt")]
    assert {each.status_code for each in answers} == {404}
    assert len({each.text for each in answers}) == 1


def test_the_public_is_answered_without_a_plan(draft: Room) -> None:
    draft.public.get("/public")
    held = len(plans._MADE._held)
    for _ in range(20):
        assert draft.public.get(f"/public/{number(draft)}").status_code == 200
    assert len(plans._MADE._held) == held


# ---- published


@dataclass(frozen=True)
class Issued:
    """The room once two press officers published the draft at the same moment; how each was answered."""

    room: Room
    answers: list[Response]
    draft: dict[str, bytes]


@pytest.fixture(scope="module")
def issued(draft: Room) -> Issued:
    """What the tests before it looked at is published here."""
    beside = planning.plan(draft.desk.home.path, draft.at, "gaotang-2022").beside
    fields = form(draft.press.get("/bulletin").text)
    both = (draft.press, draft.other)
    assert all(each.token for each in both)
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda each: each.send_form("/bulletin/publish", **fields), both))
    return Issued(draft, answers, beside)


def test_of_two_who_publish_at_once_one_is_told_and_there_is_one_bulletin(issued: Issued) -> None:
    assert sorted(each.status_code for each in issued.answers) == [303, 409]
    told = next(text(each.text) for each in issued.answers if each.status_code == 409)
    assert re.search(r"(fang|song) signed this bulletin at 23 Jan 16:00; yours did not take effect\.", told)
    assert len(NUMBER.findall(issued.room.public.get("/public").text)) == 2


def test_what_is_published_is_what_the_command_wrote_and_the_journal_keeps_it(issued: Issued) -> None:
    last = journal(issued.room.desk, "issue")[-1]
    assert (last.purpose, last.subject) == ("publish", number(issued.room, 0))
    assert [each.body["proof"] for each in journal(issued.room.desk, "order") if "proof" in each.body][-1] == "passkey"
    for lang in ("zh", "en"):
        assert last.body["text"][lang].encode() == issued.draft[f"bulletin.{lang}.md"]
    page = text(issued.room.public.get(f"/public/{last.subject}", params={"lang": "en"}).text)
    assert "Found so far: 87 close contacts; 161 secondary contacts." in page
    assert last.body["snapshot"] in page
    assert "Secondary contacts 161 +51" in page


def test_what_stands_is_published_no_second_time(issued: Issued) -> None:
    said = issued.room.press.get("/bulletin").text
    assert "Nothing has changed since no. 2 was published: it stands." in said
    assert 'action="/bulletin/publish"' not in said


def test_no_number_of_a_person_no_case_and_no_officer_stands_on_a_public_page(issued: Issued) -> None:
    server, public = issued.room.desk.server, issued.room.public
    secret = {*reading.columns(server, "persons", ("person",))["person"], "officer-1", "officer-2", "fang", "song"}
    secret |= set(reading.columns(server, "cases", ("case",))["case"])
    secret |= set(reading.columns(server, "places", ("name",))["name"].drop_nulls()) - {""}
    assert len(secret) > 200
    addresses = ["/public", *(f"/public/{each}" for each in NUMBER.findall(public.get("/public").text))]
    pages = [public.get(each, params={"lang": lang}).text for each in addresses for lang in ("zh", "en")]
    assert sorted(each for each in secret if any(re.search(rf"\b{re.escape(each)}\b", page) for page in pages)) == []


# ---- corrected


def test_a_correction_whose_sums_do_not_come_out_is_refused_with_the_sum(issued: Issued) -> None:
    press, there = issued.room.press, number(issued.room, 0)
    html = press.get("/bulletin", params={"correct": there}).text
    assert "Correct bulletin no. 2" in text(html)
    fields = {**form(html, "/bulletin/correct"), "number": there, "reason": "twice"}
    lone = press.send_form("/bulletin/correct", **fields, **{"should-secondary": "160"})
    assert lone.status_code == 409
    assert "secondary = secondary_local + secondary_elsewhere: 160 is not 161" in lone.text
    assert 'name="should-secondary" inputmode="numeric"' in lone.text
    assert 'value="160"' in lone.text
    for wrong in ({}, {"should-secondary": "many"}, {"should-secondary": "161"}, {"should-secondary": "9" * 5000}):
        assert press.send_form("/bulletin/correct", **fields, **wrong).status_code in (400, 409)
    rest = {"should-secondary": "160", "should-secondary_local": "160"}
    assert press.send_form("/bulletin/correct", **{**fields, "reason": "a friend of mine"}, **rest).status_code == 409
    assert press.send_form("/bulletin/correct", **{**fields, "number": "0" * 32}, **rest).status_code == 404
    assert issued.room.wang.send_form("/bulletin/correct", **fields, **rest).status_code == 403
    assert "Correction of this bulletin" not in issued.room.public.get(f"/public/{there}").text


def test_a_notice_names_the_bulletin_and_the_figure_before_and_after_and_stays_on_top(issued: Issued) -> None:
    press, there = issued.room.press, number(issued.room, 0)
    before = issued.room.public.get(f"/public/{there}").text
    fields = {**form(press.get("/bulletin", params={"correct": there}).text, "/bulletin/correct"), "number": there}
    rest = {"should-secondary": "160", "should-secondary_local": "160", "reason": "twice"}
    assert press.send_form("/bulletin/correct", **fields, **rest).status_code == 303
    page = issued.room.public.get(f"/public/{there}").text
    assert (
        "Correction of this bulletin, no. 2 23 Jan 16:00 Secondary contacts: it says 161; it should have been 160."
        in text(page)
    )
    assert "Why: somebody had been counted twice." in text(page)
    assert text(page).index("Correction of this") < text(page).index("Cases First positive")
    assert text(before).split("Bulletin: COVID-19")[-1] == text(page).split("Bulletin: COVID-19")[-1]  # as it was
    assert "对本通报（第 2 号）的更正" in text(issued.room.public.get(f"/public/{there}", params={"lang": "zh"}).text)
    again = press.send_form("/bulletin/correct", **fields, **rest)
    assert again.status_code == 409
    assert "fang issued this correction at 23 Jan 16:00; yours did not take effect" in again.text
    entry = journal(issued.room.desk, "issue")[-1]
    assert (entry.actor, entry.purpose, entry.subject) == ("fang", "correct", there)
    assert entry.body["corrected"] == [["secondary", 161, 160], ["secondary_local", 161, 160]]
    assert (entry.body["proof"], entry.body["break_glass"]) == ("passkey", False)  # how fang had signed in


def test_a_later_bulletin_that_takes_a_figure_back_says_so_on_top_of_the_earlier() -> None:
    shelf = Shelf()
    first = release(Issue(1, NOON, "fang", "publish", "a" * 32, told(12, None, [])))
    later = release(Issue(2, NOON, "fang", "publish", "b" * 32, told(16, 12, [["close", 87, 85]])))
    shelf._releases.extend([first, later])
    (mark,) = shelf.every()[1].marks
    assert (mark.by, mark.corrected) == (later, (Corrected("close", 87, 85),))


# ---- on paper


def test_the_paper_holds_both_languages_and_at_its_foot_the_snapshot_and_the_page(issued: Issued) -> None:
    weasyprint = pango()
    one = shelf(issued.room.desk, now=True).named(number(issued.room))
    assert one is not None
    sheet = (STATIC / "public-print.css").read_text(encoding="utf-8")
    foot = papers.foot(issued.room.desk, one, "zh") + papers.foot(issued.room.desk, one, "en", "english")
    set_ = weasyprint.HTML(string=papers.html(issued.room.desk, one, public.told))
    pages = set_.render(stylesheets=[weasyprint.CSS(string=sheet + foot)]).pages
    texts = ["".join(box.text for box in page._page_box.descendants() if hasattr(box, "text")) for page in pages]
    assert len(texts) == 2
    assert "累计排查密切接触者87人" in texts[0]
    assert "Found so far: 87 close contacts" in texts[1]
    assert "第 1 号 · 数据截至 1月23日 12:00" in texts[0].replace("\u00a0", " ")
    for nth, page in enumerate(texts, start=1):
        assert one.release.snapshot in page.replace("\n", "")
        assert f"{nth}/2" in page


def test_a_pdf_is_made_once_and_again_when_a_correction_is_added(
    issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    pango()
    monkeypatch.setattr(papers, "PATIENCE", 600)
    there = f"/public/{number(issued.room)}.pdf"
    first = issued.room.public.get(there)
    assert (first.status_code, first.headers["content-type"]) == (200, "application/pdf")
    assert first.content.startswith(b"%PDF-")
    (file,) = (issued.room.desk.home.path / "bulletins").glob(f"{number(issued.room)}-*.pdf")
    made = file.stat().st_mtime_ns
    assert issued.room.public.get(there).content == first.content
    assert file.stat().st_mtime_ns == made
    (corrected,) = [each for each in shelf(issued.room.desk).every() if each.release.number == number(issued.room, 0)]
    marks = len(corrected.marks)
    issued.room.public.get(f"/public/{number(issued.room, 0)}.pdf")
    assert (file.parent / f"{number(issued.room, 0)}-{marks}.pdf").exists()


def test_while_a_pdf_is_made_who_asks_for_one_is_told_to_ask_again_and_holds_up_nobody(draft: Room) -> None:
    there = f"/public/{number(draft)}.pdf"
    for file in (draft.desk.home.path / "bulletins").glob("*.pdf"):
        file.unlink()
    with ThreadPoolExecutor() as pool, papers._ONE:
        answer = pool.submit(draft.public.get, there).result(timeout=60)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "The PDF is being made" in text(answer.text)
        for page in ("/health", "/sign-in"):
            assert pool.submit(draft.public.get, page).result(timeout=60).status_code == 200


def test_without_pango_the_answer_says_how_to_print(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    for file in (issued.room.desk.home.path / "bulletins").glob("*.pdf"):
        file.unlink()
    answer = issued.room.public.get(f"/public/{number(issued.room)}.pdf")
    assert answer.status_code == 503
    assert "This machine makes no PDF Open the bulletin and print it there" in text(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    monkeypatch.setattr(papers, "_made", lambda *_: pytest.fail("what cannot be made is not tried at once again"))
    again = issued.room.public.get(f"/public/{number(issued.room)}.pdf")
    assert (again.status_code, again.headers["retry-after"]) == (503, "300")


# ---- what does not come out


def test_nothing_is_published_while_a_sum_does_not_come_out(issued: Issued) -> None:
    desk, press = issued.room.desk, issued.room.press
    falsify(desk, issued.room.at)
    html = press.get("/bulletin").text
    said = text(html)
    assert "Cannot be published: a sum does not come out." in said
    assert "does not come out Confirmed cases so far = confirmed cases so far of the last one" in said
    assert "0 ≠ 7" in said
    assert 'action="/bulletin/publish"' not in html
    assert re.search(r"<button class=\"main\" disabled", html)
    made = planning.plan(desk.home.path, issued.room.at, "gaotang-2022")
    fields = {
        "incident": "gaotang-2022", "at": made.plan.now.isoformat(), "batch": str(made.read.facts),
        "checkins": str(made.read.checkins), "digest": made.digest, "role": "press_officer",
        "organisation": "county-headquarters",
    }  # fmt: skip
    answer = press.send_form("/bulletin/publish", **fields)
    assert answer.status_code == 409
    assert "there is nothing to sign" in answer.text


def falsify(desk: Desk, at: str) -> None:
    """Signs a bulletin as the desk never would: it says seven confirmed cases, and one close contact more."""
    made = planning.plan(desk.home.path, at, "gaotang-2022")
    order = reading.columns(desk.server, "orders", tuple(TABLES["orders"].column_names()))
    last = order.filter(pl.col("verb").cast(pl.String) == "inform").sort("from")[-1:]
    evidence = json.loads(last["evidence"][0])
    content = json.loads(evidence["content"])
    content["figures"] |= {"cumulative": 7, "close": 88}
    false = last.with_columns(
        pl.lit("f" * 32).alias("order"), pl.lit("f" * 64).alias("plan"),
        pl.lit(json.dumps({**evidence, "content": json.dumps(content)})).alias("evidence"),
    )  # fmt: skip
    kept = [name for name in false.columns if name not in BY_ENTERING]
    orders.sign(desk.server, desk.home, false.select(kept), made.plan.now, "song", "press_officer", "hq")


NOON = datetime(2022, 1, 23, 4, tzinfo=UTC)
BY_ENTERING = ("row", "corrects", "recorded_at", "recorded_by", "source", "batch")


def told(hour: int, since: int | None, corrected: list[list[object]]) -> dict[str, object]:
    """What the journal keeps of a bulletin of an hour."""
    at = f"2022-01-23T{hour:02}:00:00+08:00"
    return {
        "incident": "I", "snapshot": "0" * 64, "at": at, "invented": True, "small_count": 5, "figures": {},
        "since": None if since is None else f"2022-01-23T{since:02}:00:00+08:00", "corrected": corrected,
        "text": {"zh": "", "en": ""},
    }  # fmt: skip


def pango() -> ModuleType:
    """WeasyPrint; a machine without Pango skips the test and says so."""
    try:
        import weasyprint
    except OSError as error:
        pytest.skip(f"no Pango here: apt-get install libpango-1.0-0 libpangoft2-1.0-0 ({error})")
    module: ModuleType = weasyprint
    return module
