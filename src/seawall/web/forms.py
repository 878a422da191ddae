"""Sentences of the core in Chinese: it says them in English, in few enough forms to be said again."""

import re
from collections.abc import Mapping, Sequence

from seawall.files import names
from seawall.web.words import say

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
Forms = Sequence[tuple[str, str]]
"""A pattern of the whole sentence, and what it is in Chinese; {0} is the first group of the pattern, and groups named
month, column and table are said as a Chinese page calls them.
"""


def again(text: str, forms: Forms, table: str = "") -> str:
    """The sentence by the first form that it has; one that has none stays as it is. Columns are those of `table`; where
    none is named they are called as files of programs call them.
    """
    for form, chinese in forms:
        if found := re.fullmatch(form, text):
            return chinese.format(*found.groups(), **_called(found.groupdict(), table))
    return text


def _called(found: Mapping[str, str], table: str) -> dict[str, str]:
    return {what: _chinese(what, own, table) for what, own in found.items()}


def _chinese(what: str, own: str, table: str) -> str:
    if what == "month":
        return str(MONTHS.index(own) + 1)
    return say(f"fills.{own}", "zh") if what == "table" else (table and names.chinese(table, own)) or f" {own} "
