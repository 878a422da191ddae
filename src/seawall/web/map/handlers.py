"""The map: its page, with the list that says the same, and what the island draws."""

from typing import Any

from litestar import Request, Response, get

from seawall.web.access import Subject
from seawall.web.chosen import made_of
from seawall.web.errors import AskedError
from seawall.web.looking import Looking
from seawall.web.map import land, steps, unit, zones
from seawall.web.map.figures import FILLS
from seawall.web.map.finding import find
from seawall.web.map.layers import layers
from seawall.web.map.rows import of_units
from seawall.web.map.shown import Shown, shown
from seawall.web.map.tiles import tiles
from seawall.web.map.words import say
from seawall.web.pages import page

OPT = {"action": "look", "resource": "map"}


@get("/map", sync_to_thread=True, opt=OPT)
def map_(request: Request[Any, Any, Any]) -> Response[str]:
    """The map of an incident: units, zones, sites, places; one unit beside it."""
    looking = Looking(request)
    made = made_of(looking)
    if made is None:
        return page(looking, "map", made=None)
    found = shown(looking, _who(request), made)
    return page(looking, "map", made=made, **_told(looking, found))


@get("/map/layers", sync_to_thread=True, opt=OPT)
def drawn(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """What is drawn, as GeoJSON; where nothing is known, nothing."""
    looking = Looking(request)
    made = made_of(looking)
    found = {} if made is None else layers(shown(looking, _who(request), made))
    return Response(found, headers={"Cache-Control": "no-store"})


def _who(request: Request[Any, Any, Any]) -> Subject | None:
    subject: Subject | None = request.scope["state"].get("subject")
    return subject


def _told(looking: Looking, found: Shown) -> dict[str, Any]:
    lang, asked = looking.language, looking.request.query_params
    axes = zones.axes(found.made)
    fills = [*FILLS, "clean", *(f"level.{axis}" for axis in axes)]
    fill = _one_of(asked.get("fill"), fills, "fill")
    axis = _one_of(asked.get("axis"), axes, "axis") if axes else ""
    depths = list(range(found.there.deepest + 1))
    grain = int(_one_of(asked.get("grain"), [str(each) for each in depths], "grain", land.readable(found.there)))
    q = asked.get("q", "")
    chosen = unit.told(found.made, found.there, asked.get("unit", ""), found.names, lang)
    listed = of_units(found.rows, land.cut(found.there, grain))
    return {
        "found": found, "fill": fill, "axis": axis, "grain": grain, "q": q, "hits": find(q, found), "unit": chosen,
        "fills": [(each, _title(each, lang)) for each in fills],
        "axes": [(each, say(f"axis.{each}", lang)) for each in axes],
        "grains": [(each, _grain(found, each, lang)) for each in depths], "levels": zones.LEVELS.get(axis, ()),
        "shades": _shades(fill, found, lang), "rows": listed, "seen": found.seen, "word": say,
        "figures": _figures(found, chosen.unit) if chosen else {}, "missing": _missing(found, listed),
        "ground": looking.request.app.state.ground.data(),
        "asks": {"fill": fill, "axis": axis or None, "grain": str(grain), "q": q or None},
    }  # fmt: skip


def _one_of(asked: str | None, allowed: list[str], name: str, otherwise: object = None) -> str:
    """What was asked for. Raises AskedError for what there is not."""
    if not asked:
        return allowed[0] if otherwise is None else str(otherwise)
    if asked not in allowed:
        raise AskedError(
            "{name}={asked!r} is none; allowed: {allowed}", name=name, asked=asked, allowed=", ".join(allowed)
        )
    return asked


def _title(fill: str, lang: Any) -> str:
    return say(f"axis.{fill.removeprefix('level.')}", lang) if fill.startswith("level.") else say(f"fill.{fill}", lang)


def _grain(found: Shown, depth: int, lang: Any) -> str:
    """What the units of a cut are: the words of their levels."""
    levels = land.cut(found.there, depth)["level"].drop_nulls().unique(maintain_order=True)
    return " / ".join(say(f"kind.{each}", lang) for each in levels)


def _shades(fill: str, found: Shown, lang: Any) -> list[tuple[str, str]]:
    """The legend: each step and what it covers."""
    if fill.startswith("level."):
        levels = zones.LEVELS[fill.removeprefix("level.")]
        return [(steps.of_level(nth, len(levels)), say(f"level.{each}", lang)) for nth, each in enumerate(levels)]
    if fill == "clean":
        return [(each.step, _range(each)) for each in steps.shades(steps.DAYS, turned=True)]
    legend: list[tuple[str, str]] = [(each.step, _range(each)) for each in steps.shades(steps.PEOPLE)]
    return legend if found.seen.exact else [*legend[:-1], ("hidden", f"<{found.seen.least}")]


def _range(shade: steps.Shade) -> str:
    if shade.most is None:
        return f"{shade.least}+"
    return str(shade.least) if shade.least == shade.most else f"{shade.least}–{shade.most}"


def _figures(found: Shown, of: str) -> dict[str, int]:
    """The figures of one unit, for who may see them as they are."""
    if not found.seen.exact:
        return {}
    row: dict[str, int] = found.counted.by_unit.filter(unit=of).row(0, named=True)
    return row


def _missing(found: Shown, listed: list[Any]) -> list[str]:
    """The units of the list that are on no map: nobody said where they are."""
    return [row.name for row in listed if row.unit not in found.outlines]


HANDLERS = [map_, drawn, tiles]
