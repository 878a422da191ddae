"""Exports of lists that wait, or can be taken, on the page of the lists."""

from typing import Any

from seawall.desk.planning import Made
from seawall.web.exports import waits
from seawall.web.exports.waiting import Export
from seawall.web.looking import Looking
from seawall.web.names import names
from seawall.web.people.asking import Asked
from seawall.web.people.cells import Tongue, cell
from seawall.web.words import say


def shown(looking: Looking, made: Made) -> dict[str, Any]:
    """Whether who looks may ask for an export, and which they see: their own, and what waits for somebody else."""
    tongue = Tongue(made, looking.language, names(made.facts, looking.language))
    return waits.shown(looking, Asked, lambda export: _titled(export, tongue))


def _titled(export: Export, tongue: Tongue) -> waits.Titled:
    """Which list, and what it is filtered by, in words."""
    want = export.wanted.want
    if not isinstance(want, Asked):
        raise TypeError(want)
    found = [
        f"{say(f'col.{each.name}', tongue.lang)}{say(':', tongue.lang)}{cell(each, want.having, tongue).text}"
        for each in want.list.columns if each.name in want.having
    ]  # fmt: skip
    return waits.Titled(say(f"list.{want.name}", tongue.lang), [*found, f"“{want.q}”"] if want.q else found)
