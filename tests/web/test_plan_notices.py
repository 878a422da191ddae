"""What an officer must know of a plan or a policy is said whole in either language."""

import pytest

from seawall.policy import RuleMissing, load
from seawall.web.plan.notices import told


@pytest.fixture
def off() -> str:
    with pytest.raises(RuleMissing) as caught:
        load("local-chengdu-2021").need("contact.tempspace.grid")
    return str(caught.value)


def test_a_rule_that_is_off_says_what_its_overlay_needs_in_both_languages(off: str) -> None:
    needs = load("local-chengdu-2021").document.needs
    assert needs is not None
    assert f"默认不启用，须有 {needs['zh']}：" in told(off, "zh")
    assert f"it needs {needs['en']}; " in told(off, "en")


def test_what_the_overlay_of_a_city_needs_is_not_left_out() -> None:
    said = told("policy c: k is off by default; it needs order 7; state it with its source, or decide by hand", "zh")
    assert said == "预案 c 的 k 默认不启用，须有 order 7：在事件的补充预案里连同出处写明，或由人决定"
