"""The bulletin's text: both languages from one snapshot, and nothing that identifies a person."""

import re
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import dataframely as dy
import polars as pl
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from seawall.plan import confirm, inform
from seawall.plan.inform import Bulletin, Correction
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import moments
from seawall.tell.bulletin import as_json, markdown
from tests.given import Row, given, local
from tests.inform.giving import RULES, cases, contacts, held, signed, told

ONE: dict[str, Any] = {
    "cases": [{"case": "A", "person": "P-A", "incident": "I"}],
    "classifications": [held("A", "asymptomatic", "23T04:00")],
    "specimens": [{"specimen": "S", "subject_kind": "person", "subject": "P-A", "taken": "22"}],
    "results": [{"specimen": "S", "result": "positive", "at": "22"}],
}
MANY = contacts(*[(f"P{i}", "close") for i in range(87)], *[(f"S{i}", "secondary") for i in range(1161)])


@pytest.fixture(scope="module")
def bulletin() -> Bulletin:
    return told("23T16:00", MANY, **ONE)


def test_both_languages_print_the_digest_of_the_one_snapshot(bulletin: Bulletin) -> None:
    for text in (markdown(bulletin, "zh"), markdown(bulletin, "en")):
        assert text.count(bulletin.digest) == 1
        assert re.search(r"SHA-256[:：] ?`[0-9a-f]{64}`", text)


def test_both_languages_give_the_same_figures(bulletin: Bulletin) -> None:
    def numbers(text: str) -> list[str]:
        body = text.split("---")[0].split("##", 1)[1]
        return sorted(re.findall(r"(?<![\d:])\d[\d,]*(?![\d:月日])", re.sub(r"\d+ Jan|\d+:\d+", "", body)))

    assert numbers(markdown(bulletin, "zh")) == numbers(markdown(bulletin, "en"))


def test_the_chinese_text_reads_so(bulletin: Bulletin) -> None:
    body = markdown(bulletin, "zh").split("---")[0]
    assert body == (
        "# 示范县新冠肺炎疫情情况通报\n\n"
        "截至2022年1月23日16:00。时间均为北京时间，24:00为一日之终。\n\n"
        "## 病例情况\n\n"
        "首次检出阳性：1月22日（几时不详）；首例判定：1月23日04:00。\n\n"
        "首次通报，新增确诊病例0例；新增无症状感染者1例。\n\n"
        "现有确诊病例0例，累计治愈出院0例，累计死亡0例，累计报告确诊病例0例；"
        "尚在医学观察的无症状感染者1例，累计报告无症状感染者1例。\n\n"
        "## 密切接触者\n\n"
        "累计排查密切接触者87人；累计排查次密切接触者1,161人；正在接受医学观察1,248人。\n\n"
    )


def test_the_english_text_reads_so(bulletin: Bulletin) -> None:
    body = markdown(bulletin, "en").split("---")[0]
    assert body == (
        "# Bulletin: COVID-19, Model County\n\n"
        "As of 23 Jan 2022, 16:00. All times are Asia/Shanghai; 24:00 ends a day.\n\n"
        "## Cases\n\n"
        "First positive result 22 Jan (hour unknown). First conclusion 23 Jan 04:00.\n\n"
        "First bulletin; new: 0 confirmed; 1 asymptomatic.\n\n"
        "Confirmed: 0 now, 0 discharged, 0 died, 0 so far. Asymptomatic: 1 now, 1 so far.\n\n"
        "## Contacts\n\n"
        "Found so far: 87 close contacts; 1,161 secondary contacts. 1,248 people under medical observation now.\n\n"
    )


def test_a_bulletin_of_midnight_is_of_24_00(bulletin: Bulletin) -> None:
    midnight = replace(bulletin, at=local("24T00:00"))
    assert "截至2022年1月23日24:00" in markdown(midnight, "zh")
    assert "As of 23 Jan 2022, 24:00" in markdown(midnight, "en")
    new_year = replace(bulletin, at=local("2023-01-01T00:00"))
    assert "As of 31 Dec 2022, 24:00" in markdown(new_year, "en")


def test_chinese_punctuation_is_full_width(bulletin: Bulletin) -> None:
    text = markdown(bulletin, "zh").split("---")[0]
    assert re.findall(r"[㐀-鿿][,;:()!?.]|[,;()!?][㐀-鿿]", text) == []


def test_a_drill_says_that_its_people_are_invented(bulletin: Bulletin) -> None:
    drill = replace(bulletin, invented=True)
    assert "所涉人员均为虚构" in markdown(drill, "zh")
    assert "people in this bulletin are invented" in markdown(drill, "en")
    assert "虚构" not in markdown(bulletin, "zh")


