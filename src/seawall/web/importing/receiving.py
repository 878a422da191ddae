"""Files as a browser sends them: written away as they come, never held whole, and only with the form's own token."""

import re
import unicodedata
from asyncio import to_thread
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from pathlib import Path
from shutil import rmtree
from typing import Any, BinaryIO

from litestar import Request
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.middleware.csrf import generate_csrf_hash
from multipart import MultipartError, MultipartSegment, PushMultipartParser

LIMIT = 256 << 20
"""Bytes that one sending may have; larger files go in with `seawall import` on the machine itself."""
FILES = 50
_TOKEN = 256
UNTOKENED = "CSRF token verification failed"
"""What Litestar says of any other form without its token, or with a wrong one."""


async def receive(request: Request[Any, Any, Any], begin: Callable[[], Awaitable[Path]]) -> tuple[Path, list[str]]:
    """The folder that `begin` makes, once the form's token was seen, and the names of the files now in it, in order.

    The nth file lies in the folder n. Raises PermissionDeniedException where the token is not first, or is wrong;
    ClientException for what is no form of files, RequestEntityTooLarge for more than LIMIT.
    """
    _, options = request.content_type
    receiver = _Receiver(request, begin)
    try:
        with PushMultipartParser(
            options.get("boundary", ""), max_segment_count=FILES + 1, max_header_size=4096, strict=True
        ) as parser:
            async for chunk in request.stream():
                for part in parser.parse(chunk):
                    await receiver.take(part)
        receiver.whole = True
    except MultipartError as error:
        raise ClientException from error
    finally:
        receiver.close()
        if not receiver.whole and receiver.folder is not None:
            rmtree(receiver.folder, ignore_errors=True)
    if receiver.folder is None:
        raise PermissionDeniedException(UNTOKENED)
    return receiver.folder, receiver.names


class _Receiver:
    """What has come so far: the part that is being read, and where it is written."""

    def __init__(self, request: Request[Any, Any, Any], begin: Callable[[], Awaitable[Path]]) -> None:
        self.request, self.begin = request, begin
        self.folder: Path | None = None
        self.whole = False
        self.names: list[str] = []
        self.token = bytearray()
        self.part: MultipartSegment | None = None
        self.out: BinaryIO | None = None

    async def take(self, part: MultipartSegment | bytearray | None) -> None:
        """A part's head, some of its bytes, or (None) its end."""
        if isinstance(part, MultipartSegment):
            await self._open(part)
        elif not part:
            await self._end()
        elif self.out is not None:
            await to_thread(self.out.write, part)
        elif self.folder is None:
            self.token += part
            if len(self.token) > _TOKEN:
                raise PermissionDeniedException(UNTOKENED)

    async def _open(self, part: MultipartSegment) -> None:
        self.part = part
        if self.folder is None and part.name != "_csrf_token":
            raise PermissionDeniedException(UNTOKENED)
        if self.folder is not None and part.filename:
            place = self.folder / str(len(self.names))
            place.mkdir(mode=0o700)
            self.names.append(plain(part.filename))
            self.out = (place / self.names[-1]).open("xb")
            (place / self.names[-1]).chmod(0o600)

    async def _end(self) -> None:
        self.close()
        if self.folder is None:
            if not ours(self.request, self.token.decode("ascii", errors="replace")):
                raise PermissionDeniedException(UNTOKENED)
            self.folder = await self.begin()

    def close(self) -> None:
        if self.out is not None:
            self.out.close()
            self.out = None


def ours(request: Request[Any, Any, Any], token: str) -> bool:
    """Whether a token is that of the browser's cookie, and one that we gave (as Litestar asks of any other form)."""
    config = request.app.csrf_config
    cookie = request.cookies.get(config.cookie_name, "") if config else ""
    if config is None or not cookie or not compare_digest(token.encode(), cookie.encode()):
        return False
    return compare_digest(cookie[64:].encode(), generate_csrf_hash(cookie[:64], config.secret).encode())


def plain(name: str) -> str:
    """A file's name without folders, signs that nobody sees, and what is too long; its ending stays."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return seen[-80:].strip(" .") or "file"
