"""What an officer must know of a policy and of a plan, in the language of the page."""

import re
from functools import cache

from seawall.policy import every
from seawall.tell.terminal.language import Language, half, say
from seawall.web.forms import again

_FORMS = (
    (r"(\S+) was in force from (\d\S*) until (\S+), not on (\S+)", "预案 {0} 自 {1} 施行至 {2}，不含 {3}"),
    (r"(\S+) was in force from (\d\S*), not on (\S+)", "预案 {0} 自 {1} 起施行，不含 {2}"),
    (r"(\S+) was in force from an unknown day until (\S+), not on (\S+)", "预案 {0} 施行至 {1}，不含 {2}"),
    (r"the overlay (\S+) was in force from (\d\S*) until (\S+), not on (\S+): it is left out",
     "补充预案 {0} 自 {1} 施行至 {2}，不含 {3}：未采用"),
    (r"the overlay (\S+) was in force from (\d\S*), not on (\S+): it is left out",
     "补充预案 {0} 自 {1} 起施行，不含 {2}：未采用"),
    (r"the overlay (\S+) was in force from an unknown day until (\S+), not on (\S+): it is left out",
     "补充预案 {0} 施行至 {1}，不含 {2}：未采用"),
    (r"policy (\S+): (\S+) is not stated; .*", "预案 {0} 没有规定 {1}：在事件的补充预案里连同出处写明，或由人决定"),
    (r"policy (\S+): (\S+) is listed as missing in (\S+): .*",
     "预案 {0} 的 {1} 在 {2} 中列为缺失（未见原文）：在事件的补充预案里连同出处写明，或由人决定"),
    (r"the seal of (.+) cannot be signed: no carer is named for (.+); name one .*",
     "{0} 的封控不能签署：{1} 没有照护人；写明一位（照护关系，或有负责人的社区队），再生成方案"),
    (r"the days in a room of (\d+) people end later than their orders; .* \(the first: (.+), (.+)\)",
     "{0} 人的隔离天数晚于其命令的终止；不签署变更，命令到期即可离开（首例：{1}，{2}）"),
    (r"check-ins of (\S+) cannot be read, for the key of that day is gone", "{0} 的签到读不出：当天的密钥已不在"),
    (r"(\S+) is read from the record, and sealed again from it: .*", "{0} 由记录重读，并据以重新封存"),
    (r"(\S+) cannot be read, nor can its check-ins: .*", "{0} 读不出，其签到也读不出"),
)  # fmt: skip

_OFF = re.compile(r"policy (\S+): (\S+) is off by default; it needs (.*); state it .*")


def told(notice: str, lang: Language) -> str:
    """A notice of a plan or a policy; what somebody needs stands in it as the language says it."""
    said = half(notice, lang)
    if lang == "en":
        return said
    if off := _OFF.fullmatch(said):
        return _off(*off.groups())
    return re.sub(r" \((\w+)\)", lambda need: f"（{say(f'need.{need[1]}', lang)}）", again(said, _FORMS))


def _off(policy: str, key: str, needs: str) -> str:
    """A rule of an overlay that is off, with all that the overlay needs; in English where no Chinese of it is known."""
    needed = _needed().get(needs, needs)
    return f"预案 {policy} 的 {key} 默认不启用，须有 {needed}：在事件的补充预案里连同出处写明，或由人决定"


@cache
def _needed() -> dict[str, str]:
    """What our overlays that are off need: the English, and its Chinese."""
    return {own.document.needs["en"]: own.document.needs["zh"] for own in every() if own.document.needs}
