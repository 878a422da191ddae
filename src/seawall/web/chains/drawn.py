"""A laid graph as SVG, in pieces: on the page, where it is small, and as a file, which says its own colours."""

import unicodedata
from collections.abc import Iterator, Mapping
from html import escape
from itertools import accumulate
from typing import NamedTuple

import polars as pl

from seawall.web.chains.axis import Tick
from seawall.web.chains.layout import Laid

LEFT, WIDTH, RIGHT, TOP, FOOT, ROW = 168, 980, 32, 30, 12, 9
"""Pixels: names of lanes, the days, room for the last numbers; the names of days; below; a row."""
NAMED = 60
"""Cases beside which their numbers stand: more would stand on one another."""
LETTERS = 18
"""Latin letters of a lane's name that there is room for; a Han one takes the room of two."""
INK, INK_3, RULE, SHEET, UNSURE = "#14212A", "#56646D", "#D3DADD", "#FFFFFF", "#7D4C9C"
MARKS: Mapping[str, str] = {
    "case": f'class="case" fill="{INK}" stroke="none"',
    "close": f'class="close" fill="{SHEET}" stroke="{INK}" stroke-width="1.2"',
    "secondary": f'class="secondary" fill="none" stroke="{INK_3}" stroke-width="1.5"',
    "general": f'class="general" fill="{SHEET}" stroke="{INK_3}" stroke-width="1"',
    "co_exposed": f'class="general" fill="{SHEET}" stroke="{INK_3}" stroke-width="1"',
    "unseen": f'class="unseen" fill="{SHEET}" stroke="{INK_3}" stroke-width="1.2" stroke-dasharray="2 2"',
}
"""How each kind of point is drawn; a page's own style has the last word."""
SHAPES = {
    "case": '<circle cx="{x}" cy="{y}" r="4">{t}</circle>',
    "close": '<path d="M{l} {u}h7v7h-7z">{t}</path>',
    "secondary": '<path d="M{l} {y}h7">{t}</path>',
    "general": '<path d="M{x} {u}l3.5 3.5-3.5 3.5-3.5-3.5z">{t}</path>',
    "co_exposed": '<path d="M{x} {u}l3.5 6h-7z">{t}</path>',
    "unseen": '<circle cx="{x}" cy="{y}" r="4">{t}</circle>',
}


class Said(NamedTuple):
    """What stands in words: what the picture is, the names of lanes, and the days."""

    title: str
    lanes: Mapping[str, str]
    days: list[Tick]


def svg(laid: Laid, said: Said) -> Iterator[str]:
    """The picture, from its lanes to its points."""
    high = TOP + laid.rows * ROW + FOOT
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chains" viewBox="0 0 {LEFT + WIDTH + RIGHT} {high}" '
        f'width="{LEFT + WIDTH + RIGHT}" height="{high}" role="img" aria-label="{escape(said.title)}" '
        f'font-family="sans-serif" font-size="12"><rect class="paper" width="100%" height="100%" fill="{SHEET}"/>'
    )
    yield from _lanes(laid, said)
    yield from _days(laid, said, high)
    at = _points(laid)
    yield from _lines(laid, at)
    yield from _marks(laid, at)
    yield "</svg>"


def x(at: float, laid: Laid) -> float:
    """Pixels of minutes."""
    return round(LEFT + WIDTH * at / laid.minutes, 1)


def shortened(name: str, room: int) -> str:
    """A name, or as much of it as there is room for."""
    wide = [2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in name]
    fits = sum(total <= room for total in accumulate(wide))
    return name if fits == len(name) else f"{name[:fits].rstrip()}…"


def _y(row: int) -> float:
    return TOP + row * ROW + ROW / 2


def _points(laid: Laid) -> dict[str, tuple[float, float]]:
    there = zip(laid.nodes["key"], laid.nodes["at"], laid.nodes["row"], strict=True)
    return {key: (x(at, laid), _y(row)) for key, at, row in there}


def _lanes(laid: Laid, said: Said) -> Iterator[str]:
    yield f'<g class="lanes" fill="{INK}" stroke="none">'
    for lane, top, rows, points in laid.lanes.select("lane", "top", "rows", "points").iter_rows():
        u, end = TOP + top * ROW, TOP + (top + rows) * ROW
        name = said.lanes[lane]
        short = shortened(name, LETTERS)
        yield (
            f'<path class="rule" d="M0 {end}H{LEFT + WIDTH + RIGHT}" stroke="{RULE}"/>'
            f'<text x="0" y="{u + 13}">{escape(short)}<title>{escape(name)}</title></text>'
            f'<text class="many" x="{LEFT - 10}" y="{u + 13}" text-anchor="end" fill="{INK_3}">{points:,}</text>'
        )
    yield "</g>"


def _days(laid: Laid, said: Said, high: int) -> Iterator[str]:
    yield f'<g class="days" fill="{INK}" stroke="none">'
    for tick in said.days:
        at = x(tick.at, laid)
        yield f'<path class="rule" d="M{at} {TOP - 6}V{high - FOOT}" stroke="{RULE}"/>'
        if tick.name:
            yield f'<text x="{at + 3}" y="16">{escape(tick.name)}</text>'
    yield "</g>"


def _lines(laid: Laid, at: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    """Lines of a kind are one path: who met, who infected, and what of both is doubted."""
    link = pl.col("kind") == "link"
    kinds = (
        ("met", f'stroke="{RULE}"', ~link & pl.col("sure")),
        ("doubted", f'stroke="{UNSURE}" stroke-width="1.5" stroke-dasharray="5 4"', ~pl.col("sure")),
        ("link", f'stroke="{INK}" stroke-width="1.6"', link & pl.col("sure")),
    )
    for name, drawn, which in kinds:
        pairs = laid.edges.filter(which).select("source", "target").iter_rows()
        path = "".join("M{} {}L{} {}".format(*at[source], *at[target]) for source, target in pairs)
        if path:
            yield f'<path class="{name}" fill="none" {drawn} d="{path}"/>'


def _marks(laid: Laid, at: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    yield from _doubts(laid)
    many = laid.nodes.filter(pl.col("kind") == "case").height
    for kind, drawn in MARKS.items():
        of_kind = laid.nodes.filter(pl.col("kind") == kind)
        if of_kind.is_empty():
            continue
        yield f"<g {drawn}>"
        for key, number in of_kind.select("key", "number").iter_rows():
            mx, my = at[key]
            title = f"<title>{escape(number)}</title>"
            yield SHAPES[kind].format(x=mx, y=my, l=round(mx - 3.5, 1), u=round(my - 3.5, 1), t=title)
            if kind == "case" and many <= NAMED:
                yield f'<text x="{mx + 11}" y="{my + 4}">{escape(number)}</text>'
        yield "</g>"


def _doubts(laid: Laid) -> Iterator[str]:
    """Moments of cases as wide as they are known, and a ring round each whose infector nobody has shown."""
    yield f'<g class="doubts" fill="none" stroke="{UNSURE}" stroke-width="1.5" stroke-dasharray="3 2">'
    for first, last, row, at, sourced in (
        laid.nodes.filter(pl.col("kind") == "case").select("first", "last", "row", "at", "sourced").iter_rows()
    ):
        y = _y(row)
        if first is not None and last is not None and last > first:
            begins, ends = ((each - laid.first).total_seconds() / 60 for each in (first, last))
            yield f'<path d="M{x(begins, laid)} {y}H{x(ends, laid)}"/>'
        if not sourced:
            yield f'<circle cx="{x(at, laid)}" cy="{y}" r="7"/>'
    yield "</g>"
