"""The sums of a bulletin, on twelve real ones of the National Health Commission."""

import tomllib
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from seawall.plan.inform import IDENTITIES, check
from seawall.policy import load
from tests.given import local

REAL: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "bulletins.toml").read_text(encoding="utf-8")
)["bulletin"]  # fmt: skip
DATES = [str(each["date"]) for each in REAL]


def figures(bulletin: dict[str, Any]) -> dict[str, int]:
    return {name: value for name, value in bulletin.items() if isinstance(value, int)}


def test_there_are_twelve_real_bulletins_each_with_its_page() -> None:
    assert len(REAL) == 12
    assert all(each["source"].startswith("http") for each in REAL)


@pytest.mark.parametrize("bulletin", REAL, ids=DATES)
def test_every_sum_holds_on_every_real_bulletin(bulletin: dict[str, Any]) -> None:
    checked = check(figures(bulletin))
    assert any(each.holds for each in checked)
    assert [str(each) for each in checked if each.holds is False] == []


MUTATIONS = [
    (date, name)
    for date, bulletin in zip(DATES, REAL, strict=True)
    for each in check(figures(bulletin))
    for identity in IDENTITIES
    if identity.name == each.name and each.holds
    for name in [identity.left, *(term.name for term in identity.right if term.name in bulletin)]
]


@pytest.mark.parametrize(("date", "name"), MUTATIONS)
@pytest.mark.parametrize("by", [1, -1, 1000])
def test_a_figure_that_a_sum_covers_cannot_be_wrong_unseen(date: str, name: str, by: int) -> None:
    wrong = figures(REAL[DATES.index(date)])
    checked = check({**wrong, name: wrong[name] + by})
    assert any(each.holds is False for each in checked)


def test_the_mutations_cover_stocks_and_origins() -> None:
    assert {name for _, name in MUTATIONS} == {
        "cumulative", "active", "cured", "deaths", "new", "new_imported", "new_local", "imp_cumulative", "imp_active",
        "imp_cured",
    }  # fmt: skip


def test_from_22_to_24_january_2022_the_cases_so_far_grow_by_the_new_ones() -> None:
    on = {str(each["date"]): figures(each) for each in REAL}
    both = {**on["2022-01-24"], "new": on["2022-01-23"]["new"] + on["2022-01-24"]["new"]}
    checked = {each.name: each for each in check(both, on["2022-01-22"])}
    grown = checked["cumulative[t] = cumulative[t-1] + new[t] - corrections[t]"]
    assert (grown.holds, grown.left) == (True, 105705)


def test_a_sum_over_two_days_is_not_judged_where_the_day_between_is_missing() -> None:
    assert all(each.holds is None for each in check(figures(REAL[0])) if "[t-1]" in each.name)


def test_a_correction_is_a_figure_of_its_own_and_the_sum_comes_out() -> None:
    corrected = next(figures(each) for each in REAL if "corrections_cured" in each)
    assert corrected["corrections_cured"] == 1  # 2021-01-24: 核减1例
    yesterday = {"cumulative": 100}
    figures_now = {"cumulative": 104, "new": 5, "corrections": 1}
    (grown,) = [each for each in check(figures_now, yesterday) if each.holds is not None]
    assert grown.holds
    assert not any(each.holds for each in check({**figures_now, "corrections": 0}, yesterday))


def test_a_conversion_leaves_yesterdays_stock_true() -> None:
    yesterday = {"asym_stock": 10}
    today = {"asym_stock": 8, "asym_new": 1, "asym_converted": 2, "asym_released": 1}
    assert [each.holds for each in check(today, yesterday) if each.holds is not None] == [True]
    assert [each.holds for each in check({**today, "asym_converted": 1}, yesterday) if each.holds is not None] == [
        False
    ]


def test_a_refusal_names_every_sum_that_fails() -> None:
    wrong = {"cumulative": 3, "active": 1, "cured": 1, "deaths": 0, "new": 2, "new_local": 1, "new_imported": 0}
    refused = [str(each) for each in check(wrong) if each.holds is False]
    assert "cumulative = active + cured + deaths: 3 is not 2" in refused
    assert "new = imported + local: 2 is not 1" in refused


def test_the_sums_are_those_of_the_policy() -> None:
    policy = load("covid19-cn-8", at=local("23T00:00").date())
    wanted = policy.need("publish.bulletin.identities").words()
    assert set(wanted) <= {identity.name for identity in IDENTITIES}


def test_consecutive_real_days_are_a_day_apart() -> None:
    days = [each["date"] for each in REAL]
    assert sum(b - a == timedelta(days=1) for a, b in pairwise(days)) == 2
