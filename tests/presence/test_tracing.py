"""Contacts out of an index in a folder, as its user asks for them."""

import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.presence import counting, keys, tracing
from seawall.presence.building import REJECTS, build
from seawall.presence.errors import IndexFolderError, SegmentError
from seawall.presence.files import reading
from seawall.presence.head import NAME as HEAD
from seawall.presence.index import HOME, Index, opened
from seawall.presence.naming import NAMES, PEOPLE

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MINUTES = timedelta(minutes=15)


def untold(what: str, done: int, of: int) -> None:
    """Nobody watches."""


def index(folder: Path, *rows: str, zone: ZoneInfo = SHANGHAI, keys: Path | None = None) -> Index:
    """Rows of person, place, came, left; with `keys`, encrypted."""
    return build(stays(folder, *rows), folder / "index", zone, untold, keys)


def stays(folder: Path, *rows: str) -> Path:
    file = folder / "stays.csv"
    file.write_text("\n".join(("person,place,came,left", *rows)) + "\n")
    return file


def cases(folder: Path, *rows: str, zone: ZoneInfo = SHANGHAI) -> pl.DataFrame:
    file = folder / "cases.csv"
    file.write_text("\n".join(("person,from,until", *rows)) + "\n")
    return reading.rows_of(file, ("person", "from", "until"), zone)[0]


def told(found: pl.DataFrame, zone: ZoneInfo = SHANGHAI) -> list[tuple[object, ...]]:
    """Case, person, degree, minutes, first and last as local hours, meetings, via."""
    local = pl.col("first", "last").dt.convert_time_zone(zone.key).dt.strftime("%d %H:%M")
    return found.with_columns(local).rows()


def test_contacts_by_degree_with_whom_the_second_were_met_through(tmp_path: Path) -> None:
    there = index(
        tmp_path,
        "ann,shop,2022-01-21 10:00,2022-01-21 11:00",
        "ben,shop,2022-01-21 10:30,2022-01-21 12:00",
        "ben,home,2022-01-21 13:00,2022-01-21 20:00",
        "cid,home,2022-01-21 12:00,2022-01-21 13:30",
        "dot,shop,2022-01-21 11:00,2022-01-21 12:00",
    )
    found = tracing.trace(there.city, cases(tmp_path, "ann,2022-01-20,2022-01-23"), degrees=2, least=MINUTES)
    assert told(found) == [
        ("ann", "ben", 1, 30.0, "21 10:30", "21 11:00", 1, None),
        ("ann", "dot", 2, 60.0, "21 11:00", "21 12:00", 1, "ben"),
        ("ann", "cid", 2, 30.0, "21 13:00", "21 13:30", 1, "ben"),
    ]


def test_only_the_last_days_before_the_end_of_a_window_count_where_it_is_cut(tmp_path: Path) -> None:
    there = index(
        tmp_path,
        "ann,shop,2022-01-10 10:00,2022-01-10 11:00", "ben,shop,2022-01-10 10:00,2022-01-10 11:00",
        "ann,shop,2022-01-20 10:00,2022-01-20 11:00", "cid,shop,2022-01-20 10:00,2022-01-20 11:00",
    )  # fmt: skip
    asked = cases(tmp_path, "ann,2022-01-01,2022-01-23")
    cut = tracing.trace(there.city, asked, degrees=1, least=MINUTES, window=timedelta(days=4))
    assert cut["person"].to_list() == ["cid"]
    assert set(tracing.trace(there.city, asked, degrees=1, least=MINUTES)["person"]) == {"ben", "cid"}


def test_a_meeting_over_the_night_the_clocks_change_is_as_long_as_it_was(tmp_path: Path) -> None:
    rows = [f"{who},home,2022-03-26 22:00,2022-03-27 08:00" for who in ("ann", "ben")]
    there = index(tmp_path, *rows, zone=BERLIN)
    assert [day.isoformat() for day in there.head.days] == ["2022-03-26", "2022-03-27"]
    asked = cases(tmp_path, "ann,2022-03-20,2022-03-30", zone=BERLIN)
    found = tracing.trace(there.city, asked, degrees=1, least=MINUTES)
    assert told(found, BERLIN) == [("ann", "ben", 1, 540.0, "26 22:00", "27 08:00", 1, None)]


def test_a_case_without_stays_has_no_contacts_and_is_named(tmp_path: Path) -> None:
    there = index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00")
    asked = cases(tmp_path, "zoe,2022-01-20,2022-01-23", "aaa,2022-01-20,2022-01-23", "ann,2022-01-20,2022-01-23")
    assert tracing.trace(there.city, asked, degrees=2, least=MINUTES).is_empty()
    assert tracing.unknown(there.city, asked) == ["aaa", "zoe"]


