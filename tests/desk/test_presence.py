"""A home's live stays on a real database: acknowledged is searchable, sealed in time, destroyed after the term."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from seawall import policy
from seawall.desk import inquiry, living, presence
from seawall.desk.intake import Intake
from seawall.desk.opening import Desk
from seawall.desk.presence import Presence
from seawall.plan.trace.authorisation import Authorisation, NotAuthorisedError
from seawall.presence import keys
from seawall.presence.errors import LiveElsewhereError
from seawall.presence.live.checkins import CHECKINS
from seawall.presence.ranking import Rules
from seawall.store.database import transaction
from tests.copies import service

NOW = datetime(2022, 1, 22, 4, 0, tzinfo=UTC)
PLACES = pl.DataFrame({"place": ["shop", "mill"], "kind": ["shop", "work"]})
RULES = policy.load("covid19-cn-9", at=NOW.date())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with service(tmp_path) as found:
        yield found


def started(desk: Desk) -> Presence:
    return presence.opened(desk, RULES, PLACES)


def came(*rows: tuple[str, str, str, str | None]) -> pl.DataFrame:
    """Rows of person, place, came and left, as days and hours of January 2022 in UTC."""
    times = [
        (person, place, moment(since), None if until is None else moment(until)) for person, place, since, until in rows
    ]
    return pl.DataFrame(times, schema=dict(CHECKINS), orient="row")


def moment(text: str) -> datetime:
    day, hour = text.split()
    return datetime(2022, 1, int(day), int(hour), tzinfo=UTC)


def case(person: str) -> tuple[pl.DataFrame, list[Authorisation]]:
    """A window of two weeks, and the leave for it."""
    start = NOW - timedelta(days=14)
    row = {"case": "C1", "class": "confirmed", "person": person, "purpose": "contact_tracing", "start": start,
           "end": NOW, "linger": timedelta(), "opens_stays": True}  # fmt: skip
    return pl.DataFrame([row]), [Authorisation("C1", "confirmed", person, "contact_tracing", start, NOW)]


def contacts(desk: Desk, asked: Presence, person: str) -> list[tuple[str, float]]:
    found = inquiry.door(desk, asked.live.city, "I", NOW).contacts(*case(person), Rules(timedelta(minutes=15)), most=10)
    return [row for each in found for row in each.contacts.select("person", "minutes").iter_rows()]


def journal(desk: Desk) -> list[str]:
    with transaction(desk.server, "auditor") as connection:
        return list(connection.scalars(text("SELECT kind FROM journal.entries ORDER BY index")))


def test_what_is_acknowledged_is_found_also_after_a_start(desk: Desk) -> None:
    live = started(desk)
    with Intake(live, lambda: NOW) as intake:
        intake.put(came(("ann", "shop", "22 1", None), ("ben", "shop", "22 1", "22 2"))).result()
        assert contacts(desk, live, "ann") == [("ben", 30.0)]
    live.close()
    assert contacts(desk, started(desk), "ann") == [("ben", 30.0)]


def test_days_are_sealed_when_they_have_settled_and_late_ones_find_their_way_into_them(desk: Desk) -> None:
    live = started(desk)
    live.append(came(("ann", "mill", "19 1", "19 9"), ("ben", "mill", "21 1", "21 2")), NOW)
    assert live.seal(NOW) == [date(2022, 1, 19)]
    live.append(came(("cid", "mill", "19 8", "19 12")), NOW)
    assert contacts(desk, live, "ann") == [("cid", 60.0)]
    assert live.seal(NOW) == [date(2022, 1, 19)]
    live.close()
    assert contacts(desk, started(desk), "ann") == [("cid", 60.0)]


def test_a_day_is_destroyed_everywhere_when_its_term_is_over(desk: Desk) -> None:
    live = started(desk)
    both = ("ann", "mill", "2 1", "2 9"), ("ben", "mine", "2 1", "3 9")
    live.append(came(*both, ("ann", "mill", "19 1", "19 2")), NOW)
    live.seal(NOW)
    assert contacts(desk, live, "ann") == []  # before the window of the case
    later = NOW + timedelta(days=3)
    assert live.drop("keeper", later) == [date(2022, 1, 2), date(2022, 1, 3)]
    assert live.record.days() == [date(2022, 1, 19)]
    live.close()
    for known in (live.live, started(desk).live):
        with known.city() as city:
            assert (set(city.people), set(city.places)) == ({"ann", ""}, {"mill", ""})
    assert not list(desk.home.path.rglob("2022-01-02*"))
    assert "term" in journal(desk)


def test_a_second_program_is_told_that_another_has_the_live_stays(desk: Desk) -> None:
    live = started(desk)
    with pytest.raises(LiveElsewhereError, match="another program holds"):
        started(desk)
    live.close()
    started(desk).close()


def test_when_the_key_of_a_day_was_lost_the_others_go_on_until_that_day_is_dropped(desk: Desk) -> None:
    live = started(desk)
    live.append(
        came(("ann", "mill", "19 1", "20 9"), ("ben", "mill", "20 1", "20 2"), ("cid", "mine", "19 1", None)), NOW
    )
    assert live.seal(NOW) == [date(2022, 1, 19), date(2022, 1, 20)]
    live.close()
    keys.drop(live.record.keys, date(2022, 1, 20))
    live = started(desk)
    assert ["2022-01-20.key" in fault for fault in live.live.faults] == [True]
    late = live.append(came(("dan", "mill", "20 1", None), ("dan", "mill", "19 2", "19 4")), NOW)
    assert (len(late.good), len(late.rejected)) == (1, 1)
    assert live.seal(NOW) == [date(2022, 1, 19)]
    assert contacts(desk, live, "ann") == [("dan", 120.0)]
    live.drop("keeper", NOW + timedelta(days=21))
    assert live.record.lost() == []
    live.close()


def test_stays_open_for_a_leave_alone_and_the_journal_has_both(desk: Desk) -> None:
    live = started(desk)
    live.append(came(("ann", "shop", "22 1", None)), NOW)
    windows, leaves = case("ann")
    door = inquiry.door(desk, live.live.city, "I", NOW)
    assert door.trail(windows, leaves).select("place").rows() == [("shop",)]
    with pytest.raises(NotAuthorisedError):
        door.trail(windows, [])
    assert [kind for kind in journal(desk) if kind in ("stays", "refusal")] == ["stays", "refusal"]


def test_stays_are_asked_as_they_were_known_at_a_time(desk: Desk) -> None:
    live = started(desk)
    live.append(came(("ann", "shop", "22 1", "22 3"), ("ben", "shop", "22 1", None)), NOW)
    hour = timedelta(hours=1)
    live.append(came(("ben", "shop", "22 1", "22 3"), ("cid", "shop", "22 2", "22 3")), NOW + hour)

    def known(at: datetime | None) -> list[tuple[str, float]]:
        then = nullcontext(living.seen(desk, RULES, PLACES, live.record.highest(at), {}, []))
        door = inquiry.door(desk, live.live.city if at is None else lambda: then, "I", NOW)
        (found,) = door.contacts(*case("ann"), Rules(timedelta(minutes=15)), most=10)
        return found.contacts.select("person", "minutes").rows()

    assert known(NOW - hour) == []
    assert known(NOW) == [("ben", 30.0)]
    assert known(None) == [("ben", 120.0), ("cid", 60.0)]
