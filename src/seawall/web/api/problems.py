"""What went wrong, as RFC 9457 says it: where, what, and what is allowed; in the language that was asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath

from seawall.store.account import ServerError
from seawall.store.answers import OtherRequestError, UnderWayError
from seawall.tables.errors import SeawallError
from seawall.tell.terminal import Language
from seawall.web.tongue import LANGUAGES, spoken, translations

MEDIA = "application/problem+json"
THERE = "/api/v1/problems"
"""Below it stands what each kind of problem is: what `type` names is there to be read."""
KINDS: Mapping[str, tuple[int, str]] = {
    "not-understood": (400, "The request cannot be understood."),
    "no-token": (401, "A token is needed that is good now."),
    "not-allowed": (403, "The token is not for this."),
    "not-there": (404, "There is nothing at this address."),
    "no-such-method": (405, "The address does not take this method."),
    "no-such-kind": (406, "The rows are not to be had as this kind."),
    "under-way": (409, "A request with this key is being answered."),
    "too-large": (413, "The request is too large."),
    "other-kind": (415, "A body of this kind is not read."),
    "other-request": (422, "The key was used for another request."),
    "rows-refused": (422, "No row went in."),
    "some-rows-refused": (207, "Some rows went in, and some came back."),
    "too-often": (429, "The token asks too often."),
    "broken": (500, "This could not be answered."),
    "busy": (503, "Too many ask at once."),
    "database-away": (503, "The database cannot be asked now."),
}
"""Every kind of problem: its status, and what it is."""
_KIND = {
    400: "not-understood", 401: "no-token", 403: "not-allowed", 404: "not-there", 405: "no-such-method",
    406: "no-such-kind", 409: "under-way", 413: "too-large", 415: "other-kind", 429: "too-often", 503: "database-away",
}  # fmt: skip


class ProblemError(SeawallError):
    """A request that is answered with a problem of a kind; the message says where, what and what is allowed."""

    def __init__(self, kind: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.kind, self.headers = kind, headers


@get(f"{THERE}/{{kind:str}}", media_type=MediaType.TEXT, opt={"open": True, "unasked": True})
async def kind_of_problem(kind: FromPath[str]) -> str:
    """What a kind of problem is, for everybody: its status, and its sentence in both languages."""
    if kind not in KINDS:
        raise NotFoundException
    status, title = KINDS[kind]
    return "\n".join((f"{status} {kind}", *(translations(each).gettext(title) for each in LANGUAGES), ""))


def language(request: Request[Any, Any, Any]) -> Language:
    """The language that was asked for; cookies are those of a browser, and say nothing here."""
    return spoken(None, request.headers.get("accept-language", ""))


def problem(
    request: Request[Any, Any, Any],
    kind: str,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response[bytes]:
    """An answer that says what was wrong."""
    body = msgspec.json.encode(document(kind, detail, language(request), request.url.path, more or {}))
    said = {"Cache-Control": "no-store", **(headers or {})}
    return Response(body, status_code=KINDS[kind][0], media_type=MEDIA, headers=said)


def document(kind: str, detail: str, lang: Language, path: str, more: Mapping[str, object]) -> dict[str, object]:
    """The members of a problem."""
    status, title = KINDS[kind]
    said = {"detail": detail} if detail else {}
    title = translations(lang).gettext(title)
    return {"type": f"{THERE}/{kind}", "title": title, "status": status, **said, "instance": path, **more}


def told(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The problem that an error is. One that is a fault of ours says nothing of it: the log has it."""
    if isinstance(error, ProblemError):
        return problem(request, error.kind, str(error), error.headers)
    if isinstance(error, HTTPException):
        return _of_status(request, error)
    for kind, class_ in _CLASSES:
        if isinstance(error, class_):
            again = {"Retry-After": "2"} if kind in ("under-way", "database-away") else {}
            return problem(request, kind, str(error), again)
    return problem(request, "broken")


_CLASSES: Sequence[tuple[str, type[SeawallError]]] = (
    ("database-away", ServerError),
    ("under-way", UnderWayError),
    ("other-request", OtherRequestError),
    ("not-understood", SeawallError),
)


def _of_status(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    kind = _KIND.get(error.status_code, "not-understood" if error.status_code < 500 else "broken")
    headers = dict(error.headers or {})
    if kind == "no-such-method":
        headers = {name: value.replace("OPTIONS, ", "").replace(", OPTIONS", "") for name, value in headers.items()}
    return problem(request, kind, headers=headers)


HANDLERS = [kind_of_problem]
