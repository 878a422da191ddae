"""What waits in the memory of the process."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any, NamedTuple

from seawall.web.held import Held

NOON = datetime(2022, 1, 22, 12, tzinfo=UTC)


class Thing(NamedTuple):
    """What waits in these tests."""

    name: str
    until: datetime = NOON + timedelta(hours=1)


def test_what_is_held_is_found_until_it_is_over_and_not_at_that_moment() -> None:
    now = [NOON]
    kept = Held[Thing](9, clock=lambda: now[0])
    kept.keep("a", Thing("first"))
    now[0] = NOON + timedelta(minutes=59)
    assert (kept.find("a"), kept.find("b"), kept.every()) == (Thing("first"), None, [Thing("first")])
    now[0] = NOON + timedelta(hours=1)
    assert (kept.find("a"), kept.take("a"), kept.every()) == (None, None, [])


def test_of_too_many_the_oldest_is_forgotten() -> None:
    kept = Held[Thing](2, clock=lambda: NOON)
    for name in "abc":
        kept.keep(name, Thing(name))
    assert [each.name for each in kept.every()] == ["b", "c"]


def test_a_later_thing_takes_the_place_of_what_is_about_the_same() -> None:
    kept = Held[Thing](9, about=lambda each: each.name, clock=lambda: NOON)
    kept.keep("a", Thing("one"))
    kept.keep("b", Thing("other"))
    kept.keep("c", Thing("one", NOON + timedelta(hours=2)))
    assert (kept.find("a"), kept.every()) == (None, [Thing("other"), Thing("one", NOON + timedelta(hours=2))])


def test_of_many_who_take_it_at_once_one_does() -> None:
    kept, there, got = Held[Thing](9, clock=lambda: NOON), Barrier(8), list[Thing | None]()
    kept.keep("a", Thing("one"))

    def taking() -> None:
        there.wait()
        got.append(kept.take("a"))

    threads = [Thread(target=taking) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(got, key=str) == [None] * 7 + [Thing("one")]


def test_what_was_taken_and_failed_waits_again() -> None:
    kept = Held[Thing](9, about=lambda each: each.name, clock=lambda: NOON)
    kept.keep("a", Thing("one"))
    seen = _failing(kept, "a", kept.every)
    assert (seen, kept.every()) == ([], [Thing("one")])


def test_what_failed_yields_to_a_later_one_about_the_same() -> None:
    kept, later = (
        Held[Thing](9, about=lambda each: each.name, clock=lambda: NOON),
        Thing("one", NOON + timedelta(days=1)),
    )
    kept.keep("a", Thing("one"))
    _failing(kept, "a", lambda: kept.keep("b", later))
    assert kept.every() == [later]


def test_what_was_taken_and_done_is_gone() -> None:
    kept = Held[Thing](9, clock=lambda: NOON)
    kept.keep("a", Thing("one"))
    with kept.taken("a") as found, kept.taken("a") as again:
        assert (found, again) == (Thing("one"), None)
    assert kept.every() == []


def _failing(kept: Held[Thing], opens: str, do: Callable[[], Any]) -> Any:
    """Takes one, does something and fails; what was done gave."""
    try:
        with kept.taken(opens):
            given = do()
            raise ValueError(opens)
    except ValueError:
        return given


def test_one_is_changed_only_from_what_it_was() -> None:
    kept = Held[Thing](9, clock=lambda: NOON)
    kept.keep("a", Thing("one"))
    assert kept.change("a", Thing("one"), Thing("agreed"))
    assert not kept.change("a", Thing("one"), Thing("agreed by another"))
    assert not kept.change("b", Thing("one"), Thing("agreed"))
    assert kept.every() == [Thing("agreed")]


def test_what_opens_a_thing_stands_nowhere() -> None:
    kept = Held[Thing](9, clock=lambda: NOON)
    kept.keep("the-code", Thing("one"))
    assert "the-code" not in str(vars(kept))
