"""Live check-ins as they come: who came where and when, and when they left, where that is known.

A check-in is its person, place and coming. Said again it is the same one; said with another leaving it has that one
from then on (they checked out, or it was put right); with a leaving equal to the coming it meets nobody: it is taken
back.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from seawall.presence.errors import CheckInsError
from seawall.presence.instants import INSTANT
from seawall.tables.localtime import begins

CHECKINS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.String, "place": pl.String, "came": INSTANT, "left": INSTANT,
}  # fmt: skip
KEY = ("person", "place", "came")
"""What makes a check-in one and the same."""

LONGEST_ID = 200
"""Characters of a person or a place. The longest id of a standard that we know, of an EU certificate, has 80."""
AHEAD = timedelta(minutes=5)
"""How far a device's clock may be ahead of ours: as far as Kerberos lets it (RFC 4120), which is what networks of
machines that set their clocks are run by. Further ahead the time is wrong, and so is the day it would lie in."""


NONE = pl.DataFrame(schema={"row": pl.UInt32, "reason": pl.String, **CHECKINS})
"""No rejects."""

Span = tuple[datetime, datetime]
"""Half-open."""
_CLOSED = "came: the key of that day is gone, and with it what came in of it; nothing of it can be kept"
_BARE = pl.col("person", "place").str.strip_chars()
_DAY = timedelta(days=1)
_CONTROL = r"\p{Cc}"


def shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of CHECKINS in their types; `left` may be missing.

    Raises CheckInsError for columns that are none or of another kind, and for times without a zone.
    """
    if frame.schema == CHECKINS:
        return frame
    if "left" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, INSTANT).alias("left"))
    wrong = [f"{name} {frame.schema.get(name, 'missing')}" for name in CHECKINS if not _fits(frame, name)]
    if wrong or len(frame.columns) > len(CHECKINS):
        said = ", ".join(wrong or sorted(set(frame.columns) - set(CHECKINS)))
        raise CheckInsError(
            f"no check-ins: {said}; allowed are person and place as text, came and left as times with a zone"
        )
    return frame.select(pl.col(name).cast(kind) for name, kind in CHECKINS.items())


def sorted_out(
    frame: pl.DataFrame, now: datetime, since: datetime, closed: Sequence[Span] = ()
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The good rows, ids without the blanks round them; the others with `row`, their place from 0, and `reason`.

    `now` is the latest that our clock has shown; check-ins of before `since` are not kept any more, and none can be of
    the spans that are closed. A leaving that lies far after its coming is ahead of now, or the coming lies before
    `since`. Raises CheckInsError as shaped() does.
    """
    frame = shaped(frame)
    if not closed and _sound(frame, now, since):
        return frame, NONE
    bare = frame.with_columns(_BARE)
    faults = _faults(now, since) | {_CLOSED: _within(closed)}
    reasons = [pl.when(found).then(pl.lit(reason)) for reason, found in faults.items()]
    told = bare.with_columns(pl.concat_str(reasons, separator="; ", ignore_nulls=True).alias("reason"))
    wrong = told["reason"] != ""
    return bare.filter(~wrong), told.with_row_index("row").filter(wrong).select(NONE.columns)


def by_day(frame: pl.DataFrame, zone: ZoneInfo) -> Iterator[tuple[date, pl.DataFrame]]:
    """Good check-ins by the local day on which they came, in order of the days; within each as they stood."""
    came = frame["came"]
    if frame.is_empty():
        return
    day, last = (day_of(moment, zone) for moment in _ends(came))
    if day == last:
        yield day, frame
        return
    while day <= last:
        part = frame.filter(came.is_between(begins(day, zone), begins(day + _DAY, zone), closed="left"))
        if len(part):
            yield day, part
        day += _DAY


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """The local day a moment lies in, by where days begin: the one whose clocks went back past midnight does not
    come again."""
    day = moment.astimezone(zone).date()
    return day + _DAY if begins(day + _DAY, zone) <= moment else day


def _fits(frame: pl.DataFrame, name: str) -> bool:
    found = frame.schema.get(name)
    if name in ("person", "place"):
        return found == pl.String
    return found == pl.Null or (isinstance(found, pl.Datetime) and found.time_zone is not None)


def _sound(frame: pl.DataFrame, now: datetime, since: datetime) -> bool:
    """Whether there is certainly nothing to change or to reject: asked first, for it is nearly always so.

    Without a query of Polars, which takes as long for one row as for a thousand.
    """
    came, left, latest = frame["came"], frame["left"], now + AHEAD
    if frame.is_empty() or came.null_count():
        return frame.is_empty()
    first, last = _ends(came)
    gone = left.null_count() == len(left) or (not (left < came).any() and _ends(left)[1] <= latest)
    return since <= first and last <= latest and gone and all(_sound_ids(frame[name]) for name in KEY[:2])


def _sound_ids(ids: pl.Series) -> bool:
    """Whether all are there, none is long, and none holds a blank or what cannot be printed."""
    if ids.null_count():
        return False
    each: list[str] = ids.to_list()
    sizes, text = [*map(len, each)], "".join(each)
    return min(sizes) > 0 and max(sizes) <= LONGEST_ID and " " not in text and text.isprintable()


def _ends(moments: pl.Series) -> tuple[datetime, datetime]:
    first, last = moments.min(), moments.max()
    assert isinstance(first, datetime)  # noqa: S101 - for the type checker: none is empty
    assert isinstance(last, datetime)  # noqa: S101
    return first, last


def _faults(now: datetime, since: datetime) -> dict[str, pl.Expr]:
    """Why a row cannot go in, each with what finds it."""
    came, left = pl.col("came"), pl.col("left")
    latest, minutes = now + AHEAD, AHEAD // timedelta(minutes=1)
    ahead = f"more than {minutes} minutes ahead of the clock"
    return {
        **_faults_of_id("person"),
        **_faults_of_id("place"),
        "came: empty": came.is_null(),
        f"came: {ahead}; set the clock of the device right": came > latest,
        f"came: before {since:%Y-%m-%dT%H:%MZ}; check-ins of then are not kept any more": came < since,
        "left: before came": left < came,
        f"left: {ahead}; leave it empty until they leave": left > latest,
    }


def _within(spans: Sequence[Span]) -> pl.Expr:
    """Who came in one of the spans."""
    came = pl.col("came")
    return pl.any_horizontal(pl.lit(value=False), *(came.is_between(*span, closed="left") for span in spans))


def _faults_of_id(name: str) -> dict[str, pl.Expr]:
    text = pl.col(name)
    return {
        f"{name}: empty": text.is_null() | (text == ""),
        f"{name}: longer than {LONGEST_ID} characters": text.str.len_chars() > LONGEST_ID,
        f"{name}: holds a control character": text.str.contains(_CONTROL),
    }
