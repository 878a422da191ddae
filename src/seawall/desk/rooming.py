"""What somebody on a page says of a room: whether it can be given. The rest stands as it was learned last."""

from datetime import UTC, datetime
from typing import NamedTuple

import polars as pl

from seawall.desk.opening import Desk
from seawall.store import facts, journal, sight, wall
from seawall.store.database import transaction
from seawall.tables.catalogue import TABLES
from seawall.tables.errors import SeawallError
from seawall.tables.facts import Facts
from seawall.tables.means import ROOM_STATES
from seawall.tables.schema import FACT_COLUMNS


class RoomError(SeawallError):
    """A room cannot be said to be so; the message says what is allowed."""


class Room(NamedTuple):
    """A room of a site, and the state it is to be in."""

    site: str
    room: str
    state: str


def correct(desk: Desk, known: Facts, said: Room, by: str, now: datetime) -> None:
    """Enters the room's state as learned `now`; the journal says so in the same transaction. Raises RoomError."""
    if said.state not in ROOM_STATES:
        raise RoomError(
            "{state!r} is no state of a room; allowed are {allowed}", state=said.state, allowed=", ".join(ROOM_STATES)
        )
    there = known["rooms"].filter(pl.col("site") == said.site, pl.col("room") == said.room)
    if there.is_empty():
        raise RoomError(
            "{site} has no room {room} that is known; rooms come in by Import (rooms.csv)",
            site=said.site,
            room=said.room,
        )
    kinds = {name: column.dtype for name, column in TABLES["rooms"].columns().items() if name not in FACT_COLUMNS}
    row = there.select(list(kinds)).with_columns(
        pl.lit(said.state).cast(kinds["state"]).alias("state"),
        pl.lit(now if desk.home.history else None, pl.Datetime("us", "UTC")).alias("recorded_at"),
    )
    ready = {"rooms": wall.whole(desk.home, "rooms", row, by, "said on the page of sites")}
    with sight.whole(), transaction(desk.server) as connection:
        batch = facts.enter(connection, ready, by, "said on the page of sites").batch
        body = {"table": "rooms", "room": said.room, "state": said.state}
        journal.append(connection, "import", by, "room corrected", said.site, body, datetime.now(UTC), batch)
