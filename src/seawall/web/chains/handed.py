"""The graph as the module asks for it: put together and compressed once for each plan, part and language."""

import gzip
from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.serialization import encode_json

from seawall.desk.planning import Made
from seawall.web.chains.asked import asked
from seawall.web.chains.columns import columns
from seawall.web.chains.finding import found
from seawall.web.chains.layout import laid
from seawall.web.chains.seen import key, seen
from seawall.web.chosen import made_of
from seawall.web.kept import Kept
from seawall.web.looking import Looking

QUICKLY = 5
"""How hard it is compressed: harder takes twice as long for a twentieth less."""
_HANDED = Kept[bytes](16)


@get("/chains/graph", sync_to_thread=True, opt={"action": "look", "resource": "chains"})
def graph(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Points and lines as columns of numbers; empty where nothing was known. The application compresses it no more."""
    looking = Looking(request)
    made = made_of(looking)
    told = gzip.compress(b"{}") if made is None else _handed(looking, made)
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(told if zipped else gzip.decompress(told), media_type=MediaType.JSON, headers=headers)


def _handed(looking: Looking, made: Made) -> bytes:
    who, want = looking.request.scope["state"].get("subject"), asked(looking.request.query_params)

    def put_together() -> bytes:
        part = found(want, seen(looking.desk, who, made))
        drawn = laid(part, made.facts["places"], made.plan.now)
        return gzip.compress(encode_json(columns(drawn, made, looking.language)), QUICKLY)

    return _HANDED.get((*key(looking.desk, who, made), want, looking.language), put_together)


HANDLERS = [graph]
