"""Taking check-ins into a home's record: out of a file, or line by line as they come."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from seawall.desk.opening import Desk, service
from seawall.desk.planning import DESK, rules_at
from seawall.desk.record import Kept, record_of
from seawall.presence.files import lines, reading
from seawall.presence.files.headings import LEADING, SURPLUS
from seawall.presence.files.reading import Rows
from seawall.presence.live.checkins import CHECKINS

COLUMNS = ("person", "place", "came")
_SAID = "%Y-%m-%dT%H:%M:%S%.f%:z"  # of parts of a second as many as there are: another moment is another check-in
_MOST = 1 << 20  # bytes that are taken at a time
_ENOUGH = len(BOM_UTF8) + lines.LONGEST + 1  # bytes of a line that are kept while its end is awaited


class Taken(NamedTuple):
    """How many check-ins are durable so far, which rows of the last part could not go in, of a stream the last line
    that was read, and what else is to be said of a file."""

    kept: int
    rejected: pl.DataFrame
    upto: int = 0
    notes: Sequence[str] = ()


def of_file(path: Path | None, file: Path, told: Callable[[float], None]) -> Iterator[Taken]:
    """Takes the check-ins of a file part by part: what a part says is durable when it is yielded.

    Raises HistoryError for a home that is a history, StaysFileError, and what Record.append raises; what was durable
    before is so, and the same file again doubles nothing.
    """
    desk = service(path)
    yield from _taken(desk, reading.parts_of(file, COLUMNS, desk.zone, "stays", unsaid=("left",), told=told))


def of_stream(path: Path | None, stream: BufferedIOBase) -> Iterator[Taken]:
    """Takes lines of JSON (see presence.files.lines) as they come, at a time all that are there. Raises as of_file."""
    desk, upto = service(path), 0

    def parts() -> Iterator[Rows]:
        nonlocal upto
        for batch in _batches(stream):
            if not upto:
                batch[0] = batch[0].removeprefix(BOM_UTF8)
            first, upto = upto + 1, upto + len(batch)
            yield lines.rows_of(batch, first, desk.zone)

    for taken in _taken(desk, parts()):
        yield taken._replace(upto=upto)


def of_frame(desk: Desk, frame: pl.DataFrame) -> Kept:
    """Takes check-ins into a service home: what is good is durable when this returns. Raises as Record.append."""
    now = datetime.now(UTC)
    record = record_of(desk, rules_at(desk, DESK, now))
    try:
        return record.append(frame, now)
    finally:
        record.close()


def _batches(stream: BufferedIOBase) -> Iterator[list[bytes]]:
    """The lines that are there, time and again; of one that is too long as much as shows that it is."""
    rest = bytearray()
    while block := stream.read1(_MOST):
        end, *more = block.split(b"\n")
        rest += end[: _ENOUGH - len(rest)]
        if more:
            yield [bytes(rest), *more[:-1]]
            rest[:] = more[-1][:_ENOUGH]
    if rest:
        yield [bytes(rest)]


def _taken(desk: Desk, parts: Iterable[Rows]) -> Iterator[Taken]:
    record = record_of(desk, rules_at(desk, DESK, datetime.now(UTC)))
    kept = 0
    try:
        for part in parts:
            there = [name for name in CHECKINS if name in part.good.columns]
            done = record.append(part.good.select(there), datetime.now(UTC))
            kept += len(done.good)
            rejected = pl.concat([part.rejected, _as_rejects(done.rejected, part, desk.zone)]).sort(LEADING[0])
            yield Taken(kept, rejected, notes=_noted(part))
    finally:
        record.close()


def _noted(part: Rows) -> list[str]:
    usual = "nobody says when they left: everybody is taken to stay as long as is usual at the place"
    return [*part.notes, *([] if "left" in part.good.columns else [usual])]


def _as_rejects(rejected: pl.DataFrame, part: Rows, zone: ZoneInfo) -> pl.DataFrame:
    """What the record did not take, in the columns that the rejects of its part have; times as the city says them."""
    titles = part.rejected.columns[len(LEADING) : -1]
    called = dict(zip(CHECKINS, titles, strict=False))
    reason = pl.col("reason").str.replace_many([f"{name}: " for name in called], [f"{each}: " for each in titles])
    text = rejected.with_columns(pl.col("came", "left").dt.convert_time_zone(zone.key).dt.strftime(_SAID))
    return text.select(
        part.good[LEADING[0]].gather(rejected["row"]), reason, pl.col(*called).name.map(called.__getitem__),
        pl.lit(None, pl.String).alias(SURPLUS),
    )  # fmt: skip
