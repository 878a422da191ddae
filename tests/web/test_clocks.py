"""A history has a time of its own: what the server stamped beside it has its year, and says whose clock it is."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seawall.desk.opening import Desk
from seawall.store.accounts import ROLES
from tests.web.browsers import signed_in
from tests.web.played import played
from tests.web.test_situation import text


@pytest.mark.parametrize(
    ("lang", "known", "stamped", "whose"),
    [
        ("en", "As known at 23 Jan 2022 01:30", r"\d+ [A-Z][a-z]{2} 20\d\d \d\d:\d\d", "When server clock"),
        ("zh-CN", "所知截至 2022年1月23日 01:30", r"20\d\d年\d+月\d+日 \d\d:\d\d", "何时 服务器时钟"),
    ],
)
def test_in_a_history_no_time_of_another_clock_goes_without_its_year_and_whose_it_is(
    tmp_path: Path, lang: str, known: str, stamped: str, whose: str
) -> None:
    with played(tmp_path, "2022-01-23T01:30") as desk, signed_in(desk, "everybody", *ROLES) as there:
        there.headers["Accept-Language"] = lang
        import_, health = (text(there.get(f"/{each}").text) for each in ("import", "administration/health"))
    assert known in import_
    assert whose in import_
    this_year = str(datetime.now(UTC).year)
    assert {each[-10:-6] if lang == "en" else each[:4] for each in re.findall(stamped, import_)} == {"2022", this_year}
    assert re.search(rf"{stamped} ?[(（](server clock|服务器时钟)[)）]", health)


@pytest.mark.parametrize(
    ("lang", "since", "until"),
    [
        (
            "en",
            r"since \d+ [A-Z][a-z]{2} YEAR \d\d:\d\d ?\(server clock\)",
            r"until \d+ [A-Z][a-z]{2} YEAR \d\d:\d\d ?\(server",
        ),
        ("zh-CN", r"自 YEAR年\d+月\d+日 \d\d:\d\d（服务器时钟）", r"YEAR年\d+月\d+日 \d\d:\d\d（服务器时钟）"),
    ],
)
def test_in_a_history_when_somebody_signed_in_and_when_an_export_ends_are_the_server_s(
    tmp_path: Path, lang: str, since: str, until: str
) -> None:
    with played(tmp_path, "2022-01-23T01:30") as desk, signed_in(desk, "everybody", *ROLES) as there:
        there.headers["Accept-Language"] = lang
        asked = {"list": "contacts", "as": "csv", "why": "the street asks for its list"}
        assert there.send_form("/people/export", **asked).status_code == 303
        account = text(there.get("/administration/account", params={"officer": "everybody"}).text)
        exports = text(there.get("/people", params={"list": "contacts"}).text)
    year = str(datetime.now(UTC).year)
    assert re.search(since.replace("YEAR", year), account), account
    assert re.search(until.replace("YEAR", year), exports), exports


def test_in_service_there_is_one_clock_and_nobody_is_told_whose(desk: Desk) -> None:
    with signed_in(desk, "everybody", *ROLES) as there:
        assert "server clock" not in there.get("/import").text + there.get("/administration/health").text
