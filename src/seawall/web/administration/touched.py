"""What is wrong with a journal that was touched, in the language of the page."""

from seawall.tell.terminal.language import Language
from seawall.web.forms import again

_FORMS = (
    (r"entry (\d+) is missing", "缺第 {0} 条"),
    (r"entries (\d+) to (\d+) are missing", "缺第 {0} 至 {1} 条"),
    (r"entry (\d+) is missing at the end: a root over (\d+) entries was sealed",
     "末尾缺第 {0} 条：曾封签过 {1} 条的根"),
    (r"entries (\d+) to (\d+) are missing at the end: a root over (\d+) entries was sealed",
     "末尾缺第 {0} 至 {1} 条：曾封签过 {2} 条的根"),
    (r"entry (\d+) was moved to place (\d+)", "第 {0} 条被移到第 {1} 位"),
    (r"entry (\d+) was edited", "第 {0} 条被改过"),
    (r"the hashes kept with entry (\d+) do not follow from the entries up to it",
     "第 {0} 条所附的摘要与它之前的条目不符"),
    (r"the root over (\d+) entries in the database was not signed by this home", "数据库里 {0} 条的根不是本库签的"),
    (r"the root over (\d+) entries in (\S+) was not signed by this home", "{1} 里 {0} 条的根不是本库签的"),
    (r"the root over (\d+) entries is in (\S+) but no longer in the database", "{0} 条的根在 {1} 里有，数据库里已没有"),
    (r"entry (\d+) is not as sealed at (.+) UTC: changed, hashes and all",
     "第 {0} 条与 {1}（世界时）封签时不同：连同摘要一起被改"),
    (r"entries (\d+) to (\d+) are not as sealed at (.+) UTC: changed, hashes and all",
     "第 {0} 至 {1} 条与 {2}（世界时）封签时不同：连同摘要一起被改"),
    (r"(\S+) is damaged \(.*\): put it back from a backup", "{0} 已损坏：请从备份恢复"),
)  # fmt: skip


def told(fault: str, lang: Language) -> str:
    """A fault that reading the whole journal found."""
    return fault if lang == "en" else again(fault, _FORMS)
