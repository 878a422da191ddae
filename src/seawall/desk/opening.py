"""Opening a home: its settings, its running and migrated server, and times as its city says them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from seawall.store import audit, database, embedded, home, renewal
from seawall.store.account import who
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.tables.errors import SeawallError
from seawall.tables.moment import parse


class TimeError(SeawallError):
    """A time on the command line that is no single time."""


class HistoryError(SeawallError):
    """Check-ins were asked of a home that is a history: ask a service home."""


@dataclass(frozen=True)
class Desk:
    """An open home and its server."""

    home: Home
    server: Server

    @property
    def zone(self) -> ZoneInfo:
        """The city's time zone."""
        return self.home.zone


def init(path: Path | None, *, zone: str, history: bool) -> Home:
    """Makes a home, starts its server and brings its database up to date."""
    made = home.create(path or home.default_home(), zone, history)
    opened(made.path)
    return made


def opened(path: Path | None) -> Desk:
    """The home at `path` with its server running and its tables as this version wants them, and nothing of a renewal of
    its keys left to do."""
    found = home.open_home(path or home.default_home())
    server = embedded.start(found)
    database.migrate(server, found)
    renewal.finish(server, found, who())
    return Desk(found, server)


def service(path: Path | None) -> Desk:
    """The home at `path`, opened for its check-ins. Raises HistoryError for one that is a history."""
    desk = opened(path)
    if desk.home.history:
        raise HistoryError(
            f"{desk.home.path} is a history, and check-ins come in now: it holds none. Import what is past as stays, "
            "which its plans ask, or name a service home (`seawall init` makes one)"
        )
    return desk


def stop(path: Path | None) -> str:
    """Stops the home's server; says whether there was one to stop."""
    found = home.open_home(path or home.default_home())
    return f"{found.path}: the database is stopped" if embedded.stop(found) else f"{found.path}: it was not running"


def verify(path: Path | None) -> audit.Verdict:
    """Reads the whole journal and says what is wrong with it."""
    desk = opened(path)
    with database.transaction(desk.server, "auditor") as connection:
        return audit.verify(connection, desk.home)


def instant(text: str | None, zone: ZoneInfo, option: str = "--at") -> datetime:
    """The time a user typed: the latest it may be, so that a whole day means its end; None is now.

    Raises MomentError for what is no time, TimeError for a time without an end.
    """
    if text is None:
        return datetime.now(UTC)
    latest = parse(text, zone).latest
    if latest is None:
        raise TimeError(f"{option} {text!r} has no end; allowed is one time such as 2022-01-23T04:00, or a day")
    return latest
