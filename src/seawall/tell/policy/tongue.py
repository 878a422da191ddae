"""What the pages of policies say on a terminal, Chinese first."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.tell.terminal.language import Language

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "title": ("名称", "title"),
        "disease": ("疾病", "disease"),
        "in_force": ("施行", "in force"),
        "stands_on": ("依据", "stands on"),
        "then": ("，再依据", ", then "),
        "no_other": ("不依据其他预案", "no other policy"),
        "drops": ("取消", "drops"),
        "off_until": ("启用须有", "off until"),
        "version": ("版本", "version"),
        "any_disease": ("任何疾病", "any disease"),
        "any.pathogen": ("任何疾病", "any"),
        "any.jurisdiction": ("任何地区", "any"),
        "common": ("通用", "common"),
        "nation": ("国家", "nation"),
        "province": ("省", "province"),
        "city": ("市", "city"),
        "incident": ("事件", "incident"),
        "missing": (
            "未见原文。方案用到其中之一即停下并指明：",
            "Texts not seen. A plan that needs one of these stops and names it:",
        ),
        "for_reading": ("[未见原文：仅供阅读]", "[missing: for reading only]"),
        "when": ("条件：{}", "when {}"),
        "holds_from": ("自{}起有效。", "Holds from {}."),
        "held_until": ("有效至{}。", "Held until {}."),
        "sources": ("来源", "sources"),
        "seen": ("，见到：", ", seen: "),
        "under": ("其下还有各种疾病共用的：{}。", "Under it, for every disease: {}."),
        "from": ("自{}起", "from {}"),
        "until": ("至{}止", "until {}"),
        "no_dates": ("未注日期", "no dates"),
        "rules": ("{}条规则", "{} rules"),
        "on": ("依据 {}", "on {}"),
        "doubtful": ("存疑{}条", "{} doubtful"),
        "unseen": ("未见原文{}项", "{} missing"),
        "off": ("默认不启用", "off by default"),
        "same": ("{} 与 {} 相同。", "{} and {} say the same."),
        "+": ("新增", "added"),
        "~": ("更改", "changed"),
        "-": ("取消", "dropped"),
        "?": ("未见原文，拒绝据以行动", "not seen, refuses to act"),
        "not_seen": ("未见原文", "not seen"),
        "to_read": ("；仅供阅读：", "; for reading: "),
    }
)


def tell(word: str, lang: Language, *given: object) -> str:
    """One of them in the language, with what it is said of."""
    return WORDS[word][0 if lang == "zh" else 1].format(*given)
