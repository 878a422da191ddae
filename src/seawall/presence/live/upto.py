"""Which days are sealed, and up to which batch of the record each knows: a small file that says so with its digest."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from seawall.presence.durable import replacing
from seawall.presence.errors import SegmentDamagedError


def read(file: Path) -> dict[date, int]:
    """None where there is no file. Raises SegmentDamagedError for one that is not as it was written, OSError."""
    try:
        said = json.loads(file.read_bytes())
        if said["sum"] != _sum(said["days"]):
            raise SegmentDamagedError(f"{file} is not as it was written")
        return {date.fromisoformat(day): int(upto) for day, upto in said["days"].items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SegmentDamagedError(f"{file} is damaged ({error})") from error


def write(file: Path, upto: Mapping[date, int]) -> None:
    """On the disk when this returns. Raises SegmentError, then the old one stays."""
    days = {day.isoformat(): upto[day] for day in sorted(upto)}
    text = json.dumps({"days": days, "sum": _sum(days)}).encode()
    with replacing(file, len(text)) as out:
        out.write(text)


def _sum(days: Mapping[str, int]) -> str:
    return hashlib.sha256(json.dumps(days, sort_keys=True).encode()).hexdigest()
