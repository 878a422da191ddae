"""What the chains can be filtered by, as selects."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.moments import exact
from seawall.web.chains import names
from seawall.web.chains.asked import CHOICES, Asked
from seawall.web.chains.axis import midnights
from seawall.web.chains.graph import Graph
from seawall.web.looking import Looking
from seawall.web.names import Names
from seawall.web.pages import figure

DAY = timedelta(days=1)


class Choice(NamedTuple):
    """A select: its name and title, each value with its word, and the one that is chosen."""

    name: str
    title: str
    values: list[tuple[str, str]]
    chosen: str


def choices(want: Asked, graph: Graph, made: Made, looking: Looking) -> list[Choice]:
    """By ring, class, whom nobody reached, lane and time, as far as there are any."""
    lang = looking.language
    cases = graph.nodes.filter(pl.col("kind") == "case")
    there = {"ring": set(graph.nodes["kind"]), "class": set(cases["word"]), "reached": _waiting(want, graph)}
    coded = [
        Choice(
            name, names.word(f"of.{name}", lang),
            [(each, names.value(name, each, lang)) for each in allowed if each in there[name]],
            want.having.get(name, ""),
        )
        for name, allowed in CHOICES.items()
    ]  # fmt: skip
    return [*coded, _lanes(want, graph, made, looking), *_times(want, graph, made, looking)]


def _waiting(want: Asked, graph: Graph) -> set[str]:
    """Whom nobody has reached can be asked for as long as there is anybody."""
    return {"no"} if want.reached or graph.nodes["unreached"].any() else set()


def _lanes(want: Asked, graph: Graph, made: Made, looking: Looking) -> Choice:
    """Where: the lanes that there are, those with most points first."""
    lang, called_so = looking.language, Names(made.facts, looking.language)
    counted = graph.nodes.group_by(pl.col("wide").alias("lane")).len().sort("len", "lane", descending=[True, False])
    values = [(lane, f"{names.lane(lane, called_so, lang)} {figure(many)}") for lane, many in counted.iter_rows()]
    if want.lane and want.lane not in dict(values):
        values.insert(0, (want.lane, names.lane(want.lane, called_so, lang)))
    return Choice("lane", names.word("of.lane", lang), values, want.lane)


def _times(want: Asked, graph: Graph, made: Made, looking: Looking) -> list[Choice]:
    """From and until: the midnights between the first and the last that happened."""
    known = graph.nodes.select(pl.col("first").min(), pl.col("last").max()).row(0)
    days = _midnights(known, made) if None not in known else []
    return [
        Choice(
            name, names.word(f"of.{name}", looking.language),
            [(at.isoformat(), exact(at, made.zone, looking.language, ends=name == "until")) for at in days],
            want.having.get(name, ""),
        )
        for name in ("since", "until")
    ]  # fmt: skip


def _midnights(known: Sequence[datetime], made: Made) -> list[datetime]:
    first = known[0].astimezone(made.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return [first, *midnights(first, known[1] + DAY, made.zone)]
