"""Ids as they leave the desk, in the API and in addresses: sealed, and they come back so.

A sealed id is `~` and AES-SIV of the id under a key of the home: 128 bits of it nobody can guess, so nothing can be
counted through; the same id is always sealed alike, so rows can be joined; and no table of pairs has to be kept.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

import polars as pl
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from seawall.store.home import Home

SEAL = "~"
_BLOCK = 16  # an id is filled up to whole blocks: its length tells nothing of it


class Sealing:
    """Seals and opens with one home's key for one use: what is sealed for another does not open."""

    def __init__(self, home: Home, use: str = "ids as the API shows them") -> None:
        self._cipher = AESSIV(hmac.digest(home.key("row"), use.encode(), "sha512"))

    def seal(self, own: str) -> str:
        """An id as it is shown."""
        said = own.encode()
        filled = said + b"\0" * (-len(said) % _BLOCK)
        return SEAL + urlsafe_b64encode(self._cipher.encrypt(filled, None)).decode().rstrip("=")

    def open(self, shown: str) -> str | None:
        """The id again, and one that is not sealed as it is; None: this home never gave it."""
        if not shown.startswith(SEAL):
            return shown
        text = shown.removeprefix(SEAL)
        try:
            said = urlsafe_b64decode(text + "=" * (-len(text) % 4))
            own = self._cipher.decrypt(said, None).rstrip(b"\0").decode()
        except (ValueError, InvalidTag):
            return None
        return own if self.seal(own) == shown else None  # there is one way to write it

    def column(self, ids: pl.Series) -> pl.Series:
        """A column of ids as they are shown; empty stays empty."""
        different = ids.unique().drop_nulls()
        shown = pl.Series([self.seal(own) for own in different], dtype=pl.String)
        return ids.replace_strict(different, shown, default=None, return_dtype=pl.String)
