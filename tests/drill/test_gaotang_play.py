"""The drill as it is played: through the real import, store, plan and seal, onto a screen of 80 columns."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.cells import cell_len
from rich.console import Console

from seawall.desk import importing, opening, planning
from seawall.desk.planning import NothingKnownError
from seawall.drill import gaotang
from seawall.store import home as homes

INCIDENT = "gaotang-2022"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """A home in which the drill was played, and the lines of the screen."""
    path = tmp_path_factory.mktemp("drill") / "home"
    console = Console(file=StringIO(), width=80, record=True, color_system=None)
    gaotang.play(path, "en", console)
    yield path, [line.rstrip() for line in console.export_text().splitlines()]
    opening.stop(path)


def test_the_screen_says_first_that_the_people_are_invented(played: tuple[Path, list[str]]) -> None:
    assert "invented" in " ".join(played[1][:4])


def test_every_arrival_is_shown_inside_80_columns(played: tuple[Path, list[str]]) -> None:
    arrivals = len(gaotang.told().arrivals)
    assert len([line for line in played[1] if f" / {arrivals} " in line]) == arrivals
    command = "    seawall plan --at"  # to be copied: it stays on one line
    assert max(cell_len(line) for line in played[1] if not line.startswith(command)) <= 80


def test_it_shows_new_changed_and_released_orders_every_state_and_the_bulletin(played: tuple[Path, list[str]]) -> None:
    assert {line[1] for line in played[1] if line[:3] in (" + ", " ~ ", " − ")} == {"+", "~", "−"}
    for word in ("■ met", "▲! late", "○ open", "▨? cannot tell", "Bulletin: COVID-19, Gaotang"):
        assert any(word in line for line in played[1]), word


@pytest.mark.parametrize(
    ("at", "close", "secondary"),
    [("2022-01-23T16:00", 87, 161), ("2022-01-24T09:00", 103, 254), ("2022-01-27T12:00", 103, 268)],
)
def test_its_facts_stay_and_any_plan_can_be_asked(
    played: tuple[Path, list[str]], at: str, close: int, secondary: int
) -> None:
    plan = planning.plan(played[0], at, INCIDENT).plan
    rings = dict(plan.traced.contacts["ring"].value_counts().iter_rows())
    assert (rings["close"], rings["secondary"]) == (close, secondary)
    assert plan.differences.is_empty()


def test_no_seal_no_control_and_no_isolation_lapses_before_it_is_signed_again(played: tuple[Path, list[str]]) -> None:
    orders = planning.plan(played[0], "2022-01-27T12:00", INCIDENT).facts["orders"]
    lasting = orders.filter(pl.col("scope").is_in(["seal", "control", "isolation"])).sort("subject", "scope", "from")
    before = pl.col("until").cum_max().shift(1).over("subject", "scope")
    assert lasting.filter(before <= pl.col("from")).select("subject", "scope", "from").rows() == []
    assert lasting.filter(pl.col("from") < before)["subject"].n_unique() == 5


def test_nothing_was_known_before_the_first_arrival(played: tuple[Path, list[str]]) -> None:
    with pytest.raises(NothingKnownError, match=r"earliest recorded_at is 2022-01-21T22:00"):
        planning.plan(played[0], "2022-01-21T21:59", INCIDENT)


def test_the_journal_holds_every_signature(played: tuple[Path, list[str]]) -> None:
    assert opening.verify(played[0]).sound


def test_learning_the_same_again_adds_nothing(played: tuple[Path, list[str]], tmp_path: Path) -> None:
    from seawall.drill.playing import as_files

    files = as_files(gaotang.told().arrivals[3], tmp_path / "files")
    again = importing.import_files(played[0], files, rejects=tmp_path / "rejects.csv", by="drill")
    assert {each.table: each.new for each in again} == dict.fromkeys([file.stem for file in files], 0)


def test_a_service_home_is_refused(tmp_path: Path) -> None:
    made = homes.create(tmp_path / "service", history=False)
    with pytest.raises(gaotang.DrillError, match="is a service home"):
        gaotang.play(made.path, "en", Console(file=StringIO()))


def test_played_up_to_a_time_nobody_signs_what_the_last_arrival_asks_for(tmp_path: Path) -> None:
    gaotang.play(tmp_path / "home", "en", Console(file=StringIO()), until="2022-01-23T01:30")
    try:
        plan = planning.plan(tmp_path / "home", "2022-01-23T01:30", INCIDENT).plan
        assert plan.standing.height > 0
        assert plan.differences.height > 0
    finally:
        opening.stop(tmp_path / "home")


def test_before_anything_is_learned_there_is_nothing_to_play(tmp_path: Path) -> None:
    with pytest.raises(gaotang.DrillError, match="the first is learned at 2022-01-21 22:00"):
        gaotang.play(tmp_path / "home", "en", Console(file=StringIO()), until="2022-01-20")
    assert not (tmp_path / "home").exists()
