"""What an officer must see first: results that change what somebody is, and what is missing for this plan."""

from collections.abc import Iterator

import polars as pl

from seawall.flow import Plan
from seawall.tell.terminal.words import WORDS

MOST = 5
"""People of one kind who are named; the others are counted."""
CHANGES = {
    "open_case": (
        "{person} 阳性（样本 {specimen}），尚无病例：按 {becomes} 开立，再出方案",
        "{person} tested positive (specimen {specimen}) and has no case: open one as {becomes} and plan again",
    ),
    "becomes_close": (
        "{person} 转为密切接触者：所接触的密接在头几次检测中有阳性（样本 {specimen}），待其病例开立",
        "{person} becomes a close contact: {why}; open that contact's case and make the plan again",
    ),
    "repeat": ("{person} 须单独重采（样本 {specimen}）", "{person} is to be tested again: {why}"),
}
KINDS = {
    "rooms": "房间",
    "hospital rooms": "定点医院病房",
    "ages": "年龄不明",
    "children with no carer at home": "家中无人照护的儿童",
    "vehicles": "车辆",
    "transfer crews": "转运车组",
    "care: dialysis": "透析",
    "care: pregnant": "产科",
    "care: psychiatric": "精神科",
}


def urgent(plan: Plan) -> list[tuple[str, str]]:
    """Sentences, each in Chinese and in English, the gravest first."""
    return [*_results(plan.screened.found), *_missing(plan.isolated.shortage), *_opens(plan.isolated.opened)]


def _results(found: pl.DataFrame) -> Iterator[tuple[str, str]]:
    for change, (zh, en) in CHANGES.items():
        rows = found.filter(change=change)
        for row in rows.head(MOST).iter_rows(named=True):
            named_zh, named_en = WORDS.get(f"class.{row['becomes']}", (row["becomes"], row["becomes"]))
            yield (
                zh.format_map({**row, "becomes": str(named_zh).removeprefix("例")}),
                en.format_map({**row, "becomes": named_en}),
            )
        if rows.height > MOST:
            more = rows.height - MOST
            yield f"另有 {more:,} 人同此，见方案", f"{more:,} more of the same, in the plan"


def _missing(shortage: pl.DataFrame) -> Iterator[tuple[str, str]]:
    by_kind = shortage.group_by("kind", maintain_order=True).agg(pl.col("missing").sum(), pl.col("needed").max())
    told = list(by_kind.select("kind", "missing", "needed").iter_rows())
    if told:
        zh = "、".join(f"{KINDS.get(kind, kind)} {missing:,}（需 {needed:,}）" for kind, missing, needed in told)
        en = ", ".join(f"{kind} {missing:,} of {needed:,}" for kind, missing, needed in told)
        yield f"缺：{zh}", f"missing: {en}"


def _opens(opened: pl.DataFrame) -> Iterator[tuple[str, str]]:
    for site, rooms, people in opened.select("site", "rooms", "people").iter_rows():
        yield (
            f"启用备用点 {site}（{rooms:,} 间，入住 {people:,} 人）",
            f"reserve site {site} opens: {people:,} people into its {rooms:,} rooms",
        )
