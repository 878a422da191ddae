"""Check-ins taken, from a file or as they come, and what became of them on the screen."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress

from seawall.cli.saying import many, say

if TYPE_CHECKING:
    from seawall.desk.taking import Taken


def of_lines(home: Path | None) -> None:
    """Takes the lines of the standard input, and answers each batch with one of JSON."""
    from seawall.desk import taking

    with open(sys.stdin.fileno(), "rb", closefd=False) as stream:
        for done in taking.of_stream(home, stream):
            wrong = done.rejected.select("line", "reason").to_dicts()
            answer = {"upto": done.upto, "kept": done.kept, "rejected": wrong}
            typer.echo(json.dumps(answer))  # in ASCII, whatever the terminal is set to


def of_file(home: Path | None, file: Path, rejects: Path) -> None:
    """Takes a file, and says what became of it."""
    from seawall.desk import taking
    from seawall.presence.files import writing

    writing.refuse(rejects, file, option="--rejects")
    screen = Console(stderr=True)
    with told(file, rejects) as done, Progress(console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("taking", total=1.0)
        for part in taking.of_file(home, file, lambda share: bar.update(task, completed=share)):
            done.append(part)


@contextmanager
def told(file: Path, rejects: Path) -> Iterator[list["Taken"]]:
    """Says in the end what became of the parts that were taken, also where an error ends it; their rejects are kept."""
    done: list[Taken] = []
    try:
        yield done
    finally:
        if done:
            for note in done[-1].notes:
                say(f"! {file}: {note}", wrong=True)
            say(f"{file}: {many(done[-1].kept, 'check-in')} kept")
            _keep_rejects(done, rejects)


def _keep_rejects(done: Sequence["Taken"], rejects: Path) -> None:
    from polars import concat

    from seawall.presence.files import writing

    rejected = concat([part.rejected for part in done])
    if rejected.height:
        there = writing.free(rejects)
        writing.write_rejects(rejected, there)
        say(f"! {many(rejected.height, 'row')} could not go in: {there}")
