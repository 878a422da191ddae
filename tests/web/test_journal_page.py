"""The journal as the auditor reads it: found, turned, verified, and taken away to be checked elsewhere."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seawall.desk.opening import Desk
from seawall.store import journal, proof, seal
from seawall.store.accounts import ROLES
from seawall.store.database import transaction
from seawall.web.administration import touched
from seawall.web.administration.words import WORDS
from tests.store.test_journal import sealed_seven, tamper
from tests.web.browsers import Browser, signed_in
from tests.web.test_situation import text

JOURNAL = "/administration/journal"
VERIFY = f"{JOURNAL}/verification"
AT = datetime(2026, 1, 22, 8, tzinfo=UTC)


def auditor(desk: Desk) -> Browser:
    return signed_in(desk, "li", "auditor")


def note(desk: Desk, many: int, actor: str = "wang", at: datetime = AT) -> None:
    with transaction(desk.server) as connection:
        for number in range(many):
            journal.append(connection, "order", actor, "isolate", f"p{number}", {"why": "ring close"}, at)


def subjects(html: str) -> list[str]:
    return re.findall(r'<span class="id">(.*?)</span></summary>', html)


@pytest.mark.parametrize("role", ROLES)
def test_the_journal_is_for_the_auditor_alone(desk: Desk, role: str) -> None:
    with signed_in(desk, "wang", role) as there:
        for address in (JOURNAL, VERIFY, f"{JOURNAL}/root", f"{JOURNAL}/proof/0.0"):
            assert (there.get(address).status_code == 403) == (role != "auditor"), address


def test_every_kind_of_entry_has_a_word_in_both_languages() -> None:
    assert {f"kind.{kind}" for kind in journal.KINDS} <= set(WORDS)


def test_entries_are_found_by_who_what_about_what_and_on_which_day(desk: Desk) -> None:
    note(desk, 2)
    note(desk, 1, "zhao", AT + timedelta(days=1))
    with transaction(desk.server) as connection:
        journal.append(connection, "sign_in", "wang", "sign in", "wang", {"way": "passkey"}, AT + timedelta(days=2))
    with auditor(desk) as there:

        def found(**asked: str) -> list[str]:
            return subjects(there.get(JOURNAL, params=asked).text)

        assert found() == ["wang", "p0", "p1", "p0"]
        assert found(who="wang") == ["wang", "p1", "p0"]
        assert found(what="order", about="p0") == ["p0", "p0"]
        assert found(**{"from": "2026-01-22", "until": "2026-01-22"}) == ["p1", "p0"]
        assert found(who="nobody") == []
        assert "No entry has all of that." in there.get(JOURNAL, params={"who": "nobody"}).text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "today"])
def test_what_is_no_day_of_the_city_s_is_refused(desk: Desk, day: str) -> None:
    with auditor(desk) as there:
        for name in ("from", "until"):
            asked = there.get(JOURNAL, params={name: day})
            assert (asked.status_code, "is no day" in asked.text) == (400, True)


def test_of_a_long_list_a_table_and_a_long_text_the_page_shows_the_beginning_and_how_long_it_is(desk: Desk) -> None:
    with transaction(desk.server) as connection:
        body = {"orders": ["a", "b", "c", "d"], "text": "x" * 200, "signed": {f"o{n}": n for n in range(9)}}
        journal.append(connection, "order", "wang", "sign", "plan", body, AT)
    with auditor(desk) as there:
        said = text(there.get(JOURNAL).text)
    assert "orders a, b, c … (4)" in said
    assert "signed o0 0; o1 1; o2 2 … (9)" in said
    assert f"text {'x' * 160} … (200)" in said


def test_an_export_is_told_in_chinese_by_its_list_its_step_and_the_roles_that_have_one(desk: Desk) -> None:
    with transaction(desk.server) as connection:
        body = {"step": "taken", "list": "contacts", "having": {"ring": "p1"}, "roles": [["commander", "hq", None]]}
        journal.append(connection, "export", "wang", "contacts", "gaotang", body, AT)
    with auditor(desk) as there:
        there.headers["Accept-Language"] = "zh-CN"
        said = text(there.get(JOURNAL).text)
    assert "导出 接触者" in said
    assert "步骤 已取走" in said
    assert "筛选 圈层 p1" in said
    assert "角色 指挥长，hq" in said
    assert "None" not in said


def test_the_day_of_a_filter_is_the_city_s(desk: Desk) -> None:
    note(desk, 1, at=datetime(2026, 1, 22, 17, tzinfo=UTC))  # 01:00 of the 23rd in Shanghai
    with auditor(desk) as there:
        assert subjects(there.get(JOURNAL, params={"from": "2026-01-23"}).text) == ["p0"]
        assert subjects(there.get(JOURNAL, params={"until": "2026-01-22"}).text) == []


@pytest.mark.parametrize("asked", [{"what": "gossip"}, {"from": "yesterday"}, {"until": "2026-02-30"}, {"from": "1"}])
def test_what_is_no_kind_and_no_day_is_one_sentence(desk: Desk, asked: dict[str, str]) -> None:
    with auditor(desk) as there:
        answer = there.get(JOURNAL, params=asked)
        assert answer.status_code == 400
        assert "allowed" in answer.text


def test_pages_follow_one_another_to_the_first_entry_and_nobody_counts_through_them(desk: Desk) -> None:
    note(desk, 120)
    with auditor(desk) as there:
        html, seen = there.get(JOURNAL).text, list[str]()
        while True:
            seen += subjects(html)
            more = re.search(r'href="(/administration/journal\?before=[^"]+)"', html)
            if more is None:
                break
            assert len(subjects(html)) == 50
            html = there.get(more[1]).text
        assert seen == [f"p{number}" for number in reversed(range(120))]
        for guess in ("70", "46.", "46.00000000000000000000000000000000", "-1.0", "4²."):
            assert there.get(JOURNAL, params={"before": guess}).status_code == 400
            assert there.get(f"{JOURNAL}/proof/{guess}").status_code == 400


def test_a_sound_journal_is_said_to_hold_with_its_root_and_key(desk: Desk) -> None:
    sealed_seven(desk.server, desk.home)
    with auditor(desk) as there:
        said = text(there.get(VERIFY).text)
    assert "The journal holds: 7 entries agree with the tree and with" in said
    with transaction(desk.server) as connection:
        last = seal.roots(connection, desk.home)[-1]
    assert last.root.hex() in said
    assert seal.public_key(desk.home) in said


@pytest.mark.parametrize(
    ("statement", "fault", "chinese"),
    [
        ("UPDATE journal.entries SET actor = 'nobody' WHERE index = 5", "entry 5 was edited", "第 5 条被改过"),
        ("DELETE FROM journal.entries WHERE index = 2", "entry 2 is missing", "缺第 2 条"),
        ("DELETE FROM journal.entries WHERE index >= 5", "entries 5 to 6 are missing at the end", "末尾缺第 5 至 6 条"),
    ],
)
def test_a_journal_that_was_touched_is_said_to_be_and_where(
    desk: Desk, statement: str, fault: str, chinese: str
) -> None:
    sealed_seven(desk.server, desk.home)
    tamper(desk.server, statement)
    with auditor(desk) as there:
        answer = there.get(VERIFY)
        assert answer.status_code == 200
        assert "The journal was touched" in answer.text
        assert fault in answer.text
        assert "The journal holds" not in answer.text
        said = (
            there.get(VERIFY, headers={"Accept-Language": "zh-CN"})
            .text.split('<ul class="faults"')[1]
            .split("</ul>")[0]
        )
        assert chinese in said
        assert not re.search("[a-z]{3}", text(said.partition(">")[2]))


@pytest.mark.parametrize(
    "found",
    [
        "entry 4 was moved to place 3", "the hashes kept with entry 4 do not follow from the entries up to it",
        "the root over 7 entries in the database was not signed by this home",
        "entry 6 is missing at the end: a root over 7 entries was sealed",
        "entry 0 is not as sealed at 2022-01-23 04:00 UTC: changed, hashes and all",
        "entries 0 to 6 are not as sealed at 2022-01-23 04:00 UTC: changed, hashes and all",
        "entries 2 to 3 are missing",
    ],
)  # fmt: skip
def test_every_fault_of_a_journal_is_said_in_chinese(found: str) -> None:
    assert not re.search("[A-Za-z]{2}", touched.told(found, "zh"))
    assert touched.told(found, "en") == found


def test_looking_and_verifying_adds_no_entry(desk: Desk) -> None:
    note(desk, 3)
    with auditor(desk) as there:
        for address in (JOURNAL, VERIFY, f"{JOURNAL}?who=wang"):
            assert there.get(address).status_code == 200
    with transaction(desk.server) as connection:
        assert journal.size(connection) == 3


@pytest.fixture
def damaged(desk: Desk) -> Iterator[Path]:
    """The file of keys that signed before, for a test to damage: the home is other tests' too."""
    file = desk.home.path / seal.SIGNERS
    yield file
    file.unlink(missing_ok=True)


