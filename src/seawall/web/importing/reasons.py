"""Why a row came back, in Chinese: the import says it in English, in few enough forms to be said again."""

import re

from seawall.files.grid import Fault
from seawall.tables import localtime
from seawall.web.forms import again

_FORMS = (
    (r"it is empty", "没有填"),
    (r"“(.+)” is not known(?:; perhaps (.+))?", "不认识“{0}”"),
    (r"there is no (\d+) (?P<month>[A-Z]\w+)", "没有 {month} 月 {0} 日"),
    (r"there is no (\d+) (?P<month>[A-Z]\w+) in (\d+)", "{2} 年没有 {month} 月 {0} 日"),
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
    (r"it lies before (?P<column>\w+)", "早于{column}"),
    (r"it is the same as (?P<column>\w+)", "与{column}相同"),
    (r"it has (\d+) cells under (\d+) headers", "有 {0} 格，而表头有 {1} 列"),
    (r"its cells did not stand under their headers", "各格没有对齐表头"),
    (r"no row of that id is stored", "没有存过这个行号"),
    (r"the names of this number were destroyed, their term being over", "这个编号的实名保存期已过，已经销毁"),
    (
        r"a number that nobody has had, or the row without names",
        "换一个从未用过的编号，或本行不填姓名、证件号、电话和住址",
    ),
    (r"a row of that id is stored and says something else", "这个行号已存，内容不同"),
    (r"the cell looks like a formula; it was not run and not taken in", "单元格像公式，未执行，也未导入"),
    (r"(\d+) more faults in this row", "本行还有 {0} 处错误"),
    (r"its results are sent by that laboratory itself", "这家实验室的结果由它自己报送"),
    (
        r"more than (\d+) minutes ahead of the clock; set the clock of the device right",
        "比本机时钟快 {0} 分钟以上；请校准设备时钟",
    ),
    (
        r"more than (\d+) minutes ahead of the clock; leave it empty until they leave",
        "比本机时钟快 {0} 分钟以上；离开之前请留空",
    ),
    (r"before (\S+); check-ins of then are not kept any more", "早于 {0}；那时的签到已不再保存"),
    (r"before came", "早于到达"),
    (r"longer than (\d+) characters", "超过 {0} 个字"),
    (r"holds a control character", "含有控制字符"),
    (
        r"the key of that day is gone, and with it what came in of it; nothing of it can be kept",
        "当日密钥已不在，当日的签到也随之不可读；无法再保存",
    ),
    (r"a text of (\d+) – (\d+) characters", "{0} – {1} 个字的文本"),
    (r"no laboratory", "不写实验室"),
    (
        re.escape(localtime.ALLOWED),
        "2022-01-21、2022-01-21 18:30、2022年1月21日晚、2022-01-21T18:30前、2022-01-21 .. 2022-01-23、不详",
    ),
    (r"this is a sum, not a row", "这是合计，不是一行记录"),
    (r"rows alone; leave this one out", "只要逐行记录；这一行不录"),
    (r"a value", "填一个值"),
    (r"the value itself", "值本身，不带公式"),
    (r"a moment after (?P<column>\w+), or empty \(not known\)", "{column}之后的时刻，或留空（不详）"),
    (r"a moment that runs forwards", "从早到晚"),
    (r"another (?P<column>\w+)", "另一个{column}"),
    (r"a number from (\S+) to (\S+)", "{0} 到 {1} 的数"),
    (r"a number from (\S+)", "不小于 {0} 的数"),
    (r"a number up to (\S+)", "不大于 {0} 的数"),
    (r"a number like (\S+)", "数，例如 {0}"),
    (r"numbers like (\S+) or (\S+)", "数，例如 {0} 或 {1}"),
    (r"years of four digits: (\S+)", "四位数的年份：{0}"),
    (r"(\d+) is not a year between (\d+) and (\d+)", "{0} 不是 {1} 至 {2} 之间的年份"),
    (r"the day or the month may come first: (\S+) or (\S+)", "分不清日和月谁在前：{0} 或 {1}"),
    (r'one of these two, or order = "dmy" or "mdy" in the mapping', "写成两者之一，或在“日期的读法”里选定日和月谁在前"),
    (r"(\d+) has no week (\d+)", "{0} 年没有第 {1} 周"),
    (r"(\S+) does not say which (\d+) o'clock is meant", "“{0}”没有说明是哪个 {1} 点"),
    (r"hours from 00:00 to 24:00", "00:00 至 24:00 的时刻"),
    (r"(\S+) is not an offset from UTC", "{0} 不是与 UTC 的时差"),
    (r"offsets like (\S+) or Z", "时差，例如 {0} 或 Z"),
    (r"there was no (.+) in (\S+): the clocks went forward from (\S+) to (\S+)",
     "{1} 没有 {0}：当时时钟从 {2} 拨快到 {3}"),
    (r"(.+) in (\S+) was twice, as the clocks went back", "{1} 的 {0} 有两次：当时时钟拨慢"),
    (r"the same time with its offset, (\S+) or (\S+)", "同一时刻，写明时差 {0} 或 {1}"),
    (r"the calendar of (\S+) left (\S+) out", "{0} 的历法没有 {1} 这一天"),
    (r"a text of (\d+) characters is not a time", "{0} 个字的文本不是日期或时刻"),
    (
        r"(\S+) looks like a spreadsheet date number, whose base is unclear: 1900 makes it (.+), 1904 makes it (.+)",
        "{0} 像电子表格的日期数，但无法确定基准：1900 基准是 {1}，1904 基准是 {2}",
    ),
    (r"'(.*)' is not a spreadsheet's date number", "“{0}”不是电子表格的日期数"),
    (r"(.+) lies before (.+)", "{0} 早于 {1}"),
    (r"a range that runs forwards", "从早到晚"),
    (r"(.+) has no day", "{0} 没有日期"),
    (r"(.+) is not the id of a row", "{0} 不是行号"),
    (r"an id as exports show it, like (\S+)", "导出文件里的行号，例如 {0}"),
    (r"the id of a stored row of (?P<table>\w+)", "“{table}”里已存的行号"),
    (r"no id in row, and the id of the wrong row in corrects", "行号留空，错行的行号写在“更正”一列"),
    (r"this column empty, once they do", "对齐之后，这一列留空"),
    (r"(\d+) cells; commas inside one need quotes", "{0} 格；格内的逗号须加引号"),
    (r"the cell holds a formula whose result was not saved; it was not run", "单元格是公式，未存结果；未执行"),
    (r"the spreadsheet shows the error (.+)", "电子表格显示错误 {0}"),
    (r"(\S+) is a number that the spreadsheet has rounded to 15 digits", "{0} 已被电子表格舍入到 15 位"),
    (r"a cell formatted as text, typed again", "设为文本格式的单元格，重新输入"),
)  # fmt: skip
_HAN_THEN = re.compile(r"(?<=[\u4e00-\u9fff]), ")
"""What parts words that are offered with their Chinese: female 女, male 男."""
_ALIKE = {
    "sound of the name, sex and birthday": "姓名读音、性别和生日", "identity number": "证件号",
    "phone": "电话", "address": "住址",
}  # fmt: skip


def in_chinese(fault: Fault, table: str = "") -> Fault:
    """The fault with what can be said in Chinese said so; the rest stays as it is.

    Columns of `table` are called as the page calls them; where none is named, as files of programs call them.
    """
    reason, allowed = again(fault.reason, _FORMS, table), again(fault.allowed, _FORMS, table)
    return Fault(fault.row, fault.column, fault.value, reason, _HAN_THEN.sub("、", allowed))


def alike(why: str) -> str:
    """What speaks for two numbers being one person."""
    found = re.fullmatch(r"same (.+) \(score (\S+)\)", why)
    if not found:
        return why
    said = found[1]
    for english, chinese in _ALIKE.items():
        said = said.replace(english, chinese)
    return f"相同：{said.replace(', ', '、')}（得分 {found[2]}）"
