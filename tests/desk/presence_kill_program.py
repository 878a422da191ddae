"""What test_presence_kill.py kills: a program that takes check-ins, seals days, and starts its live stays again.

Started as `python -m tests.desk.presence_kill_program HOME FIRST`. Thread t of four has the check-ins FIRST + t,
FIRST + t + 4 and so on, of three days; of each it says "in n" and "out n" when that is acknowledged. The main thread
says "sealing", and seals; after a while "starting", when all of it is closed and made anew; then "same" and how many
stays were those of the record. When the server is gone whoever needs it starts it, and does the same again.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TypeVar

import polars as pl

from seawall import policy
from seawall.desk import presence as desk
from seawall.desk.intake import Intake
from seawall.desk.opening import Desk
from seawall.desk.presence import Presence
from seawall.desk.record import Kept, Record
from seawall.kernels import living
from seawall.presence.instants import moment_of, second_of
from seawall.presence.live.checkins import CHECKINS, day_of
from seawall.presence.live.live import Live
from seawall.store import embedded
from seawall.store.account import ServerError
from seawall.store.home import Home, open_home
from tests.slow import presence as slow

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULES = policy.load("covid19-cn-9", at=NOW.date())
PLACES = pl.DataFrame({"place": [f"m{n}" for n in range(4)], "kind": ["shop"] * 4})
DWELL = RULES.family("place.dwell")["shop"].timedelta()
THREADS = 4
PATIENCE = 20  # times the server may go away under one piece of work
SAYING = Lock()
Stays = dict[date, list[tuple[str, str, int, int, bool]]]
"""By day: person, place, the seconds from which and until which, and whether the leaving is assumed."""
T = TypeVar("T")


def came(n: int) -> datetime:
    """Some second of the last 55 hours: no two of the first 200,000 are the same."""
    return NOW - timedelta(seconds=60 + n * 7919 % 200_000)


def left(n: int) -> datetime:
    """After some hours, over midnight or not; one in 17 is taken back."""
    return came(n) if n % 17 == 0 else min(came(n) + n * 31 % 20 * HOUR, NOW)


def checkin(n: int, until: datetime | None) -> pl.DataFrame:
    rows = [(f"p{n % 60}", f"m{n // 60 % 4}", came(n), until)]
    return pl.DataFrame(rows, schema=dict(CHECKINS), orient="row")


def messages(n: int) -> Iterator[tuple[str, pl.DataFrame]]:
    """What is sent of a check-in: that they came, of some a leaving that is wrong, the leaving, and of some all that
    once more."""
    yield "in", checkin(n, None)
    if n % 5 == 0:
        yield "wrong", checkin(n, min(came(n) + HOUR, NOW))
    yield "out", checkin(n, left(n))
    if n % 7 == 0:
        yield "again", checkin(n, None)


@contextmanager
def presence(home: Home) -> Iterator[Presence]:
    """A home's live stays, with all that any program before has made durable: its connection is gone."""
    opened = desk.opened(Desk(home, embedded.start(home)), RULES, PLACES)
    try:
        opened.append(pl.DataFrame(schema=dict(CHECKINS)), NOW)
        yield opened
    finally:
        opened.close()


def stays(live: Live) -> Stays:
    """As they are searched."""
    found: Stays = {}
    with live.city() as city:
        plain = city.days.plain
        for nth, begins in enumerate(plain.begins[:-1].tolist()):
            day = day_of(moment_of(begins), city.zone)
            for layer in city.days.layers[plain.heads[nth] : plain.heads[nth + 1]]:
                person, place, *rest = (column.tolist() for column in living(layer))
                names = [city.people[each] for each in person], [city.places[each] for each in place]
                found.setdefault(day, []).extend(zip(*names, *rest, strict=True))
    return {day: sorted(rows) for day, rows in found.items() if rows}


def expected(record: Record) -> Stays:
    """The same from the record, slowly."""
    known = record.known()
    people, places = (sorted(known[name].unique()) for name in ("person", "place"))
    said = [
        slow.Stay(
            people.index(person), places.index(place), second_of(since),
            second_of(until or since + DWELL), until is None,
        )
        for person, place, since, until in known.select(*CHECKINS).iter_rows()
    ]  # fmt: skip
    found: Stays = {}
    for stay in slow.united(said):
        day, last = (day_of(moment_of(each), record.zone) for each in (stay.start, stay.end - 1))
        while day <= last:
            found.setdefault(day, []).append((people[stay.person], places[stay.place], *stay[2:]))
            day += timedelta(days=1)
    return {day: sorted(rows) for day, rows in found.items()}


def say(what: str, n: int) -> None:
    with SAYING:
        sys.stdout.write(f"{what} {n}\n")
        sys.stdout.flush()


def patient(home: Home, work: Callable[[], T]) -> T:
    """The same again when the server went away under it."""
    for _ in range(PATIENCE):
        try:
            return work()
        except ServerError:
            embedded.start(home)
    raise SystemExit("the server did not come back")


def _put(intake: Intake, frame: pl.DataFrame) -> Kept:
    return intake.put(frame).result()


def take(home: Home, intake: Intake, todo: Iterator[tuple[int, str, pl.DataFrame]], enough: Event) -> None:
    for n, what, frame in todo:
        patient(home, partial(_put, intake, frame))
        if what in ("in", "out"):
            say(what, n)
        if enough.is_set():
            return


def seal(home: Home, opened: Presence, until: float, chance: random.Random) -> None:
    """Seals what has settled as the clock runs ahead, or any day, and searches, until it is time."""
    while time.monotonic() < until:
        say("sealing", 0)
        if chance.random() < 0.5:
            patient(home, lambda: opened.seal(NOW + chance.randrange(4) * 24 * HOUR))
        else:
            patient(home, lambda: opened.live.seal(date(2022, 1, chance.randrange(20, 23))))
        patient(home, opened.live.days)


def serve(home: Home, todo: Sequence[Iterator[tuple[int, str, pl.DataFrame]]], chance: random.Random) -> int:
    """Takes check-ins for a while, and says how many stays are those of the record then."""
    with presence(home) as opened:
        with Intake(opened, lambda: NOW) as intake:
            enough = Event()
            threads = [Thread(target=take, args=(home, intake, each, enough)) for each in todo]
            for thread in threads:
                thread.start()
            seal(home, opened, time.monotonic() + chance.uniform(0.3, 1), chance)
            enough.set()
            for thread in threads:
                thread.join()
        found = patient(home, lambda: stays(opened.live))
        assert found == patient(home, lambda: expected(opened.record))
        return sum(map(len, found.values()))


def main(path: Path, first: int) -> None:
    home, chance = open_home(path), random.Random(first)  # noqa: S311 - when to seal, not a secret
    todo = [((n, *each) for n in count(first + t, THREADS) for each in messages(n)) for t in range(THREADS)]
    while True:
        say("starting", 0)
        say("same", patient(home, lambda: serve(home, todo, chance)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
