"""One case and whom it met, in a ring round it by place, each with whom they met in turn. Pure but for names."""

from collections.abc import Mapping
from math import cos, pi, sin
from typing import Any, NamedTuple

import polars as pl

from seawall.web.chains.graph import Graph
from seawall.web.chains.lanes import REST

WIDTH, HIGH = 980, 540
X, Y, ACROSS, DOWN = 490, 270, 196, 150
"""The middle, and how far from it the ring is."""
MOST = 300
"""Contacts that one ring has room for."""
GROUPS = 11
"""Groups that have room for their names; the smaller of more stand together."""
SIDE, GAP, LEAST = 10.0, 0.09, 0.2
"""Pixels of a square; the angle between groups, and that of a group at least."""
BESIDE, LONG, STEP = 4, 12, 15
"""Strokes beside one another; pixels of a stroke, and from one layer of strokes to the next."""
LINE, LETTER = 34, 7.4
"""Pixels between two names, and those of a Latin letter of one."""


class Mark(NamedTuple):
    """Somebody of the ring: where, their ring or that they became a case, whether somebody looks at them; strokes.

    The path is that of whom they met in turn, one stroke each.
    """

    number: str
    x: float
    y: float
    kind: str
    picked: bool
    strokes: str


class Group(NamedTuple):
    """Those met at one place: its lane, how many, how many they met in turn, where the name stands and which way."""

    lane: str
    many: int
    beyond: int
    x: float
    y: float
    anchor: str
    marks: list[Mark]

    @property
    def room(self) -> int:
        """Latin letters that its name and number have room for."""
        return int((WIDTH - self.x if self.anchor == "start" else self.x) / LETTER)

    @property
    def picked(self) -> str:
        """The number of whom somebody looks at, if they are among them."""
        return next((each.number for each in self.marks if each.picked), "")


class Up(NamedTuple):
    """Who is said to have infected the case: their number, "" where nobody is shown; whether it is sure."""

    number: str
    sure: bool


class Fan(NamedTuple):
    """The picture round a case."""

    number: str
    groups: list[Group]
    up: list[Up]
    side: float
    many: int
    beyond: int


def fan(graph: Graph, focus: str) -> Fan | None:
    """Round a case, or round the case of a contact, who is picked; without a focus round the only case there is.

    None where there is no such case, nobody whom it met, or too many for one ring.
    """
    case = _case(graph, focus)
    if case is None:
        return None
    met = graph.edges.filter(pl.col("source") == case["key"], pl.col("kind") == "met", pl.col("ring") != "secondary")
    ring = met.unique("target", keep="first", maintain_order=True)
    if not 0 < ring.height <= MOST:
        return None
    people = _people(ring, graph)
    side = min(SIDE, 0.9 * pi * (ACROSS + DOWN) / people.height)
    groups = _apart(_groups(people, focus, side))
    return Fan(
        case["number"], groups, _up(case, graph), round(side, 1), people.height, sum(each.beyond for each in groups)
    )


def _case(graph: Graph, focus: str) -> Mapping[str, Any] | None:
    cases = graph.nodes.filter(pl.col("kind") == "case")
    if not focus:
        return cases.row(0, named=True) if cases.height == 1 else None
    own = cases.filter((pl.col("number") == focus) | (pl.col("person") == focus))
    if own.is_empty():
        of = graph.edges.join(graph.nodes.filter(pl.col("number") == focus).select("key"), left_on="target",
                              right_on="key")  # fmt: skip
        own = cases.filter(pl.col("number").is_in(of["case"].implode()))
    return own.row(0, named=True) if own.height else None


def _people(ring: pl.DataFrame, graph: Graph) -> pl.DataFrame:
    """The ring with each one's lane, and whom they met in turn; by lane, the first met before the others."""
    beyond = graph.edges.filter(pl.col("ring") == "secondary").group_by(pl.col("source").alias("key")).agg(
        pl.col("target").n_unique().alias("beyond")
    )  # fmt: skip
    who = graph.nodes.select("key", "number", "person", pl.col("kind").alias("of"), "lane", "first")
    found = ring.select(pl.col("target").alias("key")).join(who, on="key").join(beyond, on="key", how="left")
    counted = found.group_by("lane").len().sort("len", "lane", descending=[True, False])
    kept = counted["lane"].head(GROUPS if counted.height > GROUPS + 1 else counted.height)
    begins = pl.col("first").min().over("lane")
    return (
        found.with_columns(pl.col("beyond").fill_null(0))
        .with_columns(pl.when(pl.col("lane").is_in(kept.implode())).then("lane").otherwise(pl.lit(REST)).alias("lane"))
        .sort(begins, "lane", "first", "key", nulls_last=True)
    )


