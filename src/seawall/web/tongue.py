"""Chinese and English: the words of the pages stand in the templates in English, and in locale/zh in Chinese."""

from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.pofile import read_po

from seawall.tell.terminal import Language

LANGUAGES: tuple[Language, Language] = ("zh", "en")


class Translations(NullTranslations):
    """Words out of a catalogue; what it lacks stands as it is."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self.words = words

    def gettext(self, message: str) -> str:
        """The word, or itself."""
        return self.words.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One form for one, another for more: Chinese has one for both."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def spoken(wanted: str | None, accepts: str) -> Language:
    """The language somebody chose, else the first of ours that their browser accepts; Chinese where it names none."""
    for each in [wanted or "", *accepts.split(",")]:
        for language in LANGUAGES:
            if each.strip().lower().startswith(language):
                return language
    return "zh"


@cache
def translations(language: Language) -> Translations:
    """The words of a language."""
    if language == "en":
        return Translations({})
    words: dict[str, str] = {}
    for catalogue in (files(__package__) / "locale" / language).iterdir():
        words |= _said(catalogue, language)
    return Translations(words)


def _said(catalogue: Traversable, language: Language) -> dict[str, str]:
    """The words of one room."""
    with catalogue.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file, locale=language) if each.id and each.string}
