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


def test_in_service_there_is_one_clock_and_nobody_is_told_whose(desk: Desk) -> None:
    with signed_in(desk, "everybody", *ROLES) as there:
        assert "server clock" not in there.get("/import").text + there.get("/administration/health").text
