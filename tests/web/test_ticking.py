"""What a server that runs does by itself: a root a day, and the journal handed on."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from seawall.desk.opening import Desk
from seawall.store import journal, seal
from seawall.store.database import transaction
from seawall.store.seal import Root
from seawall.web.sending import State
from seawall.web.ticking import Ticking

NIGHT = datetime(2026, 1, 22, 16, tzinfo=UTC)  # midnight in the city's zone
HOUR = timedelta(hours=1)


class Kept:
    """What would be sent, line by line."""

    def __init__(self, waiting: int = 0) -> None:
        self.lines = list[tuple[str, dict[str, object]]]()
        self.waiting = waiting

    def state(self) -> State:
        return State(None, self.waiting, 0)

    def send(self, at: datetime, kind: str, said: str) -> None:
        assert at >= NIGHT
        self.lines.append((kind, json.loads(said)))


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


def test_while_many_lines_wait_entries_wait_in_the_journal(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    add(desk, NIGHT, many=2)
    kept.waiting = 5_000
    ticking.tick(NIGHT)
    assert kept.lines == []
    kept.waiting = 0
    ticking.tick(NIGHT)
    assert len(kept.lines) == 2
