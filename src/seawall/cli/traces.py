"""Whom cases met: out of an index, or on Spark out of a data set that outgrew one machine."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from seawall.cli.saying import many, say, say_left_out, say_some, say_unseen
from seawall.cli.stays import MINUTE, Keys, Minutes, Out, stays

if TYPE_CHECKING:
    from polars import DataFrame


class Rules(TypedDict):
    """What makes somebody a contact, as it is asked of both."""

    degrees: int
    least: timedelta
    linger: timedelta
    window: timedelta | None


@stays.command()
def trace(
    cases: Annotated[Path, typer.Option(help="Any kind of file an import reads: person, from, until (half-open).")],
    out: Out,
    min_minutes: Minutes,
    index: Annotated[Path | None, typer.Option(help="The folder that `seawall stays build` made.")] = None,
    degrees: Annotated[int, typer.Option(min=1, max=2, help="2: also whom those met afterwards.")] = 1,
    window_days: Annotated[float | None, typer.Option(help="Only so many days before `until` count.")] = None,
    linger_minutes: Annotated[float, typer.Option(help="So long the air a case left counts.")] = 0,
    keys: Keys = None,
    engine: Annotated[
        str | None, typer.Option(help="A master of Spark: spark://HOST:PORT, yarn, k8s://..., local[N].")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--in", help="With --engine: a Parquet data set of person, place, came, left.")
    ] = None,
    zone: Annotated[str | None, typer.Option(help="With --engine: as for `seawall stays build`; else UTC.")] = None,
) -> None:
    """Whom cases met: case, person, degree, minutes, first, last, meetings, via; the longest first."""
    from seawall.presence.files import writing
    from seawall.presence.instants import span
    from seawall.presence.instants import window as cut

    rules = Rules(
        degrees=degrees,
        least=span(min_minutes, MINUTE, "--min-minutes"),
        linger=span(linger_minutes, MINUTE, "--linger-minutes"),
        window=cut(window_days, "--window-days"),
    )
    writing.refuse(out, cases, *(Path(each) for each in (index, keys, source) if each is not None))
    _refuse_mixed(engine is not None, index is not None, source is not None, keys is not None, zone is not None)
    if index is not None:
        _of_index(index, keys, cases, out, rules)
    elif engine is not None and source is not None:
        _of_province(engine, source, zone or "UTC", cases, out, rules)


def _refuse_mixed(engine: bool, index: bool, source: bool, keys: bool, zone: bool) -> None:
    """Raises AskedError for options that do not go together, and where one is missing that must be there."""
    from seawall.presence.errors import AskedError

    if engine == index or source != engine:
        raise AskedError("name either --index INDEX, or --engine MASTER with --in FOLDER")
    if index and zone:
        raise AskedError("--zone goes with --engine: an index has its own zone")
    if engine and keys:
        raise AskedError("--keys goes with --index: a Parquet data set has none")


def _of_index(index: Path, keys: Path | None, cases: Path, out: Path, rules: Rules) -> None:
    from seawall.presence import index as folder
    from seawall.presence import tracing
    from seawall.presence.files import reading, writing

    opened = folder.opened(index, keys)
    read = reading.rows_of(cases, ("person", "from", "until"), opened.head.zone, "cases")
    say_left_out(cases, read)
    found = tracing.trace(opened.city, read.good, **rules)
    writing.write(found, out)
    for fault in opened.sound[1]:
        say(f"! left out: {fault}", wrong=True)
    say_unseen(opened, read.good, rules["window"])
    _say_found(out, found, read.good, rules["degrees"])
    if read.rejected.height or opened.sound[1]:  # what was written lacks something: a script must not take it for all
        raise typer.Exit(1)


def _of_province(engine: str, folder: str, zone: str, cases: Path, out: Path, rules: Rules) -> None:
    from seawall.presence.files import reading, writing
    from seawall.presence.province.session import session

    where = reading.zone_of(zone)
    read = reading.rows_of(cases, ("person", "from", "until"), where, "cases")
    say_left_out(cases, read)
    with session(engine) as spark:
        from seawall.presence.province import tracing

        told = tracing.trace(spark, folder, read.good, zone=where, **rules)
    writing.write(told.contacts, out)
    say_some((f"! {who}: without any stay inside of the window" for who in told.unseen), len(told.unseen))
    _say_found(out, told.contacts, read.good, rules["degrees"])
    if told.faulty:
        say(
            f"! {many(told.faulty, 'row')} of the days asked left out: no name, no time, or no span of time", wrong=True
        )
    if read.rejected.height or told.faulty:
        raise typer.Exit(1)


def _say_found(out: Path, found: "DataFrame", cases: "DataFrame", degrees: int) -> None:
    second = f", {found.filter(degree=2).height:,} of them of the second degree" if degrees == 2 else ""
    say(f"{out}: {many(found.height, 'contact')} of {many(cases['person'].n_unique(), 'case')}{second}")
