"""What a written reason is."""

import pytest

from seawall.desk.reasons import LEAST, LONG, MOST, sentence


@pytest.mark.parametrize("said", ["", "too few", "x" * (LEAST - 1), "x" * (MOST + 1), "a sentence\0", "   a  b  c  "])
def test_what_is_too_short_too_long_or_cannot_be_seen_is_no_reason(said: str) -> None:
    assert sentence(said) is None


@pytest.mark.parametrize("said", ["x" * LEAST, "x" * MOST, "先把饲料厂清空再封"])
def test_a_sentence_is_kept_as_it_was_said(said: str) -> None:
    assert sentence(said) == said


def test_blanks_of_a_sentence_are_made_single() -> None:
    assert sentence("  the mill\n  first ") == "the mill first"


def test_what_is_about_a_plan_may_be_longer() -> None:
    assert sentence("x" * LONG, LONG) == "x" * LONG
