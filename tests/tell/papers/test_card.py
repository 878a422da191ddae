"""The report card: the policy's fields in their order, filled in where the facts say so."""

import pytest

from seawall import policy
from seawall.tell.papers.card import ENGLISH
from seawall.tell.papers.paper import Field, Form, Ticks
from tests.tell.papers.giving import drawn, fields, told


def lines(lang: str = "zh") -> list[Field | Ticks]:
    form = drawn("report-card", told(), "zh" if lang == "zh" else "en").sheets[0].sections[0].parts[0]
    assert isinstance(form, Form)
    return list(form.lines)


def test_it_has_every_field_of_the_policy_in_order_each_with_its_english_label() -> None:
    asked = policy.load("report-card-cn").need("form.report_card.fields").value
    assert [line.label for line in lines()] == [field["zh"] for field in asked]
    assert [line.beside for line in lines()] == [ENGLISH[field["id"]] for field in asked]
    assert [(line.label, line.beside) for line in lines("en")] == [(line.beside, line.label) for line in lines()]
    assert [line.must for line in lines()] == [bool(field.get("required")) for field in asked]


def test_what_the_facts_say_stands_on_it_and_the_rest_is_blank() -> None:
    found = fields(drawn("report-card", told(), "zh"))
    known = {label: value for label, value in found.items() if value}
    assert known == {
        "性别": "女", "出生日期": "1980-05-01", "实足年龄": "41", "病人属于": "本县区", "病例分类": "确诊病例",
        "现住址(详填)": "示范省 示范县 柳村 H", "发病日期": "2022-01-21", "诊断日期": "2022-01-23 04:00",
        "甲类/乙类/丙类传染病": "新冠肺炎",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "box"),
    [("suspect", "疑似病例"), ("clinical", "临床诊断病例"), ("confirmed", "确诊病例"), ("carrier", "病原携带者"),
     ("asymptomatic", ""), ("screened_positive", "")],
)  # fmt: skip
def test_only_a_class_that_has_a_box_is_ticked(held: str, box: str) -> None:
    card = drawn("report-card", told(classifications=[{"case": "C1", "class": held, "at": "23T04:00"}]), "zh")
    assert fields(card)["病例分类"] == box


def test_a_moment_that_is_no_single_time_keeps_its_width() -> None:
    card = drawn("report-card", told(classifications=[{"case": "C1", "class": "confirmed", "at": "2022-01-22"}]))
    assert fields(card)["Time of diagnosis"] == "22 Jan (hour unknown)"


@pytest.mark.parametrize(
    ("unit", "belongs"),
    [("V", "本县区"), ("U2", "本市其他县区"), ("C2", "本省其它地市"), ("Q", "外省"), (None, "")],
)
def test_the_patient_belongs_as_far_as_the_area_tree_tells(unit: str | None, belongs: str) -> None:
    tree = [("N", "country", None), ("P", "province", "N"), ("Q", "province", "N"), ("C", "city", "P"),
            ("C2", "city", "P"), ("U", "county", "C"), ("U2", "county", "C"), ("V", "village", "U")]  # fmt: skip
    units = [{"unit": name, "level": level, "name": name, "parent": above} for name, level, above in tree]
    places = [{"place": "H", "kind": "household", "unit": unit}]
    residences = [{"person": "A", "place": "H", "kind": "current"}]
    told_of = told(units=units, places=places, residences=residences, stays=[], relations=[])
    assert fields(drawn("report-card", told_of, "zh"))["病人属于"] == belongs


def test_only_an_open_case_has_a_card() -> None:
    closed = told(outcomes=[{"case": "C1", "outcome": "died_of", "at": "23T04:30"}])
    assert fields(drawn("report-card", closed)) == {}
