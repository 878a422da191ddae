"""An index built of a file that is not as it should be, and after a build that was killed."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.lock import try_lock
from seawall.presence.building import REJECTS, build
from seawall.presence.errors import IndexFolderError
from seawall.presence.index import Index

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANN, BEN = "ann,shop,2022-01-21 10:00,2022-01-21 11:00", "ben,shop,2022-01-22 10:00,2022-01-22 11:00"


def untold(what: str, done: int, of: int) -> None:
    """Nobody watches."""


def index(folder: Path, *rows: str, name: str = "index") -> Index:
    """Rows of person, place, came, left."""
    file = folder / "stays.csv"
    file.write_text("\n".join(("person,place,came,left", *rows)) + "\n")
    return build(file, folder / name, SHANGHAI, untold)


def rejects(there: Index) -> list[tuple[object, ...]]:
    return pl.read_csv(there.folder / REJECTS).rows()


@pytest.mark.parametrize("year", ["2002", "2021", "2024", "2067"])
def test_a_mistyped_year_is_a_reject_and_makes_no_days(tmp_path: Path, year: str) -> None:
    there = index(tmp_path, ANN, BEN, f"cid,shop,{year}-01-21 10:00,{year}-01-21 11:00")
    assert there.head.days == (date(2022, 1, 21), date(2022, 1, 22))
    why = (
        "came: far from the days of the others, 2022-01-21 to 2022-01-22; if it was not mistyped, build an index of "
        "its own of these rows"
    )
    came, left = (f"{year}-01-21T{hour}:00:00+08:00" for hour in (10, 11))
    assert rejects(there) == [(4, why, "cid", "shop", came, left)]


def test_an_end_far_behind_all_others_is_a_reject(tmp_path: Path) -> None:
    there = index(tmp_path, ANN, BEN, "cid,shop,2022-01-21 10:00,2022-10-21 11:00")
    assert there.head.days[-1] == date(2022, 1, 22)
    assert str(rejects(there)[0][1]).startswith("left: far from the days of the others")


def test_a_stay_that_ends_weeks_later_is_a_stay(tmp_path: Path) -> None:
    there = index(tmp_path, ANN, BEN, "cid,shop,2022-01-21 10:00,2022-03-20 11:00")
    assert (there.head.rejected, there.head.days[-1]) == (0, date(2022, 3, 20))


def test_days_with_a_gap_of_weeks_are_one_index(tmp_path: Path) -> None:
    there = index(tmp_path, ANN, "cid,shop,2022-03-22 10:00,2022-03-22 11:00")
    assert (there.head.rejected, there.head.days[-1]) == (0, date(2022, 3, 22))


def test_of_runs_with_as_many_rows_the_later_goes_in(tmp_path: Path) -> None:
    there = index(tmp_path, ANN, "cid,shop,2021-01-21 10:00,2021-01-21 11:00")
    assert there.head.days == (date(2022, 1, 21),)


def test_the_other_run_is_an_index_of_its_own_built_of_the_rejects(tmp_path: Path) -> None:
    there = index(tmp_path, ANN, BEN, "cid,shop,2021-01-21 10:00,2021-01-21 11:00")
    other = build(there.folder / REJECTS, tmp_path / "other", ZoneInfo("UTC"), untold)
    assert (other.head.stays, other.people.to_list()) == (1, ["cid"])


def test_rejects_stay_where_no_row_can_go_in_and_overwrite_nothing(tmp_path: Path) -> None:
    with pytest.raises(
        IndexFolderError,
        match=r"line 2: came: 'soon' is not a time.* put right in .*index-rejects\.csv: 1 in all",
    ):
        index(tmp_path, "ann,shop,soon,later")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["index-rejects.csv", "stays.csv"]
    with pytest.raises(IndexFolderError, match=r"index-rejects-2\.csv"):
        build(tmp_path / "index-rejects.csv", tmp_path / "index", SHANGHAI, untold)
    text = (tmp_path / "index-rejects.csv").read_text().replace(",soon,later", ",2022-01-21 10:00,2022-01-21 11:00")
    (tmp_path / "index-rejects.csv").write_text(text)
    assert build(tmp_path / "index-rejects.csv", tmp_path / "index", SHANGHAI, untold).head.stays == 1


def test_a_file_without_rows_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="has no row below its header"):
        index(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["stays.csv"]


def test_what_a_killed_build_left_goes_with_the_next_and_what_another_makes_stays(tmp_path: Path) -> None:
    left, making, of_another = (tmp_path / name for name in (".index.building-1", ".index.building-2", ".b.building-1"))
    for folder in (left, making, of_another):
        folder.mkdir()
        (folder / "people.arrow").write_text("half")
    held = try_lock(making)
    assert held is not None
    index(tmp_path, ANN)
    assert [folder.exists() for folder in (left, making, of_another)] == [False, True, True]
    os.close(held)
    index(tmp_path, ANN, name="b")
    assert [folder.exists() for folder in (making, of_another)] == [True, False]


def test_a_build_that_is_killed_is_cleared_away_by_the_next(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from seawall.presence.making import making\n"
        "with making(Path(sys.argv[1])) as folder: print(folder, flush=True); time.sleep(60)"
    )
    words = [sys.executable, "-c", script, str(tmp_path / "index")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as killed:  # noqa: S603
        assert killed.stdout is not None
        folder = Path(killed.stdout.readline().strip())
        index(tmp_path, ANN, name="other")
        assert folder.exists()
        killed.send_signal(signal.SIGKILL)
    assert folder.exists()
    index(tmp_path, ANN)
    assert not folder.exists()
