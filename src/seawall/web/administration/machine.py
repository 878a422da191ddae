"""How the machine of a home is doing: its database, its disk, its memory, and what this process has made ready."""

import shutil
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from seawall.desk.destroying import announced
from seawall.desk.names import Due, due_at
from seawall.desk.opening import Desk
from seawall.desk.planning import DESK, rules_at
from seawall.desk.reader import DAY_KEYS, Reader
from seawall.store import checkins, health, renewal, term
from seawall.store.health import Figures
from seawall.tables.localtime import begins

KILOBYTE = 1024


class Machine(NamedTuple):
    """The database's figures; bytes of the home's disk, in all and free; bytes of memory of this process and of the
    machine, in all and free; whether the kernels are ready here; and of check-ins how many days are held, which of them
    are past their term, and which nobody can open (their key is gone); when the home's passwords and keys were made;
    whose names are past their term, when a server said so, and when names were destroyed last."""

    database: Figures
    disk: int
    disk_free: int
    process: int
    memory: int
    memory_free: int
    kernels: bool
    days: int
    overdue: tuple[date, ...]
    lost: tuple[date, ...]
    renewed: datetime
    names: Due
    names_said: datetime | None
    names_ended: datetime | None


def look(desk: Desk, now: datetime) -> Machine:
    """How it is doing at a moment. Raises ServerError where the database does not answer."""
    found = health.figures(desk.server, now)
    usage = shutil.disk_usage(desk.home.path)
    memory, free = _kilobytes(Path("/proc/meminfo"), "MemTotal", "MemAvailable")
    (process,) = _kilobytes(Path("/proc/self/status"), "VmRSS")
    days = [] if desk.home.history else checkins.days(desk.server)
    lost = () if desk.home.history else Reader(desk.server, desk.zone, desk.home.path / DAY_KEYS).lost()
    return Machine(
        found, usage.total, usage.free, process, memory, free, "seawall.kernels" in sys.modules, len(days),
        tuple(_overdue(desk, days, now)), tuple(lost), renewal.last(desk.home), due_at(desk, now),
        announced(desk, now), term.ended(desk.server),
    )  # fmt: skip


def _overdue(desk: Desk, days: list[date], now: datetime) -> Iterator[date]:
    if not days:
        return
    kept = rules_at(desk, DESK, now).need("stays.term.at_most").timedelta()
    yield from (day for day in days if begins(day + timedelta(days=1), desk.zone) + kept <= now)


def _kilobytes(file: Path, *names: str) -> Iterator[int]:
    """Lines such as "MemTotal: 16 kB" of the kernel's, in bytes; 0 where it does not say."""
    lines = file.read_text(encoding="ascii", errors="replace").splitlines() if file.exists() else []
    said = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    yield from (int(said[name][0]) * KILOBYTE if name in said else 0 for name in names)


def gauges(found: Machine, now: datetime) -> Iterator[tuple[str, str, float]]:
    """Each figure that a scraper is told: its name, what it says, its value. None is about anybody."""
    of = found.database
    yield "seawall_database_bytes", "Size of the database", of.bytes
    yield "seawall_migration", "The migration the database is at", float(of.migration or 0)
    yield "seawall_migration_wanted", "The migration this version works with", float(of.wants)
    yield "seawall_facts_batch", "The last batch of facts", of.batch
    if of.entered is not None:
        yield "seawall_facts_age_seconds", "Seconds since facts came in", (now - of.entered).total_seconds()
    yield "seawall_checkins_batch", "The last batch of check-ins", of.checkins
    if of.checked_in is not None:
        yield "seawall_checkins_age_seconds", "Seconds since check-ins came in", (now - of.checked_in).total_seconds()
    yield "seawall_checkin_days", "Days of check-ins that are held", found.days
    yield "seawall_checkin_days_overdue", "Days of check-ins held past their term", len(found.overdue)
    yield "seawall_checkin_days_lost", "Days of check-ins whose key is gone", len(found.lost)
    yield "seawall_names_due", "People whose names are past their term", found.names.people.height
    yield "seawall_journal_entries", "Entries of the journal", of.entries
    yield "seawall_journal_unsealed", "Entries under no signed root", of.entries - of.sealed
    yield "seawall_lock_waiters", "Connections that wait for a lock", of.waiting
    yield "seawall_sessions", "Sessions that are open", of.sessions
    yield "seawall_disk_free_bytes", "Free on the disk of the home", found.disk_free
    yield "seawall_memory_bytes", "Memory of the process that answers", found.process
    yield "seawall_memory_free_bytes", "Memory of the machine that is free", found.memory_free
    yield "seawall_kernels_ready", "Whether the kernels are ready in this process", float(found.kernels)
