"""The city's stays: an index built of a file, and asked."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from seawall.cli.program import app
from seawall.cli.saying import many, people, say, say_left_out, sized

if TYPE_CHECKING:
    from seawall.presence.head import Head

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)

stays = typer.Typer(help="Who was where when: build an index of stays, and trace in it.", no_args_is_help=True)
app.add_typer(stays, name="stays")

IndexFolder = Annotated[Path, typer.Option("--index", help="The folder that `seawall stays build` made.")]
Out = Annotated[Path, typer.Option(help="The file to write: .csv or .parquet.")]
Minutes = Annotated[float, typer.Option(help="A shorter meeting does not count; 0: each of a second or more does.")]
Keys = Annotated[Path | None, typer.Option(help="The folder of the day keys, of an index that is encrypted.")]
Zone = Annotated[str, typer.Option(help="Whose days they are, and of times without an offset: such as Asia/Shanghai.")]


@stays.command()
def build(
    source: Annotated[Path, typer.Option("--in", help="Any kind of file an import reads: person, place, came, left.")],
    out: Annotated[Path, typer.Option(help="The folder to make.")],
    zone: Zone = "UTC",
    keys: Annotated[
        Path | None, typer.Option(help="Encrypt each day under a key of its own, kept in this folder outside.")
    ] = None,
) -> None:
    """Build an index of a file of stays. Rows that cannot go in stand in its rejects.csv, each with the reason."""
    from seawall.presence import building
    from seawall.presence.files import reading

    screen = Console(stderr=True)
    with Progress(console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("reading", total=None)

        def told(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        notes: list[str] = []
        index = building.build(source, out, reading.zone_of(zone), told, keys, notes)
    for note in notes:
        say(f"! {note}", wrong=True)
    head = index.head
    say(f"{out}: {_told(head)}, {head.days[0]} to {head.days[-1]} ({head.zone.key})")
    if head.rejected:
        where = "" if head.encrypted else f": {out / building.REJECTS}"  # a note said where those are
        say(f"! {many(head.rejected, 'row')} could not go in{where}")


@stays.command()
def pairs(
    source: Annotated[Path, typer.Option("--in", help="Any kind of file an import reads: person, place, came.")],
    within: Annotated[int, typer.Option(help="Seconds between the two check-ins, at most.")],
    out: Annotated[Path | None, typer.Option(help="Write the pairs of check-ins: .csv or .parquet.")] = None,
    zone: Zone = "UTC",
) -> None:
    """Check-ins without an end: pairs of different people at one place, the later at most so many seconds after."""
    from seawall.presence import events
    from seawall.presence.files import reading, writing
    from seawall.presence.instants import span

    if out is not None:
        writing.refuse(out, source)
    seconds = span(within, SECOND, "--within") // SECOND
    read = reading.rows_of(source, ("person", "place", "came"), reading.zone_of(zone))
    found = events.pairs(read.good, seconds)
    if out is not None:
        writing.write(found, out)
    say(f"{many(found.height, 'pair')} of check-ins, {many(events.people(found), 'pair')} of people")
    if read.rejected.height:
        say(f"! {many(read.rejected.height, 'row')} left out:")
    say_left_out(source, read)


@stays.command()
def counts(
    index: IndexFolder,
    day: Annotated[str, typer.Option(metavar="DAY", help="A local day of the index, such as 2022-01-21.")],
    min_minutes: Minutes,
    out: Out,
    keys: Keys = None,
) -> None:
    """How many meetings everybody had on one day: person, meetings."""
    from seawall.presence import counting
    from seawall.presence import index as folder
    from seawall.presence.files import writing
    from seawall.presence.instants import day_of, span

    writing.refuse(out, index, *filter(None, [keys]))
    asked, least = day_of(day, "--day"), span(min_minutes, MINUTE, "--min-minutes")
    found = counting.counts(folder.opened(index, keys), asked, least)
    writing.write(found, out)
    meetings = many(int(found["meetings"].sum()) // 2, "meeting")
    say(f"{out}: {meetings} of {people(found.height)}; each counts for both")


@stays.command()
def info(index: IndexFolder) -> None:
    """What an index holds."""
    from seawall.presence import index as folder
    from seawall.presence.segments import segment

    found = folder.opened(index)
    head = found.head
    there = [segment.about(found.file(day)) for day in head.days]
    size, rows = sum(each.size for each in there), sum(each.rows for each in there)
    say(
        f"{index}: {_told(head)}\n"
        f"days     {head.days[0]} to {head.days[-1]} ({head.zone.key}), {many(len(head.days), 'segment')}"
        f"{', each encrypted under its own key' if head.encrypted else ''}\n"
        f"rows     {rows:,}: a stay over midnight is a row in each of its days\n"
        f"size     {sized(size)}, {size / max(rows, 1):.1f} bytes a row\n"
        f"rejected {many(head.rejected, 'row')} of the file it was built from"
    )


def _told(head: "Head") -> str:
    return f"{many(head.stays, 'stay')} of {people(head.people)} at {many(head.places, 'place')}"


@stays.command()
def verify(index: IndexFolder, keys: Keys = None) -> None:
    """Read every byte of an index against its checksums; exit code 1 where anything is damaged or locked."""
    from seawall.presence import index as folder

    damaged, found = 0, folder.opened(index, keys)
    sound = "as it was written" + (", encrypted and not opened" if found.head.encrypted and keys is None else "")
    for day, fault in found.faults():
        damaged += fault is not None
        say(f"{day} {fault or sound}")
    if damaged:
        raise typer.Exit(1)
