"""Which encoding a text is in: UTF-8 if it is valid, else GB18030 if that makes Chinese of it, else a guess, said."""

import codecs
from collections.abc import Callable
from typing import BinaryIO

from charset_normalizer import from_bytes

from seawall.files.grid import READABLE, FileError

CHUNK = 1 << 20
_SAMPLE = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16", "utf-32": "UTF-32"}


def encoding(file: str, start: Callable[[], BinaryIO]) -> tuple[str, str | None]:
    """The codec that reads the whole of a file, and a note where it is a guess.

    `start` opens the file from its beginning. Raises FileError for what is no text and for a damaged text.
    """
    with start() as stream:
        sample = stream.read(_SAMPLE)
    marked = next((codec for mark, codec in _MARKS if sample.startswith(mark)), _wide(sample))
    if marked:
        _all_of_it(file, start, marked)
        return marked, None
    if b"\0" in sample:
        raise FileError(f"{file} is not text; allowed: {READABLE}")
    if _first_fault(start, "utf-8") is None:
        return "utf-8", None
    return _not_unicode(file, start)


def name(codec: str) -> str:
    """The encoding as people know it."""
    return _NAMES.get(codec, codec)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its separators and digits is zero."""
    even, odd = sample[0::2], sample[1::2]
    if even and odd.count(0) > len(odd) * 0.2 and 0 not in even:
        return "utf-16-le"
    if odd and even.count(0) > len(even) * 0.2 and 0 not in odd:
        return "utf-16-be"
    return None


def _not_unicode(file: str, start: Callable[[], BinaryIO]) -> tuple[str, str | None]:
    with start() as stream:
        sample = _around_first_fault(stream)
    if _first_fault(start, "gb18030") is None and is_chinese(sample):
        return "gb18030", None
    guess = from_bytes(sample).best()
    if guess is None or guess.encoding in ("ascii", "utf_8") or _first_fault(start, guess.encoding) is not None:
        at = _first_fault(start, "utf-8")
        raise FileError(f"{file} is neither UTF-8 (byte {at}) nor GB18030 text; save it as UTF-8")
    return guess.encoding, f"{file} was read as {guess.encoding}, a guess: save it as UTF-8 if letters look wrong"


def _around_first_fault(stream: BinaryIO) -> bytes:
    """The first part of the text that is not plain ASCII, without cutting a line."""
    while chunk := stream.read(_SAMPLE):
        chunk += stream.readline(_SAMPLE)
        if not chunk.isascii():
            return chunk
    return b""


def is_chinese(sample: bytes) -> bool:
    """Whether most two-byte signs are among the 7,445 of GB 2312: by chance few of another encoding's would be."""
    try:
        signs = [sign for sign in sample.decode("gb18030") if not sign.isascii()]
    except UnicodeDecodeError:
        return False
    common = sum(1 for sign in signs if _is_gb2312(sign))
    return bool(signs) and common >= 0.9 * len(signs)


def _is_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _all_of_it(file: str, start: Callable[[], BinaryIO], codec: str) -> None:
    if (at := _first_fault(start, codec)) is not None:
        raise FileError(f"{file} begins as {name(codec)} text but is damaged at byte {at}; save it again as UTF-8")


def _first_fault(start: Callable[[], BinaryIO], codec: str) -> int | None:
    """About where decoding fails first; None if nowhere. A zero sign is no text in any encoding."""
    decoder = codecs.getincrementaldecoder(codec)(errors="strict")
    read = 0
    with start() as stream:
        while chunk := stream.read(CHUNK):
            try:
                if "\0" in decoder.decode(chunk):
                    return read
            except UnicodeDecodeError as error:
                return read + error.start
            read += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return read
    return None
