"""Storing what was sent, and what of its rejected rows was put right: each through the one import that there is."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from seawall.desk.importing import import_jobs
from seawall.desk.opening import Desk
from seawall.desk.tallying import note
from seawall.feeds.importing import Job
from seawall.feeds.naming import FILLED
from seawall.feeds.rejects import LEADING
from seawall.feeds.report import Imported
from seawall.feeds.trial import WRONG
from seawall.lock import locked
from seawall.tables.errors import SeawallError
from seawall.tables.inert import inert
from seawall.web.access import Subject
from seawall.web.importing import arrivals
from seawall.web.importing.arrivals import Arrival, Done
from seawall.web.importing.choice import wish


def store(desk: Desk, arrival: Arrival, who: Subject) -> None:
    """Good rows of every file whose table is known go in, by the officer who sent them; the others come back.

    Tables that others name go first, whatever the order of the files.
    """
    with locked(arrivals.folder(desk, arrival)):
        waiting = [nth for nth, file in enumerate(arrival.files) if file.done is None and file.choice.table]
        for nth in sorted(waiting, key=lambda nth: FILLED.index(arrival.files[nth].choice.table)):
            path = arrivals.path(desk, arrival, nth)
            found = _imported(desk, arrival, who, nth, path, arrivals.rejects(desk, arrival, nth))
            arrival.files[nth].done = found if isinstance(found, Done) else _done(found)
            if isinstance(found, Imported):
                _noted(desk, arrival, nth, found)
                path.unlink(missing_ok=True)  # what is left to do stands in the rejects
            arrivals.save(desk, arrival)


def mend(desk: Desk, arrival: Arrival, who: Subject, nth: int, said: Mapping[str, str]) -> None:
    """Rows that came back go in again with what somebody put in their cells (`said`: r0c5 is the sixth cell of the
    first row); those that are still wrong stay, under the numbers they have in the file that was sent.
    """
    with locked(arrivals.folder(desk, arrival)):
        before, done = arrivals.rejects(desk, arrival, nth), arrival.files[nth].done
        if done is None or not before.exists():
            return
        path, after = _mended_file(desk, arrival, nth), before.with_suffix(".again")
        numbers = list(_corrected(before, path, said))
        found = _imported(desk, arrival, who, nth, path, after)
        path.unlink(missing_ok=True)
        if isinstance(found, Done):
            done.failed = found.failed
        else:
            _noted(desk, arrival, nth, found)
            _count(done, found)
            before.unlink()
            if found.rejects is not None:
                _numbered(found.rejects, before, numbers)
        arrivals.save(desk, arrival)


def _imported(desk: Desk, arrival: Arrival, who: Subject, nth: int, path: Path, rejects: Path) -> Imported | Done:
    choice = arrival.files[nth].choice
    try:
        return import_jobs(desk, [Job(path, choice.table, wish(desk, choice, who))], rejects, arrival.officer)[0]
    except SeawallError as error:
        return Done(failed=str(error))


def _noted(desk: Desk, arrival: Arrival, nth: int, found: Imported) -> None:
    """In the journal: what became of the file; later, what became of rows of it that somebody put right."""
    done = arrival.files[nth].done
    if done is not None and done.entry is not None:
        note(desk, found, arrival.officer, done.entry, done.rejected - found.rejected)
    elif done is not None:
        done.entry = note(desk, found, arrival.officer)


def _done(found: Imported) -> Done:
    return Done(found.new, found.already, found.duplicates, 0, found.rejected, found.warnings)


def _count(done: Done, found: Imported) -> None:
    done.new += found.new
    done.already += found.already
    done.duplicates += found.duplicates
    done.repaired += done.rejected - found.rejected
    done.rejected, done.remarks, done.failed = found.rejected, found.warnings, ""


def _mended_file(desk: Desk, arrival: Arrival, nth: int) -> Path:
    """A file called like the one that was sent, for its name is the source of the rows."""
    folder = arrivals.folder(desk, arrival) / f"mended-{nth}"
    folder.mkdir(mode=0o700, exist_ok=True)
    name = arrival.files[nth].name
    return folder / (name if name.lower().endswith(".csv") else f"{name}.csv")


def _corrected(before: Path, path: Path, said: Mapping[str, str]) -> Iterator[str]:
    """Writes the rejects anew with what was said; yields the number that each row has in the file that was sent."""
    with before.open(encoding="utf-8-sig", newline="") as old, path.open("w", encoding="utf-8", newline="") as new:
        path.chmod(0o600)
        rows, out = csv.reader(old), csv.writer(new)
        out.writerow(next(rows))
        for nth, row in enumerate(rows):
            if nth < WRONG:
                own = range(len(LEADING), len(row))
                row[len(LEADING) :] = [inert(said[f"r{nth}c{at}"]) if f"r{nth}c{at}" in said else row[at] for at in own]
            out.writerow(row)
            yield row[0]


def _numbered(made: Path, place: Path, numbers: list[str]) -> None:
    """The new rejects under the old name, each row under its old number."""
    half = place.with_suffix(".half")
    with made.open(encoding="utf-8-sig", newline="") as old, half.open("w", encoding="utf-8-sig", newline="") as new:
        half.chmod(0o600)
        rows, out = csv.reader(old), csv.writer(new)
        out.writerow(next(rows))
        out.writerows([numbers[int(row[0]) - 2], *row[1:]] for row in rows)
    made.unlink()
    half.replace(place)
