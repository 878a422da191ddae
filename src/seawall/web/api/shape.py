"""Rows on their way out: ids sealed, times as UTC, and each batch of rows as the kind that was asked for."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import polars as pl

from seawall.store.outward import Sealing
from seawall.tables.inert import inert_frame
from seawall.web.api.resources import KINDS_SEALED, SEALED

_TIME = "%Y-%m-%dT%H:%M:%S%.fZ"


def outward(frames: Iterable[pl.DataFrame], sealing: Sealing) -> Iterator[pl.DataFrame]:
    """The rows with ids of people, cases and specimens sealed, and times as text."""
    for frame in frames:
        yield frame.with_columns(*_sealed(frame, sealing)).with_columns(
            pl.selectors.datetime().dt.convert_time_zone("UTC").dt.strftime(_TIME)
        )


def _sealed(frame: pl.DataFrame, sealing: Sealing) -> Iterator[pl.Series]:
    for name in frame.columns:
        if name in SEALED:
            yield sealing.column(frame[name]).alias(name)
        elif name == "subject" and "subject_kind" in frame.columns:
            somebody = frame["subject_kind"].eq_missing(KINDS_SEALED)
            yield frame.select(
                pl.when(somebody).then(sealing.column(frame[name])).otherwise(frame[name]).alias(name)
            ).to_series()


def ndjson(frames: Iterable[pl.DataFrame], _columns: list[str]) -> Iterator[bytes]:
    """One object a line."""
    for frame in frames:
        if len(frame):
            yield frame.write_ndjson().encode()


def csv(frames: Iterable[pl.DataFrame], columns: list[str]) -> Iterator[bytes]:
    """A header, then a line a row; no cell runs in a spreadsheet."""
    yield (",".join(columns) + "\r\n").encode()
    for frame in frames:
        if len(frame):
            yield inert_frame(frame).write_csv(include_header=False, line_terminator="\r\n").encode()


def arrow(frames: Iterable[pl.DataFrame], _columns: list[str]) -> Iterator[bytes]:
    """An Arrow stream (IPC), whole when it ends with its own end. The first frame says what the columns hold."""
    import pyarrow as pa

    out, writer = io.BytesIO(), None
    for frame in frames:
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        writer = writer or pa.ipc.new_stream(out, table.schema)
        writer.write_table(table)
        yield _taken(out)
    if writer is not None:
        writer.close()
        yield _taken(out)


def _taken(out: io.BytesIO) -> bytes:
    said = out.getvalue()
    out.seek(0)
    out.truncate()
    return said


Writer = Callable[[Iterable[pl.DataFrame], list[str]], Iterator[bytes]]
NDJSON, CSV, ARROW = "application/x-ndjson", "text/csv", "application/vnd.apache.arrow.stream"
KINDS: Mapping[str, Writer] = MappingProxyType({NDJSON: ndjson, CSV: csv, ARROW: arrow})
"""Every kind of rows, the first being that of whoever names none."""
