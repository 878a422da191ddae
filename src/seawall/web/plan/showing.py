"""The page of a plan: its differences, the reasons of one row, what was amended, and the seal."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from seawall.web.looking import Looking
from seawall.web.pages import page
from seawall.web.plan import amendments, beside, chain, costing, notices, rows, seal
from seawall.web.plan.shown import Shown
from seawall.web.signing import signer


def show(
    looking: Looking, found: Shown, status: int = 200, sent: Mapping[str, str] | None = None, **said: Any
) -> Response[str]:
    """A plan as a page, whatever was done to it; `said` is what the templates are told beside it.

    What a form `sent` says which row stands open and which verbs are chosen; else the address says it.
    """
    found = found.to(looking)
    lang, query = looking.language, looking.request.query_params
    stands = query if sent is None else sent
    who, groups = signer(looking), rows.grouped(found, lang)
    opened = rows.find(groups, stands.get("row"))
    choice = stands.get("verbs") or ("all" if any(g.verb != "inform" for g in groups) else "inform")
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