def test_windows_of_a_case_that_overlap_are_one(tmp_path: Path) -> None:
    there = index(tmp_path, *(f"{who},shop,2022-01-21 10:00,2022-01-21 11:00" for who in ("ann", "ben")))
    asked = cases(tmp_path, "ann,2022-01-21 10:00,2022-01-21 10:40", "ann,2022-01-21 10:20,2022-01-21 11:00")
    found = tracing.trace(there.city, asked, degrees=1, least=MINUTES)
    assert found.select("minutes", "meetings").rows() == [(60.0, 1)]


def test_meetings_of_a_day_are_counted_for_both(tmp_path: Path) -> None:
    there = index(
        tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00", "ben,shop,2022-01-21 10:30,2022-01-21 12:00",
        "cid,shop,2022-01-21 10:50,2022-01-21 11:05",
    )  # fmt: skip
    day = there.head.days[0]
    assert counting.counts(there, day, MINUTES).rows() == [("ben", 2), ("ann", 1), ("cid", 1)]
    with pytest.raises(IndexFolderError, match="has no 2022-01-20; it holds 2022-01-21 to 2022-01-21"):
        counting.counts(there, day.replace(day=20), MINUTES)


def test_rows_that_cannot_go_in_stand_beside_with_their_reason(tmp_path: Path) -> None:
    there = index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00", "ben,shop,soon,2022-01-21 11:00")
    assert (there.head.stays, there.head.rejected) == (1, 1)
    rejects = pl.read_csv(there.folder / REJECTS)
    assert rejects.drop("reason").row(0) == (3, "ben", "shop", "soon", "2022-01-21 11:00")


def test_what_an_index_holds_is_for_its_owner_alone_and_inert(tmp_path: Path) -> None:
    there = index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00", "=HYPERLINK(1),shop,soon,2022-01-21 11:00")
    assert {oct(file.stat().st_mode & 0o777) for file in there.folder.iterdir()} == {"0o600"}
    assert "'=HYPERLINK(1)" in (there.folder / REJECTS).read_text()


def test_several_cases_each_have_their_own_contacts(tmp_path: Path) -> None:
    there = index(
        tmp_path, "ann,park,2022-01-21 10:00,2022-01-21 11:00", "ben,shop,2022-01-21 10:00,2022-01-21 11:00",
        "cid,shop,2022-01-21 10:00,2022-01-21 10:40", "dot,park,2022-01-21 10:30,2022-01-21 11:00",
        "eve,home,2022-01-21 12:00,2022-01-21 13:00", "dot,home,2022-01-21 12:30,2022-01-21 13:00",
    )  # fmt: skip
    asked = cases(tmp_path, *(f"{who},2022-01-20,2022-01-23" for who in ("eve", "cid", "dot")))
    found = tracing.trace(there.city, asked, degrees=2, least=MINUTES)
    assert found.select("case", "person", "degree", "minutes", "via").rows() == [
        ("cid", "ben", 1, 40.0, None), ("dot", "ann", 1, 30.0, None), ("dot", "eve", 1, 30.0, None),
        ("eve", "dot", 1, 30.0, None),
    ]  # fmt: skip


def test_a_number_changed_in_a_file_is_not_believed(tmp_path: Path) -> None:
    there = index(tmp_path, *(f"{who},shop,2022-01-21 10:00,2022-01-21 11:00" for who in ("ann", "ben", "cid")))
    file = there.file(there.head.days[0])
    whole = bytearray(file.read_bytes())
    whole[-4] ^= 1
    file.write_bytes(whole)
    again = opened(there.folder)
    assert tracing.trace(again.city, cases(tmp_path, "ann,2022-01-20,2022-01-23"), degrees=1, least=MINUTES).is_empty()
    assert len(again.sound[1]) == 1


def test_meetings_are_not_counted_in_a_day_that_is_damaged(tmp_path: Path) -> None:
    there = index(tmp_path, *(f"{who},shop,2022-01-21 10:00,2022-01-21 11:00" for who in ("ann", "ben", "cid")))
    file = there.file(there.head.days[0])
    whole = bytearray(file.read_bytes())
    whole[300] ^= 1
    file.write_bytes(whole)
    with pytest.raises(SegmentError, match="damaged in places"):
        counting.counts(there, there.head.days[0], MINUTES)


