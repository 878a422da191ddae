"""The names of people and places in a file, by number, under the key of a day."""

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from seawall.presence import keys as keeping
from seawall.presence.cipher import DayCipher
from seawall.presence.durable import replacing
from seawall.presence.errors import CheckInsDamagedError, SegmentDamagedError


class Named(NamedTuple):
    """The name of each number."""

    people: pl.Series
    places: pl.Series


NAMELESS = Named(*(pl.Series("name", [], dtype=pl.String),) * 2)
_DAY, _HEAD = 4, 12  # bytes: the day whose key it is, then the number of people


def write(file: Path, keys: Path, day: date, names: Named) -> None:
    """On the disk when this returns, under the key of a day, made where it has none.

    Raises SegmentError, then the old file stays; DayKeyError.
    """
    text, many = json.dumps([each.to_list() for each in names]).encode(), len(names.people)
    sealed = DayCipher(keeping.make(keys, day), day).sealed(many, text)
    with replacing(file, _HEAD + len(sealed)) as out:
        out.write(day.toordinal().to_bytes(_DAY, "big") + many.to_bytes(_HEAD - _DAY, "big"))
        out.write(sealed)


def read(file: Path, keys: Path, lost: keeping.Lost = keeping.HOMES) -> Named:
    """Raises SegmentDamagedError for what is not as it was written, or not there; DayKeyError."""
    try:
        raw = file.read_bytes()
        day = date.fromordinal(int.from_bytes(raw[:_DAY], "big"))
        cipher = DayCipher(keeping.kept(keys, day, lost), day)
        text = cipher.opened(int.from_bytes(raw[_DAY:_HEAD], "big"), raw[_HEAD:])
    except OSError as error:
        raise SegmentDamagedError(f"{file} cannot be read ({error.strerror})") from error
    except (ValueError, OverflowError, CheckInsDamagedError) as error:
        raise SegmentDamagedError(f"{file} is damaged, or its day has another key than it was written with") from error
    return Named(*(pl.Series("name", each, dtype=pl.String) for each in json.loads(text)))
