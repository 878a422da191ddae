"""Encryption of single values: AES-256-GCM, bound to the person and the column they stand in."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seawall.tables.errors import SeawallError

_FORMAT = b"\x01"  # leaves room for another cipher beside this one
_NONCE = 12


class ValueDamagedError(SeawallError):
    """A value cannot be decrypted: it was altered or moved, or written with other keys than this home's."""


class Cipher:
    """Encrypts and decrypts with one key; equal values look different each time."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def encrypt(self, value: str, person: str, column: str) -> bytes:
        """The value as it is stored: format, nonce, ciphertext with its tag."""
        nonce = os.urandom(_NONCE)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, value.encode(), _place(person, column))

    def decrypt(self, stored: bytes, person: str, column: str) -> str:
        """The value again. Raises ValueDamagedError unless it stands where it was encrypted for, unaltered."""
        nonce, rest = stored[1 : 1 + _NONCE], stored[1 + _NONCE :]
        try:
            if stored[:1] != _FORMAT:
                raise InvalidTag
            return self._cipher.decrypt(nonce, rest, _place(person, column)).decode()
        except (InvalidTag, ValueError):
            raise ValueDamagedError(
                f"{column} of person {person} cannot be decrypted: it was altered or moved, or the home's secrets are "
                "not those it was written with"
            ) from None


def mark(key: bytes) -> bytes:
    """Eight bytes that say which key it is, and tell nothing of it."""
    return hmac.digest(key, b"which key this is", "sha256")[:8]


def _place(person: str, column: str) -> bytes:
    return f"{person}\x1f{column}".encode()
