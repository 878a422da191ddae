"""The case investigation form: what is known stands on it, what is not is asked. Nothing is asked of a minor alone."""

from typing import Any

import polars as pl

from seawall.tell.papers import asked, met
from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Box, Field, Form, Lines, Paper, Section, Sheet, Text, Ticks
from seawall.tell.papers.tongue import Tongue

Row = dict[str, Any]


def interview(brief: Brief, tongue: Tongue) -> Paper:
    """One form a case that is still to be interviewed; where there is none, a blank one."""
    waiting = brief.plan.calls.filter(pl.col("whom") == "case")["case"]
    cases = brief.plan.episodes.filter(pl.col("case").is_in(waiting.implode())).sort("case")
    sheets = [_sheet(row, brief, tongue) for row in cases.iter_rows(named=True)]
    return Paper(tongue("个案调查表", "Case investigation form"), sheets or [_sheet({}, brief, tongue)])


def _sheet(case: Row, brief: Brief, tongue: Tongue) -> Sheet:
    person = str(case["person"]) if case else None
    title = tongue("个案调查", "Case investigation") + (f" {case['case']}" if case else "")
    return Sheet(
        title,
        [
            Section(
                tongue("一、调查本身", "1. The interview"),
                [_interview(tongue), Text([tongue.note("consent")], "note"), _consent(tongue)],
            ),
            Section(tongue("二、本人", "2. The person"), [_person(person, case, brief, tongue)]),
            Section(tongue("三、病情", "3. The illness"), [*asked.illness(person, case, brief, tongue)]),
            Section(tongue("四、同住的人", "4. Who lives there"), [met.household(person, brief, tongue)]),
            Section(tongue("五、到过哪里", "5. Where they were"), [*met.places(case, brief, tongue)]),
            Section(tongue("六、见过谁", "6. Whom they met"), [*met.people(case, brief, tongue)]),
            Section(tongue("七、接种与行程", "7. Doses and journeys"), [*asked.doses(person, brief, tongue)]),
            Section(tongue("八、照护需要", "8. What is owed"), [asked.care(person, brief, tongue)]),
            Section(tongue("九、还说了什么", "9. What else was said"), [Lines(3), _signed(tongue)]),
        ],
        tongue.note("rights"),
    )


def _interview(tongue: Tongue) -> Form:
    return Form(
        [
            Field(tongue("调查人", "Interviewer")),
            Field(tongue("单位", "Organisation")),
            Field(tongue("开始时间", "Begun")),
            Ticks(tongue("方式", "How"), _boxes(tongue, ("电话", "phone"), ("当面", "face to face")), wide=False),
            Ticks(
                tongue("谁回答", "Who answers"),
                _boxes(tongue, ("本人", "the person"), ("家长或监护人", "parent or guardian"), ("家属", "relative")),
                other=True,
            ),
            Ticks(
                tongue("开口之前", "Before the first question"),
                _boxes(
                    tongue,
                    ("说明了身份", "said who asks"),
                    ("核对了本人", "identity checked"),
                    ("说明了用途和权利", "purpose and rights told"),
                    ("能听懂", "language suits"),
                ),
            ),
        ]
    )


def _consent(tongue: Tongue) -> Form:
    return Form(
        [
            Ticks(tongue("未成年人？", "A minor?"), _boxes(tongue, ("否", "no"), ("是，往下填", "yes: fill in below"))),
            Field(tongue("在场的家长或监护人", "Parent or guardian present")),
            Field(tongue("关系、电话", "Relation, phone")),
            Field(tongue("同意询问，签名与时间", "Agrees: signature, time"), wide=True),
        ]
    )


def _person(person: str | None, case: Row, brief: Brief, tongue: Tongue) -> Form:
    name, phone = brief.called(person, tongue) if person else (None, None)
    sex = brief.facts["persons"].filter(pl.col("person") == person)["sex"].cast(pl.String).to_list() if person else []
    home, unit = brief.home(person) if person else (None, None)
    held = str(case["class"]) if case.get("class") else None
    return Form(
        [
            Field(tongue("姓名", "Name"), name),
            Field(tongue("电话", "Phone"), phone),
            Field(tongue("编号", "Number"), person),
            Field(tongue("年龄", "Age"), brief.age(person) if person else None),
            Ticks(
                tongue("性别", "Sex"),
                [Box(tongue.word(each), each in sex) for each in ("female", "male")],
                wide=False,
            ),
            Field(tongue("判定", "Held to be"), held and tongue.word(held)),
            Field(tongue("住处类别", "Kind of home"), met.kind(brief.place_kind(home), tongue)),
            Field(tongue("所在单元", "Area"), tongue.name(brief.unit(unit))),
            Field(tongue("单位、学校、职业", "Work, school, occupation"), asked.work(person, brief), wide=True),
        ]
    )


def _signed(tongue: Tongue) -> Form:
    return Form(
        [
            Field(tongue("结束时间", "Ended")),
            Field(tongue("复核人", "Read over by")),
            Field(tongue("调查人签名", "Interviewer's signature")),
            Field(tongue("下次联系", "Next contact")),
        ]
    )


def _boxes(tongue: Tongue, *labels: tuple[str, str]) -> list[Box]:
    return [Box(tongue(*each)) for each in labels]
