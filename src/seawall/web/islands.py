"""What was built out of web/: a module for each page that needs one. A page without its own shows its list, says so."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

BUILT = files(__package__) / "static" / "built"
_ADDRESS = "/static/built/"


class Island(NamedTuple):
    """The addresses of a page's module, of its styles, and of what the module imports; each names its content."""

    script: str
    styles: tuple[str, ...]
    imports: tuple[str, ...]


@cache
def island(name: str) -> Island | None:
    """What was built of web/src/NAME.ts; None where nothing was (`make islands` builds it)."""
    found = _manifest()
    entry = found.get(f"src/{name}.ts")
    if entry is None:
        return None
    parts = _parts(found, f"src/{name}.ts")
    styles = dict.fromkeys(_ADDRESS + style for part in parts for style in found[part].get("css", ()))
    imports = tuple(_ADDRESS + found[part]["file"] for part in parts[1:])
    return Island(_ADDRESS + entry["file"], tuple(styles), imports)


def _manifest() -> dict[str, Any]:
    """Vite's own list of what it built."""
    try:
        found: dict[str, Any] = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def _parts(found: dict[str, Any], first: str) -> list[str]:
    """A module and all that it imports, each once, itself first."""
    parts, at = [first], 0
    while at < len(parts):
        parts += [each for each in found[parts[at]].get("imports", ()) if each not in parts]
        at += 1
    return parts
