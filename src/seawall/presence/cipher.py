"""What is kept of a day beside its segments, as bytes that only the key of the day opens: AES-256-GCM."""

import os
from datetime import date

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seawall.presence.errors import CheckInsDamagedError
from seawall.presence.segments.blocks import KEY

_NONCE = 12
_PAD = 100
"""Sealed lengths are 128 bytes, 228, 328 and so on, so that the length of an id does not tell whose check-in it is."""


class DayCipher:
    """Seals and opens the check-ins of one day.

    What it seals bears the batch's number and the day; elsewhere it does not open. The key is made from the day's own
    (HKDF, RFC 5869), apart from those of the day's segments.
    """

    def __init__(self, key: bytes, day: date) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), KEY, None, b"seawall check-ins").derive(key))
        self._day = day

    def sealed(self, batch: int, lines: bytes) -> bytes:
        """Lines as they are kept: nonce, ciphertext, tag."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, lines + bytes(-len(lines) % _PAD), self._about(batch))

    def opened(self, batch: int, sealed: bytes) -> bytes:
        """The lines again. Raises CheckInsDamagedError for what was not sealed so, as this batch of this day."""
        try:
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._about(batch))
        except (InvalidTag, ValueError):
            raise CheckInsDamagedError(
                f"batch {batch} of {self._day} does not open with the key of that day: it was altered or moved, or the "
                "key is not the one it was written with; put the record and the keys back from backups of one time"
            ) from None
        return plain.rstrip(b"\0")

    def _about(self, batch: int) -> bytes:
        return self._day.toordinal().to_bytes(4, "big") + batch.to_bytes(8, "big")
