"""One drive: when it leaves, with what, and what must be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from seawall.plan.isolate.loads import Load
from seawall.plan.isolate.nights import morning
from seawall.plan.isolate.roads import Road, Ways
from seawall.plan.isolate.rules import Driving
from seawall.plan.isolate.vehicles import Fleet, Taken


@dataclass(frozen=True)
class Drive:
    """A drive with its vehicle and crew.

    `named`: those who ride and those of its order who have arrived; `until`: the end of its order, None without one.
    `lacks` and `notes`: what must be said of it.
    """

    batch: str
    load: Load
    named: Sequence[str]
    vehicle: Taken
    crew: Taken
    leaves: datetime
    there: datetime
    back: datetime
    until: datetime | None = None
    lacks: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def late(self) -> bool:
        """Whether it arrives after the first of them had to be there."""
        return self.load.surely is not None and self.load.surely < self.there


@dataclass(frozen=True)
class Planning:
    """What drives are planned with; each that is planned makes its vehicle and crew busy for the next."""

    means: Fleet
    ways: Ways
    rules: Driving
    zone: ZoneInfo
    now: datetime

    def new(self, load: Load, batch: str) -> Drive:
        """The drive that can leave first."""
        road = self.ways(load.unit, load.site)
        need, length = road.taking(self.rules), road.back(self.rules)
        vehicle, crew, leaves = self._slot(load, need, length)
        there, back = leaves + need, leaves + length
        lacks = self._lacks(load, vehicle, crew, there, need, length)
        self.means.leave(vehicle.name, crew.name, leaves, back)
        return Drive(batch, load, load.persons, vehicle, crew, leaves, there, back, lacks=lacks)

    def signed(self, drive: Drive) -> Drive:
        """The drive as it was signed; what it should have done by now, and nobody recorded, is said."""
        load, need = drive.load, drive.there - drive.leaves
        lacks = self._lacks(load, drive.vehicle, drive.crew, drive.there, need, drive.back - drive.leaves)
        self.means.leave(drive.vehicle.name, drive.crew.name, drive.leaves, drive.back)
        notes = ["as it was signed"]
        if arrived := len(drive.named) - len(load.persons):
            notes.append(f"{arrived} of {len(drive.named)} have arrived")
        elif drive.leaves < self.now:
            notes.append(
                f"it was to leave {drive.leaves.astimezone(self.zone):%Y-%m-%d %H:%M}, and no departure is recorded"
            )
        return replace(drive, lacks=lacks, notes=notes)

    def told(self, drive: Drive) -> tuple[object, ...]:
        """The drive as a row, in transfers.COLUMNS."""
        load, road = drive.load, self.ways(drive.load.unit, drive.load.site)
        night = morning(drive.leaves, drive.there, self.rules.night, self.zone) is not None
        signatures = self.rules.signatures
        wanted = max(signatures["night"] if night else 1, signatures["long"] if road.long else 1)
        return (
            drive.batch, load.site, drive.vehicle.name, drive.crew.name, list(load.persons), list(drive.named),
            load.risk, load.unit, load.from_site, drive.leaves, drive.there, None if drive.late else load.surely,
            drive.until, drive.vehicle.seats, night, wanted, list(drive.lacks), self._why(drive, road, night=night),
        )  # fmt: skip

    def _slot(self, load: Load, need: timedelta, length: timedelta) -> tuple[Taken, Taken, datetime]:
        """The vehicle, the crew and when both can leave for so long."""
        at = self.now
        while True:
            vehicle, crew = self.means.vehicle(load.risk, len(load.persons), at, length), self.means.crew(at, length)
            leaves = self._leaving(load, max(vehicle.free, crew.free), need)
            if leaves == at:
                return vehicle, crew, leaves
            at = leaves

    def _leaving(self, load: Load, free: datetime, need: timedelta) -> datetime:
        """When the drive leaves: it waits for the morning if it then arrives in time."""
        day = morning(free, free + need, self.rules.night, self.zone)
        return free if day is None or (load.due is not None and day + need > load.due) else day

    def _lacks(
        self, load: Load, vehicle: Taken, crew: Taken, there: datetime, need: timedelta, length: timedelta
    ) -> list[str]:
        """What is not there, or what a drive waits for that comes late though it could be in time."""
        limit = load.surely
        late = limit is not None and limit < there and self.now + need <= limit
        if late:
            vehicle = self.means.vehicle(load.risk, len(load.persons), self.now, length)
            crew = self.means.crew(self.now, length)
        return [
            kind for kind, taken in (("vehicles", vehicle), ("transfer crews", crew))
            if taken.name is None or (late and limit is not None and limit < taken.free + need)
        ]  # fmt: skip

    def _why(self, drive: Drive, road: Road, *, night: bool) -> str:
        load, due = drive.load, drive.load.surely
        said = [load.said, road.why, *drive.notes]
        said += [f"at night ({self.rules.night_clause})"] if night else []
        said += [_late(due, drive.there, drive.leaves, self.zone)] if drive.late and due else []
        said += ["no limit says by when"] if load.due is None and due is None else []
        said += [] if drive.vehicle.name else [f"no {self.means.wanted(load.risk)} with {len(load.persons)} seats"]
        return "; ".join(said)


def _late(due: datetime, there: datetime, start: datetime, zone: ZoneInfo) -> str:
    by, at = (f"{each.astimezone(zone):%Y-%m-%d %H:%M}" for each in (due, there))
    return f"overdue since {by}" if due <= start else f"arrives late: due {by}, there at {at}"
