"""The call sheet: what is said to whom, and nothing by which a case could be told."""

from datetime import date

import polars as pl
import pytest

from seawall.tell.papers.scripts import PARTS, WHOM, parts, scripts
from seawall.tell.terminal.language import Language
from tests.tell.papers.giving import boxes, drawn, named, seen, tables, told

SHARED = ["verify", "identity", "symptoms", "needs", "minor", "reach", "appeal"]


@pytest.mark.parametrize("whom", WHOM)
def test_each_script_has_every_part_in_both_languages(whom: str) -> None:
    zh, en = scripts(whom)
    assert [line.split("：")[0] for line in zh.splitlines()] == [names[0] for names in PARTS.values()]
    assert [line.split(":")[0] for line in en.splitlines()] == [names[1] for names in PARTS.values()]
    assert all(said for _, said in (*parts(whom, "zh"), *parts(whom, "en")))


def test_each_kind_of_person_is_told_another_reason_and_another_thing_to_do() -> None:
    for part in ("为什么打", "现在做什么"):
        assert len({dict(parts(whom, "zh"))[part] for whom in WHOM}) == len(WHOM)


def test_nobody_else_has_a_script() -> None:
    with pytest.raises(KeyError):
        scripts("neighbour")


def test_calls_stand_in_their_order_with_the_public_reason_and_never_the_case() -> None:
    paper = drawn("callsheet", told())
    (calls,) = tables(paper, len(paper.sheets) - 1)
    assert [(row[0], str(row[1]).split()[-1], row[2]) for row in calls.rows] == [
        ("1", "A", "case"), ("2", "B", "close contact, 13 Feb 24:00"), ("3", "D", "close contact, 11 Feb 24:00"),
    ]  # fmt: skip
    assert "you became a close contact" in str(calls.rows[2][4])
    assert "C1" not in seen("callsheet", told()).replace(told().digest, "")
    assert all(boxes(row[5]) == [] for row in calls.rows)


def test_each_team_has_a_sheet_of_its_own_and_whoever_is_on_duty_the_first() -> None:
    teams = [{"team": "T1", "kind": "tracing"}, {"team": "T2", "kind": "tracing"}]
    sheets = drawn("callsheet", told(teams=teams)).sheets
    assert [sheet.title for sheet in sheets][-3:] == [
        "To be called by whoever is on duty", "To be called by T1", "To be called by T2",
    ]  # fmt: skip


def test_only_the_scripts_that_are_needed_are_printed_and_all_of_them_where_nobody_is_called() -> None:
    titles = [sheet.title for sheet in drawn("callsheet", told()).sheets]
    assert titles[:2] == ["What to say in the first call: case", "What to say in the first call: close contact"]
    assert len(titles) == 3
    nobody = told(cases=[], classifications=[], relations=[], stays=[])
    assert len(drawn("callsheet", nobody).sheets) == len(WHOM)


def test_names_stand_on_it_where_they_may_be_seen_and_lines_where_not() -> None:
    paper = drawn("callsheet", told(names=named(B=("李华", "139"))))
    (calls,) = tables(paper, len(paper.sheets) - 1)
    assert [row[1] for row in calls.rows] == ["________ ____________ A", "李华 139 B", "________ ____________ D"]


@pytest.mark.parametrize(("lang", "said"), [("en", "name destroyed on 2022-08-01"), ("zh", "姓名已于 2022-08-01 销毁")])
def test_whose_names_were_destroyed_is_said_with_the_day(lang: Language, said: str) -> None:
    gone = pl.DataFrame({"person": ["A", "B"], "destroyed": [date(2022, 8, 1)] * 2})
    for paper in ("callsheet", "interview"):
        assert said in seen(paper, told(names=gone), lang)


def test_needs_are_said_in_words() -> None:
    paper = drawn(
        "callsheet", told(traits=[{"person": "D", "trait": "dialysis"}, {"person": "D", "trait": "pregnant"}]), "zh"
    )
    (calls,) = tables(paper, len(paper.sheets) - 1)
    assert [row[3] for row in calls.rows] == [None, "透析、孕产", None]
