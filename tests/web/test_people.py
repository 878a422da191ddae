"""The people pages over a real home: the first morning of the drill, and one couple more."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.store import accounts, sessions, term
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.store.register import open_register
from seawall.web import plans
from seawall.web.people import samples
from seawall.web.sessions import COOKIE
from tests.web.browsers import Browser, account, browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_situation import text

NIGHT = "2022-01-23T01:30"
ID = "371526199001011234"
LEARNED = "2022-01-23T01:20+08:00,tracing-1,invented for the drill"
PERSONS = f"person,sex,recorded_at,recorded_by,source\np900,,{LEARNED}\np901,,{LEARNED}\n"
RELATIONS = f"""person,other,kind,place,since,until,minutes,recorded_at,recorded_by,source
p900,p001,sexual,home-index,2022-01-21 20:00,2022-01-21 21:00,60,{LEARNED}
p901,p001,household,,2022-01-21 20:00,2022-01-21 21:00,,{LEARNED}
"""
FIRST, THEN = "5b1d0000-0000-4000-8000-00000000c0de", "5b1d0000-0000-4000-8000-00000000beef"
SYMPTOMS = f"""row,person,onset,kind,recorded_at,recorded_by,source,corrects
{FIRST},p901,2022-01-20 09:00,cough,{LEARNED},
{THEN},p901,2022-01-21,fever,{LEARNED},{FIRST}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("night")
    with played(folder, NIGHT) as desk:
        for name, said in (("persons", PERSONS), ("relations", RELATIONS), ("symptoms", SYMPTOMS)):
            (folder / f"{name}.csv").write_text(said, encoding="utf-8")
        keep = pl.DataFrame({"person": ["p002"], "name": ["王小明"], "phone": ["13800000000"], "id_number": [ID]})
        open_register(desk.home, desk.server).keep(keep)
        import_files(desk.home.path, sorted(folder.glob("*.csv")), rejects=folder / "rejects.csv", by="clerk")
        yield desk


@pytest.fixture(scope="module")
def officer(home: Desk) -> Iterator[Browser]:
    with signed_in(home, "officer-1", "commander") as found:
        yield found


@contextmanager
def in_area(desk: Desk, name: str, area: str, role: str = "area_officer") -> Iterator[Browser]:
    """A browser in which an officer of one area signed in."""
    at = datetime.now(UTC) - timedelta(minutes=1)
    made = account(desk, name)
    with transaction(desk.server, "owner") as connection:
        accounts.grant(connection, made, Role(role, "street", area), at)
    with transaction(desk.server) as connection:
        token = sessions.open_(connection, made, "passkey", datetime.now(UTC))
    with browser(desk) as found:
        found.cookies.set(COOKIE, token)
        yield found


def count(html: str) -> str:
    found = re.search(r"data-count>(.*?)</p>", html, re.DOTALL)
    assert found is not None
    return text(found[1])


def persons(html: str) -> list[str]:
    return re.findall(r'<tr><td class="id nb"><a href="/people/~[^"]+">(p\d+)<', html)


def row_of(html: str, person: str) -> str:
    found = re.search(rf'<tr><td class="id nb"><a href="/people/~[^"]+">{person}<.*?</tr>', html, re.DOTALL)
    assert found is not None
    return text(found[0])


@pytest.mark.parametrize("name", ["cases", "contacts", "zones", "rooms", "samples", "tasks"])
def test_each_list_says_how_many_rows_it_has_in_both_languages(officer: Browser, name: str) -> None:
    english = officer.get("/people", params={"list": name})
    assert english.status_code == 200
    assert int(count(english.text).split()[0]) == english.text.count("<tr>") - 1
    chinese = officer.get("/people", params={"list": name}, headers={"Accept-Language": "zh-CN"}).text
    assert count(chinese) == count(english.text).replace("rows", "行").replace("row", "行")
    assert not re.search(r"col\.|state\.|met\.|what\.", text(english.text))


def test_a_list_is_filtered_by_words_in_any_cell_and_by_the_value_of_a_column(officer: Browser) -> None:
    asked = {"list": "contacts", "q": "VEHICLE p002"}
    assert persons(officer.get("/people", params=asked).text) == ["p002"]
    chinese = officer.get("/people", params={"list": "contacts", "q": "同车"}, headers={"Accept-Language": "zh"}).text
    assert persons(chinese) == ["p002"]
    chosen = officer.get("/people", params={"list": "contacts", "setting": "vehicle"}).text
    assert persons(chosen) == ["p002"]
    assert count(chosen) == "1 / 7 rows"


