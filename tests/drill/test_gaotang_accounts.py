"""The accounts of the drill that is served: one for each room of its pages, and who publishes is on duty."""

from datetime import UTC, datetime
from pathlib import Path

from seawall.desk import accounts
from seawall.desk.officers import refuse_unlisted
from seawall.drill import gaotang
from tests.web.played import played

AFTERNOON = "2022-01-23T16:00"


def test_whoever_signs_or_publishes_in_the_served_drill_is_on_duty(tmp_path: Path) -> None:
    with played(tmp_path / "here", AFTERNOON) as desk:
        given = [each.officer for each in gaotang.accounts(desk.home.path)]
        assert [each.officer for each in accounts.every(desk.home.path)] == sorted(each.officer for each in given)
        signing = [each for each in given if each.role in ("commander", "epidemiologist", "press_officer")]
        assert len(signing) == 3
        for each in signing:
            refuse_unlisted(desk, each.officer, datetime(2022, 1, 23, 8, tzinfo=UTC), each.role, each.organisation)
