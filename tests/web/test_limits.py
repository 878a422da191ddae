"""How often something may be tried: in windows that do not move, for so many keys as the memory holds."""

from datetime import UTC, datetime, timedelta

import pytest

from seawall.web.signin import limits
from seawall.web.signin.limits import Limit

AT = datetime(2022, 1, 22, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_tries_are_counted_for_each_key_by_itself() -> None:
    limit = Limit(2, MINUTE)
    assert [limit.count(key, AT) for key in ("wang", "wang", "li", "wang")] == [1, 2, 1, 3]


def test_a_window_ends_when_it_was_to_end_however_often_was_tried_in_it() -> None:
    limit = Limit(2, MINUTE)
    for seconds in range(60):
        assert limit.count("wang", AT + timedelta(seconds=seconds)) == seconds + 1
    assert limit.count("wang", AT + MINUTE) == 1


def test_of_too_many_keys_the_oldest_window_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HELD", 2)
    limit = Limit(2, MINUTE)
    assert [limit.count(key, AT) for key in ("wang", "li", "wang", "sun", "li", "wang")] == [1, 1, 2, 1, 2, 1]
