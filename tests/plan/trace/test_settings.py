"""What the policies' words mean in the tables."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from seawall.plan.trace.settings import CLOSENESS, ENDS, SETTINGS, SettingError, kinds
from seawall.policy import every
from seawall.tables.area import PLACE_KINDS
from seawall.tables.exposure import EVENT_KINDS, RELATION_KINDS
from tests.plan.trace.drawn import CLOSE, RULES, people, relation

USED = (
    "contact.close.settings",
    "contact.close.occupational",
    "contact.general.definition",
    "contact.secondary.definition",
)
POLICIES = Path(__file__).parents[3] / "src" / "seawall" / "policies"


@pytest.mark.parametrize("key", USED)
def test_every_word_of_every_packaged_policy_has_a_meaning(key: str) -> None:
    used = {word for policy in every() if key in policy.rules for word in policy.rules[key].words()}
    assert used
    assert used <= SETTINGS.keys()


def test_every_end_of_a_window_has_a_meaning() -> None:
    rules = [policy.rules["contact.window.end"] for policy in every() if "contact.window.end" in policy.rules]
    assert {word for rule in rules for word in rule.words()} == ENDS.keys()


def test_every_meaning_is_a_kind_of_the_tables() -> None:
    for word, setting in SETTINGS.items():
        assert setting.relation <= set(RELATION_KINDS), word
        assert setting.stay <= set(PLACE_KINDS), word
        assert setting.event <= set(EVENT_KINDS), word
    assert set(CLOSENESS) <= {*RELATION_KINDS, *PLACE_KINDS, *EVENT_KINDS}


def test_no_word_is_kept_that_no_policy_uses() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in POLICIES.glob("*/*.toml"))
    unused = [word for word in SETTINGS if not re.search(f'"{re.escape(word)}"', text)]
    assert unused == []


def test_an_unknown_word_is_an_error_that_names_it_and_what_is_known() -> None:
    rules = replace(RULES, rings={"close": replace(CLOSE, settings=("in_the_same_thread",))})
    with pytest.raises(SettingError, match=r"'in_the_same_thread'; it knows .*same_household"):
        people(rules=rules, relations=[relation("P0", "A")])


def test_in_the_eighth_edition_every_kind_of_place_is_close_or_general() -> None:
    policy = next(policy for policy in every() if policy.id == "covid19-cn-8")
    words = [word for key in USED[:3] if key in policy.rules for word in policy.rules[key].words()]
    assert set(PLACE_KINDS) == set(kinds(words, "stay"))


def test_the_first_word_that_covers_a_kind_is_the_one_cited() -> None:
    assert kinds(["meal", "closed_space_meal_or_entertainment_incl_staff"], "stay")["restaurant"] == "meal"
