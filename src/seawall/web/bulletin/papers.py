"""The PDF of a bulletin: set once by a program of its own, so that it holds up no page, and kept."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from seawall.desk.opening import Desk
from seawall.tables.errors import SeawallError
from seawall.tell.terminal import Language, exact
from seawall.web.bulletin import shelf, words
from seawall.web.bulletin.setting import NO_PANGO
from seawall.web.pages import environment
from seawall.web.tongue import LANGUAGES

FOLDER = "bulletins"
"""Of the home: NUMBER-MARKS.pdf, a file for each bulletin with each number of corrections on top of it."""
PATIENCE = 60
"""Seconds that one may take."""
REST = 300
"""Seconds in which a paper that could not be made is not tried again: everybody may ask."""
_ONE = Lock()
_FAILED: dict[Path, tuple[float, str]] = {}
"""When a paper may be tried again, and why it could not be made."""


class NoPaperError(SeawallError):
    """This machine can make no PDF, or did not in time; the message says why."""


class AwaitedPaperError(SeawallError):
    """A paper is being made for somebody else: whoever asks meanwhile holds up no thread, and asks again."""


def kept(desk: Desk, one: shelf.Bulletin, html: Callable[[], str]) -> bytes:
    """The PDF of a bulletin as it stands; of many who ask, one has it made. Raises NoPaperError, AwaitedPaperError."""
    file = desk.home.path / FOLDER / f"{one.release.number}-{len(one.marks)}.pdf"
    if not file.exists():
        if not _ONE.acquire(blocking=False):
            raise AwaitedPaperError("a PDF is being made: ask again in some seconds")
        try:
            _tried(file, lambda: _made(html(), foot(desk, one, "zh") + foot(desk, one, "en", "english"), file))
        finally:
            _ONE.release()
    return file.read_bytes()


def _tried(file: Path, make: Callable[[], None]) -> None:
    """Makes it, unless it is there by now or could not be made just now. Raises NoPaperError."""
    until, why = _FAILED.get(file, (0.0, ""))
    if monotonic() < until:
        raise NoPaperError(why)
    if file.exists():
        return
    file.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        make()
    except NoPaperError as error:
        _FAILED[file] = monotonic() + REST, str(error)
        raise
    _FAILED.pop(file, None)


def _made(html: str, foot: str, file: Path) -> None:
    program = [sys.executable, "-m", "seawall.web.bulletin.setting", str(file), foot]
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours
            program, input=html.encode(), capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NoPaperError(
            "a PDF was not set within {patience} seconds: try again, or print the page", patience=PATIENCE
        ) from error
    if done.returncode == NO_PANGO:
        raise NoPaperError("there is no Pango on this machine, with which a PDF is set: print the page, or install it")
    if done.returncode:
        raise NoPaperError("a PDF could not be set: {why}", why=done.stderr.decode(errors="replace").strip()[-300:])


def html(desk: Desk, one: shelf.Bulletin, told: Callable[[shelf.Bulletin, Language], dict[str, Any]]) -> str:
    """Both languages, one after the other, as one document for the setting."""
    zone = desk.zone
    both = {
        lang: environment(lang).get_template("public-told.html").render(
            when=lambda at, lang=lang: exact(at, zone, lang), zone=zone.key, words=words, paper=True,
            **told(one, lang),
        )
        for lang in LANGUAGES
    }  # fmt: skip
    return environment("zh").get_template("public-paper.html").render(both=both, release=one.release, words=words)


def foot(desk: Desk, one: shelf.Bulletin, lang: Language, page: str = "") -> str:
    """What stands at the foot of each sheet, as a sheet of style: the bulletin, when it was known, and its snapshot.

    `page` names the sheets it is for; "": all.
    """
    number, known, snapshot = ("第 {} 号", "数据截至", "快照") if lang == "zh" else ("no. {}", "known at", "snapshot")
    said = " · ".join(
        (
            number.format(one.nth),
            f"{known} {exact(one.release.at, desk.zone, lang)} {desk.zone.key}",
            f"{snapshot} {one.release.snapshot}",
        )
    )
    plain = said.replace("\\", "").replace('"', "")
    return f'@page {page} {{ @bottom-left {{ content: "{plain}"; }} }}\n'
