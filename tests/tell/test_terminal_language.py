"""Texts in two languages, as those whom they bind read them."""

import pytest

from seawall.tell.terminal.language import Language, half

BOUND = (
    "您须隔离,依据方案（covid19-cn-8 zone.sealed.release [conflict]; covid19-cn-8 measure.close.central）。 / "
    "You are bound (covid19-cn-8 zone.sealed.release [conflict]; covid19-cn-8 measure.close.central)."
)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "您须隔离，依据方案（封控区解除（来源不一致）；密接集中隔离）。"),
        ("en", "You are bound (what releases a sealed area (sources disagree); close contacts: days in a site)."),
    ],
)
def test_the_key_of_a_rule_is_said_as_what_it_is_about(lang: Language, said: str) -> None:
    assert half(BOUND, lang) == said


def test_several_rules_are_told_apart_and_a_policy_without_a_title_is_named() -> None:
    rules = "依据covid19-cn-8 measure.close.central / Bound (covid19-cn-8 measure.close.central, measure.close.home)."
    assert half(rules, "zh") == "依据covid19-cn-8（密接集中隔离）"
    close = "close contacts: days in a site; close contacts: days at home, after the site where there is one"
    assert half(rules, "en") == f"Bound ({close})."
    assert half("Closed under zone.sealed.release.", "en") == "Closed under what releases a sealed area."


def test_a_key_that_no_vocabulary_has_stays_as_it_is_with_its_doubt_in_words() -> None:
    text = "依据test no.such.key [memory]。 / Under test no.such.key."
    assert half(text, "zh") == "依据test no.such.key（未见原文）。"


def test_numbers_and_addresses_are_left_alone() -> None:
    text = "拨打12345,6；见 seawall.example, 10.5,20。"
    assert half(text, "zh") == text