def test_invented_facts_make_it_a_drill() -> None:
    persons = [{"person": "P1", "source": "invented for the drill"}]
    assert told("23T16:00", persons=persons, **ONE).invented
    assert not told("23T16:00", persons=[{"person": "P1"}], **ONE).invented


def test_too_few_to_be_told_of_are_fewer_than_the_policy_says_and_never_nought() -> None:
    text = markdown(told("23T16:00", contacts(("P1", "close")), **ONE), "zh")
    assert "密切接触者不足5人" in text
    assert "fewer than 5 close contacts" in markdown(told("23T16:00", contacts(("P1", "close")), **ONE), "en")
    assert "少于5人的人数不具体公布" in text


def test_without_contacts_nobody_is_told_of() -> None:
    assert "累计排查密切接触者0人" in markdown(told("23T16:00", **ONE), "zh")


def test_since_origins_and_handed_over_contacts_are_told() -> None:
    before = told("22T12:00")
    more = [held("A", "confirmed", "23T04:00", origin="imported"), held("B", "confirmed", "23T05:00", origin="local")]
    requests = [{"request": f"R{i}", "direction": "out", "unit": "X", "person": f"P{i}"} for i in range(7)]
    after = told("23T16:00", MANY, requests=requests, cases=cases("A", "B"), classifications=more, **signed(before))
    chinese, english = markdown(after, "zh"), markdown(after, "en")
    assert "自1月22日12:00通报以来，新增确诊病例2例（本地1例、输入1例）" in chinese
    assert "New since the bulletin of 22 Jan 12:00: 2 confirmed (1 local, 1 imported)" in english
    assert "累计排查密切接触者87人（本地80人，外地7人，已移交当地）" in chinese
    assert "87 close contacts (80 here, 7 elsewhere and handed over)" in english


def test_tests_and_rooms_are_told_where_there_are_any() -> None:
    people = [f"P{i}" for i in range(1200)]
    swabs = [{"specimen": each, "subject_kind": "person", "subject": each, "taken": "22"} for each in people]
    results = [{"specimen": each, "result": "negative", "at": "22"} for each in people]
    sites = [{"site": "Q1", "kind": "quarantine", "open": True}]
    rooms = [{"site": "Q1", "room": str(i), "beds": 1} for i in range(30)]
    inside = [{"person": each, "site": "Q1", "at": "22T10:00"} for each in people[:20]]
    made = told("23T16:00", specimens=swabs, results=results, sites=sites, rooms=rooms, admissions=inside)
    assert "目前已检测1,200人，无阳性。\n\n启用集中隔离点1处，共30间，现有20人。" in markdown(made, "zh")
    assert "1,200 people tested so far, none positive." in markdown(made, "en")
    assert "1 quarantine sites in use with 30 rooms; 20 people in them." in markdown(made, "en")


def test_a_correction_names_the_bulletin_the_figure_and_both_numbers(bulletin: Bulletin) -> None:
    wrong = replace(bulletin, corrections=(Correction("cumulative", 1200, 1199, local("22T12:00")),))
    assert "## 更正\n\n- 1月22日12:00通报的“累计报告确诊病例”为1,200，应为1,199。" in markdown(wrong, "zh")
    assert "- The bulletin of 22 Jan 12:00 gave 1,200 confirmed cases so far; it should have been 1,199." in markdown(
        wrong, "en"
    )


def test_a_correction_hides_small_counts_too(bulletin: Bulletin) -> None:
    wrong = replace(bulletin, corrections=(Correction("close", 6, 4, local("22T12:00")),))
    assert "为6，应为不足5。" in markdown(wrong, "zh")
    assert "it should have been fewer than 5." in markdown(wrong, "en")


def test_a_disease_or_area_it_does_not_know_is_not_named() -> None:
    facts = {"incidents": [{"incident": "I", "disease": "王小明的病", "policy": "p"}], "units": []}
    text = markdown(told("23T16:00", **{**ONE, **facts}), "zh")
    assert text.startswith("# 传染病疫情情况通报\n")


def test_an_area_written_in_one_script_serves_both(bulletin: Bulletin) -> None:
    assert markdown(replace(bulletin, area="高唐县"), "en").startswith("# Bulletin: COVID-19, 高唐县")
    assert markdown(replace(bulletin, area="Gaotang"), "zh").startswith("# Gaotang新冠肺炎")


def test_the_json_holds_what_is_printed_and_what_was_checked(bulletin: Bulletin) -> None:
    told_ = as_json(bulletin)
    assert told_["digest"] == bulletin.digest
    assert told_["figures"]["close"] == 87
    assert {each["holds"] for each in told_["identities"]} == {True, None}


