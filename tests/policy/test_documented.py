"""Every key, unit and source is described, and what the desk's own policies name is there."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from seawall.policy import load
from seawall.policy.document import packaged
from seawall.policy.reading import read
from seawall.policy.rule import DURATIONS, Rule
from seawall.policy.vocabulary import CONFIDENCES, LEVELS, vocabulary
from seawall.tables.area import PLACE_KINDS
from seawall.tables.decided import STEPS
from seawall.tell.policy.manual import keys_page

ROOT = Path(__file__).resolve().parents[2]
WORDS = vocabulary()
RULES: list[Rule] = [rule for path in packaged().values() for rule in read(path)[0].rules.values()]
ASKED = re.compile(r"""(?:need|get|family)\(\s*f?["']([a-z_0-9]+\.[^"']+)["']""")


def test_the_page_of_keys_is_the_one_that_keys_toml_makes() -> None:
    page = (ROOT / "docs" / "policy-keys.md").read_text(encoding="utf-8")
    assert page == keys_page(), "write it anew: python -m seawall.tell.policy.manual > docs/policy-keys.md"


@pytest.mark.parametrize("key", sorted({rule.key for rule in RULES}))
def test_every_key_of_a_policy_is_documented(key: str) -> None:
    assert WORDS.key(key) is not None


def test_every_documented_key_says_what_it_means_in_two_languages() -> None:
    for name, key in {**WORDS.keys, **WORDS.families}.items():
        assert re.search("[a-z]", key.en), name
        assert re.search("[一-鿿]|7-1-7|WS/T", key.zh), name


def words(value: object) -> Iterator[str]:
    """The words of a value: names of its entries and texts that a program reads, in which no letter is Chinese."""
    if isinstance(value, dict):
        if "zh" not in value:
            yield from (str(name) for name in value)
            yield from (word for each in value.values() for word in words(each))
    elif isinstance(value, list):
        yield from (word for each in value for word in words(each))
    elif isinstance(value, str) and re.search("[a-z]{2}", value) and not re.search("[一-鿿]", value):
        yield value


def test_every_word_of_a_value_is_said_in_chinese() -> None:
    policies = set(packaged())
    there = {word for rule in RULES for word in (*words(rule.value), *words(rule.when))} - policies
    assert not sorted(word for word in there if WORDS.in_chinese(word) is None)
    for word, chinese in WORDS.chinese.items():
        assert re.search("[一-鿿]", chinese), word


def test_every_note_is_said_in_chinese_and_in_english() -> None:
    notes = {(rule.origin, rule.key): rule.note for rule in RULES if rule.note}
    assert len(notes) > 300
    for rule, note in notes.items():
        assert re.search("[一-鿿]", note["zh"]), rule
        own = re.sub(r"\([^()]*\)", "", note["en"])  # brackets hold the words that a note quotes
        assert re.search("[a-z]", own), rule
        assert not re.search("[一-鿿]", own), rule


def test_every_family_has_a_key_of_its_own() -> None:
    unused = {family for family in WORDS.families if not any(fnmatchcase(rule.key, family) for rule in RULES)}
    assert unused == {"signal.wst772.*", "trace.minutes.*"}  # the first was not seen, the second is for overlays


def test_every_key_that_a_verb_asks_for_is_documented() -> None:
    asked = {
        (path.name, re.sub(r"\{[^}]*\}", "*", key))
        for path in (ROOT / "src" / "seawall").rglob("*.py")
        for key in ASKED.findall(path.read_text(encoding="utf-8"))
        if path.parent.name == "policy" and path.name != "policy.py"
    }
    known = {*WORDS.keys, *WORDS.families, *(rule.key for rule in RULES)}
    undocumented = {
        (file, key)
        for file, key in asked
        if not any(fnmatchcase(each, key) or fnmatchcase(key, each) or each.startswith(f"{key}.") for each in known)
    }
    assert undocumented == set()


def test_every_exclusion_names_documented_keys() -> None:
    for name, key in WORDS.keys.items():
        for glob in key.excludes:
            assert any(fnmatchcase(other, glob) for other in WORDS.keys), (name, glob)


def test_every_source_is_used_or_was_read_for_a_later_rule_and_says_how_much_was_seen() -> None:
    assert {source.seen for source in WORDS.sources.values()} == {"full", "beginning", "excerpt", "memory", "own"}
    assert {source.authority for source in WORDS.sources.values()} == {
        "official", "official-reprint", "press", "secondary", "paper", "dataset", "house",
    }  # fmt: skip


def test_every_unit_that_counts_a_duration_begins_with_a_length_of_time() -> None:
    for name, unit in WORDS.units.items():
        assert (unit.kind == "duration") == (
            name.split("_")[0] in DURATIONS and "shape" not in name and "share" not in name
        )


def test_the_guide_names_every_confidence_level_and_field() -> None:
    guide = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    for word in (*CONFIDENCES, *LEVELS, *packaged(), "drops", "missing", "needs", "extends", "valid_until", "when"):
        assert f"`{word}`" in guide, word


def test_every_kind_of_place_has_a_default_stay() -> None:
    assert load("seawall-desk").family("place.dwell").keys() == set(PLACE_KINDS)


@pytest.mark.parametrize("name", ["first_times", "stricts"])
def test_every_step_of_the_clock_has_a_beginning_a_limit_that_is_a_key_and_an_owner(name: str) -> None:
    policy = load("seawall-first-times")
    also = policy.get(f"{name}.also")
    steps = [*policy.need(f"{name}.steps").words(), *(also.words() if also else ())]
    assert set(steps) <= set(STEPS)
    for step in steps:
        begins, limit, owner = (policy.need(f"{name}.{step}.{part}").words()[0] for part in ("from", "limit", "owner"))
        assert begins in STEPS
        assert limit == "none" or WORDS.key(limit) is not None
        assert owner


def test_a_limit_of_the_clock_is_a_duration_in_the_eighth_edition() -> None:
    policy = load("covid19-cn-8")
    for key, rule in policy.family("first_times").items():
        if key.endswith(".limit") and rule.value != "none":
            assert policy.need(rule.value).timedelta() > DURATIONS["min"] * 0
