"""What was built of web/, and a page where nothing was."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from seawall.desk.opening import Desk
from seawall.web import islands
from seawall.web.pages import environment
from tests.web.browsers import browser

HEAD = '{% with name = "map" %}{% include "island.html" %}{% endwith %}'


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own for what is built, empty."""
    monkeypatch.setattr(islands, "BUILT", tmp_path)
    islands.island.cache_clear()
    yield tmp_path
    islands.island.cache_clear()


def test_a_page_names_its_module_its_styles_and_what_the_module_imports(built: Path) -> None:
    manifest = {
        "src/map.ts": {"file": "map-1.js", "css": ["map-2.css"], "imports": ["_words.js"]},
        "_words.js": {"file": "words-3.js", "css": ["words-4.css"], "imports": ["src/map.ts"]},
    }
    (built / "manifest.json").write_text(json.dumps(manifest))
    assert islands.island("map") == islands.Island(
        "/static/built/map-1.js",
        ("/static/built/map-2.css", "/static/built/words-4.css"),
        ("/static/built/words-3.js",),
    )
    assert islands.island("chains") is None
    head = environment("en").from_string(HEAD).render()
    assert '<script type="module" src="/static/built/map-1.js"></script>' in head


@pytest.mark.usefixtures("built")
def test_where_nothing_was_built_a_page_has_no_module_and_is_a_page() -> None:
    assert islands.island("map") is None
    assert environment("en").from_string(HEAD).render().strip() == ""


def test_each_file_that_was_built_is_served_as_what_it_is(desk: Desk) -> None:
    if islands.island("map") is None:
        pytest.skip("the islands were not built: make islands")
    guest = browser(desk)
    kinds = {".js": "javascript", ".mjs": "javascript", ".css": "text/css"}
    for file in Path(str(islands.BUILT)).iterdir():
        if file.suffix in kinds:
            answer = guest.get(f"/static/built/{file.name}")
            assert kinds[file.suffix] in answer.headers["content-type"]
            assert "immutable" in answer.headers["cache-control"]
