"""Which column of a file is person, place, came, left, from or until, as its header calls it."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from seawall.files import spelling
from seawall.presence.errors import ColumnMissingError, StaysFileError

LOOKED_AT = 10
"""Rows among which the header is sought: titles and notes may stand above it."""
LEADING = ("line", "reason")
"""What stands before the columns of a file of rejects; it is not read."""
SURPLUS = "surplus"
"""The last column of a file of rejects: what of a row stood under no header. Emptied by whoever puts the row right."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "person": ("user", "user id", "用户", "用户编号"),
    "place": ("场所码", "venue id"),
    "came": ("at", "time", "datetime", "checked in", "时间", "日期时间", "签到时间", "扫码时间", "打卡时间"),
    "from": (*spelling.synonyms("since"), "window start", "起始"),
    "until": ("to", "window end", "至", "终止", "终止时间"),
}
"""What files of stays, check-ins and cases call a column besides what an import knows."""

CHINESE: Mapping[str, str] = {
    "person": "人员", "place": "场所", "came": "到达时间", "left": "离开时间", "from": "开始时间", "until": "结束时间",
}  # fmt: skip
"""What each column is told to be called in Chinese."""


def located(file: str, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Which of the first rows of a file is its header, and where each of `columns` stands in it; SURPLUS too, if the
    file is one of rejects that came back. Raises StaysFileError as spelled() does.
    """
    known = set().union(*(_spellings(name) for name in columns))
    scores = [sum(bool(known & set(spelling.spellings(cell))) for cell in row) for row in rows]
    header = scores.index(max(scores)) if scores else 0
    titles = [cell.strip() for cell in rows[header]] if rows else []
    found = spelled(titles, file, columns)
    places = {name: titles.index(title) for name, title in found.items()}
    if {*LEADING, SURPLUS} <= set(titles):
        places[SURPLUS] = titles.index(SURPLUS)
    return header, places


def spelled(there: Sequence[str], file: str, columns: Sequence[str]) -> dict[str, str]:
    """What each of `columns` is called there.

    Raises ColumnMissingError where one is missing, and StaysFileError where two mean the same: which one counts, nobody
    said.
    """
    meant = {name: [title for title in there if _spellings(name) & set(spelling.spellings(title))] for name in columns}
    if doubled := [f"{' and '.join(titles)} both mean {name}" for name, titles in meant.items() if len(titles) > 1]:
        raise StaysFileError(f"{file}: {'; '.join(doubled)}; leave one of them, or rename the other")
    if missing := [name for name, titles in meant.items() if not titles]:
        raise ColumnMissingError(
            f"{file} lacks the columns {', '.join(missing)}; it has {', '.join(filter(None, there))[:300]}; "
            f"needed are {', '.join(f'{name} {CHINESE[name]}' for name in columns)}"
        )
    return {name: titles[0] for name, titles in meant.items()}


def unused(there: Sequence[str], taken: Collection[str]) -> list[str]:
    """The columns of a header that are not taken, without those that a file of rejects has beside its own."""
    bare = [title.strip() for title in there]
    known = {title.strip() for title in taken} | ({*LEADING, SURPLUS} if {*LEADING} <= set(bare) else set())
    return [title for title in bare if title and title not in known]


@cache
def _spellings(column: str) -> frozenset[str]:
    return frozenset(spelling.plain(word) for word in (column, *spelling.synonyms(column), *_ALSO.get(column, ())))
