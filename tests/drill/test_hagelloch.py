"""Hagelloch 1861, against an independent count of the same 188 cases."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from seawall.drill import hagelloch
from seawall.drill.hagelloch import HagellochReport, village
from seawall.drill.hagelloch.counting import Count
from seawall.drill.hagelloch.replay import planned, policy, replay, traced
from seawall.policy.trace import trace_rules


@pytest.fixture(scope="session")
def report(shared: Path) -> HagellochReport:
    return hagelloch.run(shared / "data" / "hagelloch-1861")


@pytest.mark.parametrize(
    ("rules", "family", "family_or_class"),
    [
        ("as the policy says", 86, 152),
        ("follow-up 3 days", 79, 145),
        ("follow-up 5 days", 85, 152),
        ("exposure ends on the rash day, follow-up 5 days", 61, 119),
        ("prodrome day counted", 92, 156),
    ],
)
def test_so_many_are_listed_on_the_eve_of_their_prodrome(
    report: HagellochReport, rules: str, family: int, family_or_class: int
) -> None:
    assert report.listed[rules] == Count(family, family_or_class)


def test_days_on_a_list_before_the_own_rash(report: HagellochReport) -> None:
    assert report.person_days == Count(933, 2858)


def test_half_of_the_listed_were_listed_eleven_days_before(report: HagellochReport) -> None:
    assert report.median_lead == 11


def test_fifty_immune_classmates_are_listed_and_none_restricted(report: HagellochReport) -> None:
    assert (report.invented_listed, report.invented_restricted) == (50, 0)
    assert report.others_restricted > 150


def test_with_a_case_known_on_its_rash_day_the_vaccine_is_too_late_for_everybody(report: HagellochReport) -> None:
    assert set(report.vaccine) == {"too_late"}
    assert report.as_published


def test_the_wrong_rules_differ_from_the_right_ones_in_the_policy_alone() -> None:
    right, wrong = trace_rules(policy()), trace_rules(policy("hagelloch-rash-day", "hagelloch-follow-5"))
    assert right.after
    assert wrong.after
    assert (right.after.length.days, wrong.after.length.days) == (4, 0)
    assert [ring.followup[0].length.days for ring in (right.rings["close"], wrong.rings["close"])] == [21, 5]


def test_an_hour_and_a_zone_change_nothing_where_all_is_said_in_days(shared: Path) -> None:
    people = village.villagers(shared / "data" / "hagelloch-1861")
    noons = []
    for name in ("Europe/Berlin", "Asia/Shanghai"):
        zone = ZoneInfo(name)
        tables = village.tables(people, [], zone)
        days = [each.rash for each in people][:3]
        noons.append([(noon.followed, noon.vaccine) for noon in replay(tables, policy(), days, zone, traced)])
    assert noons[0] == noons[1]


def test_the_trace_alone_finds_what_the_whole_plan_finds(shared: Path) -> None:
    people = village.villagers(shared / "data" / "hagelloch-1861")
    tables, days = village.tables(people, [], hagelloch.ZONE), [date(1861, 12, 1)]
    whole, alone = (list(replay(tables, policy(), days, hagelloch.ZONE, find)) for find in (planned, traced))
    assert whole == alone


def test_a_folder_without_the_cases_says_which_file_it_wants(tmp_path: Path) -> None:
    with pytest.raises(village.VillageMissingError, match=r"cases\.csv: no such file"):
        hagelloch.run(tmp_path)


def test_a_list_without_a_column_says_which(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case_ID,date_of_rash\n1,1861-11-25\n")
    with pytest.raises(village.VillageMissingError, match="lacks date_of_prodrome, family_ID, class"):
        hagelloch.run(tmp_path)


def test_two_of_one_family_are_told_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(
        "case_ID,date_of_prodrome,date_of_rash,family_ID,class\n"
        "1,1861-11-01,1861-11-05,1,0\n"
        "2,1861-11-14,1861-11-18,1,0\n"
        "3,1861-11-15,1861-11-18,2,0\n"
    )  # fmt: skip
    console = Console(record=True, width=120)
    report = hagelloch.play(tmp_path, console)
    assert report.listed["as the policy says"] == Count(1, 1)
    assert report.person_days == Count(13, 13)
    assert "1 differs" in console.export_text()
