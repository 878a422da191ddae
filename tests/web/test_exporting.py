"""A list leaves the desk as a file: one asks, another with another role of another house agrees, the first takes it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from httpx import Response
from litestar import Litestar
from openpyxl import load_workbook

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.store import accounts, sessions
from seawall.store.accounts import Role
from seawall.store.database import transaction
from seawall.web.access import Subject
from seawall.web.app import application
from seawall.web.exports import waiting
from seawall.web.exports.waiting import Exports
from seawall.web.sessions import COOKIE
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_passkeys import proof, register
from tests.web.test_people import NIGHT, PERSONS, RELATIONS
from tests.web.test_situation import text

WHY = "the county asks for the list"
START = datetime(2030, 1, 1, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NUMBER = re.compile(r"/people/export/([0-9a-f]{32})")


class Clock:
    """What the exports take for now."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("night")
    with played(folder, NIGHT) as desk:
        for name, said in (("persons", PERSONS), ("relations", RELATIONS)):
            (folder / f"{name}.csv").write_text(said, encoding="utf-8")
        import_files(desk.home.path, sorted(folder.glob("*.csv")), rejects=folder / "rejects.csv", by="clerk")
        yield desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(home: Desk, clock: Clock) -> Litestar:
    made = application(home)
    made.state.exports = Exports(clock)
    return made


def officer(app: Litestar, name: str, *roles: Role) -> Browser:
    """A browser of the same pages in which an officer with these roles is signed in."""
    at = datetime.now(UTC) - timedelta(minutes=1)
    with transaction(app.state.desk.server, "owner") as connection:
        made = accounts.make(connection, name, at)
        for role in roles:
            accounts.grant(connection, made, role, at)
    with transaction(app.state.desk.server) as connection:
        token = sessions.open_(connection, made, "passkey", datetime.now(UTC))
    found = Browser(app)
    found.cookies.set(COOKIE, token)
    return found


@pytest.fixture
def wang(app: Litestar) -> Browser:
    return officer(app, "wang", Role("commander", "hq"))


@pytest.fixture
def li(app: Litestar) -> Browser:
    return officer(app, "li", Role("epidemiologist", "cdc"))


def ask(who: Browser, **fields: str) -> str:
    """Asks for an export; its number."""
    answer = who.send_form("/people/export", **{"list": "contacts", "as": "csv", "why": WHY, **fields})
    assert answer.status_code == 303
    return str(journal(who.app.state.desk, "export")[-1].body["export"])


def agree(who: Browser, number: str) -> Response:
    return who.send_form(f"/people/export/{number}/agree")


def take(who: Browser, number: str) -> Response:
    return who.get(f"/people/export/{number}")


def waits(who: Browser) -> str:
    """What the page says of exports."""
    answer = who.get("/people")
    assert answer.status_code == 200
    found = re.search(r"data-exports>.*?</section>", answer.text, re.DOTALL)
    return found[0] if found else ""


def test_what_is_asked_for_and_not_agreed_to_gives_nothing(home: Desk, wang: Browser) -> None:
    number = ask(wang)
    assert re.fullmatch("[0-9a-f]{32}", number)
    said = journal(home, "export")[-1]
    assert (said.actor, said.purpose, said.subject) == ("wang", "contacts", "gaotang-2022")
    assert (said.body["step"], said.body["why"], said.body["rows"]) == ("asked", WHY, 7)
    assert said.body["roles"] == [["commander", "hq", None]]
    assert take(wang, number).status_code == 404
    assert "waits for a second person" in waits(wang)
    assert not NUMBER.search(waits(wang))


def test_what_another_role_of_another_house_agreed_to_is_downloaded(home: Desk, wang: Browser, li: Browser) -> None:
    number = ask(wang, setting="vehicle")
    shown = waits(li)
    assert "Contacts CSV How: vehicle gaotang-2022 1 23 Jan 01:30 wang" in text(shown)
    assert WHY in shown
    assert f"/people/export/{number}/agree" in shown
    assert agree(li, number).status_code == 303
    said = journal(home, "export")[-1]
    assert (said.actor, said.body["step"], said.body["by"]) == ("li", "agreed", "wang")
    assert said.body["roles"] == [["commander", "hq", None], ["epidemiologist", "cdc", None]]
    assert f'href="/people/export/{number}" download' in waits(wang)
    file = take(wang, number)
    assert file.headers["content-disposition"] == 'attachment; filename="contacts-20220123T0130.csv"'
    assert file.content.startswith(b"\xef\xbb\xbf")
    heads, *rows = file.content.decode("utf-8-sig").splitlines()
    assert heads == "Person,Ring,Case,How,Where,Through,Last met,Minutes,Restricted,Followed until"
    assert rows == ["p002,close contact,case-1,vehicle,,,2022-01-21T18:00:00+08:00,,yes,2022-02-12T00:00:00+08:00"]
    said = journal(home, "export")[-1]
    assert (said.actor, said.body["step"], said.body["rows"], said.body["as"]) == ("wang", "taken", 1, "csv")
    assert said.body["having"] == {"setting": "vehicle"}