@pytest.mark.parametrize("typed", [".*", "p00.", "(", "[", "\\", "p002|p003", "%", "' OR 1=1 --"])
def test_what_is_typed_to_find_is_no_pattern(officer: Browser, typed: str) -> None:
    found = officer.get("/people", params={"list": "contacts", "q": typed})
    assert (found.status_code, persons(found.text)) == (200, [])


def test_what_nothing_has_is_said_with_its_count(officer: Browser) -> None:
    said = officer.get("/people", params={"list": "contacts", "q": "p002 p006"}).text
    assert count(said) == "0 / 7 rows"
    assert "No row of this list has all of that." in said


def test_a_case_stays_whole_in_a_narrow_column(officer: Browser) -> None:
    assert '<td class="id"><span class="nb">case-1</span></td>' in officer.get("/people?list=contacts").text


def test_a_column_sorts_a_list_and_a_second_click_turns_it(officer: Browser) -> None:
    up = officer.get("/people", params={"list": "contacts", "sort": "person"}).text
    assert persons(up) == sorted(persons(up))
    assert 'aria-sort="ascending"><a href="/people?list=contacts&amp;sort=-person">' in up
    down = officer.get("/people", params={"list": "contacts", "sort": "-person"}).text
    assert persons(down) == persons(up)[::-1]


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ({"list": "everybody"}, "cases, contacts"),
        ({"list": "cases", "sort": "ring"}, "case, person"),
        ({"page": "0"}, "1 and more"),
        ({"page": "-1"}, "1 and more"),
        ({"page": "²"}, "1 and more"),
    ],
)
def test_what_is_no_list_no_column_or_no_page_is_one_sentence(
    officer: Browser, asked: dict[str, str], allowed: str
) -> None:
    answer = officer.get("/people", params=asked)
    assert answer.status_code == 400
    assert allowed in answer.text


def test_a_time_before_shows_whom_it_was_known_of_then(officer: Browser) -> None:
    before = officer.get("/people", params={"list": "contacts", "at": "2022-01-22T22:00+08:00"}).text
    assert count(before) == "0 rows"
    assert "nothing known at this time puts anybody on it" in before


def test_nobody_tells_from_a_list_that_a_contact_was_intimate(officer: Browser) -> None:
    listed = officer.get("/people", params={"list": "contacts"}).text
    assert (
        row_of(listed, "p900") == "p900 close contact case-1 judged by the tracing team 21 Jan 21:00 yes 11 Feb 24:00"
    )
    assert not re.search("sexual|private|intimate", listed)
    for wanted in ("sexual", "private"):
        assert persons(officer.get("/people", params={"list": "contacts", "q": wanted}).text) == []


@pytest.mark.parametrize("role", ["laboratory", "clerk", "press_officer", "administrator", "auditor", "site_manager"])
def test_who_has_no_business_with_people_sees_no_list(home: Desk, role: str) -> None:
    with signed_in(home, f"a-{role}", role) as there:
        assert there.get("/people").status_code == 403
        assert there.send_form("/people/export", list="contacts").status_code == 403


def test_a_tracer_sees_the_lists_and_takes_none_away(home: Desk) -> None:
    with signed_in(home, "tracer-1", "tracer") as there:
        said = there.get("/people", params={"list": "contacts"})
        assert said.status_code == 200
        assert "/people/export" not in said.text
        assert there.send_form("/people/export", list="contacts").status_code == 403


def test_an_officer_of_one_area_sees_who_lives_there_and_nobody_else(home: Desk) -> None:
    with signed_in(home, "area-1", "area_officer") as everywhere:
        assert len(persons(everywhere.get("/people", params={"list": "contacts"}).text)) == 7
    with in_area(home, "area-2", "v-hewan") as there:
        assert persons(there.get("/people", params={"list": "contacts"}).text) == ["p002"]
        assert persons(there.get("/people", params={"list": "rooms"}).text) == ["p002"]
    with in_area(home, "area-3", "elsewhere") as there:
        assert persons(there.get("/people", params={"list": "contacts"}).text) == []


