"""Sentences of the core in Chinese: it says them in English, in few enough forms to be said again."""

import re
from collections.abc import Sequence

Forms = Sequence[tuple[str, str]]
"""A pattern of the whole sentence, and what it is in Chinese; {0} is the first group of the pattern."""


def again(text: str, forms: Forms) -> str:
    """The sentence by the first form that it has; one that has none stays as it is."""
    for form, chinese in forms:
        if found := re.fullmatch(form, text):
            return chinese.format(*found.groups())
    return text
