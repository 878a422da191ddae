"""Where rows came from, as pages say it."""

from seawall.web.origins import origin


def test_a_file_is_called_by_its_name_in_both_languages() -> None:
    assert {origin("persons.csv", lang) for lang in ("zh", "en")} == {"persons.csv"}


def test_a_plan_is_named_by_the_beginning_of_its_digest() -> None:
    assert origin(f"plan {'53d8b31c' * 8}", "zh") == "方案 53d8b31c"
    assert origin(f"plan {'53d8b31c' * 8}", "en") == "plan 53d8b31c"


def test_what_was_said_at_the_desk_or_on_a_phone_is_said_in_chinese() -> None:
    assert origin("many at once: hand tracing-1", "zh") == "批量操作：随访交给队伍 tracing-1"
    assert origin("many at once: close failed", "zh") == "批量操作：任务办结为“未成”"
    assert origin("many at once: visit not_seen", "zh") == "批量操作：随访记为未见到"
    assert origin("field: visit, written 2022-01-23T16:00+08:00", "zh") == "现场记录，写于 2022-01-23T16:00+08:00"
    assert origin("undo of batch 86", "zh") == "撤销第 86 批"
    assert origin("persons.csv, matched", "zh") == "persons.csv，查重得出"
