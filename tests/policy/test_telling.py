"""What an officer reads of a policy, at eighty columns and without colour."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from seawall.policy import check, every, load
from seawall.tell.policy import differences, findings, listed, shown
from seawall.tell.terminal.language import Language

Write = Callable[..., Path]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def printed(told: RenderableType, width: int = 80) -> str:
    console = Console(width=width, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as captured:
        console.print(told)
    return captured.get()


def lines_about(text: str, key: str) -> str:
    lines = text.splitlines()
    start = next(place for place, line in enumerate(lines) if key in line.split())
    return " ".join(" ".join(lines[start : start + 3]).split())


def test_a_rule_is_shown_with_value_unit_confidence_and_source() -> None:
    told = lines_about(printed(shown(load("covid19-cn-8"))), "measure.close.central")
    assert "measure.close.central 14 days official cn9-changes, cn8-mgmt" in told


def test_a_doubtful_rule_is_marked_without_colour() -> None:
    text = printed(shown(load("covid19-cn-8")))
    assert "contact.window.before 2 days [conflict]" in lines_about(text, "contact.window.before")
    assert "5 cases within 14 days [memory]" in lines_about(text, "confirm.cluster.threshold")


def test_a_missing_rule_that_is_stated_says_that_it_is_for_reading_only() -> None:
    text = printed(shown(load("measles-cn-2024")))
    assert "Texts not seen. A plan that needs one of these stops and names it:" in text
    assert "[missing: for reading only]" in lines_about(text, "pep.vaccine.limit")


def test_an_inherited_rule_names_the_policy_it_comes_from_and_the_head_the_chain() -> None:
    text = printed(shown(load("covid19-cn-9-opt20")), 120)
    assert "stands on  covid19-cn-9, then covid19-cn-8" in text
    assert "· covid19-cn-8" in lines_about(text, "contact.close.ship")


def test_the_titles_and_addresses_of_the_sources_are_shown() -> None:
    text = printed(shown(load("covid19-cn-8")), 120)
    assert "https://cczhiben.com/fkzt/info/1146/1685.html" in text
    assert "official-reprint, seen: beginning" in text


def test_a_note_is_told_in_the_language_of_who_reads() -> None:
    policy = load("covid19-cn-8")
    english, chinese = (lines_about(printed(shown(policy, lang), 200), "risk.counts") for lang in LANGUAGES)
    assert english.count("Confirmed cases only: one asymptomatic infection leaves a street at low risk.") == 1
    assert "只计确诊病例：街道仅有一名无症状感染者的仍为低风险。" in chinese
    assert "Confirmed cases" not in chinese


def test_an_overlay_that_is_off_says_until_when() -> None:
    assert "off until  a named legal order" in printed(shown(load("local-chengdu-2021")), 120)
    assert "启用须有  指明的法律依据" in printed(shown(load("local-chengdu-2021"), "zh"), 120)


def test_a_rule_says_its_condition_in_the_language_of_who_reads() -> None:
    policy = load("covid19-cn-8")
    assert "when population < 5e6" in lines_about(printed(shown(policy), 120), "masstest.limit")
    assert "条件：人口少于500万" in lines_about(printed(shown(policy, "zh"), 120), "masstest.limit")


def test_a_policy_is_told_in_chinese() -> None:
    policy = load("covid19-cn-9-opt20")
    text = printed(shown(policy, "zh"), 120)
    head = text.partition("╰")[0]
    assert "依据  covid19-cn-9，再依据covid19-cn-8" in head
    assert "自2022-11-11起，至2022-12-06止" in head
    assert not re.search("[a-z]{2} [a-z]{2}", head.replace(policy.document.title["en"], ""))
    assert "8 小时 [来源不一致]" in lines_about(text, "clock.close_contact_in_site")
    assert "其下还有各种疾病共用的：seawall-desk" in text
    missing = printed(shown(load("measles-cn-2024"), "zh"))
    assert "未见原文。方案用到其中之一即停下并指明：" in missing
    assert "[未见原文：仅供阅读]" in missing


def test_differences_and_the_list_are_told_in_chinese() -> None:
    text = printed(differences(load("covid19-cn-8"), load("covid19-cn-9"), "zh"))
    assert "14 天 官方原文 → 7 天 官方原文" in lines_about(text, "measure.close.central")
    assert re.fullmatch(r"\+ \d+ 新增 +~ \d+ 更改 +− \d+ 取消 *", text.splitlines()[-1])
    dengue = printed(differences(load("dengue-cn-2014"), load("dengue-cn-2025"), "zh"))
    assert "→ 未见原文" in lines_about(dengue, "vector.emergency.core.repeat")
    ninth = load("covid19-cn-9")
    assert "covid19-cn-9 与 covid19-cn-9 相同。" in printed(differences(ninth, ninth, "zh"))
    shelf = printed(listed(every(), "zh"))
    assert "自2025-07-01起 [未见原文]" in shelf
    for said in ("任何疾病", "条规则", "未见原文10项", "默认不启用"):
        assert said in shelf
    assert not re.search(r"\d rules|doubtful|missing|no dates", shelf)


def test_a_difference_shows_sign_before_and_after() -> None:
    text = printed(differences(load("covid19-cn-8"), load("covid19-cn-9")))
    assert "~ measure.close.central 14 days official → 7 days official" in lines_about(text, "measure.close.central")
    assert "− measure.secondary.central 7 days official" in lines_about(text, "measure.secondary.central")
    assert "+ measure.secondary.home 7 days official" in lines_about(text, "measure.secondary.home")
    assert "added" in text.splitlines()[-1]


def test_a_difference_says_what_was_not_seen() -> None:
    text = printed(differences(load("dengue-cn-2014"), load("dengue-cn-2025")))
    assert "? vector.emergency.core.repeat 2, 3 days secondary → not seen" in lines_about(
        text, "vector.emergency.core.repeat"
    )


def test_two_policies_that_say_the_same_say_so() -> None:
    assert "say the same" in printed(differences(load("covid19-cn-9"), load("covid19-cn-9")))


def test_the_list_names_every_policy_with_its_doubts_and_gaps() -> None:
    text = printed(listed(every()))
    assert all(policy.id in text for policy in every())
    assert "from 2025-07-01 [memory]" in text
    assert "10 missing" in text
    assert "off by default" in text


def test_a_check_without_fault_says_how_much_was_read_and_one_with_faults_what_mends_them(write: Write) -> None:
    assert printed(findings(check())).startswith("no fault: ")
    text = printed(findings(check([write("bad", '[rules."zone.exist"]\nvalue = true\n')])))
    assert "has no source; name where it was read" in " ".join(text.split())
    assert "3 faults" in text


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    pages = [listed(every()), differences(load("covid19-cn-8"), load("covid19-cn-9")), findings(check(strict=True))]
    pages += [listed(every(), "zh"), differences(load("covid19-cn-8"), load("covid19-cn-9"), "zh")]
    for page in [*pages, *(shown(policy, lang) for policy in every() for lang in LANGUAGES)]:
        assert max(cell_len(line) for line in printed(page, width).splitlines()) <= width
