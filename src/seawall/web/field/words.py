"""The words of codes on the phone, Chinese first; the rest are those of the people pages and the papers."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.tables.area import LEVELS
from seawall.tables.decided import STEPS, TASK_OUTCOMES
from seawall.tables.exposure import ANSWERS, PROTECTIONS
from seawall.tell.terminal.language import Language
from seawall.web.field.kinds import NEEDS, QUESTIONS, RELATIONS, SWABS, SYMPTOMS
from seawall.web.words import say

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "answer.yes": ("是", "yes"),
        "answer.no": ("否", "no"),
        "answer.unknown": ("不记得", "not remembered"),
        "answer.refused": ("拒答", "refused"),
        "question.interview": ("接受访谈", "spoken to"),
        "question.symptoms": ("不舒服", "feeling ill"),
        "question.household": ("同住的人", "who lives there"),
        "question.places": ("去过的地方", "places"),
        "question.people": ("见过的人", "people met"),
        "symptom.onset": ("说不清，就是不舒服", "ill, hard to say how"),
        "symptom.other": ("其他不适", "something else"),
        "relation.other": ("其他", "otherwise"),
        "relation.class": ("同班", "same class"),
        "relation.work": ("一起工作", "at work"),
        "relation.team": ("同班组", "same team"),
        "relation.care": ("照护", "care"),
        "relation.meal": ("一起吃饭", "a meal"),
        "relation.vehicle": ("同车", "a vehicle"),
        "relation.visit": ("探访", "a visit"),
        "protection.none": ("都没戴口罩", "no masks"),
        "protection.mask": ("都戴口罩", "masks"),
        "protection.full": ("全套防护", "full protection"),
        "outcome.done": ("做完了", "done"),
        "outcome.partly": ("做了一部分", "partly done"),
        "outcome.failed": ("没做成", "not done"),
        "outcome.refused": ("对方拒绝", "they refused"),
        "outcome.not_found": ("没找到", "not found"),
        "swab.nasopharyngeal": ("鼻咽拭子", "nasopharyngeal swab"),
        "swab.oropharyngeal": ("口咽拭子", "throat swab"),
        "swab.blood": ("血", "blood"),
        "swab.stool": ("粪便", "stool"),
        "need.other": ("其他需要", "another need"),
        "about.case": ("感染者", "case"),
        "about.close": ("密接", "close contact"),
        "about.secondary": ("次密接", "secondary contact"),
        "about.general": ("一般接触者", "general contact"),
        "about.co_exposed": ("共同暴露者", "co-exposed"),
        "state.open": ("未做", "open"),
        "state.due": ("今天该去", "due today"),
        "state.missed": ("上次没见到", "missed before"),
        "state.lost": ("失联", "lost"),
        "level.country": ("国家", "country"),
        "level.province": ("省", "province"),
        "level.city": ("市", "city"),
        "level.county": ("县区", "county"),
        "level.street": ("街道、镇", "street"),
        "level.community": ("社区", "community"),
        "level.village": ("村", "village"),
        "level.grid": ("网格", "grid"),
        "level.compound": ("小区", "compound"),
        "level.building": ("楼", "building"),
        "level.stairwell": ("单元", "stairwell"),
        "level.functional_zone": ("功能区", "functional zone"),
        "step.seal": ("贴封条", "Seal"),
        "step.notified": ("报告", "Report"),
        "step.other": ("其他任务", "Another task"),
    }
)
OF = MappingProxyType(
    {
        "answer": ANSWERS, "question": QUESTIONS, "symptom": SYMPTOMS, "relation": RELATIONS, "protection": PROTECTIONS,
        "outcome": TASK_OUTCOMES, "swab": SWABS, "need": NEEDS, "level": LEVELS, "step": STEPS,
        "about": ("case", "close", "secondary", "general", "co_exposed"),
        "state": ("open", "due", "missed", "lost"),
    }
)  # fmt: skip
CODES = tuple(f"{group}.{word}" for group, words in OF.items() for word in words)
"""Every code that a phone shows, by its group."""


def said(code: str, lang: Language) -> str:
    """The word of a code."""
    if code in WORDS:
        chinese, english = WORDS[code]
        return chinese if lang == "zh" else english
    return say(code.split(".", 1)[1], lang)
