"""Where rows came from, as pages say it: a file by its name, and what was said at the desk or on a phone in words."""

import re

from seawall.tell.terminal.language import Language
from seawall.web.words import WORDS, say

_PLAN = re.compile(r"plan ([0-9a-f]{8})[0-9a-f]*")
_FORMS = (
    (r"(.+), matched", "{0}，查重得出"),
    (r"many at once: assign (.+)", "批量操作：任务交给队伍 {0}"),
    (r"many at once: hand (.+)", "批量操作：随访交给队伍 {0}"),
    (r"many at once: close (.+)", "批量操作：任务办结为“{0}”"),
    (r"many at once: visit seen", "批量操作：随访记为已见到"),
    (r"many at once: visit not_seen", "批量操作：随访记为未见到"),
    (r"field: \w+, written (.+)", "现场记录，写于 {0}"),
    (r"undo of batch (\d+)", "撤销第 {0} 批"),
    (r"import page", "导入页"),
    (r"acknowledged at the desk", "在值守台确认"),
    (r"changed at the desk", "在值守台更改"),
    (r"said on the page of sites", "在隔离点与机构页填报"),
)


def origin(said: str, lang: Language) -> str:
    """A row's source in the reader's language; of a plan as much of its digest as pages show."""
    if found := _PLAN.fullmatch(said):
        return f"{say('source.plan', lang)} {found[1]}"
    if lang == "en":
        return said
    for form, chinese in _FORMS:
        if found := re.fullmatch(form, said):
            return chinese.format(*(say(each, lang) if each in WORDS else each for each in found.groups()))
    return said
