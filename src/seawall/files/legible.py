"""Which encoding a text is in where single lines of it are damaged: those are theirs, and the rest can be read."""

from collections.abc import Callable
from typing import BinaryIO

from seawall.files import encodings
from seawall.files.grid import FileError

_LOOKED_AT = 1 << 26
_FEW = 20
"""One line in so many may be damaged; if more are, the whole is in another encoding."""


def encoding(file: str, start: Callable[[], BinaryIO]) -> tuple[str, str | None]:
    """The codec that reads nearly all lines of a text, and a note where it is a guess.

    `start` opens the file from its beginning. Raises FileError for what is no text.
    """
    try:
        codec, note = encodings.encoding(file, start)
    except FileError:
        if (found := _of_most(start, few=2)) is None:
            raise
        return found, None
    found = None if note is None else _of_most(start, _FEW)
    return (codec, note) if found is None else (found, None)


def _of_most(start: Callable[[], BinaryIO], few: int) -> str | None:
    """What reads most lines that are not plain, or UTF-8 where fewer than one in `few` are not plain at all."""
    with start() as stream:
        lines = stream.read(_LOOKED_AT).splitlines()
    odd = [line for line in lines if not line.isascii() or b"\0" in line]
    for codec in ("utf-8", "gb18030"):
        read = [line for line in odd if _reads(line, codec)]
        if 2 * len(read) > len(odd) and (codec == "utf-8" or encodings.is_chinese(b"".join(read))):
            return codec
    return "utf-8" if len(odd) == 1 < len(lines) or few * len(odd) < len(lines) else None


def _reads(line: bytes, codec: str) -> bool:
    try:
        return "\0" not in line.decode(codec)
    except UnicodeDecodeError:
        return False
