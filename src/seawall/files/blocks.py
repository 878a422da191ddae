"""A text as blocks of whole lines in UTF-8, whatever it is encoded in."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from seawall.files.grid import FileError

SIZE = 1 << 26
"""Bytes that are read at a time, and the longest line."""


def blocks(file: str, stream: BinaryIO, codec: str, size: int = SIZE) -> Iterator[bytes]:
    """The text in parts that end where a line does, the last one maybe without.

    What is no text in its encoding is U+FFFD. Raises FileError for a line that is longer than a block.
    """
    rest = b""
    for part in _encoded(stream, codec, size):
        ends = part.rfind(b"\n") + 1
        if not ends and len(rest) > size:
            raise FileError(f"{file} has a line of more than {size:,} bytes")
        if ends:
            yield rest + part[:ends]
            rest = b""
        rest += part[ends:]
    if rest:
        yield rest


def _encoded(stream: BinaryIO, codec: str, size: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    while chunk := stream.read(size):
        if codec == "utf-8" and chunk.isascii() and not decoder.getstate()[0]:
            yield chunk
        else:
            yield decoder.decode(chunk).encode("utf-8", errors="replace")
    yield decoder.decode(b"", final=True).encode()
