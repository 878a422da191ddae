"""The scripts of the phone, under an address that changes whenever one of them does, and the worker that keeps them."""

import hashlib
import json
from functools import cache

from seawall.web.pages import STATIC, asset

SCRIPTS = STATIC / "field"
WORKER = "worker.js"


@cache
def digest() -> str:
    """What the scripts are, in twelve characters."""
    found = hashlib.sha256()
    for name in names():
        found.update(name.encode() + (SCRIPTS / name).read_bytes())
    return found.hexdigest()[:12]


def names() -> list[str]:
    """The scripts, the worker apart."""
    return sorted(each.name for each in SCRIPTS.iterdir() if each.name.endswith(".js") and each.name != WORKER)


def address(name: str) -> str:
    """Where a script is: scripts that import one another stand in one folder, so none is older than the others."""
    return f"/field/code/{digest()}/{name}"


@cache
def worker() -> str:
    """The service worker, with the addresses of what it keeps: it is another one whenever they are."""
    files = [*(address(name) for name in names()), *map(asset, ("seawall.css", "field.css", "seawall.js", "mark.svg"))]
    said = {"version": hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12], "files": files}
    return f"const KEPT = {json.dumps(said)};\n{(SCRIPTS / WORKER).read_text(encoding='utf-8')}"