def test_a_person_has_all_that_is_known_with_when_it_was_learned_and_from_whom(officer: Browser) -> None:
    said = text(officer.get(officer.page_of("p001")).text)
    assert "What holds now screened positive case case-1" in said
    assert "provisional isolation in force" in said
    assert "21 Jan (hour unknown) specimen swab-1" in said
    assert "22 Jan (hour unknown) result swab-2 · county laboratory · PCR · positive" in said
    assert "23 Jan 00:00 county laboratory published: press conference of 23 January 2022" in said
    assert said.index("swab-1") < said.index("swab-2")


def test_a_person_has_the_samples_that_the_list_has_of_them(home: Desk) -> None:
    (made,) = plans.every(home, datetime.fromisoformat(f"{NIGHT}+08:00"))
    every = samples.rows(made)
    tested = every["person"].drop_nulls().unique().sort()
    assert len(tested) > 5
    for person in tested:
        assert samples.of_person(made, person).equals(every.filter(pl.col("person") == person))


def test_what_was_corrected_stays_to_be_seen_beside_what_took_its_place(officer: Browser) -> None:
    html = officer.get(officer.page_of("p901")).text
    assert "<s>symptoms cough</s> <small>corrected</small>" in html
    assert "21 Jan (hour unknown) symptoms fever corrects 00c0de 00beef" in text(html)


def test_a_contact_has_the_reason_that_they_read_themselves(officer: Browser) -> None:
    said = text(officer.get(officer.page_of("p002"), headers={"Accept-Language": "zh-CN"}).text)
    assert "您于2022-01-21（交通工具）成为密切接触者" in said
    assert "现行指南（密接集中隔离；密接居家隔离（监测））。" in said
    assert "临时隔离观察 · 待签" in said
    assert "under COVID-19 control protocol, 8th edition" in text(officer.get(officer.page_of("p002")).text)


def test_no_clause_of_a_test_stands_twice(officer: Browser) -> None:
    cells = re.findall(r'<td class="id">(.*?)</td>', officer.get(officer.page_of("p002")).text)
    cited = [each for each in map(text, cells) if each.startswith("covid19-cn-8 ")]
    assert any("; " in clause for clause in cited)
    for clause in cited:
        assert len(set(clause.split("; "))) == len(clause.split("; "))


def test_an_order_in_force_is_called_as_the_list_of_all_that_is_known_calls_it(officer: Browser) -> None:
    html = officer.get(officer.page_of("p001")).text
    number = re.search(r'<dd>in force <span class="id">(\w+)</span>', html)
    assert number is not None
    assert re.search(rf'<b>order</b> [^<]*<small class="id">{number[1]}</small>', html)


def test_nobody_has_a_page_before_anything_was_known_of_them(officer: Browser) -> None:
    assert officer.get(officer.page_of("p002"), params={"at": "2022-01-23T00:30+08:00"}).status_code == 404


def test_a_row_about_intimate_contact_stands_on_nobodys_page(officer: Browser) -> None:
    for person in ("p900", "p001"):
        answer = officer.get(officer.page_of(person))
        assert answer.status_code == 200
        assert not re.search("sexual|private contact|intimate", answer.text)
    assert "p900" not in officer.get(officer.page_of("p001")).text
    assert "relation p001" not in text(officer.get(officer.page_of("p900")).text)
    assert "(everyday contact) you became a close contact" in text(officer.get(officer.page_of("p900")).text)
    assert "relation p901 · household" in text(officer.get(officer.page_of("p001")).text)


def test_unknown_and_forbidden_people_are_answered_alike(home: Desk, officer: Browser) -> None:
    unknown = officer.get(officer.page_of("p999999"))
    with in_area(home, "area-4", "v-hewan") as there:
        assert there.get(there.page_of("p002")).status_code == 200
        forbidden, none = there.get(there.page_of("p001")), there.get(there.page_of("p999999"))
        assert there.send_form(there.page_of("p001") + "/name", purpose="trace").status_code == 404
    assert unknown.status_code == forbidden.status_code == none.status_code == 404
    assert alike(forbidden.text) == alike(none.text)


