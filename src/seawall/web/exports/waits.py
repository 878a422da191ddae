"""Exports that wait, or can be taken, as somebody who may export people sees them on the page of a room."""

from collections.abc import Callable
from typing import Any, NamedTuple

from seawall.store.accounts import Role
from seawall.web.access import Subject, decide
from seawall.web.exports.agreeing import agreed, exporting
from seawall.web.exports.steps import exports
from seawall.web.exports.waiting import Export
from seawall.web.looking import Looking


class Titled(NamedTuple):
    """What is asked for, and what it is filtered by, in words."""

    title: str
    filters: list[str]


class Wait(NamedTuple):
    """An export: what it is, who asked in which roles, whether who looks did, and the rule, if any, by which they may
    not agree."""

    export: Export
    title: str
    filters: list[str]
    roles: tuple[Role, ...]
    mine: bool
    rule: str


def shown(looking: Looking, of: type[Any], titled: Callable[[Export], Titled]) -> dict[str, Any]:
    """Whether who looks may ask for an export, and which of a room they see: their own, and what waits for others.

    `of` is what the room's exports are asked for as.
    """
    subject: Subject | None = looking.request.scope["state"].get("subject")
    if subject is None or not decide(subject, "export", "people"):
        return {"exports": False, "waits": []}
    ours = [each for each in exports(looking.request).every() if isinstance(each.wanted.want, of)]
    told = [_wait(each, subject, titled(each)) for each in ours]
    return {"exports": True, "waits": [each for each in told if each.mine or not each.export.agreed]}


def _wait(export: Export, subject: Subject, titled: Titled) -> Wait:
    rule = agreed(export.by, exporting(subject))
    return Wait(
        export, titled.title, titled.filters, export.by.roles, export.by.account == subject.account,
        rule if isinstance(rule, str) else "",
    )  # fmt: skip
