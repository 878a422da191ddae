"""What a server that runs does by itself: a root a day, and the journal handed on."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from seawall.desk import destroying
from seawall.desk.opening import Desk
from seawall.store import journal, seal
from seawall.store.database import transaction
from seawall.store.register import open_register
from seawall.store.seal import Root
from seawall.web import ticking as ticking_module
from seawall.web.ticking import SENT, Ticking
from tests.web.loghosts import soon

NIGHT = datetime(2026, 1, 22, 16, tzinfo=UTC)  # midnight in the city's zone
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def never_sent(desk: Desk) -> None:
    """The home is other tests' too, and one of them may have written how far it came."""
    (desk.home.path / SENT).unlink(missing_ok=True)


class Kept:
    """What would be sent, line by line."""

    def __init__(self, there: bool = True) -> None:
        self.lines = list[tuple[str, dict[str, object]]]()
        self.there, self._untold = there, list[Callable[[], None]]()

    def send(self, at: datetime, kind: str, said: str, *, taken: Callable[[], None]) -> None:
        assert at >= NIGHT
        self.lines.append((kind, json.loads(said)))
        self._untold.append(taken)
        if self.there:
            self.take()

    def take(self) -> None:
        while self._untold:
            self._untold.pop(0)()

    def entries(self) -> list[object]:
        return [said["entry"] for kind, said in self.lines if kind == "entry"]


def add(desk: Desk, at: datetime, kind: str = "order", many: int = 1) -> None:
    with transaction(desk.server) as connection:
        for number in range(many):
            journal.append(connection, kind, "wang", "isolate", f"p{number}", {"why": "ring close"}, at)


def roots(desk: Desk) -> list[Root]:
    with transaction(desk.server) as connection:
        return seal.roots(connection, desk.home)


def test_a_day_that_has_ended_is_signed_once_and_one_that_goes_on_is_not(desk: Desk) -> None:
    ticking = Ticking(desk)
    ticking.tick(NIGHT)
    assert roots(desk) == []
    add(desk, NIGHT - HOUR)
    ticking.tick(NIGHT - timedelta(seconds=1))
    assert roots(desk) == []
    ticking.tick(NIGHT)
    add(desk, NIGHT + HOUR)
    ticking.tick(NIGHT + 2 * HOUR)
    assert [(root.size, root.at) for root in roots(desk)] == [(1, NIGHT)]
    ticking.tick(NIGHT + 25 * HOUR)
    assert [root.size for root in roots(desk)] == [1, 2]


def test_names_past_their_term_are_said_by_a_tick_and_destroyed_by_one_a_week_later(
    desk: Desk,
) -> None:
    register = open_register(desk.home, desk.server)
    register.keep(pl.DataFrame({"person": ["p1"], "name": ["甄卫民"]}))
    ticking, due = Ticking(desk), datetime.now(UTC) + timedelta(days=190)
    for days in (-20, 0, 6):
        ticking.tick(due + timedelta(days=days))
        assert register.reveal(["p1"], "trace", "wang").height == 1
    ticking.tick(due + timedelta(days=7))
    assert register.reveal(["p1"], "trace", "wang").height == 0
    shutil.rmtree(desk.home.path / destroying.CERTIFICATES)  # the home is other tests' too, its database is not


