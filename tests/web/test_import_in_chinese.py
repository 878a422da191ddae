"""The import page in Chinese while it is at work: files dropped, looked at, stored, rows that came back, pairs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from seawall.desk.opening import Desk
from seawall.files.delimited import SEPARATORS
from seawall.store import term
from seawall.store.database import transaction
from seawall.web.importing.remarks import read_as
from tests.web.browsers import Browser, signed_in
from tests.web.test_importing import arrived, send
from tests.web.test_in_chinese import LATIN, english

HEADS = ("人员编号", "姓名", "出生日期", "性别", "体温")
PEOPLE = (
    ("p1", "王小明", "1990-01-01", "男", "36"), ("p2", "王小明", "1990-01-01", "男", "36"),
    ("p3", "李四", "1990-02-30", "雄", "37"), ("", "张三", "31/12", "女", "36"), ("p5", "赵六", "90-1-1", "男", "36"),
    ("p6", "孙七", "29221.5", "男", "36"), ("合计", "", "", "", ""),
)  # fmt: skip
"""Two who may be one person, and five whose rows come back."""
STAYS = "人员编号,场所,到店,离店\np1,m1,2022-01-21 18:00,2022-01-21 17:00\np9,m1,2022-01-32,\np1,m9,=1+1,不详\n"
GIVEN = (
    "clerk", "hq", "person", "sex", "specimen", "laboratory", "result", "at", "contacts", "rejects", "ID", "CT", "xls",
    "female", "male", "other", "unknown",
)  # fmt: skip
"""Who looks, headers of the files, what a file of a plan is called, terms, and what cells may hold."""


def parted(sign: str, rows: tuple[tuple[str, ...], ...] = (HEADS, *PEOPLE)) -> bytes:
    return "\n".join(sign.join(row) for row in rows).encode("gb18030")


def sheet(folder: Path) -> bytes:
    book = Workbook()
    book.worksheets[0].title = "名单"
    for row in (HEADS, *PEOPLE):
        book.worksheets[0].append(row)
    book.save(folder / "persons.xlsx")
    return (folder / "persons.xlsx").read_bytes()


def dropped(folder: Path) -> dict[str, bytes]:
    """Files as clerks have them, also those that cannot be read."""
    return {
        "persons.csv": parted(","), "persons.txt": parted(";"), "persons.tsv": parted("\t"),
        "persons.xlsx": sheet(folder), "stays.csv": STAYS.encode(), "stays.txt": STAYS.replace(",", "|").encode(),
        "persons.json": '[{"person": "p1", "sex": "男"}, {"person": "p2", "sex": "雄"}]'.encode(),
        "persons.jsonl": b'{"person": "p1"}\n{"person": "p1"}\n',
        "名单.csv": parted(","), "contacts.csv": b"person\np1\n", "cases.csv": "甲,乙\np1,M\n".encode(),
        "results.csv": b"specimen,laboratory,result,at\ns1,l9,positive,2022-01-21\n",
        "persons.xls": b"\xd0\xcf\x11\xe0",
        "places.csv": b"PK\x03\x04", "units.csv": b"%PDF-1.4", "visits.csv": b"\x00\x01\x02\x03",
    }  # fmt: skip


def in_chinese(desk: Desk) -> Browser:
    found = signed_in(desk, "clerk", "clerk")
    found.headers["Accept-Language"] = "zh-CN"
    return found


@pytest.mark.parametrize("sign", SEPARATORS.values())
def test_how_a_file_was_read_is_said_in_chinese(sign: str) -> None:
    assert not LATIN.search(read_as(f"GB18030, {sign}").removeprefix("GB18030"))


def test_a_file_that_waits_says_in_chinese_how_it_was_read_and_what_would_come_back(desk: Desk, tmp_path: Path) -> None:
    files = dropped(tmp_path)
    with in_chinese(desk) as there:
        for name, content in files.items():
            page = there.get("/import", params={"arrival": arrived(send(there, (name, content)))}).text
            assert not english(page, "/import", [*files, *GIVEN]), name


def test_columns_and_what_is_allowed_are_called_as_people_call_them(desk: Desk) -> None:
    with in_chinese(desk) as there:
        page = there.get("/import", params={"arrival": arrived(send(there, ("persons.csv", parted(","))))}).text
    assert '<option value="person" selected>人员编号</option>' in page
    assert '<option value="name" selected>姓名</option>' in page
    assert "female 女、male 男、other 其他、unknown 不详" in page
    assert "2022-01-21、2022-01-21 18:30、" in page


def test_rows_that_came_back_and_pairs_are_said_in_chinese(desk: Desk, tmp_path: Path) -> None:
    files = dropped(tmp_path)
    with in_chinese(desk) as there:
        for name in ("persons.csv", "stays.csv"):
            arrival = arrived(send(there, (name, files[name])))
            there.send_form("/import/store", arrival=arrival, store="1")
            page = there.get("/import", params={"arrival": arrival}).text
            assert 'class="pair"' in page
            assert "rejects-" in page
            assert not english(page, "/import", [*files, *GIVEN]), name
        assert not english(there.get("/import").text, "/import", [*files, *GIVEN])


def test_that_the_names_of_a_number_were_destroyed_is_said_in_chinese(desk: Desk) -> None:
    with transaction(desk.server, "owner") as connection:
        term.destroy(connection, ["p1"], datetime.now(UTC))
    with in_chinese(desk) as there:
        content = "人员编号,姓名\np1,王小明\n".encode()
        page = there.get("/import", params={"arrival": arrived(send(there, ("persons.csv", content)))}).text
    assert "这个编号的实名保存期已过，已经销毁" in page
    assert not english(page, "/import", ["persons.csv", *GIVEN])
