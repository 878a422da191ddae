"""A moment is written as wide as it is known; a time of day in the city's zone."""

from datetime import timedelta

import pytest

from seawall.tell.terminal import LanguageError, language
from seawall.tell.terminal.moments import between, length, moment, over, span
from tests.given import SHANGHAI, local, when


@pytest.mark.parametrize(
    ("stated", "en", "zh"),
    [
        ("23T04:00", "23 Jan 04:00", "1月23日 04:00"),
        ("2022-01-22", "22 Jan (hour unknown)", "1月22日（几时不详）"),
        (".. 23T04:00", "before 23 Jan 04:00", "1月23日 04:00前"),
        ("23T04:00 ..", "after 23 Jan 04:00", "1月23日 04:00后"),
        ("23T04:00 .. 23T12:00", "23 Jan 04:00–12:00", "1月23日 04:00–12:00"),
        ("23T04:00 .. 24T00:00", "23 Jan 04:00–24:00", "1月23日 04:00–24:00"),
        ("22T00:00 .. 23T16:00", "22 Jan 00:00 – 23 Jan 16:00", "1月22日 00:00 – 1月23日 16:00"),
        ("..", "not known", "不详"),
    ],
)
def test_a_moment_keeps_its_width(stated: str, en: str, zh: str) -> None:
    at = when(stated)
    assert moment(at.earliest, at.latest, SHANGHAI, "en") == en
    assert moment(at.earliest, at.latest, SHANGHAI, "zh") == zh


def test_an_end_at_midnight_is_24_of_the_day_it_ends() -> None:
    assert between(local("30T00:00"), local("31T00:00"), SHANGHAI, "en") == "29–30 Jan 24:00"
    assert between(local("30T00:00"), local("30T00:00"), SHANGHAI, "zh") == "1月29日 24:00"
    assert between(local("30T00:00"), local("31T00:00"), SHANGHAI, "zh") == "1月29–30日 24:00"
    assert between(local("31T00:00"), local("2022-02-02T00:00"), SHANGHAI, "zh") == "1月30日 – 2月1日 24:00"
    assert between(local("31T00:00"), local("2022-02-02T00:00"), SHANGHAI, "en") == "30 Jan – 1 Feb 24:00"
    assert between(local("29T12:00"), local("31T00:00"), SHANGHAI, "zh") == "1月29日 12:00 – 1月30日 24:00"


def test_a_meeting_over_midnight_names_both_days() -> None:
    assert span(local("21T16:00"), local("21T16:40"), SHANGHAI, "en") == "21 Jan 16:00–16:40"
    assert span(local("21T22:00"), local("22T06:00"), SHANGHAI, "en") == "21 Jan 22:00–22 Jan 06:00"


def test_a_length_names_its_two_largest_units() -> None:
    assert length(timedelta(hours=3, minutes=48), "en") == "3 h 48 min"
    assert length(timedelta(days=2, hours=5, minutes=9), "zh") == "2天5小时"
    assert length(timedelta(0), "en") == "0 min"
    assert over(timedelta(hours=1, minutes=2), "en") == "1:02"


def test_the_terminal_speaks_what_it_is_asked_or_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert (language(None), language("en")) == ("zh", "en")
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert language(None) == "en"


def test_another_language_is_refused_by_name() -> None:
    with pytest.raises(LanguageError, match="'fr' is not a language of the terminal; allowed: zh, en"):
        language("fr")
