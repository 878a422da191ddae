"""`seawall stays`, as it is typed."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from seawall.cli import app
from seawall.presence.errors import AskedError

ROWS = (
    "ann,shop,2022-01-21T10:00Z,2022-01-21T11:00Z", "ben,shop,2022-01-21T10:30Z,2022-01-21T12:00Z",
    "ben,home,2022-01-21T13:00Z,2022-01-21T20:00Z", "cid,home,2022-01-21T12:00Z,2022-01-21T13:30Z", "dot,shop,,",
)  # fmt: skip


def typed(*words: str | Path) -> tuple[int, str]:
    """The exit code, and what stood on the screen."""
    done = CliRunner().invoke(app, ["stays", *(str(word) for word in words)])
    return done.exit_code, done.output


def city(folder: Path) -> Path:
    (folder / "stays.csv").write_text("\n".join(("person,place,came,left", *ROWS)) + "\n")
    (folder / "cases.csv").write_text("person,from,until\nann,2022-01-20,2022-01-23\nzoe,2022-01-20,soon\n")
    code, said = typed("build", "--in", folder / "stays.csv", "--out", folder / "index")
    assert code == 0
    assert "4 stays of 3 people at 2 places, 2022-01-21 to 2022-01-21 (UTC)" in said
    assert "1 row could not go in" in said
    return folder / "index"


def test_build_then_trace(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    words = "--min-minutes", "15", "--degrees", "2", "--window-days", "4", "--out", out
    code, said = typed("trace", "--index", index, "--cases", tmp_path / "cases.csv", *words)
    assert code == 1
    assert "cases.csv:3: until: not a time that can be read" in said
    assert "2 contacts of 1 case, 1 of them of the second degree" in said
    assert out.read_text().splitlines() == [
        "case,person,degree,minutes,first,last,meetings,via",
        "ann,ben,1,30.0,2022-01-21T10:30:00+00:00,2022-01-21T11:00:00+00:00,1,",
        "ann,cid,2,30.0,2022-01-21T13:00:00+00:00,2022-01-21T13:30:00+00:00,1,ben",
    ]


def test_info_verify_and_a_damaged_day(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    assert "rejected 1 row" in typed("info", "--index", index)[1]
    assert typed("verify", "--index", index) == (0, "2022-01-21 as it was written\n")
    file = index / "2022-01-21.seg"
    file.write_bytes(file.read_bytes()[:-1])
    code, said = typed("verify", "--index", index)
    assert (code, "2022-01-21.seg" in said) == (1, True)
    words = "--cases", tmp_path / "cases.csv", "--min-minutes", "15", "--out", out
    code, said = typed("trace", "--index", index, *words)
    assert (code, "left out:" in said) == (1, True)


def test_counts_and_pairs(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    words = "--day", "2022-01-21", "--min-minutes", "15", "--out", out
    assert typed("counts", "--index", index, *words)[0] == 0
    assert out.read_text().splitlines() == ["person,meetings", "ben,2", "ann,1", "cid,1"]
    code, said = typed("pairs", "--in", tmp_path / "stays.csv", "--within", "1800", "--out", out)
    assert (code, said.splitlines()[0]) == (0, "1 pair of check-ins, 1 pair of people")
    assert "1 row left out; the first is line 6: came" in said


def test_what_is_no_index_no_zone_and_no_known_ending_is_said(tmp_path: Path) -> None:
    index = city(tmp_path)
    for words, reason in (
        (("info", "--index", tmp_path), "makes an index"),
        (("build", "--in", tmp_path / "stays.csv", "--out", tmp_path / "b", "--zone", "Mars"), "Mars is not known"),
        (("counts", "--index", index, "--day", "2022-01-21", "--min-minutes", "15", "--out", "x.doc"), ".doc is not"),
    ):
        done = CliRunner().invoke(app, ["stays", *(str(word) for word in words)])
        assert reason in str(done.exception)


def test_numbers_past_all_time_are_refused_and_no_error_of_ours(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    cases = "--index", index, "--cases", tmp_path / "cases.csv", "--out", out
    for words, option in (
        (("trace", *cases, "--min-minutes", "inf"), "--min-minutes inf"),
        (("trace", *cases, "--min-minutes", "-1"), "--min-minutes -1"),
        (("trace", *cases, "--min-minutes", "1", "--linger-minutes", "1e300"), "--linger-minutes 1e+300"),
        (("trace", *cases, "--min-minutes", "1", "--window-days", "nan"), "--window-days nan"),
        (("counts", "--index", index, "--day", "2022-01-21", "--min-minutes", "inf", "--out", out), "--min-minutes"),
        (("pairs", "--in", tmp_path / "stays.csv", "--within", "9" * 30), "--within 999"),
    ):
        done = CliRunner().invoke(app, ["stays", *(str(word) for word in words)])
        assert isinstance(done.exception, AskedError)
        assert str(done.exception).startswith(option)


def test_an_account_that_may_write_nowhere_asks_too() -> None:
    script = (
        "import os; os.access = lambda path, mode: False; import seawall.presence; "
        "print(os.environ['NUMBA_CACHE_DIR'], os.path.isdir(os.environ['NUMBA_CACHE_DIR']))"
    )
    plain = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=plain)  # noqa: S603
    folder, there = done.stdout.split()
    assert (there, Path(folder).exists()) == ("True", False)
