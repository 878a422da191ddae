"""The field on a phone: a real server, Chromium at 360 px, and a network that goes."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import text

from seawall.desk.opening import Desk
from seawall.store import reading
from seawall.store.database import transaction
from tests.web.played import played
from tests.web.served import chromium, complaints, grave, officer, served, sign_in, window

NIGHT = "2022-01-23T01:30"
STEPS = ("opening", "ill", "kinds", "onset", "home", "places", "where", "people", "whom", "how", "near", "end")
SCREENS = (
    "", "more", "record", "specimen", "visit/p008", "noanswer/p008", "way/call%3Ap008",
    *(f"interview/p008/{step}" for step in STEPS),
)  # fmt: skip


LIES = """async () => {
  const asked = (request) => new Promise((good) => { request.onsuccess = () => good(request.result); });
  const db = await asked(indexedDB.open("seawall-field"));
  const all = (name) => asked(db.transaction(name).objectStore(name).getAll());
  const kept = await all("kept"), keys = (await all("keys")).filter((each) => each instanceof CryptoKey);
  const files = await caches.keys();
  db.close();
  return [kept.length, keys.map((each) => each.extractable), files.length, kept.map(Object.keys).flat()];
}"""
"""How many records, whether a script can read the keys out, how many caches, and what a record has."""
SMALL = """[...document.querySelectorAll("#main button, #main a, #dock a, #dock button")]
  .filter((each) => each.offsetHeight < 55).map((each) => each.outerHTML)"""
TWICE = """() => {
  const sizes = [...document.querySelectorAll("body *")].filter((each) => !(each instanceof SVGElement))
    .map((each) => [each, parseFloat(getComputedStyle(each).fontSize)]);
  for (const [each, size] of sizes) each.style.fontSize = `${2 * size}px`;
}"""
"""Letters of twice the size, as a phone that is told so shows them; nothing else grows."""
CUT = """() => [...document.querySelectorAll("#main button, #main a, #dock a, #dock button, .back")].flatMap((each) => {
  const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), cut = [];
  while (walk.nextNode()) for (const word of walk.currentNode.data.matchAll(/[A-Za-z]+/g)) {
    const range = document.createRange();
    range.setStart(walk.currentNode, word.index);
    range.setEnd(walk.currentNode, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size > 1) cut.push(word[0]);
  }
  return cut;
})"""
"""Words of buttons and links that go on in the next line."""
BAD = """async () => {
  const app = document.querySelector('script[src*="/field/code/"]').src;
  const { keep } = await import(app.replace("app.js", "queue.js"));
  const of = { person: "p009", question: "places", answer: "maybe" };
  await keep({ kind: "answer", of, label: "p009 · places", route: "#/interview/p009/places" });
}"""


EDITED = """async () => {
  const app = document.querySelector('script[src*="/field/code/"]').src;
  const { here, keep, send } = await import(app.replace("app.js", "queue.js"));
  const said = (question, answer, before) =>
    keep({ kind: "answer", of: { person: "p009", question, answer }, label: question, route: "#/", before });
  const first = await said("home", "no"), second = await said("places", "yes");
  const put = here.kept.put.bind(here.kept);
  let edited = null;
  here.kept.put = async (kind, id, value, unsent) => {
    if (kind === "act" && value.tries && !edited) edited = said("home", "yes", first);
    await edited;
    return put(kind, id, value, unsent);
  };
  window.sending = () => send().then(() => edited);
}"""
"""Two acts wait; while the later one is marked as tried, the earlier one is answered otherwise."""


class There(NamedTuple):
    """A browser, the address of the pages, and the home they are of."""

    browser: Browser
    address: str
    desk: Desk

    def phone(self, lang: str = "en-GB", light: str = "light") -> BrowserContext:
        scheme = "dark" if light == "dark" else "light"
        return window(self.browser, lang, color_scheme=scheme, viewport={"width": 360, "height": 740}, has_touch=True)

    def rows(self, table: str, **having: str) -> list[dict[str, Any]]:
        frame = reading.read(self.desk.server, [table]).frames[table]
        return [row for row in frame.to_dicts() if all(row[name] == value for name, value in having.items())]


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk, chromium() as browser, served(desk) as address:
        for name in ("t1", "t2", "t3", "t4", "t5"):
            officer(desk, name, "tracer", "tracing-1")
        yield There(browser, address, desk)


def opened(there: There, phone: BrowserContext, name: str) -> Page:
    """The tasks of an officer on a phone that has everything that it needs without a network."""
    page = phone.new_page()
    sign_in(page, there.address, name)
    page.goto(f"{there.address}/field")
    expect(page.locator("#net")).to_have_attribute("data-net", "online")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    expect(page.locator("[data-task]").first).to_be_visible()
    return page


def tap(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name, exact=isinstance(name, str)).click()


def at(page: Page, step: str) -> None:
    expect(page).to_have_url(re.compile(f"{step}$"))


def without(phone: BrowserContext, page: Page) -> None:
    """The network goes."""
    phone.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#net")).to_have_attribute("data-net", "offline")


def back(phone: BrowserContext, page: Page) -> None:
    """The network is there again, and everything was sent."""
    phone.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#net")).to_have_attribute("data-net", "online")
    expect(page.locator("#net")).to_have_attribute("data-waits", "0")


def test_a_tracer_loses_the_network_in_the_middle_of_an_interview_and_loses_nothing(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t1")
    page.locator("[data-task='call:p006']").get_by_role("link", name="Begin").click()
    tap(page, "A relative")
    tap(page, "Keep, next")
    at(page, "ill")
    without(phone, page)
    tap(page, "yes")
    tap(page, "Keep, next")
    tap(page, "fever")
    tap(page, "cough")
    expect(page.get_by_role("button", name="cough")).to_have_attribute("aria-pressed", "true")  # it is on the disk
    page.reload()  # without a network
    expect(page.get_by_role("button", name="fever")).to_have_attribute("aria-pressed", "true")
    tap(page, "Next")
    tap(page, "Friday 21 January")
    tap(page, "Afternoon, 12–18")
    expect(page.get_by_text("Kept as 21 Jan 12:00–18:00; it never becomes one time.")).to_be_visible()
    tap(page, "Keep, next")
    at(page, "home")
    tap(page, "These, and nobody else")
    tap(page, "+ Add a place")
    page.get_by_role("button", name="Shiqiao").click()  # on the map
    tap(page, re.compile("^supermarket"))
    tap(page, "Next")
    tap(page, "Friday 21 January")
    tap(page, "Evening, 18–24")
    tap(page, "19:00")
    tap(page, "20:00")
    tap(page, "10 to 45 min")
    tap(page, "Keep, next place")
    at(page, "places")
    page.close()  # the phone is put away
    page = phone.new_page()
    page.goto(f"{there.address}/field#/interview/p006")
    at(page, "places")
    tap(page, "+ Add a place")
    page.get_by_label("Find by its name, or tap the map").press_sequentially("petrol station")
    tap(page, "New place: petrol station")
    tap(page, "Next")
    tap(page, "The day is not remembered")
    tap(page, "Not remembered")
    tap(page, "Keep, next place")
    tap(page, "No other place")
    tap(page, "+ Add a person")
    tap(page, "Somebody who is not listed")
    page.get_by_label("Name, if they know it").press_sequentially("Qian Qi")
    tap(page, "Next")
    tap(page, "a vehicle")
    tap(page, "Next")
    tap(page, "Saturday 22 January")
    tap(page, "The hour is not remembered")
    tap(page, "10 to 45 min")
    tap(page, "Keep, next")
    tap(page, "refused")
    expect(page.get_by_text("entries are kept here; they are sent when there is a network.").first).to_be_visible()
    assert not there.rows("stays", recorded_by="t1")
    tap(page, "To my tasks")
    expect(page.locator("[data-task='call:p006']")).to_have_count(0)
    back(phone, page)
    answers = {row["question"]: row["answer"] for row in there.rows("answers", person="p006", recorded_by="t1")}
    assert answers == {"interview": "yes", "symptoms": "yes", "household": "yes", "places": "yes", "people": "refused"}
    assert len(there.rows("answers", person="p006")) == 5
    assert {row["kind"] for row in there.rows("symptoms", person="p006", recorded_by="t1")} == {"fever", "cough"}
    shop, station = sorted(
        there.rows("stays", person="p006", recorded_by="t1"), key=lambda row: row["came_from"] is None
    )
    assert (shop["place"], f"{shop['came_from']:%H:%M}", f"{shop['came_until']:%H:%M}") == (
        "supermarket",
        "11:00",
        "12:30",
    )
    assert station["came_from"] is station["came_until"] is station["left_from"] is None
    assert there.rows("places", place=station["place"])[0]["name"] == "petrol station"
    (met,) = [row for row in there.rows("relations", person="p006") if row["recorded_by"] == "t1"]
    assert (met["kind"], len(there.rows("persons", person=met["other"]))) == ("vehicle", 1)
    assert there.rows("followups", person="p006")[0]["seen"] is True
    phone.close()


def test_two_phones_answer_one_question_and_both_answers_are_kept_and_shown(there: There) -> None:
    first, second = there.phone(), there.phone()
    one, other = opened(there, first, "t2"), opened(there, second, "t3")
    for phone, page, answer in ((first, one, "refused"), (second, other, "not remembered")):
        without(phone, page)
        page.goto(f"{there.address}/field#/interview/p007/people")
        tap(page, answer)
        at(page, "end")
        tap(page, "To my tasks")
    back(first, one)
    back(second, other)
    expect(other.get_by_text("You: not remembered. t2: refused. Both are kept.")).to_be_visible()
    both = there.rows("answers", person="p007", question="people")
    assert {(row["recorded_by"], row["answer"]) for row in both} == {("t2", "refused"), ("t3", "unknown")}
    tap(other, "Keep both")
    expect(other.get_by_text("Both are kept.")).to_have_count(0)
    one.reload()
    either = re.compile("t2: refused · t3: not remembered|t3: not remembered · t2: refused")  # as they were learned
    expect(one.get_by_text(either)).to_be_visible()
    first.close()
    second.close()


def test_what_ends_at_midnight_ends_at_24_of_the_day_before(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t1")
    said = page.evaluate("""async () => {
      const there = performance.getEntriesByType("resource").map((each) => each.name);
      const clock = await import(there.find((each) => each.includes("clock.js")));
      const told = clock.told({ from: "2022-01-20T10:00+08:00", until: "2022-01-22T00:00+08:00" });
      return [told, clock.ends("2022-01-24T00:00+08:00"), clock.ends("2022-01-22T09:30+08:00")];
    }""")
    assert said == ["20 Jan 10:00 – 21 Jan 24:00", "23 Jan 24:00", "22 Jan 09:30"]
    phone.close()


def test_an_expired_session_keeps_what_waits_and_asks_to_sign_in(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t4")
    with transaction(there.desk.server) as connection:
        connection.execute(text("DELETE FROM access.sessions"))
    page.goto(f"{there.address}/field#/visit/p008")
    tap(page, "Seen")
    tap(page, "36.5 ℃")
    tap(page, "Keep")
    expect(page.locator("#net")).to_contain_text("Signed out. 1 entries are kept here until you sign in.")
    page.get_by_role("link", name="Sign in").click()
    page.locator("summary").click()
    page.fill("input[name=officer]", "t4")
    page.fill("input[name=password]", "a wall of eight stones, hollow")
    page.locator("form[action*=password] button").click()
    expect(page.locator("#net")).to_have_attribute("data-net", "online")
    expect(page.locator("#net")).to_have_attribute("data-waits", "0")
    assert there.rows("followups", person="p008", recorded_by="t4")[0]["temperature"] == 36.5
    phone.close()


def test_what_is_edited_while_it_is_about_to_be_sent_is_sent_once(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t5")
    without(phone, page)
    page.evaluate(EDITED)
    bodies: list[Any] = []
    page.on("request", lambda asked: bodies.append(asked.post_data_json) if asked.url.endswith("/field/acts") else None)
    phone.set_offline(False)
    page.evaluate("sending()")
    expect(page.locator("#net")).to_have_attribute("data-waits", "0")
    homes = [each for body in bodies for each in body["acts"] if each["of"]["question"] == "home"]
    assert [each["of"]["answer"] for each in homes] == ["yes"]
    assert len(homes[0]["instead"]) == 1
    phone.close()


def test_what_is_refused_stays_on_the_phone_with_its_reason(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t4")
    page.evaluate(BAD)
    expect(page.get_by_text("of.answer: maybe. Allowed: yes, no, unknown, refused")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="p009 · places")).to_be_visible()
    expect(page.locator("#net")).to_have_attribute("data-waits", "0")
    tap(page, "Mend")
    at(page, "places")
    phone.close()


def test_a_refused_specimen_is_mended_with_what_was_tapped_and_takes_its_place(there: There) -> None:
    first, second = there.phone(), there.phone()
    one, other = opened(there, first, "t2"), opened(there, second, "t3")
    for page, whose in ((one, "p007"), (other, "p009")):
        page.goto(f"{there.address}/field#/specimen")
        tap(page, whose)
        tap(page, "throat swab")
        page.get_by_label("Number of the tube").press_sequentially("T-77")
        tap(page, "Keep the specimen")
        expect(page.locator("#net")).to_have_attribute("data-waits", "0")
        expect(page.locator("#net")).to_have_attribute("data-net", "online")
    expect(other.get_by_text("You: p009. t2: p007. Both are kept.")).to_be_visible()
    tap(other, "I correct mine")
    expect(other.get_by_label("Number of the tube")).to_have_value("T-77")
    other.get_by_label("Number of the tube").press("End")
    other.get_by_label("Number of the tube").press_sequentially("8")
    tap(other, "Keep the specimen")
    expect(other.locator("#net")).to_have_attribute("data-waits", "0")
    for _ in range(300):
        if there.rows("specimens", specimen="T-778"):
            break
        other.wait_for_timeout(100)
    old, new = (there.rows("specimens", specimen=tube, recorded_by="t3")[0] for tube in ("T-77", "T-778"))
    assert new["corrects"] == old["row"]
    first.close()
    second.close()


def test_another_officer_on_the_phone_sees_that_something_waits_and_nothing_of_it(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t4")
    without(phone, page)
    page.goto(f"{there.address}/field#/noanswer/p009")
    tap(page, "Keep")
    expect(page.locator("[data-waits]").last).to_contain_text("p009 · No answer")
    phone.clear_cookies()
    phone.set_offline(False)
    sign_in(page, there.address, "t5")
    page.goto(f"{there.address}/field")
    expect(page.get_by_text("1 entries of another officer lie here unsent.")).to_be_visible()
    expect(page.get_by_text("p009 · No answer")).to_have_count(0)
    assert not [row for row in there.rows("followups", person="p009") if row["recorded_by"] in ("t4", "t5")]
    phone.clear_cookies()
    sign_in(page, there.address, "t4")
    page.goto(f"{there.address}/field")
    expect(page.locator("details.all")).to_contain_text("Sent:")
    assert [row["recorded_by"] for row in there.rows("followups", person="p009", recorded_by="t4")] == ["t4"]
    phone.close()


def test_signing_out_says_what_would_be_lost_and_leaves_nothing_on_the_phone(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t5")
    without(phone, page)
    page.goto(f"{there.address}/field#/visit/p009")
    tap(page, "Not seen")
    tap(page, "Keep")
    expect(page.locator("[data-waits]").last).to_contain_text("p009 · Not seen")
    page.goto(f"{there.address}/field#/more")
    expect(page.get_by_text("1 entries would be lost: they are on this phone alone.")).to_be_visible()
    before = page.evaluate(LIES)
    assert before[0] >= 2
    assert before[1] == [False]
    assert set(before[3]) == {"data", "iv", "unsent"}  # nothing of anybody lies there in the clear
    phone.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#net")).to_have_attribute("data-waits", "0")
    tap(page, "Sign out")
    expect(page).to_have_url(f"{there.address}/sign-in?back=/field")
    assert page.evaluate(LIES)[:3] == [0, [], 0]
    page.goto(f"{there.address}/field")
    expect(page).to_have_url(f"{there.address}/sign-in?back=/field")
    phone.close()


def test_looking_back_shows_last_night_and_leaves_nothing_on_the_phone(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t5")
    before = page.evaluate(LIES)
    page.goto(f"{there.address}/field#/more")
    page.get_by_role("link", name=re.compile("^last night")).click()
    expect(page.get_by_role("heading", name="My tasks as they were")).to_be_visible()
    assert not grave(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{there.address}/field?at=2022-01-23T01:00%2B08:00")
    page.locator("[data-then^='seal:'] summary").click()
    expect(page.locator("[data-then^='seal:'] .way li").last).to_be_visible()
    assert not grave(page)
    assert page.evaluate(LIES) == before
    page.get_by_role("link", name="My tasks now").click()
    expect(page.locator("[data-task]").first).to_be_visible()
    without(phone, page)
    page.reload()
    expect(page.locator("[data-task]").first).to_be_visible()  # what is kept is today's
    phone.close()


@pytest.mark.parametrize(("lang", "light"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_axe_finds_nothing_serious_no_screen_scrolls_sideways_and_targets_are_large(
    there: There, lang: str, light: str
) -> None:
    phone = there.phone(lang, light)
    page = opened(there, phone, "t5")
    said = complaints(page)
    for screen in SCREENS:
        page.goto(f"{there.address}/field#/{screen}")
        page.wait_for_timeout(150)
        assert not grave(page), screen
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, screen
        small = page.evaluate(SMALL)
        assert not small, screen
    assert not said
    phone.close()


def test_at_twice_the_size_of_letters_no_word_is_cut_and_no_screen_scrolls_sideways(there: There) -> None:
    phone = there.phone()
    page = opened(there, phone, "t5")
    for screen in (*(f"field#/{each}" for each in SCREENS), "field/then?at=2022-01-23T01:00%2B08:00"):
        page.goto("about:blank")
        page.goto(f"{there.address}/{screen}")
        expect(page.locator("#main h1, #main h2").first).to_be_visible()
        page.evaluate(TWICE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, screen
        assert page.evaluate(CUT) == [], screen
    phone.close()
