"""What an import says: a bar while it runs, then a line a file."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text


class Imported(Protocol):
    """What became of one file."""

    @property
    def file(self) -> str: ...

    @property
    def table(self) -> str: ...

    @property
    def rejected(self) -> int: ...

    @property
    def duplicates(self) -> int: ...

    @property
    def rejects(self) -> Path | None: ...

    @property
    def warnings(self) -> Sequence[str]: ...


COUNTS = ("read", "new", "already", "rejected", "duplicates")


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar a file on the error stream; yields what is to be told the file and the share of it that is done."""
    bars: dict[str, TaskID] = {}
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:

        def told(file: str, share: float) -> None:
            if file not in bars:
                bars[file] = shown.add_task(file, total=1.0)
            shown.update(bars[file], completed=share)

        yield told


def report(done: Sequence[Imported]) -> RenderableType:
    """A row a file: rows read, new, there already, rejected, possibly one person twice; then what to look at."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("file", "table"):
        table.add_column(name)
    for name in COUNTS:
        table.add_column(name, justify="right")
    for found in done:
        table.add_row(Text(found.file), found.table, *(f"{getattr(found, name):,}" for name in COUNTS))
    return Group(table, *[Text(line) for found in done for line in remarks(found)])


def remarks(found: Imported) -> Iterator[str]:
    """What somebody must know or do about one file."""
    for warning in found.warnings:
        yield f"{found.file}: {warning}"
    if found.rejects is not None:
        yield (
            f"{found.file}: {found.rejected:,} rows are in {found.rejects} with every reason; correct them there and "
            f"run: seawall import {found.rejects} --as {found.table}"
        )
    if found.duplicates:
        yield f"{found.file}: {found.duplicates:,} possible duplicates wait in same_person; nothing was merged"
