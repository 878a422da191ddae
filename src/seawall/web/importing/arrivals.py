"""Files that somebody sent, until they are stored or a day has passed: in the home, readable by its owner alone."""

import re
import secrets
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from litestar.exceptions import NotFoundException

from seawall import disk
from seawall.desk.opening import Desk
from seawall.feeds.naming import FILLED, table_of
from seawall.files.grid import FileError
from seawall.files.reading import stem
from seawall.tables.catalogue import WRITTEN_BY_THE_DESK
from seawall.tell.sheets import SHEETS
from seawall.web.errors import AskedError
from seawall.web.importing.choice import Choice

KEPT = timedelta(hours=24)
"""How long files wait to be stored or repaired; then they are gone."""
MOST = 20
"""Arrivals that one officer may have waiting."""
OURS = (WRITTEN_BY_THE_DESK | set(SHEETS)) - set(FILLED)
"""Tables that Seawall alone writes: what is signed, and what a plan says."""
UNREAD = (OSError, msgspec.DecodeError)
"""What comes of an arrival that is not there whole."""
_ID = re.compile(r"[0-9a-f]{32}")


class Done(msgspec.Struct):
    """What became of a file: rows new and there already, pairs asked about, rows in rejects.csv and repaired since;
    `entry`: of the journal, which says so.
    """

    new: int = 0
    already: int = 0
    duplicates: int = 0
    repaired: int = 0
    rejected: int = 0
    remarks: Sequence[str] = ()
    failed: str = ""
    entry: int | None = None


class File(msgspec.Struct):
    """A file that was sent, how it is to be read, and what became of it (None: it is not stored yet)."""

    name: str
    choice: Choice
    done: Done | None = None


class Arrival(msgspec.Struct):
    """Files that came together: from whom, when."""

    id: str
    officer: str
    at: datetime
    files: list[File]


def begin(desk: Desk, officer: str) -> Path:
    """A new folder for what an officer sends. Raises AskedError for too many; what is too old goes first."""
    own = [each for each in every(desk) if each.officer == officer]
    if len(own) >= MOST:
        raise AskedError("{most} imports of yours wait: store or remove some first", most=MOST)
    folder = _all(desk) / secrets.token_hex(16)
    _all(desk).mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700)
    return folder


def kept(folder: Path, officer: str, sent: Sequence[str], tables: Sequence[str]) -> Arrival:
    """The arrival whose files lie in a folder, each taken for the table that its name says."""
    files = [File(name, Choice(_table(name, tables))) for name in sent]
    arrival = Arrival(folder.name, officer, datetime.now(UTC), files)
    _write(folder, arrival)
    return arrival


def found(desk: Desk, name: str, officer: str) -> Arrival:
    """An arrival of an officer's own. Raises NotFoundException for any other, alike whether there is one."""
    try:
        arrival = _read(_all(desk) / name) if _ID.fullmatch(name) else None
    except UNREAD:
        arrival = None
    if arrival is None or arrival.officer != officer:
        raise NotFoundException
    return arrival


def save(desk: Desk, arrival: Arrival) -> None:
    """Keeps what was chosen of an arrival, or what became of it."""
    _write(folder(desk, arrival), arrival)


def remove(desk: Desk, arrival: Arrival) -> None:
    """Takes the files away; what was stored of them stays stored."""
    shutil.rmtree(folder(desk, arrival), ignore_errors=True)


def every(desk: Desk) -> list[Arrival]:
    """All that wait, newest first; those past their term are removed."""
    arrivals = []
    for each in _all(desk).glob("*"):
        try:
            arrivals.append(_read(each))
        except UNREAD:
            if datetime.now(UTC).timestamp() - each.stat().st_mtime > KEPT.total_seconds():
                shutil.rmtree(each, ignore_errors=True)  # its sending was broken off, or it was damaged
    for arrival in arrivals:
        if datetime.now(UTC) - arrival.at > KEPT:
            remove(desk, arrival)
    return sorted((a for a in arrivals if datetime.now(UTC) - a.at <= KEPT), key=lambda a: a.at, reverse=True)


def folder(desk: Desk, arrival: Arrival) -> Path:
    """Where the files of an arrival lie."""
    return _all(desk) / arrival.id


def path(desk: Desk, arrival: Arrival, nth: int) -> Path:
    """The nth file as it was sent."""
    return folder(desk, arrival) / str(nth) / arrival.files[nth].name


def rejects(desk: Desk, arrival: Arrival, nth: int) -> Path:
    """The rows of the nth file that came back."""
    return folder(desk, arrival) / f"rejects-{nth}.csv"


def _all(desk: Desk) -> Path:
    return desk.home.path / "arrivals"


def _write(folder: Path, arrival: Arrival) -> None:
    """The file before it stays whole until this one is."""
    half = folder / "arrival.json.half"
    disk.write(half, msgspec.json.encode(arrival).decode())
    half.rename(folder / "arrival.json")


def _read(folder: Path) -> Arrival:
    """Raises one of UNREAD."""
    return msgspec.json.decode((folder / "arrival.json").read_bytes(), type=Arrival)


def written(name: str) -> str:
    """The table that Seawall alone writes and the name of a file says, such as orders; "" for any other name."""
    said = stem(Path(name))
    return said if said in OURS else ""


def _table(name: str, tables: Sequence[str]) -> str:
    if written(name):
        return ""
    try:
        said = table_of(Path(name), None)
    except FileError:
        said = ""
    return said if said in tables else tables[0] if len(tables) == 1 else ""
