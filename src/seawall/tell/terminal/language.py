"""The two languages of the terminal, and the words it uses in each."""

import os
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from seawall.tables.errors import SeawallError

Language = Literal["zh", "en"]


class LanguageError(SeawallError):
    """The terminal speaks Chinese and English."""


def language(asked: str | None) -> Language:
    """What was asked for, or else what the terminal is set to; English when neither says Chinese.

    Raises LanguageError for anything but zh or en.
    """
    if asked is None:
        set_to = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
        return "zh" if set_to.startswith("zh") else "en"
    if asked not in ("zh", "en"):
        raise LanguageError(f"--lang: {asked!r} is not a language of the terminal; allowed: zh, en")
    return "zh" if asked == "zh" else "en"


WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the clock
        "found": ("发现", "Found"),
        "screened": ("初筛", "Screened"),
        "confirmed": ("确诊", "Confirmed"),
        "responded": ("响应", "Responded"),
        "published": ("公开", "Published"),
        "headquarters": ("处置", "HQ"),
        "isolated": ("隔离", "Isolated"),
        "tested": ("检测", "Tested"),
        "transferred": ("转运", "Transferred"),
        "press_conference": ("发布会", "Press conference"),
        "track_core": ("核心流调", "Core of the track"),
        "case_investigation": ("流调报告", "Investigation"),
        "seal": ("严格封控", "Seal"),
        "test": ("严格检测", "Test"),
        "search": ("严格排查", "Search"),
        "isolate": ("严格隔离", "Isolate"),
        "advise": ("严格劝导", "Advise"),
        "detect": ("发现(7天)", "Detect (7 d)"),
        "notify": ("报告(1天)", "Notify (1 d)"),
        "respond": ("响应(7天)", "Respond (7 d)"),
        "met": ("达标", "met"),
        "late": ("超时", "late"),
        "open": ("未到", "open"),
        "cannot_tell": ("无法判断", "cannot tell"),
        "met.short": ("达标", "met"),
        "late.short": ("超时", "late"),
        "open.short": ("未到", "open"),
        "cannot_tell.short": ("难判", "unsure"),
        "over": ("超限", "over"),
        "hour?": ("几时不详", "hour ?"),
        "step": ("环节", "Step"),
        "target": ("时限", "Limit"),
        "due": ("截止", "Due"),
        "done": ("完成", "Done"),
        "state": ("状态", "State"),
        "owner": ("责任", "Whose"),
        "no_limit": ("无时限", "no limit"),
        "waits": ("待前一步", "waits"),
        "first_time": ("八个第一时间", "Eight first times"),
        "strict": ("五个严格", "Five stricts"),
        "7-1-7": ("7-1-7", "7-1-7"),
        "limit": ("其他时限", "Other limits"),
        "secondary_in_site": ("次密接入点", "Secondary in rooms"),
        "the first onset": ("首例发病", "the first onset"),
        "the request that named the person": ("协查点名", "the request that named the person"),
        "the person was found": ("找到此人", "the person was found"),
        "the first positive": ("首个阳性", "the first positive"),
        "the conclusion": ("判定", "the conclusion"),
        "community": ("社区", "community"),
        "laboratory": ("实验室", "laboratory"),
        "expert_panel": ("专家组", "expert panel"),
        "cdc": ("疾控", "CDC"),
        "publicity": ("宣传", "publicity"),
        "commander": ("指挥长", "commander"),
        "quarantine": ("隔离组", "quarantine"),
        "testing": ("检测组", "testing"),
        "zone": ("封控组", "zone"),
        "tracing": ("流调组", "tracing"),
        "hospital": ("医院", "hospital"),
        # people and orders
        "close": ("密接", "close"),
        "secondary": ("次密接", "secondary"),
        "general": ("一般接触", "general"),
        "co_exposed": ("共同暴露", "co-exposed"),
        "observation": ("隔离观察", "observation"),
        "isolation": ("隔离治疗", "isolation"),
        "publication": ("发布", "publication"),
        "release": ("解除", "release"),
        "trace": ("追踪", "Trace"),
        "confirm": ("确认", "Confirm"),
        "inform": ("公开", "Inform"),
        "provisional": ("临时", "provisional"),
        "person_days": ("人日", "person-days"),
        "people": ("人", "people"),
        "until": ("至", "until"),
        "eg": ("例", "e.g."),
        "subject": ("对象", "Whom"),
        "why": ("理由", "Why"),
        "clause": ("条款", "Clause"),
        "order": ("命令", "Order"),
        "scope": ("措施", "What"),
        "patient": ("感染者", "the case"),
        "no_contact": ("不再是接触者", "no longer a contact"),
        "bulletin": ("通报", "bulletin to be published"),
        "orders_in_force": ("条命令现行有效", "orders in force"),
        "no_orders": ("没有现行命令", "no orders in force"),
        "no_contacts": ("没有接触者", "no contacts"),
        "nothing_to_sign": ("与现行命令无差别,不用签署。", "No difference from the orders in force; nothing to sign."),
        "nothing_late": ("无", "nothing"),
        "no_case": ("还没有病例", "no case yet"),
        "to_sign": ("与现行命令的差别", "Differences from the orders in force"),
        "questions": ("问清哪一件影响最多人", "Which unknown answer would move most people"),
        "happened": ("出了什么事", "What happened"),
        "is_late": ("什么超时了", "What is late"),
        "must_sign": ("要签什么", "What to sign"),
        "costs": ("人要付的代价", "What it costs people"),
        "sign.+": ("新增", "new"),
        "sign.~": ("调整", "changed"),
        "sign.-": ("解除", "to release"),
        "class.screened_positive": ("例初筛阳性", "screened positive"),
        "class.suspect": ("例疑似", "suspect"),
        "class.clinical": ("例临床诊断", "clinical"),
        "class.confirmed": ("例确诊", "confirmed"),
        "class.asymptomatic": ("例无症状感染者", "asymptomatic"),
        "class.carrier": ("例带菌者", "carrier"),
        "class.unclassified": ("例未分类", "not classified"),
        ":": (":", ": "),
        ";": (";", "; "),
        ",": (",", ", "),
        "signed": ("签署于", "signed"),
        "same_term": ("期限不变,所据条款变了", "same term, under another clause"),
        "elsewhere": ("其中 {} 人在外地", "{} of these people elsewhere"),
        "through": ("经密接者", "through close contact"),
        "at": ("在", "at"),
        "met.household": ("同住", "household"),
        "met.family": ("家人", "family"),
        "met.vehicle": ("同车", "vehicle"),
        "met.car": ("同车", "car"),
        "met.care": ("诊疗", "care"),
        "met.visit": ("探视", "visit"),
        "met.work": ("同工作场所", "work"),
        "met.team": ("同班组", "team"),
        "met.class": ("同班", "class"),
        "met.meal": ("同餐", "meal"),
        "met.wedding": ("婚宴", "wedding"),
        "met.restaurant": ("同餐厅", "restaurant"),
        "met.entertainment": ("同娱乐场所", "entertainment"),
        "met.other": ("流调判定", "judged by the tracing team"),
        "met.shop": ("同商店", "shop"),
        "met.clinic": ("同诊所", "clinic"),
        "unknown": ("不详", "not known"),
        "hour_unknown": ("几时不详", "hour unknown"),
    }
)


def say(word: str, lang: Language) -> str:
    """A word in the language; one the terminal does not know stands as it is."""
    bare = word.rpartition(".")[2].replace("_", " ")
    zh, en = WORDS.get(word, (bare, bare))
    return zh if lang == "zh" else en


def half(text: str, lang: Language) -> str:
    """The half of a "中文。 / English." text in the language; a text in one language stays whole."""
    zh, slash, en = text.partition(" / ")
    return (zh if lang == "zh" else en) if slash else text


def limit(target: str, lang: Language) -> str:
    """A limit in the language; one that is no length after something stands as the clock says it."""
    found = re.fullmatch(
        r"(?P<n>[\d.]+) (?P<unit>h|d) after (?P<start>.+?)(?P<named>, or after being named.*)?", target
    )
    if lang == "en" or not found:
        return say("no_limit", lang) if "no text seen" in target else target
    unit = "小时" if found["unit"] == "h" else "天"
    return f"{say(found['start'], lang)}后{found['n']}{unit}{'(或得知其人后)' if found['named'] else ''}"
