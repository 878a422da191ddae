"""Arrays encrypted in blocks: AES-256-GCM, each block bound to its file, its array and its place in it."""

from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from seawall.presence.errors import SegmentKeyError

KEY = 32
SALT = 32
BLOCK = 1 << 20
"""Bytes encrypted as one; measured in decision 116."""

_TAG = 16


def stored(length: int) -> int:
    """How many bytes so many take when they are encrypted."""
    return length + _TAG * -(-length // BLOCK)


class Blocks:
    """Encrypts and decrypts the arrays of one file.

    Each file has a key of its own, made from its day's key and its salt (HKDF, RFC 5869), so that a day written again
    never meets a nonce twice: within a file the nonce is the number of the array and of the block. `about` is what the
    file says of itself; blocks of another file, another day or another place in the file do not decrypt.
    Raises SegmentKeyError for a key that is not 32 bytes.
    """

    def __init__(self, key: bytes, salt: bytes, about: bytes) -> None:
        if len(key) != KEY:
            raise SegmentKeyError(f"a day key of {len(key)} bytes; it has {KEY}")
        self._cipher = AESGCM(HKDF(SHA256(), KEY, salt, b"seawall segment").derive(key))
        self._about = about

    def encrypted(self, array: int, plain: memoryview) -> Iterator[bytes]:
        """The blocks of an array, in order."""
        for block, at in enumerate(range(0, len(plain), BLOCK)):
            nonce = _nonce(array, block)
            yield self._cipher.encrypt(nonce, plain[at : at + BLOCK], self._about + nonce)

    def decrypt(self, array: int, source: memoryview, target: memoryview) -> bool:
        """Fill `target` with an array again; False when a block is not what was written, or the key is another."""
        for block, at in enumerate(range(0, len(target), BLOCK)):
            nonce, begins = _nonce(array, block), at + _TAG * block
            part = source[begins : begins + BLOCK + _TAG]
            try:
                self._cipher.decrypt_into(nonce, part, self._about + nonce, target[at : at + BLOCK])
            except InvalidTag:
                return False
        return True


def _nonce(array: int, block: int) -> bytes:
    return array.to_bytes(4, "big") + block.to_bytes(8, "big")
