"""The two languages of the pages."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import extract_from_ast

from seawall.web.looking import ROOMS
from seawall.web.pages import environment
from seawall.web.tongue import spoken, translations


@pytest.mark.parametrize(
    ("wanted", "accepts", "is_"),
    [
        ("en", "zh-CN", "en"), ("zh", "en", "zh"), (None, "de-DE,en;q=0.8", "en"), (None, "zh-TW,en", "zh"),
        (None, "fr", "zh"), (None, "", "zh"), ("xx", "en-GB", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_chosen_one_else_what_the_browser_accepts_else_chinese(
    wanted: str | None, accepts: str, is_: str
) -> None:
    assert spoken(wanted, accepts) == is_


def test_every_text_of_every_template_is_said_in_chinese() -> None:
    texts = {title for _, title in ROOMS}
    for file in (files("seawall.web") / "templates").iterdir():
        tree = environment("zh").parse(file.read_text(encoding="utf-8"))
        for _, _, found in extract_from_ast(tree):
            texts |= {each for each in ((found,) if isinstance(found, str) else found or ()) if each}
    missing = sorted(text for text in texts if text not in translations("zh").words)
    assert not missing


def test_no_text_is_said_in_two_ways_for_then_one_of_them_would_be_shown_at_random() -> None:
    said: dict[str, set[str]] = {}
    for file in (files("seawall.web") / "locale" / "zh").iterdir():
        with file.open("rb") as catalogue:
            for each in read_po(catalogue, locale="zh"):
                said.setdefault(str(each.id), set()).add(str(each.string))
    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


SHOWN = ("web", "desk", "store/orders.py", "store/views.py")
"""Where errors are raised that pages show."""
TOLD_ELSEWHERE = (
    "web/api", "web/serving.py", "web/syslog.py", "web/ground.py", "web/signin/devices.py", "web/signin/invited.py",
    "web/signin/oidc.py", "web/signin/passkeys.py", "web/signin/provider.py", "web/bulletin/setting.py",
    "desk/accounts.py", "desk/asking.py", "desk/inquiry.py",
    "desk/record.py", "desk/opening.py", "desk/intake.py", "desk/acknowledging.py", "desk/renewing.py",
)  # fmt: skip
"""Of these: what programs, the terminal and the journal are told, and what a device did, which pages never say."""


def refusals() -> Iterator[tuple[str, str | None]]:
    """Where each error of a page is raised, and its sentence; None where what it was given is not kept apart."""
    root = Path(str(files("seawall")))
    for file in sorted(root.rglob("*.py")):
        name = file.relative_to(root).as_posix()
        if not name.startswith(SHOWN) or name.startswith(TOLD_ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                said = node.exc.args[0]
                if ast.unparse(node.exc.func).endswith("Error") and isinstance(said, ast.Constant | ast.JoinedStr):
                    yield f"{name}:{node.lineno}", str(said.value) if isinstance(said, ast.Constant) else None


def test_every_refusal_that_a_page_shows_is_said_in_chinese() -> None:
    known = translations("zh").words
    assert not [(where, said) for where, said in refusals() if said not in known]


def test_no_word_of_the_catalogue_is_left_in_english_or_without_a_place() -> None:
    sources = [each for each in Path(str(files("seawall"))).rglob("*") if each.is_file()]
    written = "".join(file.read_text(encoding="utf-8") for file in sources if file.name.endswith((".html", ".py")))
    written = re.sub(r'"\s*\n\s*"', "", written)  # a sentence that goes on in the next line
    for english, chinese in translations("zh").words.items():
        assert english.replace('"', '\\"') in written or english in written, english
        assert re.search(r"[一-鿿]", chinese), english
