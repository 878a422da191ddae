"""The day keys: each day's segment is encrypted under its own, kept in a folder apart, dropped when its term is over.

Who backs up the segments must not back up the keys with them: a key that is kept elsewhere is not dropped.
"""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from seawall.disk import sync
from seawall.presence.durable import HALF
from seawall.presence.errors import DayKeyError
from seawall.presence.segments.blocks import KEY

_ENDING = ".key"
_DROPPED = bytes(KEY)


class Lost(NamedTuple):
    """What is said of a key that is not there, and what is done about one that is damaged."""

    gone: str
    damaged: str


HOMES = Lost(
    "was dropped at the end of its term, or never made, or lost; nobody can open what was sealed with it",
    "drop it and seal that day again",
)
OF_AN_INDEX = Lost(
    "was removed, or never there; nobody can open what it sealed: name the folder that has it (--keys), or make the "
    "index again from what it was built of",
    "put back the one it was, or make the index again from what it was built of",
)


def make(folder: Path, day: date, lost: Lost = HOMES) -> bytes:
    """The key of a day, made when it has none yet; on the disk when this returns, readable by its owner only."""
    file = _file(folder, day)
    half = folder / f"{file.name}.{os.urandom(4).hex()}{HALF}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(os.urandom(KEY))
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):  # two seal one day at once: the first to come made the key of both
            os.link(half, file)
        half.unlink()
        sync(folder)
    except OSError as error:
        raise DayKeyError(
            f"{file} cannot be written ({error.strerror}); make room in a folder you may write"
        ) from error
    return kept(folder, day, lost)


def kept(folder: Path, day: date, lost: Lost = HOMES) -> bytes:
    """The key of a day. Raises DayKeyError when it was dropped, was never made, or cannot be read."""
    file = _file(folder, day)
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        raise DayKeyError(_gone(file, day, lost)) from None
    except OSError as error:
        raise DayKeyError(f"{file} cannot be read ({error.strerror}): use the account that sealed the day") from error
    if key == _DROPPED:
        raise DayKeyError(_gone(file, day, lost))
    if len(key) != KEY:
        raise DayKeyError(f"{file} is damaged: {len(key)} bytes, a key has {KEY}; {lost.damaged}")
    return key


def drop(folder: Path, day: date) -> None:
    """Overwrite a day's key and remove it; dropped before is well too.

    From here on the day's segment, and each copy of it, opens for nobody. Raises DayKeyError when the key may be there
    still.
    """
    file = _file(folder, day)
    try:
        with suppress(FileNotFoundError):
            with os.fdopen(os.open(file, os.O_WRONLY), "wb") as out:
                out.write(_DROPPED)
                out.flush()
                os.fsync(out.fileno())
            file.unlink()
        if folder.exists():
            sync(folder)
    except OSError as error:
        raise DayKeyError(f"{file} cannot be dropped ({error.strerror}): use the account that sealed {day}") from error


def days(folder: Path) -> list[date]:
    """The days that have a key, in order."""
    return sorted(date.fromisoformat(file.name.removesuffix(_ENDING)) for file in folder.glob(f"*{_ENDING}"))


def refuse_no_folder(folder: Path, index: Path) -> None:
    """Raise DayKeyError where no folder can be read that is to have the keys of an index."""
    with suppress(OSError):
        if folder.is_dir():
            return
    raise DayKeyError(f"{folder} is no folder that can be read: name the one of the day keys of {index} (--keys)")


def _file(folder: Path, day: date) -> Path:
    return folder / f"{day.isoformat()}{_ENDING}"


def _gone(file: Path, day: date, lost: Lost) -> str:
    return f"{file} is not there: the key of {day} {lost.gone}"
