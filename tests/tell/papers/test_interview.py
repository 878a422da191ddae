"""The case investigation form: what is known stands on it, and the rest is asked."""

from tests.tell.papers.giving import TABLES, drawn, fields, named, seen, tables, told


def test_what_is_known_of_the_case_stands_on_the_form_and_the_rest_is_a_line_to_write_on() -> None:
    found = fields(drawn("interview", told()))
    known = ("Number", "Age", "Sex", "Held to be", "Onset", "Kind of home", "Area")
    assert {label: found[label] for label in known} == {
        "Number": "A", "Age": "41", "Sex": "female", "Held to be": "confirmed case", "Onset": "21 Jan (hour unknown)",
        "Kind of home": "household", "Area": "Liu",
    }  # fmt: skip
    assert found["First positive sample"] == "22 Jan 08:00"
    assert found["Symptoms"] == "fever"
    assert [found[label] for label in ("Name", "Phone", "Interviewer", "First sought care")] == [None] * 4


def test_where_somebody_is_now_stands_on_it() -> None:
    paper = drawn("interview", told(
        sites=[{"site": "Q", "kind": "hospital", "name": "county hospital"}],
        admissions=[{"person": "A", "site": "Q", "room": "12", "at": "22T20:00"},
                    {"person": "B", "site": "Q", "room": "14", "at": "22T21:00"}],
    ))  # fmt: skip
    assert fields(paper)["Where now"] == "county hospital 12"
    assert tables(paper)[1].rows[0][-1] == "county hospital 14"


def test_who_moved_out_or_was_family_once_is_not_listed() -> None:
    gone = {"person": "B", "place": "H", "kind": "current", "until": "2019-06-01"}
    once = {"person": "E", "other": "A", "kind": "family", "until": "2020-01-01"}
    assert tables(drawn("interview", told(residences=[TABLES["residences"][0], gone], relations=[once])))[1].rows == []


def test_the_places_of_the_trail_stand_on_it_with_their_times_and_rows_to_add() -> None:
    places = tables(drawn("interview", told(), "zh"))[2]
    assert [row[:3] for row in places.rows] == [
        ["1月21日08:00", "1月21日10:00", "门窗作坊, 工作场所, 柳村"],
        ["1月21日15:00", "1月21日16:00", "卫生院, 诊所, 柳村"],
    ]
    assert places.blank > 0


def test_whoever_lives_there_is_listed_and_not_asked_about_twice() -> None:
    paper = drawn("interview", told(relations=[{"person": "A", "other": "B", "kind": "household"},
                                               {"person": "E", "other": "A", "kind": "meal"}]))  # fmt: skip
    assert [row[:2] for row in tables(paper)[1].rows] == [["B", "household"]]
    assert [row[:2] for row in tables(paper)[3].rows] == [["E", "meal"]]


def test_an_intimate_relation_stands_on_no_paper() -> None:
    with_it = told(relations=[*TABLES["relations"], {"person": "A", "other": "X", "kind": "sexual"}])
    assert with_it.plan.traced.contacts.filter(person="X")["relation"].to_list() == ["private"]
    assert not [row for table in tables(drawn("interview", with_it)) for row in table.rows if "X" in row]
    assert not {"sexual", "private"} & set((seen("interview", with_it) + seen("callsheet", with_it)).split())


def test_doses_needs_and_journeys_are_filled_in() -> None:
    paper = drawn("interview", told(
        doses=[{"person": "A", "number": 2, "vaccine": "CoronaVac", "at": "2021-06-01"}],
        traits=[{"person": "A", "trait": "dialysis"}],
        arrivals=[{"person": "A", "at": "20T10:00", "from_unit": "P", "transport": "train", "seat": "G1 05 12F"}],
    ))  # fmt: skip
    doses, journeys = tables(paper)[4:6]
    assert doses.rows == [["2", "CoronaVac", "2021-06-01"]]
    assert journeys.rows == [["20 Jan 10:00", "示范省", "train, G1 05 12F"]]
    assert fields(paper)["Needs"] == "dialysis"


def test_without_a_case_to_interview_there_is_one_blank_form() -> None:
    paper = drawn(
        "interview",
        told(answers=[{"person": "A", "question": "cough", "answer": "no", "recorded": "2022-01-22T12:30"}]),
    )
    assert len(paper.sheets) == 1
    assert set(fields(paper).values()) == {None, ""}
    assert all(not table.rows and table.blank for table in tables(paper))


def test_a_minor_is_asked_only_beside_a_carer_who_agrees() -> None:
    assert "A minor is asked only with a parent or guardian present who agrees" in seen("interview", told())
    assert "未成年人只在家长或监护人在场并同意时接受询问" in seen("interview", told(), "zh")
    assert "Agrees: signature, time" in fields(drawn("interview", told()))


def test_names_stand_on_it_where_they_may_be_seen() -> None:
    found = drawn("interview", told(names=named(A=("王小明", "138"), B=("李华", "139"))))
    assert fields(found)["Name"] == "王小明"
    assert tables(found)[1].rows[0][0] == "李华 139 B"