# --- nothing that identifies a person -------------------------------------------------------------------------------

PERSON_WORDS = ("男", "女", "岁", "籍", "身份证", "male", "female", "years old", "aged", "native")
"""Words of sex, age and native place, which no bulletin has."""
UNIT = "示范县 Model County"
SECRETS = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"37152[0-9]19[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}[0-9X]", fullmatch=True),
    st.text(alphabet="王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", min_size=2, max_size=4),
    st.from_regex(r"[A-Z][a-z]{6,10} (Factory|School|Farm)", fullmatch=True),
    st.from_regex(r"P-[0-9a-f]{12}", fullmatch=True),
)


def _text(column: object) -> bool:
    return isinstance(column, dy.String)


def planted(secrets: list[str]) -> tuple[dict[str, list[Row]], set[str]]:
    """A row in every fact table, with a secret in every text column; and every text that was planted."""
    planted_here: set[str] = set()
    tables: dict[str, list[Row]] = {}
    keys = {name: f"{secrets[i % len(secrets)]}-{name}" for i, name in enumerate(("person", "case", "place", "team"))}
    for table, schema in TABLES.items():
        row: dict[str, Any] = {}
        for i, (name, column) in enumerate(schema.columns().items()):
            if _text(column) and name not in ("row", "follows", "corrects", "evidence"):
                row[name] = keys.get(name, f"{secrets[i % len(secrets)]}-{table}-{name}")
            elif isinstance(column, dy.Enum):
                row[name] = column.categories[0]
        planted_here |= {row[name] for name, column in schema.columns().items() if _text(column) and name in row}
        row |= dict.fromkeys(moments(schema), "22")
        tables[table] = [row]
    return tables, planted_here


def identified(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The planted rows joined into one incident with a case, its contacts and a published area."""
    case, person, incident = (tables["cases"][0][name] for name in ("case", "person", "incident"))
    one: dict[str, list[Row]] = {**tables, "orders": [], "signatures": []}
    one["incidents"] = [{**tables["incidents"][0], "disease": "SARS-CoV-2", "unit": "U"}]
    one["units"] = [*tables["units"], {"unit": "U", "level": "county", "name": UNIT}]
    one["cases"] = [{**tables["cases"][0], "incident": incident}]
    one["classifications"] = [{**tables["classifications"][0], "case": case, "class": "confirmed"}]
    one["specimens"] = [
        {**tables["specimens"][0], "specimen": "S", "subject_kind": "person", "subject": person, "pool": None}
    ]
    one["results"] = [{**tables["results"][0], "specimen": "S"}]
    one["outcomes"], one["same_person"] = [], []
    return one


@settings(max_examples=40, deadline=None)
@for_all(st.lists(SECRETS, min_size=3, max_size=8, unique=True))
def test_no_planted_value_of_any_fact_table_is_in_either_text(secrets: list[str]) -> None:
    tables, texts = planted(secrets)
    facts = given("2023-01-01T00:00", **identified(tables))
    known = confirm.episodes(facts, confirm.ConfirmRules(("confirmed",), history=True), local("25T12:00"))
    assert known["class"].to_list() == ["confirmed"]
    people = pl.concat([contacts((tables["persons"][0]["person"], "close")), MANY])
    made = inform.snapshot(facts, known, people, RULES, local("25T12:00"))
    for text in (markdown(made, "zh"), markdown(made, "en")):
        body = text.replace(made.digest, "")
        assert [value for value in (*texts, *secrets) if value in body] == []
        assert [word for word in PERSON_WORDS if word in body.lower()] == []


def test_the_planted_values_would_be_found_if_they_were_told(bulletin: Bulletin) -> None:
    assert "王小明" in markdown(replace(bulletin, area="王小明家 Wang"), "zh")


def test_a_bulletin_shows_no_time_but_the_first_positive_the_first_conclusion_and_its_own() -> None:
    stays = [{"person": "P-A", "place": "X", "came": "21T18:10", "left": "21T20:20"}]
    text = markdown(told("23T16:00", MANY, stays=stays, **ONE), "zh")
    assert set(re.findall(r"\d\d:\d\d", text.split("---")[0])) == {"16:00", "24:00", "04:00"}


def test_another_zone_is_named(bulletin: Bulletin) -> None:
    assert "时间均为Europe/Berlin时间" in markdown(replace(bulletin, zone=ZoneInfo("Europe/Berlin")), "zh")
    assert "All times are Europe/Berlin" in markdown(replace(bulletin, zone=ZoneInfo("Europe/Berlin")), "en")
