"""`seawall stays`, as it is typed."""

import os
import re
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from seawall.cli import app
from seawall.presence.errors import AskedError
from seawall.tables.errors import SeawallError

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
    assert "cases.csv:3: until: 'soon' is not a time; allowed: 2022-01-21, 2022-01-21T18:30:00+08:00" in said
    assert "2 contacts of 1 case, 1 of them of the second degree" in said
    assert out.read_text().splitlines() == [
        "case,person,degree,minutes,first,last,meetings,via",
        "ann,ben,1,30.0,2022-01-21T10:30:00+00:00,2022-01-21T11:00:00+00:00,1,",
        "ann,cid,2,30.0,2022-01-21T13:00:00+00:00,2022-01-21T13:30:00+00:00,1,ben",
    ]


def test_info_verify_and_a_damaged_day(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    said = typed("info", "--index", index)[1]
    assert f"{index}: 4 stays of 3 people at 2 places" in said
    assert "rejected 1 row" in said
    assert re.search(r"size +0\.[1-9] kB", said)
    assert typed("verify", "--index", index) == (0, "2022-01-21 as it was written\n")
    file = index / "2022-01-21.seg"
    file.write_bytes(file.read_bytes()[:-1])
    code, said = typed("verify", "--index", index)
    assert (code, "2022-01-21.seg" in said) == (1, True)
    words = "--cases", tmp_path / "cases.csv", "--min-minutes", "15", "--out", out
    code, said = typed("trace", "--index", index, *words)
    assert (code, "left out:" in said) == (1, True)


def test_one_is_said_as_one_and_a_degree_that_was_not_asked_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "stays.csv").write_text("person,place,came,left\nann,shop,2022-01-21T10:00Z,2022-01-21T11:00Z\n")
    (tmp_path / "cases.csv").write_text("person,from,until\nann,2022-01-21,2022-01-22\n")
    index, out = tmp_path / "index", tmp_path / "out.csv"
    said = typed("build", "--in", tmp_path / "stays.csv", "--out", index)[1]
    assert said == f"{index}: 1 stay of 1 person at 1 place, 2022-01-21 to 2022-01-21 (UTC)\n"
    assert typed("info", "--index", index)[1].startswith(f"{index}: 1 stay of 1 person at 1 place\n")
    words = "--cases", tmp_path / "cases.csv", "--min-minutes", "15", "--out", out
    assert typed("trace", "--index", index, *words) == (0, f"{out}: 0 contacts of 1 case\n")


def test_with_no_least_length_a_meeting_lasts_a_second_or_more(tmp_path: Path) -> None:
    rows = "ann,shop,2022-01-21T10:00Z,2022-01-21T11:00Z", "ben,shop,2022-01-21T10:59:59Z,2022-01-21T12:00Z"
    touching = "cid,shop,2022-01-21T11:00Z,2022-01-21T11:00Z", "dot,shop,2022-01-21T12:00Z,2022-01-21T13:00Z"
    (tmp_path / "stays.csv").write_text("\n".join(("person,place,came,left", *rows, *touching)))
    (tmp_path / "cases.csv").write_text("person,from,until\nann,2022-01-20,2022-01-23\n")
    index, out = tmp_path / "index", tmp_path / "out.csv"
    typed("build", "--in", tmp_path / "stays.csv", "--out", index)
    none = "--min-minutes", "0", "--out", out
    assert "1 contact of 1 case" in typed("trace", "--index", index, "--cases", tmp_path / "cases.csv", *none)[1]
    assert out.read_text().splitlines()[1].startswith("ann,ben,1,0.016")
    assert "1 meeting of 2 people" in typed("counts", "--index", index, "--day", "2022-01-21", *none)[1]


