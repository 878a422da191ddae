"""The wall: eight stones whose state is told by shape and word, at 80 and at 120 columns, in two languages."""

import pytest

from seawall.tell.terminal import Language, Wall, mini, turned
from seawall.tell.terminal.wall import STATES, mark, named, stone
from tests.given import SHANGHAI
from tests.tell.terminals import at, clock, every, seen, widest

EIGHT = ["met", "cannot_tell", "met", "late", "open", "met", "open", "open"]
NOW = at("23T05:12")


def test_no_two_states_share_a_shape_or_a_word() -> None:
    assert len({stone(state, 9).plain for state in STATES}) == 4
    assert len({mark(state).plain for state in STATES}) == 4
    for lang in ("zh", "en"):
        assert len({named(state, lang).plain for state in STATES}) == 4


def test_a_met_stone_is_whole_and_a_late_one_is_cracked() -> None:
    assert stone("met", 9).plain == "█████████"
    assert stone("late", 9).plain == "███▚▞████"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_eight_stones_stand_in_one_row_and_inside_the_terminal(lang: Language, width: int) -> None:
    wall = Wall(every(EIGHT), NOW, SHANGHAI, lang)
    assert len(seen(wall, width)) == 5
    assert widest(wall, width) <= width


def test_a_narrow_terminal_has_two_rows_of_four() -> None:
    wall = Wall(every(EIGHT), NOW, SHANGHAI, "en")
    assert [line.split() for line in seen(wall, 60)[1::5]] == [
        ["Found", "Screened", "Confirmed", "Responded"],
        ["Published", "HQ", "Isolated", "Tested"],
    ]


@pytest.mark.parametrize(
    ("step", "lines"),
    [
        ({"state": "met", "done": "23T04:00"}, ["23 Jan", "04:00"]),
        ({"state": "cannot_tell", "done": "2022-01-22"}, ["22 Jan", "hour ?"]),
        ({"state": "cannot_tell", "done": "23T04:00 .. 23T12:00"}, ["23 Jan", "by 12:00"]),
        ({"state": "met", "done": "22T00:00 ..", "due": "22T10:00"}, ["22 Jan", "> 00:00"]),
        ({"state": "open", "due": "23T09:00"}, ["23 Jan", "due 09:00"]),
        ({"state": "open", "due": "26T00:00"}, ["25 Jan", "due 24:00"]),
        ({"state": "late", "due": "23T04:00"}, ["≥ 1:12", "over"]),
        ({"state": "late", "due": "20T04:00"}, ["≥ 3 d 1 h", "over"]),
        ({"state": "open"}, ["waits", ""]),
        ({"state": "open", "clause": None}, ["no limit", ""]),
        ({"state": "cannot_tell"}, ["", ""]),
    ],
)
def test_a_stone_says_when_it_was_done_or_is_due(step: dict[str, str], lines: list[str]) -> None:
    shown = seen(Wall(clock(*[step] * 8), NOW, SHANGHAI, "en"))
    assert [line[:9].strip() for line in shown[3:]] == lines


def test_a_stone_that_turned_is_named_with_its_limit() -> None:
    then, now = every(EIGHT), every([*EIGHT[:4], "cannot_tell", *EIGHT[5:]])
    assert [line.plain for line in turned(then, now, "en")] == ["▨? cannot tell Published: 2 h after the conclusion"]
    assert [line.plain for line in turned(then, now, "zh")] == ["▨? 无法判断 公开：判定后2小时"]


def test_one_line_counts_the_stones_of_each_state() -> None:
    assert mini(every(EIGHT), "en").plain == "■ ▨? ■ ▲! ○ ■ ○ ○   3 met · 1 late · 3 open · 1 cannot tell"
    assert mini(every(EIGHT), "zh").plain.endswith("3 达标 · 1 超时 · 3 未到 · 1 无法判断")
