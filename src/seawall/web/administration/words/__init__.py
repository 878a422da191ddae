"""The words of the administration, Chinese first, a module for each thing that they speak of."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.tell.terminal.language import Language
from seawall.web.administration.words import accounts, health, journal, means

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {**health.WORDS, **journal.WORDS, **accounts.WORDS, **means.WORDS}
)


def say(word: str, lang: Language, *given: object) -> str:
    """A word or a sentence in the language, filled in; one that stands nowhere here is what follows its first dot."""
    bare = word.partition(".")[2]
    return WORDS.get(word, (bare, bare))[0 if lang == "zh" else 1].format(*given)
