"""What is said of a file as a whole, in Chinese: how it was read, why it cannot be, what of it is to be looked at."""

from seawall.web.forms import again

_READ_AS = (
    (r"XLSX, sheet (.+)", "XLSX，工作表“{0}”"),
    (r"(.+), JSON lines", "{0}，每行一个 JSON 对象"),
    (r"(.+), JSON", "{0}，JSON"),
    (r"(.+), comma", "{0}，逗号分隔"),
    (r"(.+), semicolon", "{0}，分号分隔"),
    (r"(.+), tab", "{0}，制表符分隔"),
    (r"(.+), bar", "{0}，竖线分隔"),
)
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
    (r"(.+): none of its first rows names a column of (?P<table>\w+); it begins with: (.*); allowed: .*",
     "{0}：前几行都不像“{table}”的列名；开头是：{2}"),
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


def of_file(text: str) -> str:
    """What is said of a file as a whole: why it cannot be read, or what of it is to be looked at."""
    return again(text, _OF_FILES)


def read_as(text: str) -> str:
    """How a file was read: its encoding or kind, and what parts its cells."""
    return again(text, _READ_AS)
