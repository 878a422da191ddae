"""Why a row came back, in Chinese: the import says it in English, in few enough forms to be said again."""

import re
from collections.abc import Sequence

from seawall.files.grid import Fault

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_FORMS = (
    (r"it is empty", "没有填"),
    (r"“(.+)” is not known(?:; perhaps (.+))?", "不认识“{0}”"),
    (r"there is no (\d+) ([A-Z]\w+)", "没有 {month} 月 {0} 日"),
    (r"there is no (\d+) ([A-Z]\w+) in (\d+)", "{2} 年没有 {month} 月 {0} 日"),
    (r"there is no month (\d+)", "没有 {0} 月"),
    (r"there is no ([\d:]+); hours end at 24:00", "没有 {0}；时刻最大 24:00"),
    (r"the year is missing", "没写年份"),
    (r"the month is missing", "没写月份"),
    (r"'(.*)' is not a time of day", "“{0}”不是时刻"),
    (r"'(.*)' is not a time", "“{0}”不是日期或时刻"),
    (r"'(.*)' has hours but no day", "“{0}”有时刻而没有日期"),
    (r"'(.*)' has a year of two digits", "“{0}”的年份只有两位"),
    (r"“(.*)” is not a number", "“{0}”不是数"),
    (r"(\S+) is out of bounds", "{0} 超出范围"),
    (r"(\S+) is not a whole number", "{0} 不是整数"),
    (r"its earliest lies after its latest", "最早晚于最晚"),
    (r"it lies before (\w+)", "早于 {0}"),
    (r"it is the same as (\w+)", "与 {0} 相同"),
    (r"it has (\d+) cells under (\d+) headers", "有 {0} 格，而表头有 {1} 列"),
    (r"its cells did not stand under their headers", "各格没有对齐表头"),
    (r"no row of that id is stored", "没有存过这个行号"),
    (r"a row of that id is stored and says something else", "这个行号已存，内容不同"),
    (r"the cell looks like a formula; it was not run and not taken in", "单元格像公式，未执行，也未导入"),
    (r"(\d+) more faults in this row", "本行还有 {0} 处错误"),
    (r"its results are sent by that laboratory itself", "这家实验室的结果由它自己报送"),
    (r"no laboratory", "不写实验室"),
    (r"a value", "填一个值"),
    (r"the value itself", "值本身"),
    (r"a moment after (\w+), or empty \(not known\)", "{0} 之后的时刻，或留空（不详）"),
    (r"a moment that runs forwards", "从早到晚"),
    (r"another (\w+)", "另一个 {0}"),
    (r"a number from (\S+) to (\S+)", "{0} 到 {1} 的数"),
    (r"a number from (\S+)", "不小于 {0} 的数"),
    (r"a number up to (\S+)", "不大于 {0} 的数"),
)


def in_chinese(fault: Fault) -> Fault:
    """The fault with what can be said in Chinese said so; the rest stays as it is."""
    return Fault(fault.row, fault.column, fault.value, _said(fault.reason), _said(fault.allowed))


def _said(text: str) -> str:
    for form, chinese in _FORMS:
        if found := re.fullmatch(form, text):
            return chinese.format(*found.groups(), month=_month(found.groups()))
    return text


def _month(groups: Sequence[str | None]) -> int:
    return next((MONTHS.index(word) + 1 for word in groups if word in MONTHS), 0)
