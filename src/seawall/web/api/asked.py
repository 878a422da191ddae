"""What an address asks for, read strictly: a name it does not know is refused, not passed over."""

import re
from collections.abc import Sequence
from typing import Any

from litestar import Request

from seawall.web.api.problems import ProblemError

_BATCH = re.compile(r"[0-9]{1,15}")


def query(request: Request[Any, Any, Any], allowed: Sequence[str]) -> dict[str, str]:
    """The parameters of an address, each once. Raises ProblemError for one that is not allowed, or stands twice."""
    said: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in allowed:
            raise ProblemError("not-understood", f"?{name[:60]}: allowed: {', '.join(allowed) or '-'}")
        if name in said:
            raise ProblemError("not-understood", f"?{name}: 2 ×; allowed: 1 ×")
        said[name] = value
    return said


def batch(said: dict[str, str], name: str, absent: int) -> int:
    """A batch's number. Raises ProblemError for what is none."""
    text = said.get(name)
    if text is None:
        return absent
    if not _BATCH.fullmatch(text):
        raise ProblemError("not-understood", f"?{name}={text[:60]!r}; allowed: 0, 1, 2 …")
    return int(text)


def kind(accept: str, kinds: Sequence[str]) -> str:
    """The first of our kinds that somebody accepts most. Raises ProblemError where they accept none."""
    weights = [_weighed(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(kinds, key=lambda each: (_weight(each, weights), -list(kinds).index(each)))
    if _weight(best, weights) <= 0:
        raise ProblemError("no-such-kind", f"Accept: {accept[:100]}; allowed: {', '.join(kinds)}")
    return best


def _weighed(part: str) -> tuple[str, float]:
    name, *rest = [each.strip().lower() for each in part.split(";")]
    said = next((each[2:] for each in rest if each.startswith("q=")), "1")
    return name, float(said) if re.fullmatch(r"[01](\.\d{0,3})?", said) else 0.0


def _weight(kind: str, weights: Sequence[tuple[str, float]]) -> float:
    """What was said of a kind itself counts before what was said of all like it."""
    for form in (kind, f"{kind.split('/')[0]}/*", "*/*"):
        for name, weight in weights:
            if name == form:
                return weight
    return 0.0
