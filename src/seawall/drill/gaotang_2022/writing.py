"""One row of an invented table: its id, when and by whom it was recorded, and that it is invented."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

Row = dict[str, str]

DRILL = UUID("9b0a7c1e-0000-4000-8000-000000000000")
INVENTED = "invented for the drill"
SUBJECTS = 3
"""The first columns of a row name it, with the time it was recorded."""


def row(table: str, known: Mapping[str, Any], told: str, team: int | None = None, **more: str) -> tuple[str, Row]:
    """A row of `table` recorded at `told` by a tracing team, or by the county's CDC."""
    values = {column: written(value) for column, value in known.items()}
    recorded_at = f"{instant(told):%Y-%m-%dT%H:%M}+08:00"
    named = "|".join([table, *list(values.values())[:SUBJECTS], recorded_at, *more.values()])
    by = f"tracing-{team}" if team else "county CDC"
    return table, {
        "row": str(uuid5(DRILL, named)),
        **values,
        "recorded_at": recorded_at,
        "recorded_by": by,
        "source": INVENTED,
        **more,
    }


def written(value: object) -> str:
    """A value as the file has it: short times whole, true and false in small letters."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"{instant(text):%Y-%m-%dT%H:%M}" if short(text) else text


def short(text: str) -> bool:
    """Whether a text is a time of January 2022 in the story's short form, such as 23T06:30."""
    return len(text) == len("23T06:30") and text[2] == "T" and text[5] == ":"


def instant(text: str) -> datetime:
    """The local time of a short text."""
    return datetime.strptime(f"2022-01-{text}", "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - local, and written as such
