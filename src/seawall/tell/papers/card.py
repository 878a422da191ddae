"""The report card of a notifiable disease: the policy's fields in their order, filled in where the facts say so."""

from typing import Any

import polars as pl

from seawall import policy
from seawall.tell.bulletin.words import DISEASES
from seawall.tell.papers import asked
from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Box, Field, Form, Paper, Section, Sheet, Text, Ticks
from seawall.tell.papers.tongue import Tongue
from seawall.tell.papers.where import address, belongs

CARD = "report-card-cn"
FIELDS = "form.report_card.fields"
ENGLISH = {
    "card_no": "Card number",
    "kind": "Kind of report",
    "name": "Name",
    "parent_name": "Parent's name, of a child",
    "id_no": "Identity document number",
    "sex": "Sex",
    "birth_date": "Date of birth",
    "age": "Age in full years, months or days",
    "employer": "Work (school)",
    "phone": "Phone",
    "belongs": "The patient belongs to",
    "address": "Address now, in full",
    "population_group": "Occupational group",
    "case_class": "Class of case",
    "case_class2": "Class of case (2)",
    "onset_date": "Date of onset",
    "diagnosis_at": "Time of diagnosis",
    "death_date": "Date of death",
    "disease": "Notifiable disease, class A, B or C",
}
CLASSES = {"suspect": "疑似病例", "clinical": "临床诊断病例", "confirmed": "确诊病例", "carrier": "病原携带者"}
"""The classes for which the card has a box; for the others it is left to the reporting doctor."""
CONCLUDED = (*CLASSES, "asymptomatic")
DEATHS = ("died_of", "died_with")
SEXES = {"male": "男", "female": "女"}


def card(brief: Brief, tongue: Tongue) -> Paper:
    """One card an open case. Its field names are the policy's, the other language stands beside."""
    day = brief.plan.now.astimezone(brief.zone).date()
    rule = policy.load(CARD, at=day).need(FIELDS)
    cases = brief.plan.episodes.filter("open").sort("case").iter_rows(named=True)
    sheets = [_sheet(case, rule.value, rule.clause, brief, tongue) for case in cases]
    title = tongue("传染病报告卡", "Infectious disease report card")
    none = Sheet(title, [Section("", [Text([tongue("没有未结的病例。", "No case is open.")])])])
    return Paper(title, sheets or [none])


def _sheet(case: dict[str, Any], fields: list[dict[str, Any]], clause: str, brief: Brief, tongue: Tongue) -> Sheet:
    known, ticked = _known(case, brief, tongue), _ticked(case, brief)
    lines = [_line(each, known.get(each["id"]), ticked.get(each["id"]), tongue) for each in fields]
    title = tongue("中华人民共和国传染病报告卡", "Infectious disease report card (China)")
    signed = [
        Field(tongue("报告单位", "Reporting organisation")),
        Field(tongue("报告人", "Reporter")),
        Field(tongue("联系电话", "Phone")),
        Field(tongue("填卡时间", "Filled in on")),
    ]
    return Sheet(
        f"{title} {case['case']}",
        [
            Section("", [Form(lines)]),
            Section(tongue("报告", "Report"), [Form(signed), Text([tongue.note("card"), clause], "note")]),
        ],
    )


def _line(field: dict[str, Any], value: str | None, ticked: str | None, tongue: Tongue) -> Field | Ticks:
    label = (field["zh"], ENGLISH.get(field["id"], field["id"]))
    shown, beside, must = tongue(*label), tongue.other(*label), bool(field.get("required"))
    wide = len(field.get("parts", ())) > 0 or field["id"] == "disease"
    if "values" not in field:
        return Field(shown, value, beside, must, wide)
    boxes = [Box(each, each == ticked) for each in field["values"]]
    return Ticks(shown, boxes, beside, must, wide=len(boxes) > 2)


def _ticked(case: dict[str, Any], brief: Brief) -> dict[str, str | None]:
    person = brief.facts["persons"].filter(person=case["person"])["sex"].cast(pl.String).to_list()
    groups = asked.occupation(case["person"], brief)
    return {
        "sex": SEXES.get(person[-1] or "") if person else None,
        "belongs": belongs(case["person"], brief),
        "population_group": groups,
        "case_class": CLASSES.get(case["class"] or ""),
    }


def _known(case: dict[str, Any], brief: Brief, tongue: Tongue) -> dict[str, str | None]:
    person, concluded = case["person"], case["class"] in CONCLUDED
    disease = brief.plan.bulletin.disease
    born = brief.facts["persons"].filter(person=person).select("birth_from", "birth_until").rows()
    died = case["outcome"] in DEATHS
    return {
        "birth_date": tongue.day(*born[-1]) if born else None,
        "age": brief.age(person),
        "employer": asked.work(person, brief),
        "address": address(person, brief, tongue),
        "onset_date": tongue.day(case["onset_from"], case["onset_until"]),
        "diagnosis_at": _to_the_hour(case, tongue) if concluded else None,
        "death_date": tongue.day(case["outcome_from"], case["outcome_until"]) if died else None,
        "disease": tongue(*DISEASES[disease]) if disease and disease in DISEASES else disease,
    }


def _to_the_hour(case: dict[str, Any], tongue: Tongue) -> str | None:
    first, last = case["class_from"], case["class_until"]
    return tongue.minute(first) if first == last else tongue.when(first, last)
