"""The event report, initial, progress or closing: drafted from the plan's counts, and nothing that names a person.

Only printed figures, counts of measures, the area, the disease and the clock go in, and no text of any fact but the
area's name (TRUST.md 14).
"""

import polars as pl

from seawall.plan.inform import Bulletin
from seawall.tables.signed import publications
from seawall.tell.bulletin.words import area, disease
from seawall.tell.papers.brief import Brief
from seawall.tell.papers.figures import figures, measures
from seawall.tell.papers.paper import Field, Form, Lines, Mark, Paper, Section, Sheet, Table, Text
from seawall.tell.papers.tongue import Tongue
from seawall.tell.terminal.words import WORDS

STAGES = {"initial": ("初次报告", "initial"), "progress": ("进程报告", "progress"), "closing": ("结案报告", "closing")}


def event(brief: Brief, tongue: Tongue) -> Paper:
    """One sheet."""
    bulletin, kind = brief.plan.bulletin, stage(brief)
    (area_zh, area_en), (disease_zh, disease_en) = area(bulletin), disease(bulletin)
    title = tongue(f"{area_zh}{disease_zh}疫情{STAGES[kind][0]}", f"{area_en}: {disease_en}, {STAGES[kind][1]} report")
    sections = [
        Section(tongue("一、发生了什么", "1. What happened"), [_happened(bulletin, kind, brief, tongue)]),
        Section(tongue("二、数字", "2. Figures"), [_figures(brief, tongue)]),
        Section(tongue("三、措施", "3. Measures"), [_measures(brief, tongue), _costs(brief, tongue)]),
        Section(tongue("四、各环节", "4. The clock"), [_clock(brief, tongue)]),
        Section(tongue("五、下一步", "5. Next steps"), [*_next(brief, tongue)]),
        Section(tongue("六、报告", "6. Report"), [_signed(tongue)]),
    ]
    about = tongue("草稿，由报告人核对后签发。", "A draft; the reporter checks and signs it.")
    return Paper(tongue("突发公共卫生事件报告", "Public health event report"), [Sheet(title, sections, about)])


def stage(brief: Brief) -> str:
    """closing when there were cases and none is open, initial while nothing has been published, else progress."""
    episodes = brief.plan.episodes
    if not episodes.is_empty() and episodes.filter("open").is_empty():
        return "closing"
    return "initial" if publications(brief.facts).is_empty() else "progress"


def _happened(bulletin: Bulletin, kind: str, brief: Brief, tongue: Tongue) -> Form:
    course = {what: tongue.when(moment.earliest, moment.latest) for what, moment in bulletin.course.items()}
    (area_zh, area_en), (disease_zh, disease_en) = area(bulletin), disease(bulletin)
    return Form(
        [
            Field(tongue("地区", "Area"), tongue(area_zh, area_en) or None),
            Field(tongue("疾病", "Disease"), tongue(disease_zh, disease_en)),
            Field(tongue("首次检出阳性", "First positive"), course.get("positive")),
            Field(tongue("首例判定", "First conclusion"), course.get("concluded")),
            Field(tongue("报告类别", "Kind of report"), tongue(*STAGES[kind])),
            Field(tongue("依据预案", "Policy"), brief.plan.policy),
            Field(tongue("可能来源与原因", "Likely source and cause"), wide=True),
        ]
    )


def _figures(brief: Brief, tongue: Tongue) -> Table | Text:
    if brief.plan.bulletin.refused:
        return Text([tongue.note("refused")])
    told = figures(brief, tongue)
    pairs = [(*first, *second) for first, second in zip(told[::2], [*told[1::2], ("", "")], strict=False)]
    heads = [tongue("项目", "What"), tongue("数", "Number")] * 2
    return Table(heads, pairs, widths=(34, 16, 34, 16), numbers=(1, 3))


def _measures(brief: Brief, tongue: Tongue) -> Table:
    heads = (
        ("措施", "Measure"),
        ("现行", "In force"),
        ("拟新增", "New"),
        ("拟调整", "Changed"),
        ("拟解除", "To release"),
    )
    return Table(
        [tongue(*each) for each in heads], measures(brief, tongue), widths=(36, 16, 16, 16, 16), numbers=(1, 2, 3, 4)
    )


def _costs(brief: Brief, tongue: Tongue) -> Text:
    """People restricted and the person-days before them, beside what the measures gain (TRUST.md 30)."""
    by = {row["measure"]: row for row in brief.plan.harm.iter_rows(named=True)}
    parts = (
        ("kept_in", "封管区内", "in closed areas"),
        ("observation", "接触者受限", "contacts restricted"),
        ("never_exposed", "事后查明未暴露而受限", "bound and never exposed, as is known now"),
    )
    told = [
        tongue(
            f"{zh} {by[name]['people'] or 0:,} 人、{by[name]['person_days'] or 0:,.0f} 人日",
            f"{by[name]['people'] or 0:,} people {en}, {by[name]['person_days'] or 0:,.0f} person-days",
        )
        for name, zh, en in parts
    ]
    return Text([tongue("代价：", "What they cost people: ") + tongue("；", "; ").join(told)], "note")


def _clock(brief: Brief, tongue: Tongue) -> Table:
    heads = (("环节", "Step"), ("时限", "Limit"), ("截止", "Due"), ("完成", "Done"), ("状态", "State"))
    rows = [
        (
            tongue.clock(step["step"]),
            tongue.limit(step["target"]),
            tongue.when(step["due_from"], step["due_until"]),
            tongue.when(step["done_from"], step["done_until"]),
            Mark(step["state"], tongue.clock(step["state"])),
        )
        for step in brief.plan.clock.iter_rows(named=True)
    ]
    return Table([tongue(*each) for each in heads], rows, widths=(16, 30, 20, 20, 14))


def _next(brief: Brief, tongue: Tongue) -> list[Table | Lines]:
    """What is late or open, the earliest due first; and lines for what the reporter adds."""
    heads = (("要做的", "To do"), ("截止", "Due"), ("状态", "State"), ("责任", "Whose"))
    waiting = brief.plan.clock.filter(pl.col("state").is_in(["late", "open"])).sort("due_until", nulls_last=True)
    rows = [
        (
            tongue.clock(step["step"]),
            tongue.when(step["due_from"], step["due_until"]),
            Mark(step["state"], tongue.clock(step["state"])),
            owner(step["owner"], tongue),
        )
        for step in waiting.iter_rows(named=True)
    ]
    return [Table([tongue(*each) for each in heads], rows, widths=(34, 26, 18, 22)), Lines(2)]


def owner(owner: str | None, tongue: Tongue) -> str | None:
    """Whose a step is, where that is a word of the house; the name of a team may be a person's."""
    return tongue.clock(owner) if owner is not None and owner in WORDS else None


def _signed(tongue: Tongue) -> Form:
    labels = (("报告单位", "Organisation"), ("报告人", "Reporter"), ("签发", "Signed"), ("时间", "Time"))
    return Form([Field(tongue(*each)) for each in labels])
