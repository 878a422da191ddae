"""Everything one map shows, put together once for each plan, sight and language."""

from typing import NamedTuple

from seawall.desk.planning import Made
from seawall.web import plans
from seawall.web.access import Subject
from seawall.web.kept import Kept
from seawall.web.looking import Looking
from seawall.web.map import figures, land, outlines
from seawall.web.map.called import called
from seawall.web.map.land import Land
from seawall.web.map.marks import Mark, marks
from seawall.web.map.outlines import Outline
from seawall.web.map.rows import Row, Words, rows
from seawall.web.map.sight import Sight, sight
from seawall.web.map.sites import Site, sites
from seawall.web.names import Names


class Shown(NamedTuple):
    """`elsewhere`: of how many people of each fill the home is in no unit that is shown, or not known."""

    made: Made
    seen: Sight
    there: Land
    names: Names
    rows: list[Row]
    counted: figures.Counted
    elsewhere: dict[str, int]
    sites: list[Site]
    marks: list[Mark]
    outlines: dict[str, Outline]
    undated: int


_SHOWN = Kept[Shown](8)


def shown(looking: Looking, who: Subject | None, made: Made) -> Shown:
    """The map of an incident for somebody."""
    seen = sight(looking.desk, who, made)
    units = None if seen.units is None else tuple(seen.units)
    key = (*plans.key(looking.desk, made), units, seen.least, looking.language)
    return _SHOWN.get(key, lambda: _put_together(looking, who, made, seen))


def _put_together(looking: Looking, who: Subject | None, made: Made, seen: Sight) -> Shown:
    lang = looking.language
    there, names = land.land(looking.desk, made, seen.units), called(made, lang)
    known = figures.counted(looking.desk, who, made, there, exact=seen.exact)
    words = Words(f"<{seen.least}", looking.say("not shown"), looking.say("not counted here"))
    top = there.units.filter(depth=0)["unit"]
    inside = known.by_unit.filter(known.by_unit["unit"].is_in(top.implode()))
    elsewhere = {each: known.all_[each] - int(inside[each].sum()) for each in figures.FILLS}
    return Shown(
        made, seen, there, names, rows(made, there, known, seen, names, lang, words), known, elsewhere,
        sites(made, there, seen.least, everywhere=seen.units is None), marks(made, there, lang, seen.least),
        dict(outlines.outlines(made.facts)), outlines.undated(made.facts),
    )  # fmt: skip