def test_whoever_has_the_lines_holds_each_line_of_the_home_s_roots_against_them(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    add(desk, NIGHT, many=7)
    ticking.tick(NIGHT)
    ticking.tick(NIGHT + timedelta(days=1))
    ticking.tick(NIGHT + timedelta(days=1))
    assert [kind for kind, _ in kept.lines] == ["entry"] * 7 + ["root"]
    assert [said["entry"] for _, said in kept.lines[:7]] == list(range(7))
    (line,) = (desk.home.path / seal.ROOTS).read_text().splitlines()
    told = kept.lines[-1][1]
    assert (told["size"], told["sha256"]) == (7, hashlib.sha256(line.encode()).hexdigest())


def test_whoever_knows_all_but_whose_name_was_read_finds_it_in_no_line(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    with transaction(desk.server) as connection:
        journal.append(connection, "sign_in", "wang", "sign in", "wang", {"way": "passkey"}, NIGHT)
        journal.append(connection, "read", "wang", "correct", "p1", {"fields": ["name"]}, NIGHT)
        hashed = {node.hex() for node in journal.peaks(connection, 1) + journal.peaks(connection, 2)}
        hashed |= set(
            connection.exec_driver_sql("SELECT encode(substring(nodes FOR 32), 'hex') FROM journal.entries").scalars()
        )
    seal.seal(desk.server, desk.home, NIGHT)
    (root,) = roots(desk)
    ticking.tick(NIGHT)
    sent = json.dumps(kept.lines)
    assert [kind for kind, _ in kept.lines] == ["entry", "entry", "root"]
    assert [each for each in (*hashed, root.root.hex(), root.signature.hex(), "p1") if each in sent] == []


def test_what_tells_of_people_stays_and_what_tells_of_officers_leaves_whole(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    for kind in journal.KINDS:
        add(desk, NIGHT, kind)
    ticking.tick(NIGHT)
    whole = {said["kind"] for _, said in kept.lines if "about" in said or "body" in said}
    assert len(kept.lines) == len(journal.KINDS)
    assert whole == {"sign_in", "grant", "key"}
    assert {said["by"] for _, said in kept.lines} == {"wang"}


def test_a_server_that_begins_sends_the_last_root_and_what_comes_after(desk: Desk) -> None:
    add(desk, NIGHT, many=3)
    seal.seal(desk.server, desk.home, NIGHT)
    add(desk, NIGHT)
    kept = Kept()
    ticking = Ticking(desk, kept)
    add(desk, NIGHT)
    ticking.tick(NIGHT)
    assert [(kind, said.get("size"), said.get("entry")) for kind, said in kept.lines] == [
        ("entry", None, 4), ("root", 3, None),
    ]  # fmt: skip


def test_while_many_entries_are_under_way_the_next_wait_in_the_journal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticking_module, "AT_ONCE", 2)
    kept = Kept(there=False)
    ticking = Ticking(desk, kept)
    add(desk, NIGHT, many=3)
    ticking.tick(NIGHT)
    ticking.tick(NIGHT)
    assert kept.entries() == [0, 1]
    kept.take()
    ticking.tick(NIGHT)
    assert kept.entries() == [0, 1, 2]


def test_a_server_goes_on_from_where_the_one_before_came_to(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    add(desk, NIGHT, many=2)
    seal.seal(desk.server, desk.home, NIGHT)
    ticking.tick(NIGHT)
    add(desk, NIGHT, many=2)  # while none runs
    after = Kept()
    Ticking(desk, after).tick(NIGHT)
    assert (kept.entries(), after.entries()) == ([0, 1], [2, 3])
    assert [kind for kind, _ in after.lines] == ["entry", "entry"]


def test_what_the_host_has_not_taken_is_sent_again_by_the_next_server(desk: Desk) -> None:
    kept = Kept(there=False)
    ticking = Ticking(desk, kept)
    add(desk, NIGHT, many=2)
    seal.seal(desk.server, desk.home, NIGHT)
    ticking.tick(NIGHT)
    after = Kept()
    Ticking(desk, after).tick(NIGHT)
    assert kept.lines == after.lines
    assert [kind for kind, _ in after.lines] == ["entry", "entry", "root"]


def test_a_home_whose_database_is_an_older_one_sends_what_comes_after_it(desk: Desk) -> None:
    (desk.home.path / SENT).write_text('{"entry": 90, "root": 90}')
    kept = Kept()
    ticking = Ticking(desk, kept)
    add(desk, NIGHT)
    seal.seal(desk.server, desk.home, NIGHT)
    ticking.tick(NIGHT)
    assert [kind for kind, _ in kept.lines] == ["entry", "root"]


def test_the_last_tick_sends_what_came_since_the_one_before(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    ticking.start()
    add(desk, NIGHT)
    ticking.stop()
    soon(lambda: kept.entries() == [0])
