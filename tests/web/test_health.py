"""How the machine is doing, in words for the administrator and in figures for a program."""

import os
import shutil
import time
from datetime import UTC, datetime

import polars as pl
import psycopg
import pytest

from seawall.desk import destroying
from seawall.desk.opening import Desk
from seawall.store import journal, seal
from seawall.store.accounts import ROLES
from seawall.store.database import transaction
from seawall.store.register import open_register
from seawall.web.administration.scraping import token_of
from seawall.web.administration.words import WORDS
from tests.web.browsers import Browser, browser, signed_in
from tests.web.test_situation import text

HEALTH = "/administration/health"
MAY = {"administrator", "auditor"}


def scraped(there: Browser, token: str) -> tuple[int, str]:
    answer = there.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.text


def sample(said: str, line: str) -> float:
    found = [each for each in said.splitlines() if each.startswith(f"{line} ")]
    assert len(found) == 1, line
    return float(found[0].rsplit(" ", 1)[1])


@pytest.mark.parametrize("role", ROLES)
def test_health_is_for_administrators_and_auditors_alone(desk: Desk, role: str) -> None:
    with signed_in(desk, "wang", role) as there:
        assert there.get(HEALTH).status_code == (200 if role in MAY else 403)


def test_each_thing_that_is_looked_at_is_said_in_both_languages(desk: Desk) -> None:
    with signed_in(desk, "wang", "administrator") as there:
        english, chinese = (text(there.get(HEALTH, headers={"Accept-Language": lang}).text) for lang in ("en", "zh"))
    for name, (zh, en) in WORDS.items():
        if name.startswith("health.") and name not in ("health.keeping", "health.keys"):
            assert en in english
            assert zh in chinese
    assert "Cannot tell: who copies a home does not tell it." in english
    assert "No check-ins came in yet." in english


def test_a_journal_under_no_root_is_late_until_the_administrator_signs_one(desk: Desk) -> None:
    with transaction(desk.server) as connection:
        journal.append(connection, "order", "wang", "isolate", "p1", {}, datetime.now(UTC))
    with signed_in(desk, "wang", "administrator") as there:
        assert "are under no signed root" in there.get(HEALTH).text
        assert there.send_form(f"{HEALTH}/seal").status_code == 303
        assert "are under no signed root" not in there.get(HEALTH).text
    with transaction(desk.server) as connection:
        assert seal.roots(connection, desk.home)[-1].size >= 1


def test_passwords_that_are_older_than_ninety_days_are_late(desk: Desk) -> None:
    file = desk.home.path / "secrets" / "desk.password"
    before = file.stat()
    with signed_in(desk, "wang", "administrator") as there:
        assert "seawall keys renew" not in there.get(HEALTH).text
        try:
            os.utime(file, (before.st_atime, time.time() - 91 * 86_400))
            assert "more than 90 days" in there.get(HEALTH).text
            assert "seawall keys renew" in there.get(HEALTH).text
        finally:
            os.utime(file, (before.st_atime, before.st_mtime))


def test_names_past_their_term_are_late_until_the_server_has_said_when_it_destroys_them(desk: Desk) -> None:
    open_register(desk.home, desk.server).keep(pl.DataFrame({"person": ["p1"], "name": ["甄卫民"]}))
    with psycopg.connect(desk.server.uri("owner")) as connection:
        connection.execute("ALTER TABLE register.people DISABLE TRIGGER USER")
        connection.execute("UPDATE register.people SET entered_at = now() - interval '200 days'")
        connection.execute("ALTER TABLE register.people ENABLE TRIGGER USER")
    with signed_in(desk, "wang", "administrator") as there:
        said = text(there.get(HEALTH).text)
        assert "past their term and were not destroyed: 1, the first since" in said
        assert "seawall names destroy" in said
        assert "实名已到期而未销毁的有 1 人" in there.get(HEALTH, headers={"Accept-Language": "zh"}).text
        assert sample(scraped(there, token_of(desk.home))[1], "seawall_names_due") == 1
        destroying.turn(desk, datetime.now(UTC))
        assert "the server destroys them after" in text(there.get(HEALTH).text)
        assert "服务将于" in there.get(HEALTH, headers={"Accept-Language": "zh"}).text
        destroying.destroy(desk, "wang", datetime.now(UTC))
        said = text(there.get(HEALTH).text)
        assert "Nobody's names are past their term." in said.replace("&#39;", "'")
        assert "may be read in the database's files until a renewal" in said.replace("&#39;", "'")
        assert sample(scraped(there, token_of(desk.home))[1], "seawall_names_due") == 0
    shutil.rmtree(desk.home.path / destroying.CERTIFICATES)  # the home is other tests' too, its database is not


def test_the_entries_of_the_journal_about_them_are_said_in_chinese(desk: Desk) -> None:
    with transaction(desk.server) as connection:
        for purpose in (destroying.DUE, destroying.OVER):
            body = {"what": "names", "people": 3, "incidents": {"none": 3}, "days": 180, "version": "0", "clause": "c"}
            journal.append(connection, "term", "seawall", purpose, "3 persons", body, datetime.now(UTC))
    with signed_in(desk, "li", "auditor") as there:
        said = text(there.get("/administration/journal", headers={"Accept-Language": "zh"}).text)
    for word in ("实名到期，预告销毁", "实名保存期已过，销毁", "所涉事件（人数） 未涉事件 3", "对象 实名"):
        assert word in said


def test_an_auditor_looks_and_signs_no_root(desk: Desk) -> None:
    with signed_in(desk, "li", "auditor") as there:
        assert "Sign a root now" not in there.get(HEALTH).text
        assert there.send_form(f"{HEALTH}/seal").status_code == 403


def test_metrics_are_for_who_holds_the_token_of_the_home_and_nobody_else(desk: Desk) -> None:
    with signed_in(desk, "wang", "administrator") as there:
        for token in ("", "wrong", token_of(desk.home)[:-1]):
            assert scraped(there, token)[0] == 404
    with browser(desk) as there:
        assert scraped(there, token_of(desk.home))[0] == 200
    assert (desk.home.path / "metrics.token").stat().st_mode & 0o777 == 0o600


def test_metrics_count_what_was_asked_by_its_pattern_and_name_nobody(desk: Desk) -> None:
    with signed_in(desk, "wang-the-third", "commander") as there:
        there.get("/situation")
        there.get("/people/p001-of-somebody")
        there.get(HEALTH)
        _, said = scraped(there, token_of(desk.home))
    assert sample(said, 'seawall_requests_total{method="GET",route="/situation",status="200"}') == 1
    assert sample(said, f'seawall_requests_total{{method="GET",route="{HEALTH}",status="403"}}') == 1
    assert sample(said, 'seawall_request_seconds_count{method="GET",route="/situation"}') == 1
    assert sample(said, "seawall_database_up") == 1
    assert "seawall_facts_batch" in said
    assert "p001" not in said
    assert "wang" not in said


def test_what_fails_is_counted_as_failed(desk: Desk) -> None:
    with signed_in(desk, "wang", "administrator") as there:
        there.app.state.measured.count("GET", "/plan", 500, 0.02)
        there.app.state.measured.count("GET", "/plan", 200, 0.2)
        assert "GET /plan 2 1 25 ms 200 ms" in text(there.get(HEALTH).text).replace("&nbsp;", " ")
        assert sample(scraped(there, token_of(desk.home))[1],
                      'seawall_request_errors_total{method="GET",route="/plan"}') == 1  # fmt: skip