def _groups(people: pl.DataFrame, focus: str, side: float) -> list[Group]:
    """Clockwise from the top, each as wide as it has people, and none without room for its name."""
    parts = people.partition_by("lane", maintain_order=True)
    wide = [max(part.height * side / ((ACROSS + DOWN) / 2), LEAST) for part in parts]
    free = max(2 * pi - GAP * len(parts), 1.0)
    scale = min(free / sum(wide), 1.0)
    gap = (2 * pi - scale * sum(wide)) / len(parts)
    angle, found = -pi / 2 + gap / 2, []
    for part, each in zip(parts, wide, strict=True):
        found.append(_group(part, angle, scale * each, focus))
        angle += scale * each + gap
    return found


def _group(part: pl.DataFrame, begins: float, wide: float, focus: str) -> Group:
    slot = wide / part.height
    marks = [_mark(row, begins + slot * (nth + 0.5), slot, focus) for nth, row in enumerate(part.iter_rows(named=True))]
    deep = max(-(-row // BESIDE) for row in part["beyond"]) if part.height else 0
    x, y = _at(begins + wide / 2, 34 + STEP * deep)
    return Group(
        part["lane"][0], part.height, int(part["beyond"].sum()), round(x, 1), round(y, 1),
        "start" if x >= X else "end", marks,
    )  # fmt: skip


def _mark(row: Mapping[str, Any], angle: float, slot: float, focus: str) -> Mark:
    x, y = _at(angle, 0)
    picked = focus in (row["number"], row["person"])
    strokes = "".join(_stroke(angle, slot, nth, row["beyond"]) for nth in range(row["beyond"]))
    return Mark(row["number"], round(x, 1), round(y, 1), row["of"], picked, strokes)


def _stroke(angle: float, slot: float, nth: int, many: int) -> str:
    """One stroke outwards: beside one another as far as there is room, then behind."""
    layer, beside = divmod(nth, BESIDE)
    of_layer = min(many - layer * BESIDE, BESIDE)
    turn = angle + slot * ((beside + 0.5) / of_layer - 0.5) * 0.8
    (x1, y1), (x2, y2) = (_at(turn, out + STEP * layer) for out in (12, 12 + LONG))
    return f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}"


def _at(angle: float, out: float) -> tuple[float, float]:
    """A point of the ring, or so many pixels outside of it."""
    return X + (ACROSS + out) * cos(angle), Y + (DOWN + out) * sin(angle)


def _apart(groups: list[Group]) -> list[Group]:
    """The same with no name on another: those of one side move down, and back up where they leave the picture."""
    placed: dict[int, float] = {}
    for anchor in ("start", "end"):
        order = sorted((nth for nth, each in enumerate(groups) if each.anchor == anchor), key=lambda nth: groups[nth].y)
        below = 20.0
        for nth in order:
            placed[nth] = below = max(groups[nth].y, below)
            below += LINE
        above = HIGH - 24.0
        for nth in reversed(order):
            placed[nth] = above = min(placed[nth], above)
            above -= LINE
    return [each._replace(y=placed[nth]) for nth, each in enumerate(groups)]


def _up(case: Mapping[str, Any], graph: Graph) -> list[Up]:
    """Who is said to have infected it; of a case from elsewhere nobody is looked for."""
    links = graph.edges.filter(pl.col("kind") == "link", pl.col("target") == case["key"])
    named = links.join(graph.nodes.select(pl.col("key").alias("source"), "number"), on="source", maintain_order="left")
    shown = [Up(number, sure) for number, sure in named.select("number", "sure").iter_rows()]
    return shown or ([] if case["sourced"] else [Up("", sure=False)])
