"""Files of delimited text: where their header stands, and their rows below it."""

import codecs
import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import polars as pl

from seawall.files import blocks, columnar, legible, reading, torn
from seawall.files.grid import FileError
from seawall.presence.files.headings import LOOKED_AT, located
from seawall.presence.files.parts import Source, placed

_SAMPLE = 1 << 20


def opened(file: Path, first: bytes, columns: Sequence[str]) -> Source | None:
    """The rows of a text in lines; None where it is no such text, but JSON, or has lines that end in their own way.

    Raises FileError for what is no text, StaysFileError for a header that lacks a column or names it twice.
    """
    start = reading.opener(file, first)
    try:
        codec, note = legible.encoding(file.name, start)
        stream = start()
        parts = blocks.blocks(file.name, stream, codec)
        head = next(parts, b"").removeprefix(codecs.BOM_UTF8)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(f"{file} is cut off or damaged ({error}); save it again") from None
    sample = head[:_SAMPLE].decode(errors="ignore")
    if not sample.strip():
        raise FileError(f"{file} is empty; a table has at least a row of headers")
    if reading.form(file.name, sample) != "cells" or ("\r" in sample and "\n" not in sample):
        stream.close()
        return None
    sign = reading.sign(file.name, sample)
    rows = list(_first(sample, sign))
    header, places = located(str(file), [row.cells for _, row in rows], columns)
    at, titles = rows[header]
    taken = at + titles.lines
    how = columnar.Delimited(sign, len(titles.cells), placed(places))
    below = filter(None, chain([head[_offset(head, taken) :]], parts))
    return Source(
        {name: titles.cells[places[name]].strip() for name in columns},
        _closing(file, stream, columnar.columns(below, how, first=taken + 1)),
        [note] if note else [],
        _share(stream, file),
        titles.cells,
    )


def _first(sample: str, sign: str) -> Iterator[tuple[int, torn.Row]]:
    """The first rows that have any cell, each with the line it begins on, counted from 0."""
    lines = [line.rstrip("\r") for line in sample.split("\n")]
    at = found = 0
    while at < len(lines) and found < LOOKED_AT:
        row = torn.row(lines[at : at + torn.LINES], sign)
        if any(row.cells):
            yield at, row
            found += 1
        at += row.lines


def _offset(block: bytes, lines: int) -> int:
    """Where so many lines end."""
    at = 0
    for _ in range(lines):
        at = block.find(b"\n", at) + 1 or len(block)
    return at


def _share(stream: BinaryIO, file: Path) -> Callable[[], float]:
    size = file.stat().st_size
    raw = getattr(stream, "fileobj", None) or stream  # of a packed text, how far in the file itself
    return lambda: 1.0 if raw.closed else min(1.0, raw.tell() / size)


def _closing(file: Path, stream: BinaryIO, parts: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    try:
        with stream:
            yield from parts
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(f"{file} is cut off or damaged ({error}); save it again") from None
