"""Exports that wait, or can be taken, as somebody who may export people sees them on the page."""

from typing import Any, NamedTuple

from litestar import Request

from seawall.desk.planning import Made
from seawall.store.accounts import Role
from seawall.web.access import Subject, decide
from seawall.web.pages import Looking
from seawall.web.people.agreeing import agreed, exporting
from seawall.web.people.called import called
from seawall.web.people.cells import Tongue, cell
from seawall.web.people.waiting import Export, Exports
from seawall.web.people.words import say


class Wait(NamedTuple):
    """An export: its list and filters in words, who asked in which roles, whether who looks did, and the rule, if any,
    by which they may not agree."""

    export: Export
    title: str
    filters: list[str]
    roles: tuple[Role, ...]
    mine: bool
    rule: str


def exports(request: Request[Any, Any, Any]) -> Exports:
    """Those of the application."""
    found: Exports = request.app.state.exports
    return found


def shown(looking: Looking, made: Made) -> dict[str, Any]:
    """Whether who looks may ask for an export, and which they see: their own, and what waits for somebody else."""
    subject: Subject | None = looking.request.scope["state"].get("subject")
    if subject is None or not decide(subject, "export", "people"):
        return {"exports": False, "waits": []}
    told = [_wait(each, subject, looking, made) for each in exports(looking.request).every()]
    return {"exports": True, "waits": [each for each in told if each.mine or not each.export.agreed]}


def _wait(export: Export, subject: Subject, looking: Looking, made: Made) -> Wait:
    rule = agreed(export.by, exporting(subject))
    return Wait(
        export, say(f"list.{export.wanted.want.name}", looking.language), _filters(export, looking, made),
        export.by.roles, export.by.account == subject.account, rule if isinstance(rule, str) else "",
    )  # fmt: skip


def _filters(export: Export, looking: Looking, made: Made) -> list[str]:
    """What the list is filtered by, in words."""
    want, tongue = export.wanted.want, Tongue(made, looking.language, called(made.facts))
    found = [
        f"{say(f'col.{each.name}', looking.language)}: {cell(each, want.having, tongue).text}"
        for each in want.list.columns if each.name in want.having
    ]  # fmt: skip
    return [*found, f"“{want.q}”"] if want.q else found
