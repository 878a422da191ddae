"""The bulletins published so far, as the signed orders hold them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from seawall.tables.facts import Facts
from seawall.tables.signed import publications


@dataclass(frozen=True)
class Published:
    """A bulletin as it was signed: the figures, which cases each group of them counted, and the text it was made from.

    `since` is the time of the bulletin it follows. What is `counted` stays inside the desk.
    """

    at: datetime
    since: datetime | None
    figures: Mapping[str, int]
    counted: Mapping[str, frozenset[str]]
    content: str


def published(facts: Facts) -> tuple[Published, ...]:
    """Every signed publication, earliest first."""
    rows = publications(facts).sort("from", "recorded_at").select("from", "evidence").iter_rows()
    return tuple(read(json.loads(evidence)["content"], at) for at, evidence in rows)


def read(content: str, at: datetime) -> Published:
    """A bulletin's content as an order keeps it."""
    kept = json.loads(content)
    since = kept["since"]
    return Published(
        at=at,
        since=None if since is None else datetime.fromisoformat(since),
        figures=MappingProxyType(kept["figures"]),
        counted=MappingProxyType({group: frozenset(cases) for group, cases in kept["counted"].items()}),
        content=content,
    )
