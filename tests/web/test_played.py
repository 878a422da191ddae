"""The drill that many tests begin with: played once, and copied for each."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from seawall.desk import opening
from seawall.desk.opening import Desk
from seawall.drill.gaotang import DrillError
from seawall.store import facts
from seawall.web.times import span
from tests.copies import once
from tests.web.played import play, played

NIGHT = "2022-01-23T01:30"
FIRST, THEN = datetime(2022, 1, 22, 18, tzinfo=UTC), datetime(2022, 1, 22, 19, tzinfo=UTC)


def learns(desk: Desk, at: datetime) -> None:
    facts.append(
        desk.server, desk.home, "persons", pl.DataFrame({"person": ["new"], "recorded_at": [at]}), "li", "test"
    )


def test_a_copy_is_whole_and_what_is_learned_in_it_no_other_knows(tmp_path_factory: pytest.TempPathFactory) -> None:
    with played(tmp_path_factory.mktemp("one"), NIGHT) as one, played(tmp_path_factory.mktemp("other"), NIGHT) as other:
        learns(one, FIRST)
        learns(other, THEN)
        assert (span(one).now, span(other).now) == (FIRST, THEN)
        assert opening.verify(one.home.path).sound
        assert opening.verify(other.home.path).sound


def test_a_drill_that_could_not_be_played_leaves_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(DrillError, match="the first is learned at"):
        once(tmp_path / "never", lambda home: play(home, "2022-01-20"))
    assert not (tmp_path / "never").exists()
