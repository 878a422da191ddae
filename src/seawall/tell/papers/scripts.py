"""What is said in the first call to each kind of person: scripts.toml, which has both languages."""

from typing import Any

from seawall.tell.papers.written import SCRIPTS, written
from seawall.tell.terminal.language import Language

WHOM = ("case", "close", "secondary", "general", "co_exposed")
PARTS = {
    "caller": ("谁在打", "Who calls"),
    "verify": ("怎样核实", "How to verify"),
    "identity": ("核对本人", "Identity"),
    "why": ("为什么打", "Why"),
    "now": ("现在做什么", "What to do now"),
    "symptoms": ("症状", "Symptoms"),
    "needs": ("需要", "Needs"),
    "minor": ("未成年人", "A minor"),
    "reach": ("怎样找我们", "How to reach us"),
    "appeal": ("申诉", "Appeal"),
}
"""The parts of a call in the order in which they are said, and what each is called."""


def scripts(whom: str) -> tuple[str, str]:
    """The script of the first call to one of WHOM, in Chinese and in English: one line a part.

    It never says which case, and nothing of it is asked of a minor without a carer. Raises KeyError for anybody else.
    """
    zh = "\n".join(f"{name}：{text}" for name, text in parts(whom, "zh"))
    return zh, "\n".join(f"{name}: {text}" for name, text in parts(whom, "en"))


def parts(whom: str, lang: Language) -> list[tuple[str, str]]:
    """(what the part is called, what is said) of the first call to one of WHOM, in order."""
    said, column = written(SCRIPTS), 0 if lang == "zh" else 1
    return [(names[column], _of(said[part], whom)[lang]) for part, names in PARTS.items()]


def _of(said: dict[str, Any], whom: str) -> dict[str, str]:
    """What is said to everybody, or to this kind of person."""
    found: dict[str, str] = said if "zh" in said else said[whom]
    return found