def test_a_damaged_file_of_keys_before_is_named_beside_what_else_is_wrong(desk: Desk, damaged: Path) -> None:
    sealed_seven(desk.server, desk.home)
    with auditor(desk) as there:
        kept = there.get(f"{JOURNAL}/root").text
        tamper(desk.server, "UPDATE journal.entries SET subject = 'p9' WHERE index = 3")
        damaged.write_text("rubbish\n")
        for found in (there.get(VERIFY), there.send_form(f"{VERIFY}/against", root=kept)):
            assert found.status_code == 200
            assert "journal.keys is damaged" in text(found.text)
            assert "entry 3" in text(found.text)
        assert there.get(f"{JOURNAL}/root").status_code == 400  # what is taken away names no key that may be another


def test_a_root_that_was_kept_tells_whether_the_journal_still_begins_with_it(desk: Desk) -> None:
    sealed_seven(desk.server, desk.home)
    with auditor(desk) as there:
        kept = there.get(f"{JOURNAL}/root").text
        assert 'attachment; filename="root-7.json"' in there.get(f"{JOURNAL}/root").headers["content-disposition"]
        note(desk, 2)
        assert "still begins with the 7 entries" in there.send_form(f"{VERIFY}/against", root=kept).text
        forged = json.dumps({**json.loads(kept), "size": 6})
        assert "does not begin with the 6 entries" in there.send_form(f"{VERIFY}/against", root=forged).text
        for none in ("", "[]", "{}", "7", '{"size": 7}', "[" * 900):
            assert there.send_form(f"{VERIFY}/against", root=none).status_code == 400


def test_without_a_signed_root_there_is_none_to_download(desk: Desk) -> None:
    with auditor(desk) as there:
        assert there.get(f"{JOURNAL}/root").status_code == 400
        assert "No root was signed yet" in there.get(VERIFY).text


def test_a_proof_is_checked_without_the_database(desk: Desk) -> None:
    sealed_seven(desk.server, desk.home)
    with auditor(desk) as there:
        places = re.findall(r'href="(/administration/journal/proof/[^"]+)"', there.get(JOURNAL).text)
        found = json.loads(there.get(places[-1]).text)
    assert proof.check_inclusion(found, seal.public_key(desk.home))["subject"] == "a"