def test_nobody_agrees_in_the_browser_in_which_it_was_asked_for(home: Desk, wang: Browser, li: Browser) -> None:
    number = ask(wang)
    wang.cookies.set(COOKIE, li.cookies[COOKIE])
    refused = agree(wang, number)
    assert (refused.status_code, "two people at two devices" in refused.text) == (403, True)
    assert journal(home, "refusal")[-1].body["why"] == "same device"
    assert agree(li, number).status_code == 303


def test_several_words_of_a_cell_are_said_in_a_file_as_on_the_page(wang: Browser, li: Browser) -> None:
    wang.headers["Accept-Language"] = "zh"
    number = ask(wang, list="samples")
    agree(li, number)
    exported = take(wang, number).text
    assert ("鼻咽拭子" in exported, "nasopharyngeal" in exported) == (True, False)


def test_a_workbook_has_the_rows_in_the_language_that_they_were_asked_in(wang: Browser, li: Browser) -> None:
    wang.headers["Accept-Language"] = "zh"
    number = ask(wang, list="zones", **{"as": "xlsx"})
    agree(li, number)
    wang.headers["Accept-Language"] = "en"
    rows = list(load_workbook(BytesIO(take(wang, number).content)).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("对象", "种类", "分区", "等级")
    assert ("柳荫村", "单元", "三区", "封控区", 860) in [row[:5] for row in rows]


def test_nobody_tells_from_an_export_that_a_contact_was_intimate(wang: Browser, li: Browser) -> None:
    number = ask(wang)
    agree(li, number)
    exported = take(wang, number).text
    line = next(line for line in exported.splitlines() if line.startswith("p900"))
    assert line.startswith("p900,close contact,case-1,judged by the tracing team,,,2022-01-21T21:00")
    assert not re.search("sexual|private|intimate", exported)


def test_the_facts_are_those_of_the_time_that_was_asked_about(app: Litestar, wang: Browser, li: Browser) -> None:
    asked = {"_csrf_token": wang.token, "list": "contacts", "as": "csv", "why": WHY}
    before = wang.post("/people/export", params={"at": "2022-01-22T22:00+08:00"}, data=asked)
    number = app.state.exports.every()[-1].number
    assert before.status_code == 303
    assert agree(li, number).status_code == 303
    file = take(wang, number)
    assert file.headers["content-disposition"] == 'attachment; filename="contacts-20220122T2200.csv"'
    assert len(file.text.splitlines()) == 1


@pytest.mark.parametrize(
    ("roles", "rule", "sentence"),
    [
        ([Role("commander", "cdc")], "same role", "you have the role of who asked"),
        ([Role("epidemiologist", "hq")], "same organisation", "yours is that of who asked"),
        ([Role("epidemiologist", "hq"), Role("commander", "cdc")], "same organisation", "yours is that of who asked"),
        ([Role("commander", "hq"), Role("tracer", "cdc")], "same role", "you have the role of who asked"),
    ],
)
def test_the_same_role_and_the_same_house_are_refused(
    home: Desk, app: Litestar, wang: Browser, roles: list[Role], rule: str, sentence: str
) -> None:
    number = ask(wang)
    name = f"second-{'-'.join(role.role + role.organisation for role in roles)}"
    second = officer(app, name, *roles)
    assert f"{number}/agree" not in waits(second)
    refused = agree(second, number)
    assert refused.status_code == 403
    assert sentence in refused.text
    said = journal(home, "refusal")[-1]
    assert (said.actor, said.purpose, said.body["why"]) == (name, "export people", rule)
    assert said.body["export"] == number
    assert take(wang, number).status_code == 404


def test_nobody_agrees_to_their_own_even_in_another_role_of_another_house(home: Desk, app: Litestar) -> None:
    both = officer(app, "sun", Role("commander", "hq"), Role("epidemiologist", "cdc"))
    number = ask(both)
    refused = agree(both, number)
    assert refused.status_code == 403
    assert "a second person must" in refused.text
    assert journal(home, "refusal")[-1].body["why"] == "same person"
    assert take(both, number).status_code == 404


def test_of_several_roles_one_pair_is_enough(home: Desk, app: Litestar, wang: Browser) -> None:
    both = officer(app, "zhao", Role("commander", "hq"), Role("epidemiologist", "cdc"))
    number = ask(wang)
    assert agree(both, number).status_code == 303
    assert journal(home, "export")[-1].body["roles"] == [["commander", "hq", None], ["epidemiologist", "cdc", None]]


def test_an_agreement_is_over_after_an_hour(wang: Browser, li: Browser, clock: Clock) -> None:
    number = ask(wang)
    clock.at += HOUR / 2
    agree(li, number)
    clock.at += HOUR - timedelta(seconds=1)
    assert take(wang, number).status_code == 200
    clock.at += timedelta(seconds=1)
    assert take(wang, number).status_code == 404
    assert waits(wang) == ""


def test_what_nobody_agreed_to_within_an_hour_is_over(wang: Browser, li: Browser, clock: Clock) -> None:
    number = ask(wang)
    clock.at += HOUR
    assert waits(li) == ""
    assert agree(li, number).status_code == 404
    assert take(wang, number).status_code == 404


def test_unknown_foreign_expired_and_not_agreed_to_numbers_are_answered_alike(
    wang: Browser, li: Browser, clock: Clock
) -> None:
    expired = ask(wang)
    agree(li, expired)
    clock.at += HOUR
    agreed, waiting = ask(wang), ask(wang)
    agree(li, agreed)
    answers = [take(li, agreed), take(wang, waiting), take(wang, expired), take(wang, "0" * 32), take(wang, "p001")]
    assert [each.status_code for each in answers] == [404] * 5
    assert (
        len({text(re.sub(r'<header class="bar.*?</header>', "", each.text, flags=re.S)) for each in answers[1:]}) == 1
    )
    assert "There is no such page." in answers[0].text
    assert f"/people/export/{agreed}" not in waits(li)
    assert take(wang, agreed).status_code == 200
    assert agree(li, agreed).status_code == 404


def test_who_lost_a_role_in_which_they_asked_takes_nothing(app: Litestar, li: Browser) -> None:
    roles = Role("commander", "hq"), Role("commander", "county")
    both = officer(app, "zhou", *roles)
    number = ask(both)
    agree(li, number)
    kept: Exports = app.state.exports
    account = kept.every()[-1].by.account
    assert kept.open(number, Subject(account, "zhou", roles)) is not None
    assert kept.open(number, Subject(account, "zhou", roles[:1])) is None


def test_of_too_many_exports_the_oldest_is_forgotten(
    app: Litestar, wang: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "HELD", 2)
    app.state.exports = Exports()
    numbers = [ask(wang) for _ in range(3)]
    assert [each.number for each in app.state.exports.every()] == numbers[1:]


def test_an_officer_of_one_area_takes_who_lives_there(app: Litestar, li: Browser) -> None:
    there = officer(app, "qian", Role("commander", "street", "v-hewan"), Role("tracer", "street"))
    number = ask(there)
    agree(li, number)
    assert [line[:4] for line in take(there, number).text.splitlines()[1:]] == ["p002"]


@pytest.mark.parametrize("why", ["", "because", "  because  ", "x" * 501])
def test_without_a_reason_nothing_is_asked_for(app: Litestar, wang: Browser, why: str) -> None:
    answer = wang.send_form("/people/export", list="contacts", why=why, **{"as": "csv"})
    assert answer.status_code == 400
    assert "An export says why" in answer.text
    assert app.state.exports.every() == []


def test_what_was_typed_to_find_is_shown_to_who_agrees_and_is_not_in_the_journal(
    home: Desk, wang: Browser, li: Browser
) -> None:
    ask(wang, list="rooms", risk="close", q="王小明")
    said = journal(home, "export")[-1]
    assert said.body["having"] == {"risk": "close"}
    assert (said.body["rows"], said.body["searched"], said.body["as"]) == (0, True, "csv")
    assert "王小明" not in str(said.body)
    assert "“王小明”" in waits(li)


def test_one_officer_alone_has_no_address_that_gives_a_file(wang: Browser) -> None:
    assert wang.get("/people/export", params={"list": "contacts", "as": "csv"}).status_code in (404, 405)
    assert wang.post("/people/export", data={"list": "contacts", "as": "csv", "why": WHY}).status_code == 403


def test_without_a_passkey_the_journal_says_how_who_agreed_had_signed_in(
    home: Desk, wang: Browser, li: Browser
) -> None:
    assert agree(li, ask(wang)).status_code == 303
    assert journal(home, "export")[-1].body["proof"] == "passkey"  # by which that session was opened
    assert li.send_json("/passkey/proof/anything").status_code == 404


def test_who_has_a_passkey_agrees_to_nothing_without_it(home: Desk, app: Litestar, wang: Browser) -> None:
    keyed = officer(app, "keyed", Role("epidemiologist", "cdc"))
    device, number, other = Authenticator(), ask(wang), ask(wang)
    assert register(keyed, device) == 200
    assert 'data-proves="/passkey/proof/export"' in waits(keyed)
    address = f"/people/export/{number}/agree"
    of_another, of_an_act = proof(keyed, device, "export", number=other), proof(keyed, device, "bulk", number=number)
    for assertion in ("", "{}", of_another, of_an_act, proof(keyed, Authenticator(count=50), "export", number=number)):
        refused = keyed.send_form(address, assertion=assertion)
        assert (refused.status_code, "your passkey has to sign that you agree" in refused.text) == (400, True)
        assert take(wang, number).status_code == 404
    device.count += 100
    assert keyed.send_form(address, assertion=proof(keyed, device, "export", number=number)).status_code == 303
    assert journal(home, "export")[-1].body["proof"] == "passkey"
    assert take(wang, number).status_code == 200
