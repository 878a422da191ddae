"""The two languages of the terminal, and how it says a thing in each."""

import os
import re
from typing import Literal

from seawall.policy.vocabulary import vocabulary
from seawall.tables.errors import SeawallError
from seawall.tell.terminal.words import WORDS

Language = Literal["zh", "en"]


class LanguageError(SeawallError):
    """The terminal speaks Chinese and English."""


_DOUBT = re.compile(r" ?\[(conflict|memory)\]")
_RULE = re.compile(
    r"(?P<more>(?<=[a-z0-9_\]])[;,] )?(?:(?P<policy>[a-z0-9]+(?:-[a-z0-9]+)+) )?(?P<key>[a-z_]+(?:\.[a-z0-9_]+)+)"
    r"(?: \[(?P<doubt>conflict|memory)\])?"
)
_OPENS, _CLOSES = re.compile("[(（]"), re.compile("[)）]")
_APART = re.compile(r"(?<=[一-鿿）])[;,] ?(?=[一-鿿])")


def language(asked: str | None) -> Language:
    """What was asked for, or else what the terminal is set to; English when neither says Chinese.

    Raises LanguageError for anything but zh or en.
    """
    if asked is None:
        set_to = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
        return "zh" if set_to.startswith("zh") else "en"
    if asked not in ("zh", "en"):
        raise LanguageError(f"--lang: {asked!r} is not a language of the terminal; allowed: zh, en")
    return "zh" if asked == "zh" else "en"


def say(word: str, lang: Language) -> str:
    """A word in the language; one the terminal does not know stands as it is."""
    bare = word.rpartition(".")[2].replace("_", " ")
    zh, en = WORDS.get(word, (bare, bare))
    return zh if lang == "zh" else en


def minus(text: str) -> str:
    """A sign or a figure with a true minus."""
    return text.replace("-", "−")


def half(text: str, lang: Language) -> str:
    """The half of a "中文。 / English." text in the language; a text in one language stays whole.

    The key of a rule is said as what it is about, for those who are bound by it read this; its policy stays where no
    title says it, before the bracket that rules stand in.
    """
    zh, slash, en = text.partition(" / ")
    said = cited(_RULE.sub(lambda rule: _about(rule, lang), (zh if lang == "zh" else en) if slash else text), lang)
    return _APART.sub(lambda mark: "；" if mark[0][0] == ";" else "，", said) if lang == "zh" else said


def _about(rule: re.Match[str], lang: Language) -> str:
    known = vocabulary().key(rule["key"])
    if known is None:
        return rule[0]
    doubt = say("({})", lang).format(say(f"confidence.{rule['doubt']}", lang)) if rule["doubt"] else ""
    about, before = (known.zh if lang == "zh" else known.en) + doubt, rule.string[: rule.start()]
    if rule["policy"] and len(_OPENS.findall(before)) == len(_CLOSES.findall(before)):
        about = rule["policy"] + say("({})", lang).format(about)
    return (say(";", lang) if rule["more"] else "") + about


def cited(text: str, lang: Language) -> str:
    """A clause as an order names it; in Chinese the doubt of a rule that nobody saw, or whose sources disagree, is said
    as a word."""
    return text if lang == "en" else _DOUBT.sub(lambda doubt: f"（{say(f'confidence.{doubt[1]}', lang)}）", text)


def limit(target: str, lang: Language) -> str:
    """A limit in the language; one that is no length after something stands as the clock says it."""
    found = re.fullmatch(
        r"(?P<n>[\d.]+) (?P<unit>h|d) after (?P<start>.+?)(?P<named>, or after being named.*)?", target
    )
    if lang == "en" or not found:
        return say("no_limit", lang) if "no text seen" in target else target
    unit = "小时" if found["unit"] == "h" else "天"
    return f"{say(found['start'], lang)}后{found['n']}{unit}{'（或得知其人后）' if found['named'] else ''}"
