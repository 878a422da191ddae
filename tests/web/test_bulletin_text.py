"""The parts of a bulletin's page without a home: its text taken apart, marked beside another, and its words."""

import pytest

from seawall.tell.bulletin import markdown
from seawall.web.bulletin.text import Block, Pair, beside, blocks
from seawall.web.bulletin.words import FIGURES, GROUPS, count, figure
from tests.inform.giving import contacts, signed, told
from tests.inform.test_snapshot import FIRST

TEXT = (
    "# Title\n\n**Drill: invented.**\n\nAs of noon.\n\n## Cases\n\n3 now.\n\n"
    "## Corrections\n\n- one\n- two\n\n---\n\nSHA: `ab`\n"
)


def test_a_text_is_taken_apart_into_title_sections_items_and_foot() -> None:
    assert blocks(TEXT) == [
        Block("title", "Title"), Block("drill", "Drill: invented."), Block("para", "As of noon."),
        Block("head", "Cases"), Block("para", "3 now."), Block("head", "Corrections"), Block("item", "one"),
        Block("item", "two"), Block("foot", "SHA: ab"),
    ]  # fmt: skip


def test_nothing_of_a_bulletin_is_lost_when_it_is_taken_apart() -> None:
    before = told("22T12:00", **FIRST)
    later = told("23T08:00", contacts(*[(f"P{i}", "close") for i in range(9)]), **FIRST, **signed(before))
    for lang in ("zh", "en"):
        text = markdown(later, lang)
        whole = "".join(each.text for each in blocks(text))
        for mark in ("#", "*", "`", "---", "\n", " ", "- "):
            whole, text = whole.replace(mark, ""), text.replace(mark, "")
        assert whole == text


def test_what_one_text_has_otherwise_is_marked_in_both_and_a_number_as_a_whole() -> None:
    old, new = beside(blocks("# T\n\n共110人。"), blocks("# T\n\n共1,161人。"))
    assert old[1] == Pair("para", [(False, "共"), (True, "110"), (False, "人。")])
    assert new[1] == Pair("para", [(False, "共"), (True, "1,161"), (False, "人。")])


def test_a_section_that_the_other_has_not_is_marked_whole_and_moves_no_other() -> None:
    old, new = beside(blocks("# T\n\n## B\n\nsame"), blocks("# T\n\n## A\n\nmore\n\n## B\n\nsame"))
    assert [each.runs for each in old] == [[(False, "T")], [(False, "B")], [(False, "same")]]
    assert [each.runs for each in new][1:] == [
        [(True, "A")], [(True, "more")], [(False, "B")], [(False, "same")],
    ]  # fmt: skip


def test_every_figure_of_a_bulletin_has_a_word_and_a_place() -> None:
    grouped = [name for _, names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(FIGURES) == sorted(told("22T12:00", **FIRST).figures)


@pytest.mark.parametrize(("value", "small", "said"), [(None, 5, "<5"), (0, 5, "0"), (7386, None, "7,386")])
def test_a_figure_reads_as_it_is_printed(value: int | None, small: int | None, said: str) -> None:
    assert count(value, small) == said


def test_a_figure_is_how_many_rows_stand_under_it() -> None:
    bulletin = told("22T12:00", contacts(("P1", "close"), ("P1", "secondary"), ("P2", "secondary")), **FIRST)
    assert {name: len(rows) for name, rows in bulletin.rows.items()} == dict(bulletin.figures)
    assert bulletin.rows["secondary"] == {"P2"}
    assert bulletin.rows["asym_stock"] == {"A"}
    assert figure("asym_stock", "en") == "Asymptomatic infections now"
