"""Blind indexes: keyed hashes that find equal names and numbers without telling them.

Each value is first brought into one form, so that it is found however it was written.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from seawall.tables.errors import SeawallError

_LINKS = re.compile(r"[\s·•・‧\-‐-―'’]+")


class FieldError(SeawallError):
    """The register cannot be searched by this; the message says by what it can."""


def blind(key: bytes, field: str, value: str) -> bytes | None:
    """The blind index of a value, 32 bytes; None when nothing is left of it in its one form.

    Raises FieldError for a field that is not in FORMS.
    """
    if field not in FORMS:
        raise FieldError(f"the register is not searched by {field!r}; allowed are {', '.join(FORMS)}")
    form = FORMS[field](value)
    return hmac.digest(key, f"{field}\x1f{form}".encode(), "sha256") if form else None


def name_form(value: str) -> str:
    """NFKC, small letters, without spaces, hyphens or the dot inside transcribed names."""
    return _LINKS.sub("", unicodedata.normalize("NFKC", value)).casefold()


def pinyin_form(value: str) -> str:
    """The name's sound: pinyin without tones, characters read one by one (their commonest reading)."""
    return "".join(map(_sound, name_form(value)))


def number_form(value: str) -> str:
    """An identity card's or passport's number: NFKC, capitals, letters and digits only."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", value).upper()))


def phone_form(value: str) -> str:
    """A telephone's digits; a Chinese mobile number without its +86 or 0086."""
    digits = "".join(filter(str.isdigit, unicodedata.normalize("NFKC", value)))
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)


FORMS: dict[str, Callable[[str], str]] = {
    "name": name_form,
    "pinyin": pinyin_form,
    "id_number": number_form,
    "phone": phone_form,
}
"""What the register can be searched by, and how each value is brought into one form."""


@lru_cache(maxsize=50_000)
def _sound(character: str) -> str:
    from pypinyin import Style, pinyin  # its dictionary takes as long to load as everything else a plan needs

    return pinyin(character, style=Style.NORMAL)[0][0]