def test_a_head_that_was_changed_is_refused(tmp_path: Path) -> None:
    there = index(tmp_path, *(f"ann,shop,2022-01-{day} 10:00,2022-01-{day} 11:00" for day in (21, 22)))
    head = there.folder / HEAD
    head.write_text(head.read_text().replace('"Asia/Shanghai"', '"UTC"'))
    with pytest.raises(IndexFolderError, match="is not as it was written"):
        opened(there.folder)


def test_names_that_are_not_as_they_were_written_are_refused(tmp_path: Path) -> None:
    there = index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00")
    pl.DataFrame({"name": ["zoe"]}).write_ipc(there.folder / PEOPLE)
    with pytest.raises(IndexFolderError, match="is not as it was written"):
        tracing.unknown(opened(there.folder).city, cases(tmp_path, "ann,2022-01-20,2022-01-23"))


def test_days_that_were_exchanged_are_damaged(tmp_path: Path) -> None:
    there = index(tmp_path, *(f"ann,shop,2022-01-{day} 10:00,2022-01-{day} 11:00" for day in (21, 22)))
    one, two = (there.file(day) for day in there.head.days)
    one.rename(tmp_path / "other")
    two.rename(one)
    (tmp_path / "other").rename(two)
    assert [fault is not None for _, fault in opened(there.folder).faults()] == [True, True]


def test_no_index_lies_in_a_home(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    there = index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00")
    (tmp_path / "city" / HOME).touch()
    with pytest.raises(IndexFolderError, match="for an open case"):
        build(tmp_path / "stays.csv", tmp_path / "city" / "index", SHANGHAI, untold)
    there.folder.rename(tmp_path / "city" / "index")
    with pytest.raises(IndexFolderError, match="for an open case"):
        opened(tmp_path / "city" / "index")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "stays.csv").write_text("person,place,came,left\nann,shop,2022-01-21T10:00Z,2022-01-21T11:00Z\n")
    with pytest.raises(IndexFolderError, match="cannot be written"):
        build(tmp_path / "stays.csv", tmp_path / "file" / "index", SHANGHAI, untold)


def test_the_same_file_gives_the_same_index_to_the_byte(tmp_path: Path) -> None:
    names = [f"a person whose name is number {n}" for n in range(5_000)]
    rows = [f"{name},place {n % 3},2022-01-2{n % 4} 10:00,2022-01-2{n % 4} 12:00" for n, name in enumerate(names)]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        index(tmp_path / name, *rows)
    one, two = (
        {file.name: file.read_bytes() for file in (tmp_path / name / "index").iterdir()} for name in ("one", "two")
    )
    assert one == two


def test_a_folder_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00")
    with pytest.raises(IndexFolderError, match="exists; choose a folder that does not"):
        index(tmp_path, "ann,shop,2022-01-21 10:00,2022-01-21 11:00")


def test_a_damaged_day_is_named_and_the_others_are_sound(tmp_path: Path) -> None:
    there = index(
        tmp_path,
        *(f"{who},shop,2022-01-{day} 10:00,2022-01-{day} 11:00" for day in (21, 22, 23) for who in ("ann", "ben")),
    )
    file = there.file(there.head.days[1])
    file.write_bytes(file.read_bytes()[:-3])
    said = dict(there.faults())
    assert [day.day for day, fault in said.items() if fault] == [22]
    again = opened(there.folder)
    found = tracing.trace(again.city, cases(tmp_path, "ann,2022-01-20,2022-01-25"), degrees=1, least=MINUTES)
    assert found["meetings"].to_list() == [2]
    assert ["2022-01-22" in fault for fault in again.sound[1]] == [True]


def test_a_folder_that_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="`seawall stays build` makes an index"):
        opened(tmp_path)
    (tmp_path / HEAD).write_text(json.dumps({"format": "seawall-stays/0"}))
    with pytest.raises(IndexFolderError, match="this program reads seawall-stays/4"):
        opened(tmp_path)
    (tmp_path / HEAD).write_text("{")
    with pytest.raises(IndexFolderError, match="is damaged"):
        opened(tmp_path)


def test_an_index_opened_again_answers_as_the_one_that_was_built(tmp_path: Path) -> None:
    there = index(tmp_path, *(f"{who},shop,2022-01-21 10:00,2022-01-21 11:00" for who in ("ann", "ben")))
    asked = cases(tmp_path, "ann,2022-01-20,2022-01-23")
    first, again = (tracing.trace(each.city, asked, degrees=1, least=MINUTES) for each in (there, opened(there.folder)))
    assert first.height == 1
    assert first.equals(again)


TWO_DAYS = [f"{who},shop,2022-01-{day} 10:00,2022-01-{day} 11:00" for day in (21, 22) for who in ("ann", "ben")]


