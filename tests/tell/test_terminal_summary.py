"""A whole plan in the terminal, and a step of a replay: Gaotang's own, at 80 and 120 columns, in both languages."""

from dataclasses import replace

import polars as pl
import pytest

from seawall.tell.terminal import Language, figures, plan_summary, replayed
from tests.drill.plans import planned
from tests.given import SHANGHAI
from tests.tell.terminals import seen, widest


def test_four_questions_are_answered_by_sentences() -> None:
    shown = seen(plan_summary(planned("23T09:30"), SHANGHAI, "en"), 140)
    assert [line.split("  ")[0] for line in shown[2:6]] == [
        "What happened", "What is late", "What to sign", "What it costs people",
    ]  # fmt: skip
    assert [line.split("  ")[-1].strip() for line in shown[2:6]] == [
        "1 asymptomatic; 87 close, 48 secondary, 10 general; 3 of these people elsewhere",
        "Responded ≥ 3 h 30 min · Published ≥ 30 min · Isolate ≥ 1 h 30 min · Core of the track ≥ 5 h 30 min",
        "+ 153 new",
        "860 people kept in, 11,700 person-days; 135 contacts restricted, 2,053 person-days",
    ]


def test_what_is_to_be_released_stands_behind_a_true_minus() -> None:
    plan = planned("23T09:30")
    freed = plan.differences.with_columns(
        pl.when(pl.int_range(pl.len()) < 8).then(pl.lit("-")).otherwise("sign").alias("sign")
    )
    assert "+ 145 新增 · − 8 解除" in seen(plan_summary(replace(plan, differences=freed), SHANGHAI, "zh"), 140)[4]


@pytest.mark.parametrize("time", ["23T09:30", "24T09:00"])
def test_what_it_costs_people_says_the_numbers_of_harm(time: str) -> None:
    plan = planned(time)
    costs = {name: (people, days) for name, people, days in plan.harm.head(3).select(pl.nth(0, 1, 2)).iter_rows()}
    kept, bound = costs["kept_in"], costs["observation"]
    assert kept[0] == 860
    (line,) = (each for each in seen(plan_summary(plan, SHANGHAI, "zh"), 160) if "封控管控" in each and "受限" in each)
    assert (
        f"封控管控 {kept[0]:,} 人、{round(kept[1]):,} 人日；接触者受限 {bound[0]:,} 人、{round(bound[1]):,} 人日"
        in line
    )
    figured = figures(plan)
    assert (figured["beside.kept_in"], figured["beside.kept_in_days"]) == (kept[0], round(kept[1]))


def test_what_nobody_knows_is_asked_at_the_end() -> None:
    shown = seen(plan_summary(planned("23T09:30"), SHANGHAI, "en"), 120)
    assert shown[-2:] == [
        "Which unknown answer would move most people",
        " ? Until when was the case at this place: supermarket? The usual time is assumed. left on arriving: −10",
    ]


def test_a_question_is_asked_in_the_language_of_the_terminal() -> None:
    shown = seen(plan_summary(planned("23T09:30"), SHANGHAI, "zh"), 120)
    assert shown[-1] == " ? 病例何时离开supermarket？现按通常时长估计。 到达即离开: −10"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("time", ["21T22:00", "23T02:40", "23T16:00", "24T09:00"])
def test_no_line_is_wider_than_the_terminal(time: str, width: int, lang: Language) -> None:
    assert widest(plan_summary(planned(time), SHANGHAI, lang), width) <= width


def test_before_a_case_there_is_nobody_to_restrict() -> None:
    shown = seen(plan_summary(planned("21T22:00"), SHANGHAI, "zh"), 80)
    assert [line.split()[-1] for line in shown[2:4]] == ["还没有病例", "无"]


def test_a_step_of_a_replay_says_what_moved_since_the_one_before() -> None:
    shown = seen(replayed(planned("23T16:00"), planned("23T12:00"), SHANGHAI, "en"), 120)
    assert shown[0].startswith("23 Jan 16:00  ▨? ▨? ■ ▨? ▨? ■ ○ ○")
    assert shown[1].strip() == "close 87 · secondary 110 → 161 · general 10"


def test_a_step_in_which_nothing_moved_is_one_line() -> None:
    assert len(seen(replayed(planned("23T16:00"), planned("23T16:00"), SHANGHAI, "en"), 120)) == 1


def test_a_change_of_policy_is_shown_even_if_nobody_moved() -> None:
    step = replayed(planned("24T08:00"), planned("24T06:30"), SHANGHAI, "en")
    assert seen(step, 120)[0].endswith("covid19-cn-8-delta")
    assert "close 99 → 103" in seen(step, 120)[1]


def test_how_far_the_rooms_are_from_the_best_possible_is_said() -> None:
    plan = planned("23T16:00")

    def shown(gap: int) -> str:
        said = plan.isolated.gap.with_columns(pl.lit(gap).alias("gap"), pl.lit(31).alias("objective"))
        made = replace(plan, isolated=replace(plan.isolated, gap=said))
        return " ".join(seen(plan_summary(made, SHANGHAI, "en"), 120))

    assert "people in 3 sites; no plan of rooms could cost less" in shown(0)
    assert "at most 2 of 31 above the least any plan could cost" in shown(2)
