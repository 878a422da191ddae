"""A part of a graph as GraphML, in pieces: numbers as the pages show them, local times, moments as their two ends."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import polars as pl

from seawall.web.chains.graph import Graph

NODE = {
    "number": "string", "person": "string", "kind": "string", "class": "string", "state": "string",
    "first": "string", "last": "string", "lane": "string", "sourced": "boolean",
    "unreached": "boolean",
}  # fmt: skip
EDGE = {
    "meets": "string", "case": "string", "ring": "string", "setting": "string", "place": "string", "first": "string",
    "last": "string", "minutes": "double", "basis": "string", "confidence": "double", "sure": "boolean",
}  # fmt: skip
SLICE = 2_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def graphml(graph: Graph, zone: ZoneInfo, about: str) -> Iterator[str]:
    """The file. `about` is said of the whole graph: which incident, as known when."""
    yield HEAD + f"<desc>{escape(about)}</desc>\n"
    for of, columns in (("node", NODE), ("edge", EDGE)):
        for name, kind in columns.items():
            yield f'<key id="{of}.{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    nodes = _local(graph.nodes, zone).with_columns(pl.when(pl.col("kind") == "case").then("word").alias("class"))
    for some in nodes.iter_slices(SLICE):
        yield _written(some, pl.format('<node id="{}">{}</node>\n', _escaped("key"), _data("node", NODE)))
    lines = _local(graph.edges, zone).rename({"kind": "meets"})
    ends = (_escaped("source"), _escaped("target"))
    for some in lines.iter_slices(SLICE):
        yield _written(some, pl.format('<edge source="{}" target="{}">{}</edge>\n', *ends, _data("edge", EDGE)))
    yield "</graph>\n</graphml>\n"


def _written(some: pl.DataFrame, line: pl.Expr) -> str:
    return "".join(some.select(line.alias("line"))["line"])


def _data(of: str, columns: Mapping[str, str]) -> pl.Expr:
    """What is known of a point or a line; what is not is left out."""
    said = [
        pl.when(pl.col(name).is_not_null() & (pl.col(name).cast(pl.String) != "")).then(
            pl.format(f'<data key="{of}.{name}">{{}}</data>', _escaped(name))
        )
        for name in columns
    ]
    return pl.concat_str(said, ignore_nulls=True)


def _escaped(name: str) -> pl.Expr:
    """A value as XML Schema writes it, without what XML cannot hold."""
    text = pl.col(name).cast(pl.String).str.replace_all(r"[\x00-\x1f\x7f\uFFFE\uFFFF]", "")
    for letter, said in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.str.replace_all(letter, said, literal=True)
    return text


def _local(frame: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    times = pl.col("first", "last").dt.convert_time_zone(zone.key).dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
    return frame.with_columns(times)
