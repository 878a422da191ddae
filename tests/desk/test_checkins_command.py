"""`seawall checkins`, as it is typed: what stands on the screen, what in a file, and how it ends."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from seawall.cli.answering import answer
from seawall.cli.taking import told
from seawall.desk.opening import Desk
from seawall.desk.taking import Taken, of_file
from seawall.store.account import ServerError
from seawall.store.database import transaction
from tests.desk.cities import city, hours_ago

LONG = "R" * 60


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A was in a workshop with people of strange names."""
    folder = tmp_path_factory.mktemp("a city")
    with city(folder) as found:
        rows = [f"{who},W,{hours_ago(50)},{hours_ago(48)}\n" for who in ("A", "[/x]", "a[bold]b", LONG)]
        (folder / "checkins.csv").write_text(f"person,place,came,left\n{''.join(rows)}", encoding="utf-8")
        assert "4 check-ins kept" in typed(found, "take", "--in", folder / "checkins.csv")
        yield found


def typed(desk: Desk, *words: object, code: int = 0) -> str:
    """What stands on the screen, which has 80 columns: output and errors together."""
    line = [sys.executable, "-m", "seawall.cli", "checkins", *map(str, words), "--home", str(desk.home.path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def asked(desk: Desk) -> int:
    with transaction(desk.server, "auditor") as connection:
        return connection.scalar(text("SELECT count(*) FROM journal.entries WHERE kind = 'stays'")) or 0


def test_contacts_stand_on_the_screen_as_they_are_called_and_all_of_them_in_the_file(
    desk: Desk, tmp_path: Path
) -> None:
    said = typed(desk, "contacts", "--case", "C1", "--min-minutes", 15, "--out", tmp_path / "c.csv")
    assert "3 contacts of degree 1" in said
    assert "[/x]" in said
    assert "…" not in said
    assert set(pl.read_csv(tmp_path / "c.csv")["person"]) == {"[/x]", "a[bold]b", LONG}


def test_that_nobody_was_met_is_said(desk: Desk) -> None:
    assert "0 contacts" in typed(desk, "contacts", "--case", "C1", "--min-minutes", 600)


def test_the_trail_of_a_case_is_where_it_was(desk: Desk) -> None:
    assert f"{hours_ago(50).astimezone(desk.zone):%Y-%m-%d}" in typed(desk, "trail", "--case", "C1")


def test_visitors_are_named_with_their_brackets_and_no_name_is_cut(desk: Desk) -> None:
    said = typed(desk, "visitors", "--case", "C1", "--place", "W")
    assert "[/x]" in said
    assert "…" not in said
    assert said.count("R") == len(LONG)
    assert "3 rows" in said


def test_brackets_in_a_name_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    answer(pl.DataFrame({"person": ["[/x]", "a[bold]b", LONG + LONG]}), ["a day is locked"], None)
    said = capsys.readouterr()
    lines = said.out.split()
    assert said.err == "! a day is locked\n"
    assert lines[1:3] == ["[/x]", "a[bold]b"]
    assert "".join(lines[3:5]) == LONG + LONG


def test_one_case_shares_no_place_with_another(desk: Desk) -> None:
    assert "0 rows" in typed(desk, "shared")


@pytest.mark.parametrize(
    "words",
    [("contacts", "--case", "C1", "--min-minutes", 15), ("trail", "--case", "C1"),
     ("visitors", "--case", "C1", "--place", "W"), ("shared",)],
)  # fmt: skip
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_asked(
    desk: Desk, tmp_path: Path, words: tuple[object, ...]
) -> None:
    before = asked(desk)
    assert "allowed are .csv" in typed(desk, *words, "--out", tmp_path / "out.xlsx", code=2)
    assert "must stay as it was written" in typed(desk, *words, "--out", desk.home.path / "out.csv", code=2)
    assert asked(desk) == before


def test_columns_that_say_nothing_are_named_and_that_nobody_is_known_to_have_left(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text(f"person,place,came,checkout_time\nE,M,{hours_ago(9)},{hours_ago(8)}\n", encoding="utf-8")
    said = typed(desk, "take", "--in", file)
    assert "not used: checkout_time" in said
    assert "taken to stay as long as is usual at the place" in said


def test_a_file_taken_again_counts_as_kept_and_the_help_says_that_nothing_is_doubled(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "c.csv"
    file.write_text(f"person,place,came,left\nE,M,{hours_ago(5)},{hours_ago(4)}\n", encoding="utf-8")
    for _ in range(2):
        assert "1 check-in kept" in typed(desk, "take", "--in", file)
    assert "The same again doubles nothing" in " ".join(typed(desk, "take", "--help").split())


def test_where_rejects_cannot_go_is_said_before_anything_is_taken(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text(f"person,place,came\nE,M,{hours_ago(7)}\n", encoding="utf-8")
    assert "--rejects" in typed(desk, "take", "--in", file, "--rejects", file, code=2)
    said = typed(desk, "take", "--in", file, "--rejects", tmp_path / "r.xlsx", code=2)
    assert "allowed are .csv" in said
    assert "kept" not in said


def test_rejects_that_are_there_stay_there(desk: Desk, tmp_path: Path) -> None:
    file, rejects = tmp_path / "c.csv", tmp_path / "r.csv"
    file.write_text("person,place,came\nE,M,soon\n", encoding="utf-8")
    rejects.write_text("put right by hand", encoding="utf-8")
    assert "r-2.csv" in typed(desk, "take", "--in", file, "--rejects", rejects).replace("\n", "")
    assert rejects.read_text(encoding="utf-8") == "put right by hand"
    assert pl.read_csv(tmp_path / "r-2.csv")["came"].to_list() == ["soon"]


def going_away(desk: Desk, file: Path) -> Iterator[Taken]:
    yield from of_file(desk.home.path, file, lambda _share: None)
    raise ServerError("the server is gone")


def test_a_server_that_goes_away_leaves_the_rejects_and_how_many_were_kept(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, rejects = tmp_path / "c.csv", tmp_path / "r.csv"
    file.write_text(f"person,place,came\nE,M,soon\nE,M,{hours_ago(6)}\n", encoding="utf-8")
    with pytest.raises(ServerError), told(file, rejects) as done:
        done.extend(going_away(desk, file))
    assert "1 check-in kept" in capsys.readouterr().out
    assert pl.read_csv(rejects)["came"].to_list() == ["soon"]


def test_of_a_stream_whose_words_are_chinese_the_answer_is_ascii(desk: Desk) -> None:
    line = [sys.executable, "-m", "seawall.cli", "checkins", "take", "--in", "-", "--home", str(desk.home.path)]
    done = subprocess.run(line, input='{"person": "不详"}\n'.encode(), capture_output=True, check=True)  # noqa: S603
    assert json.loads(done.stdout.decode("ascii"))["rejected"][0]["line"] == 1


def test_keep_seals_and_info_says_what_is_held(desk: Desk) -> None:
    assert "0 days destroyed" in typed(desk, "keep")
    assert "held" in typed(desk, "info")


def test_keep_that_found_damage_ends_with_1(tmp_path: Path) -> None:
    with city(tmp_path) as desk:
        file = tmp_path / "c.csv"
        file.write_text(f"person,place,came\nA,W,{hours_ago(100)}\n", encoding="utf-8")
        typed(desk, "take", "--in", file)
        assert "0 days sealed" not in typed(desk, "keep")
        segment = min(desk.home.path.glob("presence/*.seg*"))
        segment.write_bytes(segment.read_bytes()[:-9])
        assert "! " in typed(desk, "keep", code=1)
        assert "0 days sealed" in typed(desk, "keep")
