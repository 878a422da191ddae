"""A paper: sheets of sections that are read, filled in by hand and printed. It knows nothing of how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Field:
    """A line of a form. `value` None: nobody has said, and a line to write on stands there.

    `beside` is the label in the other language, `must` marks what the form may not lack, `wide` takes the whole width.
    """

    kind: ClassVar[str] = "field"
    label: str
    value: str | None = None
    beside: str = ""
    must: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Box:
    """A box to tick, ticked where the facts say so."""

    label: str
    ticked: bool = False


@dataclass(frozen=True)
class Ticks:
    """A label and its boxes; `other` leaves a line after them."""

    kind: ClassVar[str] = "ticks"
    label: str
    boxes: Sequence[Box]
    beside: str = ""
    must: bool = False
    wide: bool = True
    other: bool = False


@dataclass(frozen=True)
class Form:
    """Lines and boxes beside one another."""

    kind: ClassVar[str] = "form"
    lines: Sequence[Field | Ticks]


@dataclass(frozen=True)
class Mark:
    """A state, by shape and word: met, late, open, cannot_tell."""

    state: str
    word: str


Cell = str | None | Mark | Sequence[Box]
"""Text, an empty place to write in (None), a state, or boxes."""


@dataclass(frozen=True)
class Table:
    """Rows under heads, which repeat on every page; then `blank` rows to write in.

    `widths` are parts of a hundred; `numbers` the columns that stand to the right.
    """

    kind: ClassVar[str] = "table"
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]] = ()
    blank: int = 0
    widths: Sequence[int] = ()
    numbers: Sequence[int] = ()


@dataclass(frozen=True)
class Text:
    """Paragraphs. `tone` is plain, note (small), short (two lines at most) or spoken (said aloud, labelled)."""

    kind: ClassVar[str] = "text"
    paragraphs: Sequence[str]
    tone: str = "plain"
    labels: Sequence[str] = ()


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on."""

    kind: ClassVar[str] = "lines"
    count: int


@dataclass(frozen=True)
class Wall:
    """The eight first times as stones: state, name, word."""

    kind: ClassVar[str] = "wall"
    stones: Sequence[tuple[str, str, str]]


Part = Form | Table | Text | Lines | Wall


@dataclass(frozen=True)
class Section:
    """A head and what stands under it; two that are `half` stand side by side."""

    title: str
    parts: Sequence[Part]
    half: bool = False


@dataclass(frozen=True)
class Sheet:
    """One person's, one team's or one place's part of a paper; it begins a page."""

    title: str
    sections: Sequence[Section]
    about: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole paper under its title; `tight` sets it small, so that it stays on one page."""

    title: str
    sheets: Sequence[Sheet]
    tight: bool = False
