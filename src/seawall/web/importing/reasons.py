"""Why a row came back, in Chinese: the import says it in English, in few enough forms to be said again."""

import re
from collections.abc import Sequence

from seawall.files.grid import Fault
from seawall.web.forms import again

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
    (r"a value", "填一个值"),
    (r"the value itself", "值本身"),
    (r"a moment after (\w+), or empty \(not known\)", "{0} 之后的时刻，或留空（不详）"),
    (r"a moment that runs forwards", "从早到晚"),
    (r"another (\w+)", "另一个 {0}"),
    (r"a number from (\S+) to (\S+)", "{0} 到 {1} 的数"),
    (r"a number from (\S+)", "不小于 {0} 的数"),
    (r"a number up to (\S+)", "不大于 {0} 的数"),
)
_ALIKE = {
    "sound of the name, sex and birthday": "姓名读音、性别和生日", "identity number": "证件号",
    "phone": "电话", "address": "住址",
}  # fmt: skip
_OF_FILES = (
    (r"not used: (.+)", "未用的列：{0}"),
    (r"(\w+): (\d+) are not among the (\w+) entered so far \(first: (.+)\)",
     "{0}：有 {1} 个不在已录入的 {2} 之中（首个：{3}）"),
    (r"laboratory: results of (.+) open no stays: .*",
     "实验室：{0} 的结果不打开行程；须是已登记的实验室，即 sites 里种类为实验室且已登记的一行"),
    (r"incident (\S+) names the policy (\S+), which does not come with Seawall .*",
     "事件 {0} 写的预案 {1} 不是自带的（`seawall policy list`）：其方案须以 --policy 写明编号或文件"),
    (r"(\d+) people share a (\w+) with (\d+) others or more; .*", "{0} 人的 {1} 与 {2} 人以上相同，不因此询问"),
    (r"(.+) was read as (\S+), a guess: .*", "{0} 按 {1} 读取，是推测：文字有误时请存为 UTF-8"),
    (r"(.+) begins as (.+) text but is damaged at byte (\d+); .*",
     "{0} 开头是 {1} 文本，但第 {2} 字节损坏；请重新存为 UTF-8"),
    (r"(.+): none of its first rows names a column of (\w+); it begins with: (.*); allowed: .*",
     "{0}：前几行都不像“{1}”的列名；开头是：{2}"),
    (r"(.+): (.+) needs (.+); the file has (.*)", "{0}：{1} 须有 {2}；文件里有 {3}"),
    (r"(.+): (.+) both mean (\w+); a mapping says which one counts", "{0}：{1} 都指 {2}；请选定用哪一列"),
    (r"(.+) stands beside its own (\w+) or (\w+)", "{0} 与自己的 {1} 或 {2} 并列"),
    (r"(.+) does not say when its rows were recorded, and this home is a history: .*",
     "{0} 没有写各行何时得知，而本库是历史库：请加 recorded_at 列，或在上面填写得知时间"),
    (r"(.+): the column (\w+) says when rows were recorded; this home's clock says that\. .*",
     "{0}：{1} 列写了得知时间，而本库以时钟为准：请去掉这一列"),
    (r"(.+) is empty; a table has at least a row of headers", "{0} 是空的；至少要有一行表头"),
    (r"(.+) is cut off or damaged.*", "{0} 不完整或已损坏"),
    (r"(.+) is damaged or cut off.*", "{0} 不完整或已损坏：请重新保存"),
    (r"(.+) is neither UTF-8 \(byte (\d+)\) nor GB18030 text; .*",
     "{0} 不是 UTF-8（第 {1} 字节）也不是 GB18030 文本；请存为 UTF-8"),
    (r"(.+) holds an XLSX workbook, which its ending does not say; allowed: (.+)",
     "{0} 的内容是 XLSX 工作簿，与文件名的结尾不符；可用的结尾：{1}"),
    (r"(.+) holds a Parquet file, which its ending does not say; allowed: (.+)",
     "{0} 的内容是 Parquet 文件，与文件名的结尾不符；可用的结尾：{1}"),
    (r"(.+) holds text, which its ending does not say; allowed: (.+)",
     "{0} 的内容是文本，与文件名的结尾不符；可用的结尾：{1}"),
    (r"(.+) holds packed text, which its ending does not say; allowed: (.+)",
     "{0} 的内容是压缩的文本，与文件名的结尾不符；可用的结尾：{1}"),
    (r"(.+) is an old spreadsheet \(\.xls\); allowed: .*", "{0} 是旧式电子表格（.xls）；请另存为 XLSX 或 CSV"),
    (r"(.+) is a PDF; allowed: .*", "{0} 是 PDF；可用：CSV、XLSX、JSON、Parquet"),
    (r"(.+) is a picture; allowed: .*", "{0} 是图片；可用：CSV、XLSX、JSON、Parquet"),
    (r"(.+) is a packed archive; allowed: .*", "{0} 是压缩包；请先解压"),
    (r"(.+) is not text; allowed: .*", "{0} 不是文本；可用：CSV、XLSX、JSON、Parquet"),
    (r"(.+) is not JSON .*", "{0} 不是 JSON；须是对象的列表"),
    (r"(.+) is not a whole Parquet file .*", "{0} 不是完整的 Parquet 文件"),
    (r"(.+) has no sheet with rows", "{0} 没有带行的工作表"),
    (r"(.+) has several sheets \((.+)\) and .*", "{0} 有几个工作表（{1}）：请以表名命名要用的工作表"),
    (r"(.+) unpacks to .* which is refused.*", "{0} 解压后过大，已拒绝"),
    (r"(.+) has more than (\d+) rows: cut it in parts", "{0} 超过 {1} 行：请分成几份"),
    (r"(.+): row (\d+) opens a quotation mark .*", "{0}：第 {1} 行有引号没有合上"),
    (r"(.+): row (\d+) has a cell of more than (\d+) characters.*", "{0}：第 {1} 行有超过 {2} 字的单元格"),
    (r"(.+) cannot be read: .*", "{0} 读不了"),
)  # fmt: skip


def in_chinese(fault: Fault) -> Fault:
    """The fault with what can be said in Chinese said so; the rest stays as it is."""
    return Fault(fault.row, fault.column, fault.value, _said(fault.reason), _said(fault.allowed))


def alike(why: str) -> str:
    """What speaks for two numbers being one person."""
    found = re.fullmatch(r"same (.+) \(score (\S+)\)", why)
    if not found:
        return why
    said = found[1]
    for english, chinese in _ALIKE.items():
        said = said.replace(english, chinese)
    return f"相同：{said.replace(', ', '、')}（得分 {found[2]}）"


def of_file(text: str) -> str:
    """What is said of a file as a whole: why it cannot be read, or what of it is to be looked at."""
    return again(text, _OF_FILES)


def _said(text: str) -> str:
    for form, chinese in _FORMS:
        if found := re.fullmatch(form, text):
            return chinese.format(*found.groups(), month=_month(found.groups()))
    return text


def _month(groups: Sequence[str | None]) -> int:
    return next((MONTHS.index(word) + 1 for word in groups if word in MONTHS), 0)
