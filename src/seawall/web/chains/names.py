"""How lanes, points and lines of the graph are called."""

from collections.abc import Mapping

from seawall.tell.terminal.language import Language
from seawall.web.chains.lanes import REST, UNSEEN
from seawall.web.names import Names
from seawall.web.words import say

WORDS: Mapping[str, tuple[str, str]] = {
    "origin.local": ("本地，何处未明", "local, place not known"),
    "origin.imported": ("输入", "imported"),
    "origin.undetermined": ("来源未明", "source not known"),
    REST: ("其余场所", "other places"),
    UNSEEN: ("其他辖区的病例", "cases of other areas"),
    "unseen": ("其他辖区的病例", "case of another area"),
    "chains": ("传播链", "Chains"),
    "of.focus": ("围绕", "round"),
    "of.steps": ("层数", "steps"),
    "of.ring": ("圈层", "ring"),
    "of.class": ("判定", "class"),
    "of.lane": ("何处", "where"),
    "of.reached": ("联系情况", "reached"),
    "reached.no": ("尚无人联系上", "by nobody yet"),
    "of.since": ("自", "from"),
    "of.until": ("至", "until"),
    "many.one": ("例", "case"),
    "many.case": ("例", "cases"),
    "many.close": ("密接", "close"),
    "many.secondary": ("次密接", "secondary"),
    "many.general": ("一般接触", "general"),
    "many.co_exposed": ("共同暴露", "co-exposed"),
    "by.chosen": ("已选", "Selected"),
    "by.because": ("因", "Because"),
    "by.from": ("自", "from"),
    "by.when": ("何时", "When"),
    "by.long": ("多久", "How long"),
    "by.minutes": ("分钟", "minutes"),
    "by.leads": ("由此", "Leads to"),
    "by.only": ("只看这条链", "This chain alone"),
    "by.nobody": ("无人", "nobody"),
    "by.case": ("病例", "case"),
    "by.person": ("人员", "Person"),
    "by.known": ("传播关系", "link"),
    "by.where": ("何处", "Where"),
    "by.source": ("来源未明", "no infector shown"),
    "by.reached": ("联系情况", "Reached"),
    "by.not_yet": ("尚无人联系上", "by nobody yet"),
    "home": ("居住地", "lives there"),
    "unit": ("其余场所", "other places"),
}


def lane(name: str, names: Names, lang: Language) -> str:
    """A lane: the place or unit by its name, the kind of meeting or the origin in words."""
    kind, _, what = name.partition(":")
    if name in WORDS:
        return word(name, lang)
    if kind == "met":
        return say(f"met.{what}", lang)
    if kind == "origin":
        return word(f"origin.{what}", lang)
    named = names.get(what, what)
    return f"{named} · {word(kind, lang)}" if kind in ("unit", "home") else named


def value(of: str, what: str, lang: Language) -> str:
    """What a filter asks for."""
    return word(f"reached.{what}", lang) if of == "reached" else say(what, lang)


def word(name: str, lang: Language) -> str:
    """A word of ours, else of the people's pages."""
    found = WORDS.get(name)
    return say(name, lang) if found is None else found[0 if lang == "zh" else 1]