@pytest.mark.parametrize("said", ["p001", "~p001", "~", "~" + "A" * 43, "~é", "%7Ep001"])
def test_nobody_counts_through_people_by_their_ids(officer: Browser, said: str) -> None:
    assert officer.get(officer.page_of("p001")).status_code == 200
    assert officer.get(f"/people/{said}").status_code == 404


def alike(html: str) -> str:
    return re.sub("~[-_A-Za-z0-9]+", "", re.sub(r'value="[0-9a-f]{64,}"', "", html))


def test_a_name_is_shown_for_a_purpose_once_and_the_look_is_journalled(home: Desk, officer: Browser) -> None:
    assert "王小明" not in officer.get(officer.page_of("p002")).text
    shown = officer.send_form(officer.page_of("p002") + "/name", purpose="trace")
    assert shown.status_code == 200
    assert "Name 王小明 Telephone 13800000000" in text(shown.text)
    assert shown.headers["cache-control"] == "no-store"
    assert "王小明" not in officer.get(officer.page_of("p002")).text
    said = journal(home, "read")[-1]
    assert (said.actor, said.purpose, said.subject) == ("officer-1", "trace", "p002")


def test_a_purpose_shows_what_it_needs_and_no_more(officer: Browser) -> None:
    shown = officer.send_form(officer.page_of("p002") + "/name", purpose="isolate").text
    assert "Name 王小明 Last four of the id …1234" in text(shown)
    assert ID not in shown
    assert "13800000000" not in shown


@pytest.mark.parametrize(("lang", "said"), [("en", "destroyed on 2022-08-01"), ("zh", "已于 2022-08-01 销毁")])
def test_where_a_name_was_destroyed_the_page_says_when(home: Desk, officer: Browser, lang: str, said: str) -> None:
    with transaction(home.server, "owner") as connection:
        term.destroy(connection, ["p003"], datetime(2022, 8, 1, 4, tzinfo=UTC))
    officer.headers["Accept-Language"] = lang
    try:
        shown = officer.send_form(officer.page_of("p003") + "/name", purpose="isolate").text
    finally:
        del officer.headers["Accept-Language"]
    assert text(shown).count(said) == 2


@pytest.mark.parametrize("purpose", ["", "curiosity", "own_record"])
def test_without_a_purpose_that_is_offered_no_name_is_shown_and_the_journal_says_so(
    home: Desk, officer: Browser, purpose: str
) -> None:
    refused = officer.send_form(officer.page_of("p002") + "/name", purpose=purpose)
    assert refused.status_code == 403
    assert "王小明" not in refused.text
    said = journal(home, "refusal")[-1]
    assert (said.actor, said.purpose, said.subject) == ("officer-1", "name people", "p002")


def test_who_is_not_on_duty_sees_no_name(home: Desk) -> None:
    with signed_in(home, "stranger", "tracer") as there:
        refused = there.send_form(there.page_of("p002") + "/name", purpose="trace")
    assert "is not on duty at that time" in refused.text
    assert "王小明" not in refused.text
    assert journal(home, "refusal")[-1].body["why"] == "not on duty"


def test_a_chinese_page_says_in_chinese_who_is_on_duty(home: Desk) -> None:
    with signed_in(home, "stranger", "tracer") as there:
        there.headers["Accept-Language"] = "zh-CN"
        refused = there.send_form(there.page_of("p002") + "/name", purpose="trace")
    assert "stranger 此时不在岗；在岗：officer-1（指挥长，" in refused.text
    assert "commander" not in refused.text


def test_a_form_of_another_site_shows_no_name(officer: Browser) -> None:
    assert officer.post("/people/p002/name", data={"purpose": "trace"}).status_code == 403


def test_who_looked_at_a_name_stands_under_it_with_role_and_purpose_and_refusals_too(
    home: Desk, officer: Browser
) -> None:
    officer.send_form(officer.page_of("p003") + "/name", purpose="care")
    with signed_in(home, "looking-1", "commander") as there:
        there.send_form(there.page_of("p003") + "/name", purpose="curiosity")
        shown = text(there.get(there.page_of("p003")).text.split('id="looks"')[1])
    assert re.search(r"looking-1 commander refused no role of theirs may, or no such purpose journal \d+", shown)
    assert re.search(r"officer-1 commander (?!refused)\w.* journal \d+", shown)
