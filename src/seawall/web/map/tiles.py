"""The PMTiles file of this machine, in the pieces that the browser asks for."""

import re
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from seawall.web.ground import LOCAL, Ground

RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})")
MOST = 8_000_000
"""Bytes of one piece at most: a directory or a tile is far smaller."""


@get(LOCAL, sync_to_thread=True, opt={"action": "look", "resource": "map"})
def tiles(request: Request[Any, Any, Any]) -> Response[bytes]:
    """One piece of the file, as the header Range asks; nothing else of it. Without a file there is no such page."""
    under: Ground = request.app.state.ground
    if under.file is None:
        raise NotFoundException
    size = under.file.stat().st_size
    found = RANGE.fullmatch(request.headers.get("range", ""))
    first, last = (int(each) for each in found.groups()) if found else (0, -1)
    last = min(last, size - 1, first + MOST - 1)
    if first > last:
        return Response(b"", status_code=416, headers={"Content-Range": f"bytes */{size}"})
    said = {
        "Content-Range": f"bytes {first}-{last}/{size}", "Accept-Ranges": "bytes", "ETag": _mark(under.file),
        "Cache-Control": "private, max-age=86400",
    }  # fmt: skip
    piece = _piece(under.file, first, last - first + 1)
    return Response(piece, status_code=206, media_type="application/octet-stream", headers=said)


def _piece(path: Path, first: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(length)


def _mark(path: Path) -> str:
    """Another one whenever the file is: the browser then begins anew."""
    known = path.stat()
    return f'"{known.st_size:x}-{known.st_mtime_ns:x}"'
