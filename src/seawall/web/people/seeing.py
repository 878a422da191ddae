"""The rows of a list that somebody may see, and how to ask for the same again."""

import polars as pl

from seawall.desk.opening import Desk
from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web import area, plans
from seawall.web.access import Subject
from seawall.web.kept import Kept
from seawall.web.people.asking import Asked, lined

_ROWS = Kept[pl.DataFrame](48, lambda rows: int(rows.estimated_size()))


def seen(desk: Desk, who: Subject | None, made: Made, name: str, lang: Language = "zh") -> pl.DataFrame:
    """The rows of a list that somebody may see, each with its `line` of words.

    The whole list is put together once for each plan and language; who looks for no words may leave it out.
    """
    rows = _ROWS.get((*plans.key(desk, made), name, lang), lambda: lined(name, made, lang))
    return area.within(rows, area.units_of(who, made.facts), made.facts)


def asking(want: Asked) -> dict[str, str | None]:
    """What an address, or a form, says to ask for the same again."""
    sort = f"{'-' if want.down else ''}{want.sort}" if want.sort else None
    return {"list": want.name, "q": want.q or None, **want.having, "sort": sort}