def test_counts_and_pairs(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    words = "--day", "2022-01-21", "--min-minutes", "15", "--out", out
    assert typed("counts", "--index", index, *words)[0] == 0
    assert out.read_text().splitlines() == ["person,meetings", "ben,2", "ann,1", "cid,1"]
    code, said = typed("pairs", "--in", tmp_path / "stays.csv", "--within", "1800", "--out", out)
    assert (code, said.splitlines()[0]) == (0, "1 pair of check-ins, 1 pair of people")
    assert "1 row left out:" in said
    assert "stays.csv:6: came: it is empty" in said


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


def refused(*words: str | Path) -> str:
    """What is said of a command that nothing became of."""
    done = CliRunner().invoke(app, ["stays", *(str(word) for word in words)])
    assert isinstance(done.exception, SeawallError)
    return str(done.exception)


def test_what_cannot_be_asked_is_said_with_what_can(tmp_path: Path) -> None:
    index, out = city(tmp_path), tmp_path / "out.csv"
    of_index, counts = ("--index", index), ("counts", "--index", index, "--min-minutes", "1", "--out", out, "--day")
    trace = "trace", "--cases", tmp_path / "cases.csv", "--min-minutes", "1", "--out", out
    spark = "--engine", "local[1]", "--in", tmp_path / "stays"
    for words, said in (
        (
            (*counts, "2022-02-30"),
            "--day 2022-02-30: it is no day; allowed is one such as 2022-01-21",
        ),
        ((*counts, "yesterday"), "--day yesterday: it is no day; allowed is one such as 2022-01-21"),
        (
            (*trace, *of_index, "--window-days", "0"),
            "--window-days 0: allowed is more than 0, to 3,660; without it whole windows count",
        ),
        ((*trace, *of_index, "--zone", "Asia/Shanghai"), "--zone goes with --engine: an index has its own zone"),
        ((*trace, *spark, "--keys", tmp_path / "keys"), "--keys goes with --index: a Parquet data set has none"),
        (trace, "name either --index INDEX, or --engine MASTER with --in FOLDER"),
        ((*trace, *of_index, *spark), "name either --index INDEX, or --engine MASTER with --in FOLDER"),
    ):
        assert refused(*words) == said


def sealed(folder: Path, name: str) -> Path:
    """The same city in an index that is encrypted; its keys are in NAME-keys."""
    keys = folder / f"{name}-keys"
    assert typed("build", "--in", folder / "stays.csv", "--out", folder / name, "--keys", keys)[0] == 0
    return folder / name


def test_where_no_day_keys_are_it_is_said_which_folder_to_name(tmp_path: Path) -> None:
    plain, index = city(tmp_path), sealed(tmp_path, "sealed")
    keys, nowhere = tmp_path / "sealed-keys", tmp_path / "nowhere"
    file = keys / "2022-01-21.key"
    trace = "trace", "--cases", tmp_path / "cases.csv", "--min-minutes", "1", "--out", tmp_path / "out.csv", "--index"
    folder = f"is no folder that can be read: name the one of the day keys of {index} (--keys)"
    for words, said in (
        ((plain, "--keys", keys), f"{plain} is not encrypted, and has no day keys: ask it without --keys"),
        ((index,), f"{index} is encrypted: name the folder of its day keys (--keys)"),
        ((index, "--keys", nowhere), f"{nowhere} {folder}"),
        ((index, "--keys", file), f"{file} {folder}"),
    ):
        assert refused(*trace, *words) == said


def test_of_keys_that_do_not_open_an_index_it_is_said_which_one_and_what_to_name(tmp_path: Path) -> None:
    city(tmp_path)
    index, none, others = (
        sealed(tmp_path, "sealed"),
        tmp_path / "none",
        sealed(tmp_path, "other").with_name("other-keys"),
    )
    none.mkdir()
    trace = "trace", "--cases", tmp_path / "cases.csv", "--min-minutes", "1", "--out", tmp_path / "out.csv", "--index"
    again = "or make the index again from what it was built of"
    assert refused(*trace, index, "--keys", none) == (
        f"{index} has its names under the key of its last day: {none / '2022-01-21.key'} is not there: the key of "
        "2022-01-21 was removed, or never there; nobody can open what it sealed: name the folder that has it (--keys), "
        f"{again}"
    )
    assert refused(*trace, index, "--keys", others) == (
        f"{index / 'names'} does not open with the key of its last day in {others}, which is not the one it was "
        f"written with: name the folder of its own (--keys), {again}"
    )


def test_a_build_that_fails_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "stays.csv").write_text("person,place\n")
    words = [sys.executable, "-m", "seawall.cli", "stays", "build", "--in", str(tmp_path / "stays.csv"), "--out", "x"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("seawall: ")
    assert done.stderr.count("\n") == 1


def test_nothing_that_was_read_is_written_over(tmp_path: Path) -> None:
    index, cases, stays = city(tmp_path), tmp_path / "cases.csv", tmp_path / "stays.csv"
    (tmp_path / "link.csv").symlink_to(cases)
    (tmp_path / "hard.csv").hardlink_to(cases)
    before = cases.read_bytes()
    trace = "trace", "--index", index, "--cases", cases, "--min-minutes", "15", "--out"
    for out in (cases, tmp_path / "link.csv", tmp_path / "hard.csv", tmp_path / "index" / ".." / "cases.csv"):
        assert "itself, which would be lost" in refused(*trace, out)
    for out in (index / "rejects.csv", index / "new.csv"):
        assert "must stay as it was written" in refused(*trace, out)
        counts = "--day", "2022-01-21", "--min-minutes", "15", "--out", out
        assert "must stay as it was written" in refused("counts", "--index", index, *counts)
    assert "itself, which would be lost" in refused("pairs", "--in", stays, "--within", "60", "--out", stays)
    assert cases.read_bytes() == before


def unseen(folder: Path, *rows: str, window: str = "4") -> list[str]:
    """What is said of cases (person, from, until) that an index of the 21st cannot answer, of so many days before."""
    cases, out = folder / "cases.csv", folder / "out.csv"
    cases.write_text("\n".join(("person,from,until", *rows)))
    words = "--cases", cases, "--min-minutes", "15", "--window-days", window, "--out", out
    code, said = typed("trace", "--index", folder / "index", *words)
    assert code == 0
    return [line for line in said.splitlines() if line.startswith("!")]


def test_windows_that_lie_outside_of_the_days_wholly_or_in_part_are_said(tmp_path: Path) -> None:
    city(tmp_path)
    days = "outside of the index, which holds 2022-01-21 to 2022-01-21"
    assert unseen(
        tmp_path,
        "ben,2022-01-20T23:59,2022-01-21T12:00", "cid,2022-01-21,2022-01-22T00:01", "cid,2022-01-23,2022-01-24",
        "ann,2021-12-01,2021-12-05", "ann,2022-01-20,2022-01-21",
    ) == [
        f"! ann: asked 2021-12-01 00:00 to 2021-12-05 00:00, wholly {days}",
        f"! ann: asked 2022-01-20 00:00 to 2022-01-21 00:00, wholly {days}",
        f"! cid: asked 2022-01-23 00:00 to 2022-01-24 00:00, wholly {days}",
        f"! ben: asked 2022-01-20 23:59 to 2022-01-21 12:00, partly {days}",
        f"! cid: asked 2022-01-21 00:00 to 2022-01-22 00:01, partly {days}",
    ]  # fmt: skip


def test_a_window_that_begins_and_ends_where_the_days_do_lies_inside(tmp_path: Path) -> None:
    city(tmp_path)
    assert unseen(tmp_path, "ann,2022-01-21,2022-01-22") == []


def test_of_a_window_that_is_cut_what_counts_lies_inside_or_outside(tmp_path: Path) -> None:
    city(tmp_path)
    (said,) = unseen(tmp_path, "ann,2022-01-01,2022-01-31")
    assert said.startswith("! ann: asked 2022-01-27 00:00 to 2022-01-31 00:00, wholly outside")
    assert unseen(tmp_path, "ann,2022-01-01,2022-01-22", window="1") == []


def test_long_lists_of_faults_are_cut_and_counted(tmp_path: Path) -> None:
    index, cases = city(tmp_path), tmp_path / "cases.csv"
    rows = [f"p{number},soon,later" for number in range(1_000)] + [
        f"q{number},2022-01-21,2022-01-22" for number in range(50)
    ]
    cases.write_text("\n".join(("person,from,until", *rows)))
    words = "--cases", cases, "--min-minutes", "15", "--out", tmp_path / "out.csv"
    code, said = typed("trace", "--index", index, *words)
    assert (code, said.count("cases.csv:"), "! and 990 more" in said) == (1, 10, True)
    assert "q16, q17 and 40 more" in said


def test_a_sheet_as_a_town_sends_it_is_built_and_its_rejects_put_right(tmp_path: Path) -> None:
    rows = "人员编号;场所;到达时间;离开时间", "甲;超市;2022/1/21 10:00;2022/1/21 11:00", "乙;超市;2022/1/21 10:00"
    (tmp_path / "stays.csv").write_bytes("\r\n".join(rows).encode("gbk"))
    code, said = typed("build", "--in", tmp_path / "stays.csv", "--out", tmp_path / "index", "--zone", "Asia/Shanghai")
    assert (code, "1 stay of 1 person" in said, "1 row could not go in" in said) == (0, True, True)
    file = tmp_path / "index" / "rejects.csv"
    again = tmp_path / "again.csv"
    again.write_text(file.read_text().replace(",,(3 cells of 4)", ",2022-01-21 11:00,"))
    code, said = typed("build", "--in", again, "--out", tmp_path / "again", "--zone", "Asia/Shanghai")
    assert (code, "1 stay of 1 person" in said, "could not go in" in said) == (0, True, False)


def test_an_account_that_may_write_nowhere_asks_too() -> None:
    script = (
        "import os; os.access = lambda path, mode: False; import seawall.presence; "
        "print(os.environ['NUMBA_CACHE_DIR'], os.path.isdir(os.environ['NUMBA_CACHE_DIR']))"
    )
    plain = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=plain)  # noqa: S603
    folder, there = done.stdout.split()
    assert (there, Path(folder).exists()) == ("True", False)
