"""The import page: what is sent is looked at, stored, repaired; nobody else sees it, and pairs are decided."""

import re

import pytest
from httpx import Response

from seawall.desk.importing import StoredBooks
from seawall.desk.opening import Desk
from seawall.files.grid import Fault
from seawall.web.importing.reasons import in_chinese
from tests.web.browsers import Browser, signed_in
from tests.web.journals import journal
from tests.web.played import played
from tests.web.test_situation import text

PERSONS = "人员编号,姓名,出生日期,性别,体温\np1,王小明,1990-01-01,男,36\np2,李四,1990-02-30,雄,\np3,张三,不详,女,\n"


def send(there: Browser, *files: tuple[str, bytes], token: str | None = None) -> Response:
    """Sends files as the form does: its token first."""
    first: tuple[str | None, bytes] = (None, (there.token if token is None else token).encode())
    parts = [("_csrf_token", first), *[("files", file) for file in files]]
    return there.post("/import/files", files=parts)


def arrived(answer: Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/import?arrival=")


def rows(desk: Desk, table: str, column: str) -> list[str]:
    return sorted(StoredBooks(desk, "test").ids(table, column).to_list())


def test_what_is_sent_is_looked_at_and_nothing_is_stored(desk: Desk) -> None:
    with signed_in(desk, "clerk-1", "clerk") as there:
        name = arrived(send(there, ("persons.csv", PERSONS.encode("gb18030"))))
        said = text(there.get("/import", params={"arrival": name}).text)
        assert "persons.csv GB18030, comma · 3 rows" in said
        assert "Can be stored 2 rows" in said
        assert "Would come back 1 row each" in said
        assert "“雄” is not known" in said
        assert "1990-01-01" in said
        assert rows(desk, "persons", "person") == []
        folder = desk.home.path / "arrivals" / name
        assert [oct(each.stat().st_mode)[-2:] for each in (folder, folder / "0" / "persons.csv")] == ["00", "00"]


def test_good_rows_are_stored_by_who_sent_them_and_the_others_are_repaired_in_the_page(desk: Desk) -> None:
    with signed_in(desk, "clerk-2", "clerk") as there:
        name = arrived(send(there, ("persons.csv", PERSONS.encode("gb18030"))))
        there.send_form("/import/store", arrival=name, store="1")
        html = there.get("/import", params={"arrival": name}).text
        assert "Taken in 2 rows" in text(html)
        assert rows(desk, "persons", "person") == ["p1", "p3"]
        assert rows(desk, "persons", "recorded_by") == ["clerk-2"]
        fields = re.findall(r'<input name="(r0c\d+)" value="([^"]*)".*?(aria-describedby)?>', html)
        assert [text for _, text, _ in fields] == ["p2", "李四", "1990-02-30", "雄", ""]
        there.send_form("/import/mend", arrival=name, file="0", r0c7="1990-02-28")
        half = there.get("/import", params={"arrival": name}).text
        assert 'value="1990-02-28"' in half
        assert re.search(r'<th scope="row" class="num">3', half)
        there.send_form("/import/mend", arrival=name, file="0", r0c8="男")
        assert "Nothing is left to repair" in there.get("/import", params={"arrival": name}).text
        assert rows(desk, "persons", "person") == ["p1", "p2", "p3"]
        assert rows(desk, "persons", "source") == ["persons.csv"]


def history(there: Browser) -> list[list[str]]:
    """What the page says of what came in, a list of cells each: batch, from, table, by, rows in, back, put right."""
    html = there.get("/import").text.split('id="batches"')[1].split("<tbody>")[1].split("</tbody>")[0]
    cells = [[text(each) for each in row.split("<td")[1:]] for row in html.split("<tr>")[1:]]
    return [[one.partition(">")[2].strip() for one in (*row[:4], *row[5:8])] for row in cells]


def test_the_history_says_how_many_rows_came_back_and_how_many_are_in_since(desk: Desk) -> None:
    with signed_in(desk, "clerk-21", "clerk") as there:
        bad = PERSONS + "p4,赵六,1990-13-01,男,\n"
        name = arrived(send(there, ("persons.csv", bad.encode())))
        there.send_form("/import/store", arrival=name, store="1")
        assert history(there) == [["1", "persons.csv", "persons", "clerk-21", "2", "2", "0 / 2"]]
        there.send_form("/import/mend", arrival=name, file="0", r0c7="1990-02-28", r0c8="男")
        assert history(there) == [
            ["2", "persons.csv rows of batch 1, put right", "persons", "clerk-21", "1", "0", ""],
            ["1", "persons.csv", "persons", "clerk-21", "2", "2", "1 / 2"],
        ]
        there.send_form("/import/mend", arrival=name, file="0", r0c7="1990-12-01")
        assert [row[-1] for row in history(there)] == ["", "", "2 / 2"]
        entries = [(each.purpose, each.subject, each.body.get("repaired")) for each in journal(desk, "import")]
        assert entries == [("file", "persons", None), ("repair", "persons", 1), ("repair", "persons", 1)]


def test_a_file_of_which_no_row_came_in_stands_in_the_history_too(desk: Desk) -> None:
    with signed_in(desk, "clerk-22", "clerk") as there:
        name = arrived(send(there, ("persons.csv", "人员编号,性别\np1,雄\n".encode())))
        send(there, ("places.csv", b"place,kind\n"))
        there.send_form("/import/store", arrival=name, store="1")
        assert history(there) == [["none", "a file of which no row came in", "persons", "clerk-22", "0", "1", "0 / 1"]]
        there.send_form("/import/mend", arrival=name, file="0", r0c6="男")
        assert history(there) == [
            ["1", "persons.csv rows that had come back, put right", "persons", "clerk-22", "1", "0", ""],
            ["none", "a file of which no row came in", "persons", "clerk-22", "0", "1", "1 / 1"],
        ]


def test_what_came_back_is_downloaded_as_the_command_writes_it(desk: Desk) -> None:
    with signed_in(desk, "clerk-3", "clerk") as there:
        name = arrived(send(there, ("persons.csv", "person,name,sex\np1,=1+1,男\n".encode())))
        there.send_form("/import/store", arrival=name, store="1")
        answer = there.get("/import/rejects", params={"arrival": name, "file": "0"})
        assert answer.headers["content-disposition"].startswith('attachment; filename="rejects-persons.csv"')
        assert answer.text.lstrip("\ufeff").startswith("row,column,value,reason,allowed,person,name,sex,surplus")
        assert ",p1,'=1+1,男," in answer.text


def test_a_column_and_a_table_are_chosen_and_what_was_not_looked_at_is_not_stored(desk: Desk) -> None:
    with signed_in(desk, "clerk-4", "clerk") as there:
        name = arrived(send(there, ("名单.csv", "甲,性别\np1,男\n".encode())))
        assert "choose one, then read again" in there.get("/import", params={"arrival": name}).text
        there.send_form("/import/store", **{"arrival": name, "read": "1", "f0.table": "persons"})
        assert "persons needs person" in there.get("/import", params={"arrival": name}).text
        columns = {
            "f0.title0": "甲",
            "f0.was0": "",
            "f0.column0": "person",
            "f0.title1": "性别",
            "f0.was1": "sex",
            "f0.column1": "sex",
        }
        there.send_form("/import/store", **{"arrival": name, "store": "1", "f0.table": "persons", **columns})
        said = there.get(f"/import?arrival={name}&changed").text
        assert "nothing is stored yet" in said
        assert "as you chose" in said
        assert rows(desk, "persons", "person") == []
        columns |= {"f0.was0": "person"}
        there.send_form("/import/store", **{"arrival": name, "store": "1", "f0.table": "persons", **columns})
        assert rows(desk, "persons", "person") == ["p1"]


def test_an_arrival_is_shown_to_nobody_else_and_as_if_there_were_none(desk: Desk) -> None:
    with signed_in(desk, "clerk-5", "clerk") as there, signed_in(desk, "clerk-6", "clerk") as other:
        name = arrived(send(there, ("persons.csv", b"person\np1\n")))
        assert there.get("/import", params={"arrival": name}).status_code == 200
        for unknown in (name, "0" * 32, "../../secrets"):
            assert other.get("/import", params={"arrival": unknown}).status_code == 404
            assert other.send_form("/import/store", arrival=unknown, store="1").status_code == 404
        assert rows(desk, "persons", "person") == []


@pytest.mark.parametrize("token", ["", "0" * 128])
def test_files_without_the_token_of_the_form_are_not_taken(desk: Desk, token: str) -> None:
    with signed_in(desk, f"clerk-7{len(token)}", "clerk") as there:
        assert send(there, ("persons.csv", b"person\np1\n"), token=token).status_code == 403
        assert there.post("/import/files", files={"files": ("a.csv", b"a")}).status_code == 403


def test_what_is_no_form_of_files_and_what_is_too_large_is_refused(desk: Desk) -> None:
    with signed_in(desk, "clerk-8", "clerk") as there:
        before = sorted((desk.home.path / "arrivals").glob("*"))
        odd = {"content-type": "multipart/form-data; boundary=x"}
        for body in (b"", b"--x", b"--x\r\n\r\n\r\n--x--", b"\0" * 100):
            assert there.post("/import/files", content=body, headers=odd).status_code in (400, 403)
        assert (
            there.post("/import/files", content=b"a", headers={"content-type": "multipart/form-data"}).status_code
            == 400
        )
        huge = {**odd, "content-length": str(1 << 40)}
        assert there.post("/import/files", content=b"--x", headers=huge).status_code == 413
        assert send(there).status_code == 400
        assert sorted((desk.home.path / "arrivals").glob("*")) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\persons.csv", "a\0b.csv", ".", "人" * 300 + ".csv"])
def test_no_name_of_a_file_leads_out_of_its_folder(desk: Desk, name: str) -> None:
    with signed_in(desk, f"clerk-9{abs(hash(name))}", "clerk") as there:
        answer = send(there, (name, b"person\np1\n"))
        folder = desk.home.path / "arrivals" / arrived(answer)
        assert [each.parent.name for each in (folder / "0").iterdir()] == ["0"]
        assert there.get(answer.headers["location"]).status_code == 200


def test_an_arrival_that_was_torn_is_none_and_holds_up_no_other(desk: Desk) -> None:
    with signed_in(desk, "clerk-11", "clerk") as there:
        torn, whole = (arrived(send(there, ("persons.csv", b"person\np1\n"))) for _ in range(2))
        (desk.home.path / "arrivals" / torn / "arrival.json").write_text('{"id": "')
        assert [there.get("/import", params={"arrival": each}).status_code for each in (torn, whole)] == [404, 200]


def test_a_file_that_is_none_is_one_sentence_and_never_a_crash(desk: Desk) -> None:
    with signed_in(desk, "clerk-10", "clerk") as there:
        for content in (b"", b"\0\1\2", b"PK\3\4broken", b'a,"b\n', b"{" * 5000, b"\x89PNG\r\n"):
            name = arrived(send(there, ("persons.csv", content)))
            answer = there.get("/import", params={"arrival": name})
            assert answer.status_code == 200
            assert 'role="alert"><svg' in answer.text
            there.send_form("/import/remove", arrival=name)
            assert not (desk.home.path / "arrivals" / name).exists()


def test_a_file_with_another_ending_than_what_is_inside_is_refused_in_words(desk: Desk) -> None:
    with signed_in(desk, "clerk-11", "clerk") as there:
        address = send(there, ("persons.xls", b"person\np1\n")).headers["location"]
        said = "persons.xls holds text, which its ending does not say; allowed: .csv, .tsv, .txt"
        assert said in there.get(address).text
        there.headers["Accept-Language"] = "zh-CN"
        assert "persons.xls 的内容是文本，与文件名的结尾不符；可用的结尾：.csv" in there.get(address).text


def test_a_laboratory_fills_results_alone_and_an_unregistered_one_is_told_so(desk: Desk) -> None:
    with signed_in(desk, "lab-1", "laboratory", house="L9") as there:
        assert 'href="/import"' in there.get("/situation").text
        name = arrived(send(there, ("results.csv", b"specimen,laboratory,result,at\nS1,L9,positive,2022-01-21\n")))
        assert "results of L9 open no stays" in there.get("/import", params={"arrival": name}).text
        assert there.send_form("/import/store", **{"arrival": name, "f0.table": "persons"}).status_code == 400
        assert there.send_form("/import/decide", person="p1", other="p2", decision="same").status_code == 403
    with signed_in(desk, "press-1", "press_officer") as there:
        assert there.get("/import").status_code == 403


def test_results_that_name_a_laboratory_are_taken_from_that_laboratory_alone(desk: Desk) -> None:
    both = b"specimen,laboratory,result,at\nS1,L9,positive,2022-01-21\nS2,,negative,2022-01-21\n"
    for officer, role, allowed in (("clerk-20", "clerk", "no laboratory"), ("lab-8", "laboratory", "L8")):
        with signed_in(desk, officer, role, house="L8") as there:
            name = arrived(send(there, ("results.csv", both)))
            look = there.get("/import", params={"arrival": name}).text
            assert "its results are sent by that laboratory itself" in look
            assert allowed in look
            there.send_form("/import/store", arrival=name, store="1")
            assert "L9" not in results(desk)
            there.send_form("/import/mend", arrival=name, file="0", r0c2="L9", r0c4="positive")
            assert "L9" not in results(desk)
    with signed_in(desk, "lab-9", "laboratory", house="L9") as there:
        name = arrived(send(there, ("results.csv", both)))
        there.send_form("/import/store", arrival=name, store="1")
    assert sorted(results(desk), key=str) == ["L9", None]


def results(desk: Desk) -> list[str | None]:
    """The laboratories of all results that are stored."""
    return StoredBooks(desk, "test").rows("results", ["laboratory"])["laboratory"].to_list()


def test_two_numbers_that_may_be_one_person_are_decided_once_by_an_officer(desk: Desk) -> None:
    people = "person,name,birth,sex,phone\np1,王小明,1990-01-01,男,13800138000\np2,王小明,1990-01-01,男,13800138000\n"
    with signed_in(desk, "clerk-11", "clerk") as there:
        name = arrived(send(there, ("persons.csv", people.encode())))
        there.send_form("/import/store", arrival=name, store="1")
        html = there.get("/import", params={"arrival": name}).text
        assert "Decide pair by pair" in html
        assert "王小明" not in html
        pair = {"person": "p1", "other": "p2"}
        assert there.send_form("/import/decide", **pair, decision="perhaps").status_code == 400
        done = there.send_form("/import/decide", **pair, decision="different", why="twins")
        assert (done.status_code, done.headers["location"]) == (303, "/import?decided=different#decided")
        assert "The pair just now was decided: two people." in there.get(done.headers["location"]).text
        assert "may be one person" not in there.get("/import").text
        assert there.send_form("/import/decide", **pair, decision="same").status_code == 400
    said = StoredBooks(desk, "test").rows("same_person", ["decision", "by", "recorded_by", "why"])
    assert ("different", "clerk-11", "clerk-11", "twins") in said.rows()


def test_a_file_that_claims_when_it_was_learned_is_refused_where_the_clock_says_it(desk: Desk) -> None:
    with signed_in(desk, "clerk-12", "clerk") as there:
        name = arrived(send(there, ("persons.csv", b"person,recorded_at\np1,2022-01-21\n")))
        assert "this home&#39;s clock says that" in there.get("/import", params={"arrival": name}).text


def test_in_a_history_a_file_without_times_shows_how_its_columns_are_read_and_asks_for_the_time(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with (
        played(tmp_path_factory.mktemp("eve"), "2022-01-22T22:00") as home,
        signed_in(home, "clerk-1", "clerk") as there,
    ):
        name = arrived(send(there, ("persons.csv", f"密接者名单,,,,\n{PERSONS}".encode())))
        html = there.get("/import", params={"arrival": name}).text
        assert re.findall(r'title\d+" value="([^"]*)"><input type="hidden" name="f0.was\d+" value="([^"]*)"', html) == [
            ("人员编号", "person"), ("姓名", "name"), ("出生日期", "birth"), ("性别", "sex"), ("体温", "")
        ]  # fmt: skip
        assert "The file does not say when its rows were learned" in text(html)
        assert "--recorded-at" not in html
        assert 'href="#f0-recorded"' in html
        assert 'id="f0-recorded"' in html
        said = {"arrival": name, "read": "1", "f0.table": "persons", "f0.recorded": "2022-01-22T22:00"}
        there.send_form("/import/store", **said)
        assert "Can be stored 2 rows" in text(there.get("/import", params={"arrival": name}).text)


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("there is no 32 January", "没有 1 月 32 日"),
        ("there is no 29 February in 2023", "2023 年没有 2 月 29 日"),
        ("“雄” is not known; perhaps male", "不认识“雄”"),
        ("there is no 25:10; hours end at 24:00", "没有 25:10；时刻最大 24:00"),
        ("{0} is not known in this form", "{0} is not known in this form"),
    ],
)
def test_a_reason_is_said_in_chinese_where_it_can_be(reason: str, chinese: str) -> None:
    assert in_chinese(Fault(2, "birth", "", reason, "a value")) == Fault(2, "birth", "", chinese, "填一个值")


@pytest.mark.parametrize("name", ["orders.csv", "transfers.csv", "callsheet.csv.gz"])
def test_what_seawall_writes_itself_is_refused_as_that_with_what_to_do(desk: Desk, name: str) -> None:
    with signed_in(desk, "clerk-9", "clerk") as there:
        arrival = arrived(send(there, (name, b"order,scope\n1,site\n")))
        said = text(there.get("/import", params={"arrival": arrival}).text)
    assert f"Seawall itself writes {name.partition('.')[0]}: no file fills it. Import the facts it came from" in said
    assert "Its name says no table" not in said


@pytest.mark.parametrize(
    ("name", "inside", "why"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n", "photo.png is a picture; allowed: CSV"),
        ("nothing", b"", "nothing is empty; a table has at least a row of headers"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "list.xls is an old spreadsheet (.xls); allowed: CSV"),
    ],
)
def test_what_no_table_can_be_read_from_is_refused_as_that(desk: Desk, name: str, inside: bytes, why: str) -> None:
    with signed_in(desk, "clerk-9", "clerk") as there:
        arrival = arrived(send(there, (name, inside)))
        said = text(there.get("/import", params={"arrival": arrival}).text)
    assert why in said
    assert "Its name says no table" not in said