def test_an_encrypted_index_answers_with_its_keys_and_without_them_nothing(tmp_path: Path) -> None:
    there = index(tmp_path, *TWO_DAYS, keys=tmp_path / "keys")
    asked = cases(tmp_path, "ann,2022-01-20,2022-01-25")
    assert tracing.trace(there.city, asked, degrees=1, least=MINUTES)["meetings"].to_list() == [2]
    with pytest.raises(IndexFolderError, match="is encrypted: name the folder of its day keys"):
        tracing.trace(opened(there.folder).city, asked, degrees=1, least=MINUTES)
    assert [fault for _, fault in opened(there.folder).faults()] == [None, None]


def test_a_day_whose_key_was_dropped_is_lost_and_the_others_answer(tmp_path: Path) -> None:
    there = index(tmp_path, *TWO_DAYS, keys=tmp_path / "keys")
    keys.drop(tmp_path / "keys", there.head.days[0])
    again = opened(there.folder, tmp_path / "keys")
    found = tracing.trace(again.city, cases(tmp_path, "ann,2022-01-20,2022-01-25"), degrees=1, least=MINUTES)
    assert found["meetings"].to_list() == [1]
    gone = (
        "2022-01-21.key is not there: the key of 2022-01-21 was removed, or never there; nobody can open what it sealed"
        ": name the folder that has it (--keys), or make the index again from what it was built of"
    )
    assert again.sound[1] == [f"{tmp_path / 'keys'}/{gone}"]


def test_a_check_with_the_keys_finds_the_day_whose_key_is_gone(tmp_path: Path) -> None:
    there = index(tmp_path, *TWO_DAYS, keys=tmp_path / "keys")
    keys.drop(tmp_path / "keys", there.head.days[0])
    assert [fault is None for _, fault in opened(there.folder, tmp_path / "keys").faults()] == [False, True]


def test_of_an_encrypted_index_no_name_and_no_row_lies_in_the_clear(tmp_path: Path) -> None:
    file = stays(tmp_path, *TWO_DAYS, "ann,shop,soon,2022-01-21 11:00")
    told: list[str] = []
    there = build(file, tmp_path / "index", SHANGHAI, untold, tmp_path / "keys", told)
    kept = b"".join(each.read_bytes() for each in there.folder.iterdir())
    assert [name in kept for name in (b"ann", b"ben", b"shop", b"soon")] == [False] * 4
    beside = tmp_path / "index-rejects.csv"
    assert told == [f"{beside} has the rows that could not go in, in the clear: remove it when they are put right"]
    assert (beside.stat().st_mode & 0o777, "ann,shop,soon" in beside.read_text()) == (0o600, True)
    assert [each.to_list() for each in opened(there.folder, tmp_path / "keys").names] == [["ann", "ben"], ["shop"]]
    head = opened(there.folder).head
    assert (head.stays, head.people, head.places, head.rejected) == (4, 2, 1, 1)


def test_the_names_go_with_the_key_of_the_last_day(tmp_path: Path) -> None:
    there = index(tmp_path, *TWO_DAYS, keys=tmp_path / "keys")
    keys.drop(tmp_path / "keys", there.head.days[-1])
    again = opened(there.folder, tmp_path / "keys")
    with pytest.raises(IndexFolderError, match=r"names under the key of its last day: .*2022-01-22 was removed"):
        tracing.trace(again.city, cases(tmp_path, "ann,2022-01-20,2022-01-25"), degrees=1, least=MINUTES)
    assert [fault is None for _, fault in again.faults()] == [True, False]


def test_sealed_names_that_were_altered_or_are_of_another_key_are_refused(tmp_path: Path) -> None:
    there = index(tmp_path, *TWO_DAYS, keys=tmp_path / "keys")
    (tmp_path / "keys" / "2022-01-22.key").write_bytes(bytes([1]) * 32)
    with pytest.raises(IndexFolderError, match="not the one it was written with: name the folder of its own"):
        _ = opened(there.folder, tmp_path / "keys").names
    (there.folder / NAMES).write_bytes(b"altered")
    for keyed in (None, tmp_path / "keys"):
        with pytest.raises(IndexFolderError, match="is not as it was written"):
            list(opened(there.folder, keyed).faults())


def test_no_index_is_built_inside_another(tmp_path: Path) -> None:
    there = index(tmp_path, *TWO_DAYS)
    with pytest.raises(IndexFolderError, match="lies in the index"):
        build(tmp_path / "stays.csv", there.folder / "inner", SHANGHAI, untold)


def test_keys_do_not_lie_in_the_index_they_open(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="would have its keys"):
        index(tmp_path, *TWO_DAYS, keys=tmp_path / "index" / "keys")
