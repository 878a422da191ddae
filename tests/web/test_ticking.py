"""What a server that runs does by itself: a root a day, and the journal handed on."""

import json
from datetime import UTC, datetime, timedelta

from seawall.desk.opening import Desk
from seawall.store import journal, merkle, seal
from seawall.store.database import transaction
from seawall.store.seal import Root, from_json
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


def test_whoever_has_the_lines_reckons_the_root_from_them(desk: Desk) -> None:
    kept = Kept()
    ticking = Ticking(desk, kept)
    add(desk, NIGHT, many=7)
    ticking.tick(NIGHT)
    ticking.tick(NIGHT + timedelta(days=1))
    ticking.tick(NIGHT + timedelta(days=1))
    assert [kind for kind, _ in kept.lines] == ["entry"] * 7 + ["root"]
    assert [said["entry"] for _, said in kept.lines[:7]] == list(range(7))
    root = from_json(kept.lines[-1][1])
    assert root.genuine(seal.public_key(desk.home))
    peaks = list[bytes]()
    for index, (_, said) in enumerate(kept.lines[:7]):
        nodes = merkle.completed(index, bytes.fromhex(str(said["leaf"])), peaks)
        peaks[len(peaks) - len(nodes) + 1 :] = nodes[-1:]
    assert merkle.crown(peaks) == root.root


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
