"""The journal held against its tree and its signed roots; roots and proofs to be taken away and checked elsewhere."""

import json
import sys
from datetime import UTC, datetime
from threading import Lock
from typing import Any, NamedTuple

from litestar import Request, Response, get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from seawall.desk.opening import Desk
from seawall.store import audit, merkle, proof, seal
from seawall.store.audit import Verdict
from seawall.store.database import transaction
from seawall.store.journal import JournalError, peaks
from seawall.store.seal import Root
from seawall.web.administration import places, tabs, touched
from seawall.web.choices import Form
from seawall.web.errors import AskedError
from seawall.web.looking import Looking

_AUDIT = {"action": "audit", "resource": "journal"}
_ONE = Lock()
"""Every entry is read: one reading at a time."""


class Read(NamedTuple):
    """What a reading of the whole journal found: the verdict, the root over all entries (None: there is a hole, so
    there is none), the last root that was signed, and the key that checks it."""

    verdict: Verdict
    top: str | None
    signed: Root | None
    key: str


@get("/administration/journal/verification", sync_to_thread=True, opt=_AUDIT)
def verified(request: Request[Any, Any, Any]) -> Response[str]:
    """Every entry, read now: nothing of an earlier reading is believed."""
    looking = Looking(request, now=True)
    return _page(looking, read(looking.desk))


@post("/administration/journal/verification/against", sync_to_thread=True, opt=_AUDIT, status_code=200)
def held_against(request: Request[Any, Any, Any], data: Form) -> Response[str]:
    """The same, and whether the journal still begins with a root that somebody kept elsewhere."""
    looking = Looking(request, now=True)
    kept = kept_root(data.get("root", ""))
    return _page(looking, read(looking.desk), kept=kept, kept_holds=begins_with(looking.desk, kept))


@get("/administration/journal/root", sync_to_thread=True, opt=_AUDIT)
def signed(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The last signed root with the key that checks it, as a file. Raises AskedError while there is none."""
    desk = Looking(request, now=True).desk
    found = _last(desk)
    if found is None:
        raise AskedError("no root was signed yet: an administrator signs one on the page of health")
    return _file({**found.as_json(), "key": _key(desk, found.size)}, f"root-{found.size}.json")


@get("/administration/journal/proof/{place:str}", sync_to_thread=True, opt=_AUDIT)
def proven(request: Request[Any, Any, Any], place: FromPath[str]) -> Response[bytes]:
    """That an entry is under the last signed root, as a file that needs no database. Raises JournalError."""
    desk = Looking(request, now=True).desk
    index = places.understood(desk, place)
    with transaction(desk.server, "auditor") as connection:
        found = proof.prove_inclusion(connection, desk.home, index)
    return _file({**found, "key": _key(desk, found["root"]["size"])}, f"entry-{index}.json")


def read(desk: Desk) -> Read:
    """The whole journal, against its tree, the roots of the database and those of the home's file."""
    with _ONE, transaction(desk.server, "auditor") as connection:
        verdict = audit.verify(connection, desk.home)
        top = _top(connection, verdict.size)
    last = _last(desk)
    return Read(verdict, top, last, _believed(desk, last.size if last else sys.maxsize))


def kept_root(said: str) -> Root:
    """The root that somebody typed or pasted. Raises AskedError for what is none."""
    try:
        return seal.from_json(json.loads(said))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AskedError(
            "this is no signed root; allowed is one as it is downloaded: JSON with at, home, root, signature and size"
        ) from None


def begins_with(desk: Desk, kept: Root) -> bool:
    """Whether this home signed a root, and its journal still begins with those entries."""
    if kept.home != desk.home.id or not kept.genuine(_believed(desk, kept.size)):
        return False
    with transaction(desk.server, "auditor") as connection:
        return _top(connection, kept.size) == kept.root.hex()


def _key(desk: Desk, size: int) -> str:
    """What checks a root over so many entries. Raises JournalError where the file that names it is damaged."""
    return seal.signer(seal.signers(desk.home), size)


def _believed(desk: Desk, size: int) -> str:
    """What verify() checks a root over so many entries with, also where that file is damaged: the verdict says so."""
    keys, _ = audit.believed(desk.home)
    return seal.signer(keys, size)


def _top(connection: Connection, size: int) -> str | None:
    """The root over the first entries, from the hashes that stand with them; verify() says whether those are right."""
    try:
        return merkle.crown(peaks(connection, size)).hex()
    except JournalError:
        return None


def _last(desk: Desk) -> Root | None:
    with transaction(desk.server, "auditor") as connection:
        found = seal.roots(connection, desk.home)
    return found[-1] if found else None


def _page(looking: Looking, found: Read, kept: Root | None = None, kept_holds: bool = False) -> Response[str]:
    now = datetime.now(UTC)
    return tabs.shown(
        looking,
        "verification",
        tab="journal",
        found=found,
        kept=kept,
        kept_holds=kept_holds,
        now=now,
        touched=touched.told,
    )


def _file(said: dict[str, Any], name: str) -> Response[bytes]:
    """JSON to be kept; it is a file, whatever a browser would do with it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    text = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return Response(text.encode(), media_type="application/json", headers=headers)


HANDLERS = [verified, held_against, signed, proven]
