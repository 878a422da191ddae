"""Chinese texts have full-width marks, whoever reads them: pages, papers, the terminal, those who are bound."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from seawall.policy.document import packaged

SOURCE = Path(str(files("seawall")))
HALF = re.compile(r"[一-鿿）》”][,;:?!()]|[,;:?!()][一-鿿（《“]")
"""A half-width mark beside a Chinese character; within a number, a time, a command or a name it stands by none."""
TOLD = ("plan", "tell", "web")
"""Where code says sentences. What reads files knows the marks of others, and is not among them."""
RIGHT = "{列名: 值}"
"""Chinese within code, which is written as code is."""


def catalogues() -> Iterator[tuple[str, str]]:
    """Every Chinese text of a page."""
    for file in sorted((SOURCE / "web/locale/zh").iterdir()):
        with file.open("rb") as catalogue:
            yield from ((file.name, str(each.string)) for each in read_po(catalogue, locale="zh") if each.id)


def documents() -> Iterator[tuple[str, str]]:
    """What files of policies and papers say in Chinese; titles of sources and fields of official forms are cited."""
    words = (SOURCE / "policies/keys.toml", SOURCE / "policies/units.toml", SOURCE / "policies/values.toml")
    for file in (*packaged().values(), *words, *(SOURCE / "tell/papers").glob("*.toml")):
        if file.name != "report-card-cn.toml":
            yield from ((file.name, text) for text in _chinese(tomllib.loads(file.read_text(encoding="utf-8"))))


def _chinese(said: Any) -> Iterator[str]:
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield from [value] if name == "zh" and isinstance(value, str) else _chinese(value)
    elif isinstance(said, list):
        for each in said:
            yield from _chinese(each)


def sentences() -> Iterator[tuple[str, str]]:
    """The texts that code says; of one in two languages the Chinese half."""
    for file in sorted(each for name in TOLD for each in (SOURCE / name).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        silent = {id(each) for each in _unsaid(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield file.name, node.value.partition(" / ")[0]


def _unsaid(tree: ast.AST) -> Iterator[ast.expr]:
    """Docstrings, and the patterns by which code reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield from node.args


def test_no_half_width_mark_stands_beside_a_chinese_character() -> None:
    said = [*catalogues(), *documents(), *sentences()]
    assert len(said) > 3_000
    assert [each for each in said if HALF.search(each[1].replace(RIGHT, ""))] == []
