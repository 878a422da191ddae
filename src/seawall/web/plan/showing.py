"""The page of a plan: its differences, the reasons of one row, what was amended, and the seal."""

from typing import Any

from litestar import Response

from seawall.web.pages import Looking, page
from seawall.web.plan import amendments, beside, chain, costing, notices, rows, seal
from seawall.web.plan.shown import Shown
from seawall.web.signing import signer


def show(
    looking: Looking, found: Shown, status: int = 200, chosen: str | None = None, row: str | None = None, **said: Any
) -> Response[str]:
    """A plan as a page, whatever was done to it; `said` is what the templates are told beside it."""
    found = found.to(looking)
    lang, query = looking.language, looking.request.query_params
    who, groups = signer(looking), rows.grouped(found, lang)
    opened = rows.find(groups, row or query.get("row"))
    choice = chosen or query.get("verbs") or ("all" if any(g.verb != "inform" for g in groups) else "inform")
    other = beside.beside_it(found, query.get("beside"), lang)
    return page(
        looking, "plan", status=status, shown=found, plan=found.made.plan, groups=groups, who=who,
        chain=None if opened is None else chain.chain(found, opened, lang), follows=costing.follows(found.made.plan),
        beside=other, offered=beside.offered(found.made.plan.policy), ours=beside.short(found.made.plan),
        theirs=other.short if other else [], kept=_kept(looking), seal=seal.seal(found, groups, choice, who, lang),
        harm=found.made.plan.harm.filter(measure="observation").row(0, named=True),
        past=query.get("plan") is not None,
        notices=[notices.told(each, lang) for each in found.made.plan.notices],
        amended=amendments.amended(found, groups, opened, lang),
        **{"refused": None, "entry": None, "typed": None, **said},
    )  # fmt: skip


def _kept(looking: Looking) -> list[tuple[str, str]]:
    """What an address says that a form is to say again."""
    query = looking.request.query_params
    return [(name, query[name]) for name in ("incident", "at", "plan", "row", "verbs") if name in query]
