"""The bulletin in Chinese: 通报."""

from seawall.plan.inform import PEOPLE, Bulletin
from seawall.tables.shown import CHINESE, shown
from seawall.tell.bulletin.words import area, disease, few, moment, stated, year

NAMES = {
    "cumulative": "累计报告确诊病例",
    "cured": "累计治愈出院",
    "deaths": "累计死亡",
    "asym_cumulative": "累计报告无症状感染者",
    "close": "累计排查密切接触者",
    "secondary": "累计排查次密切接触者",
}
DRILL = "**演练通报：所涉人员均为虚构。**"


def chinese(bulletin: Bulletin) -> str:
    """The whole bulletin."""
    sections = [_cases(bulletin), _contacts(bulletin), _tests(bulletin), _corrections(bulletin)]
    parts = [_head(bulletin), *(section for section in sections if section), _foot(bulletin)]
    return "\n\n".join(parts) + "\n"


def _head(bulletin: Bulletin) -> str:
    title = f"# {area(bulletin)[0]}{disease(bulletin)[0]}疫情情况通报"
    zone = "北京时间" if bulletin.zone.key == "Asia/Shanghai" else f"{bulletin.zone.key}时间"
    at = f"截至{year(bulletin)}年{moment(bulletin.at, bulletin, CHINESE)}。时间均为{zone}，24:00为一日之终。"
    return "\n\n".join([title, *([DRILL] if bulletin.invented else []), at])


def _cases(bulletin: Bulletin) -> str:
    return "\n\n".join(["## 病例情况", *_course(bulletin), _new(bulletin), _stocks(bulletin), *_suspects(bulletin)])


def _course(bulletin: Bulletin) -> list[str]:
    said = {"positive": "首次检出阳性", "concluded": "首例判定"}
    told = [f"{said[what]}：{shown(at, bulletin.zone, CHINESE)}" for what, at in bulletin.course.items()]
    return ["；".join(told) + "。"] if told else []


def _new(bulletin: Bulletin) -> str:
    since = "首次通报，" if bulletin.since is None else f"自{moment(bulletin.since, bulletin, CHINESE)}通报以来，"
    cases = f"新增确诊病例{_n(bulletin, 'new')}例{_origins(bulletin)}"
    cured = f"，订正核减{_n(bulletin, 'corrections')}例" if stated(bulletin, "corrections") else ""
    asymptomatic = f"新增无症状感染者{_n(bulletin, 'asym_new')}例"
    moved = [
        f"{words}{_n(bulletin, name)}例"
        for name, words in (
            ("asym_converted", "转为确诊病例"),
            ("asym_released", "解除医学观察"),
            ("asym_corrections", "订正核减"),
        )
        if stated(bulletin, name)
    ]
    return f"{since}{cases}{cured}；{'，'.join([asymptomatic, *moved])}。"


def _origins(bulletin: Bulletin) -> str:
    told = [
        f"{words}{_n(bulletin, name)}例"
        for name, words in (("new_local", "本地"), ("new_imported", "输入"), ("new_undetermined", "来源待查"))
        if stated(bulletin, name)
    ]
    return f"（{'、'.join(told)}）" if told else ""


def _stocks(bulletin: Bulletin) -> str:
    cases = (
        f"现有确诊病例{_n(bulletin, 'active')}例，累计治愈出院{_n(bulletin, 'cured')}例，"
        f"累计死亡{_n(bulletin, 'deaths')}例，累计报告确诊病例{_n(bulletin, 'cumulative')}例"
    )
    imported = f"（其中输入{_n(bulletin, 'imp_cumulative')}例）" if stated(bulletin, "imp_cumulative") else ""
    asymptomatic = (
        f"尚在医学观察的无症状感染者{_n(bulletin, 'asym_stock')}例，"
        f"累计报告无症状感染者{_n(bulletin, 'asym_cumulative')}例"
    )
    return f"{cases}{imported}；{asymptomatic}。"


def _suspects(bulletin: Bulletin) -> list[str]:
    return [f"现有疑似病例{_n(bulletin, 'suspects')}例。"] if stated(bulletin, "suspects") else []


def _contacts(bulletin: Bulletin) -> str:
    rings = [
        f"累计排查{words}{_n(bulletin, name)}人{_where(bulletin, name)}"
        for name, words in (("close", "密切接触者"), ("secondary", "次密切接触者"))
    ]
    observed = f"正在接受医学观察{_n(bulletin, 'observed')}人"
    return f"## 密切接触者\n\n{'；'.join([*rings, observed])}。"


def _where(bulletin: Bulletin, ring: str) -> str:
    if not stated(bulletin, f"{ring}_elsewhere") or bulletin.printed[f"{ring}_elsewhere"] is None:
        return ""
    here, away = _n(bulletin, f"{ring}_local"), _n(bulletin, f"{ring}_elsewhere")
    return f"（本地{here}人，外地{away}人，已移交当地）"


def _tests(bulletin: Bulletin) -> str:
    told = []
    if bulletin.printed.get("tested"):
        since = "自上次通报以来" if bulletin.since else "目前已"
        positive = "无阳性" if not stated(bulletin, "tested_positive") else f"阳性{_n(bulletin, 'tested_positive')}人"
        told.append(f"{since}检测{_n(bulletin, 'tested')}人，{positive}。")
    if stated(bulletin, "sites_open"):
        rooms = f"启用集中隔离点{_n(bulletin, 'sites_open')}处，共{_n(bulletin, 'rooms')}间"
        told.append(f"{rooms}，现有{_n(bulletin, 'roomed')}人。")
    return "\n\n".join(["## 检测与集中隔离", *told]) if told else ""


def _corrections(bulletin: Bulletin) -> str:
    told = []
    for each in bulletin.corrections:
        was, should = (_corrected(bulletin, each.figure, value) for value in (each.was, each.is_))
        when = moment(each.published, bulletin, CHINESE)
        told.append(f"- {when}通报的“{NAMES[each.figure]}”为{was}，应为{should}。")
    return "\n\n".join(["## 更正", "\n".join(told)]) if told else ""


def _foot(bulletin: Bulletin) -> str:
    small = "" if bulletin.small_count is None else f"少于{bulletin.small_count}人的人数不具体公布。"
    return f"---\n\n{small}中英文出自同一份数据快照。SHA-256：`{bulletin.digest}`"


def _n(bulletin: Bulletin, name: str) -> str:
    value = bulletin.printed[name]
    return f"不足{bulletin.small_count}" if value is None else f"{value:,}"


def _corrected(bulletin: Bulletin, figure: str, value: int) -> str:
    """A figure of a correction, hidden like any other of its kind."""
    return f"不足{bulletin.small_count}" if figure in PEOPLE and few(bulletin, value) else f"{value:,}"
