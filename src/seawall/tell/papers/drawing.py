"""Every paper, drawn and written.

Each is drawn from the plan and the facts it was made of, as a Paper, and rendered through one page.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import get_args
from zoneinfo import ZoneInfo

import polars as pl

from seawall.disk import keep
from seawall.flow import Plan
from seawall.tables.errors import SeawallError
from seawall.tables.facts import Facts
from seawall.tell.papers.brief import Brief, brief
from seawall.tell.papers.callsheet import callsheet
from seawall.tell.papers.card import card
from seawall.tell.papers.event import event
from seawall.tell.papers.handover import handover
from seawall.tell.papers.interview import interview
from seawall.tell.papers.met import at_home
from seawall.tell.papers.page import page
from seawall.tell.papers.paper import Paper
from seawall.tell.papers.requests import requests
from seawall.tell.papers.stop import stop
from seawall.tell.papers.tongue import Tongue
from seawall.tell.terminal.language import Language

PAPERS: Mapping[str, Callable[[Brief, Tongue], Paper]] = MappingProxyType(
    {
        "interview": interview,
        "report-card": card,
        "event-report": event,
        "handover": handover,
        "callsheet": callsheet,
        "requests": requests,
        "stop-admission": stop,
    }
)
LANGUAGES: tuple[Language, ...] = get_args(Language)


class PapersError(SeawallError):
    """The papers cannot be written where they were asked for."""


def write(plan: Plan, facts: Facts, names: pl.DataFrame | None, out: Path, zone: ZoneInfo, digest: str) -> list[Path]:
    """Writes every paper in both languages into `out`, readable by their owner alone, and says which files.

    `facts` are those the plan was made of. `names` (person, name, phone, destroyed: on which day) are for the call
    sheet and the interview; None: lines to fill in by hand.
    """
    pages = drawn(brief(plan, facts, names, zone, digest))
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        out.chmod(0o700)
        for name, text in pages.items():
            keep(out / name, [text.encode()])
    except OSError as error:
        raise PapersError(f"{out}: {error.strerror}; choose a folder you may write (--out)") from error
    return [out / name for name in pages]


def drawn(brief: Brief) -> dict[str, str]:
    """Every page by the name of its file."""
    tongues = [Tongue(lang, brief.zone) for lang in LANGUAGES]
    return {
        f"{name}.{tongue.lang}.html": page(draw(brief, tongue), brief, tongue)
        for name, draw in PAPERS.items()
        for tongue in tongues
    }


def named(plan: Plan, facts: Facts) -> list[str]:
    """Whose names stand on the call sheet and the interview: whoever is to be called, and whom the cases live with."""
    known = brief(plan, facts, None, facts.zone, "")
    cases = plan.calls.filter(whom="case")["person"]
    homes = [other for person in cases for other in at_home(person, known)]
    return sorted({*plan.calls["person"], *homes})
