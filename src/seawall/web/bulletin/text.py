"""The text of a bulletin taken apart, and beside another one with what differs marked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["title", "drill", "head", "para", "item", "foot"]
Runs = list[tuple[bool, str]]
"""A text in pieces: whether each is marked, and the piece."""
_WORD = re.compile(r"\d[\d,:]*\d|\d|[A-Za-z]+|\s+|.")


class Block(NamedTuple):
    """A title, the line that says it is a drill, a section's head, a paragraph, an item of a list, or the foot."""

    kind: Kind
    text: str


class Pair(NamedTuple):
    """A block, in pieces of which those are marked that another text has otherwise."""

    kind: Kind
    runs: Runs


def blocks(markdown: str) -> list[Block]:
    """A bulletin as `tell.bulletin` writes it."""
    body, rule, foot = markdown.strip().partition("\n---\n")
    found = [block for part in body.split("\n\n") for block in _part(part.strip())]
    return [*found, *([Block("foot", foot.strip().replace("`", ""))] if rule else [])]


def _part(part: str) -> Iterator[Block]:
    if part.startswith("- "):
        yield from (Block("item", line.removeprefix("- ")) for line in part.splitlines())
    elif part.startswith("# "):
        yield Block("title", part.removeprefix("# "))
    elif part.startswith("## "):
        yield Block("head", part.removeprefix("## "))
    elif part.startswith("**"):
        yield Block("drill", part.strip("*"))
    elif part:
        yield Block("para", part)


def beside(last: Sequence[Block], draft: Sequence[Block]) -> tuple[list[Pair], list[Pair]]:
    """Both texts; in each is marked what the other has not. A block is held against the one at its place of the section
    of the same name; the foot, which names the snapshot, against none."""
    there = dict(_placed(last))
    here = dict(_placed(draft))
    old = [_marked(block, here.get(place), old=True) for place, block in there.items()]
    new = [_marked(block, there.get(place), old=False) for place, block in here.items()]
    return old, new


def _placed(text: Sequence[Block]) -> Iterator[tuple[tuple[str, Kind, int], Block]]:
    """Each block under its section, what it is, and the how-manieth such of the section."""
    section, seen = "", Counter[tuple[str, Kind]]()
    for block in text:
        section = block.text if block.kind == "head" else section
        seen[section, block.kind] += 1
        yield (section, block.kind, seen[section, block.kind]), block


def _marked(block: Block, other: Block | None, *, old: bool) -> Pair:
    if block.kind == "foot" or other is None:
        return Pair(block.kind, [(block.kind != "foot", block.text)])
    mine, its = _WORD.findall(block.text), _WORD.findall(other.text)
    first, second = (mine, its) if old else (its, mine)
    runs: Runs = []
    for what, i, j, k, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        piece = "".join(mine[i:j] if old else mine[k:end])
        if piece:
            runs.append((what != "equal", piece))
    return Pair(block.kind, runs)
